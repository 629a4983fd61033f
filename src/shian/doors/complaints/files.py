"""How a complaint behind a task is called, and where it lies: installed by config/wiring.py."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from shian.complaints.law import category_of, spoken
from shian.complaints.queries.files import complaints_named
from shian.kernel.actor import Actor
from shian.loop.files import FileWords


def complaints_as_files(keys: Iterable[UUID], viewer: Actor) -> Mapping[UUID, FileWords]:
    """By the key of the file; one that the viewer may not see is not there. Nobody's name stands in it."""
    found = complaints_named(keys, viewer=viewer)
    return {
        key: FileWords(f"{one.mark} {spoken(category_of(one))}", reverse("complaint", args=[key]), _("去办"))
        for key, one in found.items()
    }
