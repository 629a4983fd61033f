from django.apps import AppConfig


class CluesDoorConfig(AppConfig):
    name = "shian.doors.clues"
    label = "clues_door"
