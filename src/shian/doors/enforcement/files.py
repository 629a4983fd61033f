"""How a case or a transfer behind a task is called, and where it lies: installed by config/wiring.py."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from shian.enforcement.queries import cases_named, inquiries_named, spots_named, transfers_named
from shian.kernel.actor import Actor
from shian.loop.files import FileWords


def cases_as_files(keys: Iterable[UUID], viewer: Actor) -> Mapping[UUID, FileWords]:
    """By the key of the case; one that the viewer may not see is not there."""
    found = cases_named(keys, viewer=viewer)
    return {key: FileWords(one.title, reverse("case", args=[key]), _("去办")) for key, one in found.items()}


def spots_as_files(keys: Iterable[UUID], viewer: Actor) -> Mapping[UUID, FileWords]:
    """By the key of the penalty on the spot."""
    found = spots_named(keys, viewer=viewer)
    return {key: FileWords(one.title, reverse("spot", args=[key]), _("去办")) for key, one in found.items()}


def inquiries_as_files(keys: Iterable[UUID], viewer: Actor) -> Mapping[UUID, FileWords]:
    """By the key of what another organ asks."""
    found = inquiries_named(keys, viewer=viewer)
    title = _("%(organ)s请协助调查")
    return {
        key: FileWords(title % {"organ": one.other}, reverse("inquiry", args=[key]), _("去办"))
        for key, one in found.items()
    }


def transfers_as_files(keys: Iterable[UUID], viewer: Actor) -> Mapping[UUID, FileWords]:
    """By the key of the transfer; the police see those that were handed to them."""
    found = transfers_named(keys, viewer=viewer)
    return {key: FileWords(one.title, reverse("transfer", args=[key]), _("去办")) for key, one in found.items()}
