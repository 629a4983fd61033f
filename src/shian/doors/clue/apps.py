from django.apps import AppConfig


class ClueDoorConfig(AppConfig):
    name = "shian.doors.clue"
    label = "clue_door"
