from django.apps import AppConfig


class EnforcementDoorConfig(AppConfig):
    name = "shian.doors.enforcement"
    label = "enforcement_door"
