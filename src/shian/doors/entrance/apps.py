from django.apps import AppConfig


class EntranceConfig(AppConfig):
    """The way in, and the shell around every page. It holds no table."""

    name = "shian.doors.entrance"
    label = "entrance"
