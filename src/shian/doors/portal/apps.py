from django.apps import AppConfig


class PortalDoorConfig(AppConfig):
    name = "shian.doors.portal"
    label = "portal_door"
