"""Questions: which file, and its bytes, for this viewer."""

from collections.abc import Collection
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _

from shian.evidence import files
from shian.evidence.models import Evidence
from shian.kernel.actor import Actor
from shian.kernel.refused import Missing


def evidence(key: UUID, *, viewer: Actor) -> Evidence:
    """One file's record. Raises Missing, alike for what is not there and what is not yours."""
    found: Evidence | None = Evidence.objects.visible_to(viewer).filter(pk=key).first()
    if found is None:
        raise Missing(_("没有找到这个文件"))
    return found


def seen_among(keys: Collection[UUID], *, viewer: Actor) -> frozenset[UUID]:
    """Which of these the viewer may see: asked before a sheet or a fix names them."""
    return frozenset(Evidence.objects.visible_to(viewer).filter(pk__in=keys).values_list("pk", flat=True))


def shown(keys: Collection[UUID], *, viewer: Actor) -> dict[UUID, Evidence]:
    """The records of some files, for what is said below a photograph."""
    return {row.pk: row for row in Evidence.objects.visible_to(viewer).filter(pk__in=keys)}


def lies_at(found: Evidence) -> Path:
    """Where the bytes are. Raises Missing where the disk lost them."""
    place = files.where(found.sha256)
    if not place.is_file():
        raise Missing(_("这个文件已不在磁盘上，请联系管理员"))
    return place
