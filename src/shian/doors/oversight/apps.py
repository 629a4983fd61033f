from django.apps import AppConfig


class OversightDoorConfig(AppConfig):
    name = "shian.doors.oversight"
    label = "oversight_door"
