from django.apps import AppConfig


class DoubleRandomConfig(AppConfig):
    name = "shian.double_random"
    label = "double_random"
