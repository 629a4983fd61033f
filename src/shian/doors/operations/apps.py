from django.apps import AppConfig


class OperationsDoorConfig(AppConfig):
    name = "shian.doors.operations"
    label = "operations_door"
