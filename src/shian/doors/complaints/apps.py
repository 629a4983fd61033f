from django.apps import AppConfig


class ComplaintsDoorConfig(AppConfig):
    name = "shian.doors.complaints"
    label = "complaints_door"
