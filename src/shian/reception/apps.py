from django.apps import AppConfig


class ReceptionConfig(AppConfig):
    name = "shian.reception"
    label = "reception"
    default_auto_field = "django.db.models.BigAutoField"
