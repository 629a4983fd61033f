from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "shian.doors.api"
    label = "api"
