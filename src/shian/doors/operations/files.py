"""How an object or a notice behind a task is called, and where it lies: installed by config/wiring.py."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.loop.files import FileWords
from shian.operations.queries import notices_named, targets_named


def objects_as_files(keys: Iterable[UUID], viewer: Actor) -> Mapping[UUID, FileWords]:
    """By the key of the object; one that the viewer may not see is not there."""
    found = targets_named(keys, viewer=viewer)
    return {key: FileWords(one.name, reverse("operation_object", args=[key]), _("去记")) for key, one in found.items()}


def notices_as_files(keys: Iterable[UUID], viewer: Actor) -> Mapping[UUID, FileWords]:
    """By the key of the notice; one that the viewer may not see is not there."""
    found = notices_named(keys, viewer=viewer)
    return {
        key: FileWords(one.text, reverse("operation_notice", args=[key]), _("去反馈")) for key, one in found.items()
    }
