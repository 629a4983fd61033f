from django.apps import AppConfig


class SealedDoorConfig(AppConfig):
    name = "shian.doors.sealed"
    label = "sealed_door"
