from django.apps import AppConfig


class DoubleRandomDoorConfig(AppConfig):
    name = "shian.doors.double_random"
    label = "double_random_door"
