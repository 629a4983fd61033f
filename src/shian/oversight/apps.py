from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "shian.oversight"
    label = "oversight"
