"""How a letter behind a task is called, and where it lies: installed by config/wiring.py."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.letters.queries import letters_named
from shian.loop.files import FileWords


def letters_as_files(keys: Iterable[UUID], viewer: Actor) -> Mapping[UUID, FileWords]:
    """By the key of the letter; one that the viewer may not see is not there."""
    found = letters_named(keys, viewer=viewer)
    return {key: FileWords(f"{one.subject} {one.mark}", f"/letters/{key}", _("看来函")) for key, one in found.items()}
