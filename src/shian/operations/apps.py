from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "shian.operations"
    label = "operations"
