"""Questions about checklists. They are law, open to all; sheets are scoped."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from shian.checklists.digest import digest_of
from shian.checklists.models import ChecklistVersion, Item, Sheet
from shian.kernel.actor import Actor
from shian.kernel.refused import Missing
from shian.kernel.rows import stored
from shian.packs import schema


def version(key: str, number: int | None = None) -> ChecklistVersion:
    """A version of a checklist, the newest where no number is given. Raises Missing."""
    rows = ChecklistVersion.objects.filter(key=key)
    found = rows.filter(number=number).first() if number else rows.order_by("-number").first()
    if found is None:
        raise Missing(_("没有这份检查表：%(key)s") % {"key": key})
    return found


def version_of(asked: schema.Checklist) -> ChecklistVersion:
    """The version that asks what a law's checklist asks: a place with questions of its own has its own. Raises Missing."""
    found = stored(ChecklistVersion, (), "key = %s AND digest = %s", [asked.key, digest_of(asked)])
    if not found:
        raise Missing(_("没有这份检查表：%(key)s") % {"key": asked.key})
    return found[0]


@lru_cache(maxsize=256)
def items(version_id: UUID) -> tuple[Item, ...]:
    """The questions of a version, in order; a version never changes, so they are kept."""
    return tuple(Item.objects.filter(version_id=version_id).order_by("position"))


def sheets(viewer: Actor) -> "QuerySet[Sheet]":
    """The sheets this viewer may see, as the books stand now."""
    return Sheet.objects.visible_to(viewer).filter(superseded_at__isnull=True)


def sheet(key: UUID, *, viewer: Actor) -> Sheet:
    """One sheet, or Missing."""
    found: Sheet | None = (
        Sheet.objects.visible_to(viewer).filter(pk=key).select_related("version", "business", "post").first()
    )
    if found is None:
        raise Missing(_("没有这份记录，或者您看不到它"))
    return found


def correction(of: Sheet, *, viewer: Actor) -> Sheet | None:
    """The sheet that took the place of this one, if it was corrected."""
    rows = Sheet.objects.visible_to(viewer).filter(business=of.business_id, programme=of.programme, supersedes=of.pk)
    found: Sheet | None = rows.first() if of.superseded_at else None
    return found


def last_sheets(viewer: Actor, businesses: Sequence[UUID], *, since: date) -> "QuerySet[Sheet]":
    """Recent sheets of some businesses, newest first."""
    return sheets(viewer).filter(business_id__in=businesses, on_day__gte=since).order_by("-on_day", "-id")


def sheets_in(
    viewer: Actor, within: str, *, programme: str = "", since: date | None = None, until: date | None = None
) -> "QuerySet[Sheet]":
    """The sheets of a place as they stand, of a programme, of a span of days; the latest first."""
    exact = {"programme": programme, "on_day__gte": since, "on_day__lte": until}
    rows: QuerySet[Sheet] = Sheet.objects.visible_to(viewer).within(within).filter(superseded_at__isnull=True)
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    return rows.select_related("version", "post", "business").defer("business__phone").order_by("-on_day", "-id")


def sheets_of(business: UUID, *, viewer: Actor) -> "QuerySet[Sheet]":
    """The sheets of one business, the latest first."""
    return sheets(viewer).filter(business_id=business).select_related("version", "post").order_by("-on_day", "-id")


def standing_answers(viewer: Actor, business: UUID, version: ChecklistVersion, *, on: date) -> frozenset[str]:
    """The questions answered "conform" so recently that the answer still holds (an item's valid_for)."""
    lasting = {item.code: item.valid_days for item in items(version.pk) if item.valid_days}
    if not lasting:
        return frozenset()
    since = on - timedelta(days=max(lasting.values()))
    newest: dict[str, tuple[str, date]] = {}
    for one in last_sheets(viewer, [business], since=since).filter(outcome="done"):
        for code in lasting.keys() & one.answers.keys():
            newest.setdefault(code, (one.answers[code].get("answer", ""), one.on_day))
    return frozenset(
        code
        for code, (answer, day) in newest.items()
        if answer == "conform" and on - day < timedelta(days=lasting[code])
    )
