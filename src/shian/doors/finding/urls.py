from django.urls import path

from shian.doors.finding import views

urlpatterns = [
    path("findings", views.findings, name="findings"),
    path("findings/<uuid:key>", views.finding, name="finding"),
    path("findings/<uuid:key>/<slug:verb>", views.act, name="finding_act"),
    path("evidence/<uuid:key>", views.evidence, name="evidence"),
]
