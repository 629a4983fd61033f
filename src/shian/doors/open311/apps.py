from django.apps import AppConfig


class Open311DoorConfig(AppConfig):
    name = "shian.doors.open311"
    label = "open311_door"
