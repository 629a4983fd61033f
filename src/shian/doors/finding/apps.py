from django.apps import AppConfig


class FindingConfig(AppConfig):
    name = "shian.doors.finding"
    label = "finding_door"
