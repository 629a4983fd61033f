from django.apps import AppConfig


class CanteenConfig(AppConfig):
    name = "shian.canteen"
    label = "canteen"
    default_auto_field = "django.db.models.BigAutoField"
