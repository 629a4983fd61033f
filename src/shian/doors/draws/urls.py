from django.urls import path

from shian.doors.draws import views

urlpatterns = [
    path("draws", views.draws, name="draws"),
    path("draws/look-back", views.look_back, name="look_back"),
    path("draws/<uuid:key>", views.draw, name="draw"),
    path("draws/<uuid:key>/file", views.file, name="draw_file"),
    path("draws/<uuid:key>/<slug:verb>", views.act, name="draw_act"),
]
