from django.apps import AppConfig


class InspectionDoorConfig(AppConfig):
    name = "shian.doors.inspection"
    label = "inspection_door"
