"""Included in demo and debug only: no page of it reads a row."""

from django.urls import path

from shian.doors.ui.gallery import views

urlpatterns = [
    path("ui/gallery", views.index, name="ui-gallery"),
    path("ui/gallery/<slug:name>", views.sample, name="ui-gallery-sample"),
]
