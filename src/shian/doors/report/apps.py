from django.apps import AppConfig


class ReportDoorConfig(AppConfig):
    name = "shian.doors.report"
    label = "report_door"
