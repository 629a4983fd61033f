"""Every way in, door by door."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from shian.config import health

DOORS = [
    "entrance",
    "worklist",
    "finding",
    "letters",
    "field",
    "shop",
    "dossier",
    "figures",
    "chores",
    "campaign",
    "draws",
    "inspection",
    "oversight",
    "association",
    "portal",
    "report",
    "open311",
    "operations",
    "double_random",
    "clues",
    "complaints",
    "checklists",
    "openrosa",
    "truth",
    "sealed",
    "enforcement",
    "api",
]


def built(door: str) -> bool:
    return (
        find_spec("shian.doors") is not None
        and find_spec(f"shian.doors.{door}") is not None
        and bool(find_spec(f"shian.doors.{door}.urls"))
    )


handler400 = "shian.config.errors.unreadable"
handler500 = "shian.config.errors.broken"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    *(path("", include(f"shian.doors.{door}.urls")) for door in DOORS if built(door)),
]
