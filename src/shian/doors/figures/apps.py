from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "shian.doors.figures"
    label = "figures"
