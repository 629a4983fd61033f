"""How a problem behind a task is called, and where it lies: installed by config/wiring.py."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.loop.files import FileWords
from shian.oversight.queries import problems_named


def problems_as_files(keys: Iterable[UUID], viewer: Actor) -> Mapping[UUID, FileWords]:
    """By the key of the problem; one that the viewer may not see is not there."""
    found = problems_named(keys, viewer=viewer)
    return {
        key: FileWords(one.text, reverse("oversight_problem", args=[key]), _("去答复")) for key, one in found.items()
    }
