"""How an inspection behind a task is called, and where it lies: installed by config/wiring.py."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from shian.doors.ui.inspected import KINDS
from shian.doors.ui.terms import said
from shian.inspection.queries import inspections_named
from shian.kernel.actor import Actor
from shian.loop.files import FileWords


def inspections_as_files(keys: Iterable[UUID], viewer: Actor) -> Mapping[UUID, FileWords]:
    """By the key of the inspection; one that the viewer may not see is not there."""
    found = inspections_named(keys, viewer=viewer)
    return {
        key: FileWords(f"{said(KINDS, one.kind)} {one.go_on}", reverse("inspection", args=[key]), _("去办"))
        for key, one in found.items()
    }
