"""How a first look behind a task is called, and where it lies: installed by config/wiring.py."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.loop.files import FileWords
from shian.reception.queries import looks_named


def looks_as_files(keys: Iterable[UUID], viewer: Actor) -> Mapping[UUID, FileWords]:
    """By the key of the look; one that the viewer may not see is not there."""
    found = looks_named(keys, viewer=viewer)
    return {key: FileWords(one.title, reverse("first_look", args=[key]), _("去先看")) for key, one in found.items()}
