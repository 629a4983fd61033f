from django.apps import AppConfig


class OpenRosaConfig(AppConfig):
    name = "shian.doors.openrosa"
    label = "openrosa"
