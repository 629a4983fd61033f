from django.apps import AppConfig


class ChoresConfig(AppConfig):
    name = "shian.doors.chores"
    label = "chores"
