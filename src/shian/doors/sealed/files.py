"""How a sealed file behind a task is called: not at all. Installed by config/wiring.py."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.loop.files import FileWords, Resolver


def _silent(name: str) -> Resolver:
    """A way in, and no title: a card may be read over a shoulder. What lies behind is asked of the lens there."""

    def files(keys: Iterable[UUID], viewer: Actor) -> Mapping[UUID, FileWords]:
        return {key: FileWords("", reverse(name, args=[key]), _("去看")) for key in keys}

    return files


clues_as_files = _silent("sealed_clue")
openings_as_files = _silent("sealed_opening")
rewards_as_files = _silent("sealed_reward")
