from django.apps import AppConfig


class DrawsConfig(AppConfig):
    name = "shian.draws"
    label = "draws"
    default_auto_field = "django.db.models.BigAutoField"
