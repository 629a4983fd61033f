from django.apps import AppConfig


class EnforcementConfig(AppConfig):
    name = "shian.enforcement"
    label = "enforcement"
