"""Questions about checklists. They are law, open to all; sheets are scoped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from shian.checklists.digest import digest_of
from shian.checklists.formed import form_of
from shian.checklists.models import ChecklistVersion, FormDraft, Item, Sheet
from shian.checklists.rules.form import Form
from shian.kernel.actor import Actor
from shian.kernel.paths import within
from shian.kernel.refused import Missing
from shian.kernel.rows import stored
from shian.packs import schema


def version(key: str, number: int | None = None) -> ChecklistVersion:
    """A version of a checklist, the law's newest where no number is given. Raises Missing."""
    found = (
        stored(ChecklistVersion, (), "key = %s AND number = %s", [key, number])
        if number is not None
        else _newest_law(key)
    )
    if not found and number is not None and _newest_law(key):
        raise Missing(_("没有这份检查表的第 %(number)d 版：%(key)s") % {"number": number, "key": key})
    if not found:
        raise Missing(_("没有这份检查表：%(key)s") % {"key": key})
    return found[0]


def _newest_law(key: str) -> list[ChecklistVersion]:
    return list(ChecklistVersion.objects.filter(key=key, published_at__isnull=True).order_by("-number")[:1])


def version_of(asked: schema.Checklist) -> ChecklistVersion:
    """The version that asks what a law's checklist asks: a place with questions of its own has its own. Raises Missing."""
    found = stored(ChecklistVersion, (), "key = %s AND digest = %s", [asked.key, digest_of(asked)])
    if not found:
        raise Missing(_("没有这份检查表：%(key)s") % {"key": asked.key})
    return found[0]


def offered(asked: schema.Checklist, path: str) -> ChecklistVersion:
    """What is asked at a place above a list of the law: the form which the nearest office published on that list as it
    stands, the latest of several, else the list itself. A list that changed is asked as it is until a form stands on it."""
    return nearest(standing_on(asked), path) or version_of(asked)


def standing_on(asked: schema.Checklist) -> list[ChecklistVersion]:
    """The forms which offices have published on a law's list as it stands, and not withdrawn; the latest first."""
    rows = ChecklistVersion.objects.filter(key=asked.key, stands_on=digest_of(asked), withdrawn_at__isnull=True)
    return list(rows.order_by("-number"))


def nearest(forms: Sequence[ChecklistVersion], path: str) -> ChecklistVersion | None:
    """Of some forms the one of the office nearest to a place; none where none is asked there."""
    return max((one for one in forms if within(path, one.ground)), key=lambda one: len(one.ground), default=None)


def versions(key: str) -> "QuerySet[ChecklistVersion]":
    """Every version of a list, the latest first: the law's and those of all offices. They are open to all."""
    return ChecklistVersion.objects.filter(key=key).select_related("release").order_by("-number")


def published() -> "QuerySet[ChecklistVersion]":
    """What offices have published, the latest first."""
    return ChecklistVersion.objects.filter(published_at__isnull=False).order_by("-published_at", "-pk")


def form(of: ChecklistVersion) -> Form:
    """The form of a version."""
    return form_of(of, items(of.pk))


def form_of_version(key: UUID) -> Form | None:
    """The form of a version that an office published; a list of the law has none."""
    of = version_by_id(key)
    return form(of) if of.form else None


def forms_of(versions: Iterable[ChecklistVersion]) -> dict[str, Form]:
    """The form behind each question that an office asks; a list of the law has none. Of several the first has it."""
    published = [form(one) for one in versions if one.form]
    return {code: one for one in reversed(published) for code in one.by_code}


def draft(key: UUID, *, viewer: Actor) -> FormDraft:
    """A spreadsheet that waits to be published. Raises Missing."""
    found: FormDraft | None = FormDraft.objects.visible_to(viewer).filter(pk=key).first()
    if found is None:
        raise Missing(_("没有这份待发布的检查表"))
    return found


def drafts(viewer: Actor) -> "QuerySet[FormDraft]":
    """The spreadsheets of the viewer's own that wait, the latest first: since then they published nothing."""
    since = ChecklistVersion.objects.filter(
        published_by=OuterRef("person_id"), published_at__gte=OuterRef("recorded_at")
    )
    rows: QuerySet[FormDraft] = FormDraft.objects.visible_to(viewer).filter(~Exists(since), person_id=viewer.person)
    return rows.order_by("-recorded_at", "-id")


def form_of_draft(of: FormDraft) -> Form:
    """The form that a spreadsheet held."""
    return msgspec.convert(of.form, Form)


def before(of: ChecklistVersion) -> ChecklistVersion | None:
    """The version that stood before this one where it is asked: the same ground's, or the law's."""
    rows = ChecklistVersion.objects.filter(key=of.key, number__lt=of.number).order_by("-number")
    return next((one for one in rows if within(of.ground, one.ground)), None)


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


def beside(of: Sheet, *, viewer: Actor) -> "QuerySet[Sheet]":
    """The other sheets of the same visit: one person's, at one door, handed in at one instant."""
    rows = Sheet.objects.visible_to(viewer).filter(
        business=of.business_id, on_day=of.on_day, person_id=of.person_id, recorded_at=of.recorded_at
    )
    found: QuerySet[Sheet] = rows.exclude(pk=of.pk).filter(post__isnull=of.post_id is None).order_by("id")
    return found if of.business_id and of.person_id else found.none()


def answers_of(sheets: Sequence[Sheet]) -> dict[str, Any]:
    """What was said at a visit, each question once, as the first of its sheets has it."""
    return {code: said for one in reversed(sheets) for code, said in one.answers.items()}


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


@dataclass(frozen=True)
class Earlier:
    """An answer seen before that still holds: on which sheet, whose, when, and the first day on which it no longer does."""

    sheet: UUID
    on: date
    until: date
    person: UUID | None = None
    post: UUID | None = None
    title: str = ""

    def as_json(self) -> dict[str, str | None]:
        """As it is kept beside the answer that was taken over."""
        return {
            "sheet": str(self.sheet),
            "on": self.on.isoformat(),
            "person": str(self.person) if self.person else None,
            "post": str(self.post) if self.post else None,
        }


def standing_answers(viewer: Actor, business: UUID, version: ChecklistVersion, *, on: date) -> dict[str, Earlier]:
    """The questions answered "conform" at the place so recently that the answer still holds (an item's valid_for).

    What was itself taken over renews nothing; a question put otherwise since then, and one that wants a photograph each
    time, is asked anew. What a business says of itself is no official's answer.
    """
    lasting = {item.code: item for item in items(version.pk) if item.valid_days and item.photo != "always"}
    if not lasting:
        return {}
    since = on - timedelta(days=max(item.valid_days or 0 for item in lasting.values()))
    rows = last_sheets(viewer, [business], since=since).filter(outcome="done", post__isnull=False, on_day__lte=on)
    newest: dict[str, Earlier | None] = {}
    for one in rows.select_related("post"):
        for code in lasting.keys() & one.answers.keys() - newest.keys():
            if _was_seen(one, code):
                newest[code] = _held(one, lasting[code], on)
    return {code: earlier for code, earlier in newest.items() if earlier is not None}


def _was_seen(one: Sheet, code: str) -> bool:
    """Whether this sheet speaks of a question: a good answer only where somebody stood before it and looked."""
    said = one.answers[code]
    return "taken" not in said and (one.mode == "on_site" or said.get("answer") != "conform")


def _held(one: Sheet, item: Item, on: date) -> Earlier | None:
    """The answer of a sheet to a question as it is put now, or None where it does not hold."""
    until = one.on_day + timedelta(days=item.valid_days or 0)
    asked = next((was for was in items(one.version_id) if was.code == item.code), None) if one.version_id else None
    if one.answers[item.code].get("answer") != "conform" or on >= until or asked is None or put(asked) != put(item):
        return None
    return Earlier(one.pk, one.on_day, until, one.person_id, one.post_id, one.post.title if one.post else "")


def put(item: Item) -> tuple[object, ...]:
    """How a question is put; where this changed, an earlier answer does not speak for it."""
    return (item.text, item.severity, item.key, item.photo, item.valid_days, item.kind, item.shape)


def version_by_id(key: UUID) -> ChecklistVersion:
    """A version by its key. Raises Missing."""
    found = ChecklistVersion.objects.filter(pk=key).first()
    if found is None:
        raise Missing(_("没有这份检查表：%(key)s") % {"key": key})
    return found


def in_english(code: str, text: str) -> str:
    """A question in English, as its list has it; the text itself where none has."""
    try:
        return _english(code, text)
    except Item.DoesNotExist:
        return text


@lru_cache(maxsize=4096)
def _english(code: str, text: str) -> str:
    # What raises is not kept: an office may publish the same question in English tomorrow.
    said: str = (
        Item.objects.filter(code=code, text=text).exclude(text_en="").values_list("text_en", flat=True).latest("pk")
    )
    return said
