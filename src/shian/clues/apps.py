from django.apps import AppConfig


class CluesConfig(AppConfig):
    name = "shian.clues"
    label = "clues"
