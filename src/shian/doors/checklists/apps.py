from django.apps import AppConfig


class ChecklistsDoorConfig(AppConfig):
    name = "shian.doors.checklists"
    label = "checklists_door"
