from django.apps import AppConfig


class WorklistConfig(AppConfig):
    name = "shian.doors.worklist"
    label = "worklist"
