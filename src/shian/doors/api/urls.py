from django.urls import path

from shian.doors.api.mount import api

urlpatterns = [path("api/v1/", api.urls)]
