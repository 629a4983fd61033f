from importlib import import_module

from django.apps import AppConfig


class WiringConfig(AppConfig):
    """The last app of all: when every room is loaded, what follows from what is wired."""

    name = "shian.config"
    label = "wiring"

    def ready(self) -> None:
        import_module("shian.config.wiring").install()  # it imports models, so it cannot come with this file
