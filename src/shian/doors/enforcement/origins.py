"""The file that a case comes from, an inspection or a problem: what it says already, and where it lies."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from shian.checklists import queries as checklists
from shian.doors.ui.answers import said_text
from shian.doors.ui.inspected import KINDS, RESULTS
from shian.doors.ui.shapes.parts import Field, Link, Option
from shian.doors.ui.terms import said
from shian.doors.ui.typed import key_or_none
from shian.doors.ui.words import full_day_words
from shian.enforcement.models import PenaltyCase, SpotPenalty
from shian.inspection import queries as inspections
from shian.inspection.models import Inspection
from shian.kernel.actor import Actor
from shian.kernel.refused import Missing, Refused
from shian.loop import queries as loop
from shian.loop.models import Finding
from shian.registry.models import Business
from shian.registry.queries.register import register


@dataclass(frozen=True)
class Origin:
    """One file: its business, its words, the photographs that came with it, and the files that are of the same look."""

    key: UUID
    kind: str
    business: Business
    title: str
    summary: str
    photos: tuple[tuple[UUID, str], ...]
    kin: frozenset[UUID]


def origin_of(viewer: Actor, typed: QueryDict) -> Origin | None:
    """The file named in the address. Raises Missing where it is not this viewer's to see."""
    key = key_or_none(typed.get("source_id", ""))
    if key is None:
        return None
    if typed.get("source") == "inspection":
        return _inspected(inspections.inspection(key, viewer=viewer), viewer)
    return _found(loop.finding(key, viewer=viewer), viewer)


def _inspected(one: Inspection, viewer: Actor) -> Origin:
    rows = loop.found_on(one.sheet_id, viewer=viewer)
    failed = _failed(one)
    title = failed[0][0] if failed else said(RESULTS, "refused" if one.refusal else one.result)
    words = _("%(day)s%(kind)s，结果：%(result)s。") % {
        "day": full_day_words(one.go_on), "kind": said(KINDS, one.kind), "result": said(RESULTS, "refused" if one.refusal else one.result),
    }  # fmt: skip
    signed = ((one.signed, str(_("对方签字的告知页"))),) if one.signed else ()
    photos = (*signed, *(pair for row in rows for pair in _photos(row)))
    return Origin(
        one.pk, "inspection", one.business, title[:120], "\n".join(filter(None, (words, *("：".join(filter(None, pair)) for pair in failed), one.note)))[:2000],
        photos, frozenset(row.pk for row in rows),
    )  # fmt: skip


def _failed(one: Inspection) -> list[tuple[str, str]]:
    """What failed, key items first, each with what the officer wrote."""
    if one.sheet is None or one.sheet.version_id is None:
        return []
    answers = one.sheet.answers
    items = [
        item for item in checklists.items(one.sheet.version_id) if answers.get(item.code, {}).get("answer") == "fail"
    ]
    return [
        (said_text(item), str(answers[item.code].get("note", "")))
        for item in sorted(items, key=lambda item: (not item.key, item.position))
    ]


def _found(one: Finding, viewer: Actor) -> Origin:
    sheet = inspections.inspection_on(one.sheet_id, viewer=viewer)
    words = " ".join(filter(None, (one.text, one.note)))
    kin = frozenset([sheet.pk]) if sheet else frozenset()
    return Origin(one.pk, "finding", one.business, one.text[:120], words, tuple(_photos(one)), kin)


def _photos(one: Finding) -> list[tuple[UUID, str]]:
    word = _("现场照片：%(what)s")
    return [(UUID(key), word % {"what": one.text[:60]}) for key in one.photos_before]


def way_to(one: PenaltyCase | SpotPenalty, viewer: Actor) -> Link | None:
    """The page of the file that a case came from, for whoever may open it."""
    if one.source_id is None:
        return None
    try:
        if one.source == "inspection":
            inspections.inspection(one.source_id, viewer=viewer)
            return Link(_("看这次检查"), reverse("inspection", args=[one.source_id]), "file")
        if one.source == "finding":
            loop.finding(one.source_id, viewer=viewer)
            return Link(_("看这个问题"), reverse("finding", args=[one.source_id]), "file")
    except Missing:
        return None
    return None


def prefilled(typed: QueryDict, origin: Origin | None, **more: str) -> QueryDict:
    """What the file says already, so that nobody types it twice; `more` is what this form asks besides."""
    words = typed.copy()
    if origin is not None:
        said_already = {"uscc": origin.business.uscc, "party_name": origin.business.name, "title": origin.title}
        for name, text in (said_already | more).items():
            words[name] = text
        words.setlist("photos", [str(key) for key, _word in origin.photos])
    return words


def registered(viewer: Actor, code: str) -> Business | None:
    """The business of a code that was typed. Raises Refused where nobody in the register has it."""
    found: Business | None = register(viewer).filter(uscc=code).first() if code else None
    if code and found is None:
        raise Refused(_("名册里没有信用代码「%(code)s」") % {"code": code})
    return found


def chosen(origin: Origin | None, keys: Sequence[str]) -> tuple[UUID, ...]:
    """Those of its photographs that were left ticked."""
    return tuple(key for key, _word in origin.photos if str(key) in keys) if origin else ()


def photo_field(origin: Origin | None, ticked: list[str]) -> tuple[Field, ...]:
    """Which of the file's photographs go along as evidence."""
    if origin is None or not origin.photos:
        return ()
    marks = tuple(Option(str(key), word, chosen=str(key) in ticked) for key, word in origin.photos)
    return (
        Field("photos", _("随案带走的证据"), "checkbox", options=marks, help=_("登记后在案件里编号，谁经手都有记录")),
    )
