from django.urls import path

from shian.doors.truth import views

urlpatterns = [
    path("truth", views.truth, name="truth"),
    path("truth/weigh", views.weigh, name="truth_weigh"),
    path("truth/seal", views.seal, name="truth_seal"),
    path("truth/<uuid:key>", views.visit, name="truth_visit"),
    path("truth/<uuid:key>/explain", views.explain, name="truth_explain"),
]
