from django.apps import AppConfig


class SealedConfig(AppConfig):
    name = "shian.sealed"
    label = "sealed"
