"""Evidence before and after, side by side, with time and place under each."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from shian.doors.ui.shapes.parts import Pair, Photo
from shian.doors.ui.words import day_words
from shian.evidence import queries as files
from shian.evidence.models import Evidence
from shian.kernel.actor import Actor
from shian.loop.models import Finding


def pairs_of(found: Finding, *, viewer: Actor) -> tuple[Pair, ...]:
    """As many pairs as the longer side has; an empty side says what is awaited."""
    before, after = list(found.photos_before), list(found.photos_after)
    most = max(len(before), len(after))
    records = files.shown([UUID(key) for key in [*before, *after]], viewer=viewer) if most else {}
    titles = (_("第 %(n)s 组") % {"n": at + 1} if most > 1 else "" for at in range(most))
    return tuple(
        Pair(title, _photo(before, at, records, _("整改前")), _photo(after, at, records, _("整改后")))
        for at, title in enumerate(titles)
    )


def _photo(keys: list[str], at: int, records: dict[UUID, Evidence], alt: str) -> Photo | None:
    if at >= len(keys):
        return None
    record = records.get(UUID(keys[at]))
    return Photo(f"/evidence/{keys[at]}", alt, _caption(record) if record else "")


def _caption(record: Evidence) -> str:
    at = timezone.localtime(record.taken_at or record.recorded_at)
    located = record.latitude is not None and record.longitude is not None
    place = f"{record.latitude:.4f}, {record.longitude:.4f}" if located else _("没有位置")
    return f"{day_words(at.date())} {at:%H:%M} · {place}"
