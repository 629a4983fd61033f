from django.apps import AppConfig


class UiConfig(AppConfig):
    """The visual language: shells, parts and whole pages; it holds no table and asks no question."""

    name = "shian.doors.ui"
    label = "ui"
