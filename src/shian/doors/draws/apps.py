from django.apps import AppConfig


class DrawsDoorConfig(AppConfig):
    name = "shian.doors.draws"
    label = "draws_door"
