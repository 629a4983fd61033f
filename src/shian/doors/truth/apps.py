from django.apps import AppConfig


class TruthDoorConfig(AppConfig):
    name = "shian.doors.truth"
    label = "truth_door"
