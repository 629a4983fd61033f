from django.apps import AppConfig


class AssociationDoorConfig(AppConfig):
    name = "shian.doors.association"
    label = "association_door"
