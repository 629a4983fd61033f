from django.apps import AppConfig


class TruthConfig(AppConfig):
    name = "shian.truth"
    label = "truth"
