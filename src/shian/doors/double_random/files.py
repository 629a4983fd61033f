"""How a round of random checks behind a task is called, and where it lies: installed by config/wiring.py."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from shian.double_random.queries import plans_named
from shian.kernel.actor import Actor
from shian.loop.files import FileWords


def plans_as_files(keys: Iterable[UUID], viewer: Actor) -> Mapping[UUID, FileWords]:
    """By the key of the round; one that the viewer may not see is not there."""
    found = plans_named(keys, viewer=viewer)
    return {key: FileWords(one.title, reverse("random_plan", args=[key]), _("去公开")) for key, one in found.items()}
