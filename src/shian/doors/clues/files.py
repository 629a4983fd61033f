"""How a clue behind a task is called, and where it lies: installed by config/wiring.py."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from shian.clues.models import Clue
from shian.clues.queries import clues_named
from shian.clues.whose import works_on
from shian.kernel.actor import Actor
from shian.loop.files import FileWords


def clues_as_files(keys: Iterable[UUID], viewer: Actor) -> Mapping[UUID, FileWords]:
    """By the key of the clue; one that the viewer may not see is not there."""
    return {
        key: FileWords(one.subject, address_of(one, viewer), _("去办"))
        for key, one in clues_named(keys, viewer=viewer).items()
    }


def address_of(one: Clue, viewer: Actor) -> str:
    """Whoever sent it reads what concerns them; the office works on it."""
    worked = works_on(one, viewer) and any(viewer.granted("claim_clue"))
    return reverse("clue" if worked else "my_clue", args=[one.pk])
