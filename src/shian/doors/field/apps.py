from django.apps import AppConfig


class FieldConfig(AppConfig):
    """The phone. It holds no table."""

    name = "shian.doors.field"
    label = "field"
