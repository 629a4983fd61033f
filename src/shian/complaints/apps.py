from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "shian.complaints"
    label = "complaints"
