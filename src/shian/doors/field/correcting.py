"""A record put right: the same questions as they were answered, a reason, and a new sheet in the place of the old."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from shian.checklists import queries as checklists
from shian.checklists.models import Item, Sheet
from shian.checklists.rules.form import UNASKED, Form
from shian.doors.field.visit import made_by
from shian.doors.field.words import disposition_options
from shian.doors.ui.answers import Filled, asked
from shian.doors.ui.asking import told_to_phone
from shian.doors.ui.correcting import may_correct
from shian.doors.ui.shapes.parts import Field, Option
from shian.doors.ui.shapes.shop import CorrectionPage
from shian.doors.ui.words import day_words
from shian.kernel.actor import Actor
from shian.kernel.refused import Conflict, Denied, Refused
from shian.kernel.spelled import in_chinese
from shian.loop.law import Law, law_on
from shian.loop.submission import Submission
from shian.packs.schema import Programme
from shian.registry.models import Business

PAPERS = frozenset({"weekly_report", "monthly_minutes"})
SAID = "更正说明："  # part of the paper itself, which is Chinese in any language of the screen


@dataclass(frozen=True)
class Correction:
    """A sheet that may be put right, under the law of its day."""

    viewer: Actor
    sheet: Sheet
    business: Business
    law: Law

    @property
    def programme(self) -> Programme:
        return self.law.programme(self.sheet.programme)

    @property
    def questions(self) -> tuple[Item, ...]:
        return checklists.items(self.sheet.version_id) if self.sheet.version_id else ()

    @property
    def form_of(self) -> dict[str, Form]:
        """The form behind each question that an office asked."""
        return checklists.forms_of([self.sheet.version] if self.sheet.version else [])

    @property
    def home(self) -> str:
        """Where the record is read."""
        return record_address(self.viewer, self.sheet)


def record_address(viewer: Actor, sheet: Sheet) -> str:
    if sheet.business_id in viewer.businesses and sheet.post_id is None:
        return reverse("shop_record", args=[sheet.business_id, sheet.pk])
    return reverse("record", args=[sheet.pk])


def correction_of(sheet: Sheet, *, viewer: Actor) -> Correction:
    """Raises Refused in a sentence where the record stands as it is."""
    if sheet.superseded_at is not None:
        raise Conflict(_("这份记录已经更正过，请打开更正后的那一份"))
    if sheet.outcome != "done" or sheet.business is None:
        raise Refused(_("没有查成的记录不能更正；如果查成了，请按新的一次交"), code="nothing_to_correct")
    if not may_correct(viewer, sheet):
        raise Denied(_("这份记录不归您改，请找当时填的人"))
    return Correction(viewer, sheet, sheet.business, law_on(sheet.on_day, sheet.path))


def as_it_stands(of: Correction) -> Filled:
    """The answers of the record, ready to be changed."""
    found = Filled()
    for one in of.questions:
        if one.kind in UNASKED:
            continue
        said = of.sheet.answers.get(one.code, {})
        found.answers[one.code] = {"answer": "", "note": "", "disposition": "", "photos": [], **said}
    return found


def page(of: Correction, typed: Filled, post: Mapping[str, str], *, error: str = "") -> CorrectionPage:
    official = of.sheet.post_id is not None
    return CorrectionPage(
        title=_("更正记录"),
        business=of.business.name,
        lead=_("%(day)s 的记录。原来那一份会留着，谁都看得到改了什么。") % {"day": day_words(of.sheet.on_day)},
        action=reverse("correct_record", args=[of.sheet.pk]),
        back=of.home,
        items=asked(of.questions, typed=typed, forms=of.form_of),
        forms=tuple(told_to_phone(list(of.form_of.values())[:1])),
        fields=_fields(of, post),
        verdicts=_verdicts(of, post.get("verdict", of.sheet.conclusion)),
        zero=of.programme.what.zero_report,
        dispositions=disposition_options() if official else (),
        errors=tuple(typed.errors),
        error=error,
    )


def _fields(of: Correction, post: Mapping[str, str]) -> tuple[Field, ...]:
    reason = Field("reason", _("为什么要更正"), "textarea", post.get("reason", ""), required=True)
    if of.sheet.programme not in PAPERS:
        return (reason,)
    text = post.get("narrative", of.sheet.narrative)
    return (Field("narrative", _("报告内容"), "textarea", text, required=True), reason)


def _verdicts(of: Correction, chosen: str) -> tuple[Option, ...]:
    chinese = in_chinese()
    rows = of.programme.what.conclusions
    return tuple(Option(one.key, one.title.zh if chinese else one.title.en, chosen=one.key == chosen) for one in rows)


def corrected(of: Correction, answers: Mapping[str, Any], post: QueryDict) -> Submission:
    """The correction as a submission. Raises Refused where no reason is given or a report was emptied."""
    reason = post.get("reason", "").strip()
    if not reason:
        raise Refused(_("请写明为什么要更正"), code="no_reason")
    sheet = of.sheet
    return Submission.parsed(
        {
            "id": str(made_by(of.viewer, "correct", sheet.pk)),
            "corrects": str(sheet.pk),
            "business": str(of.business.pk),
            "programme": sheet.programme,
            "checklist": sheet.version.key if sheet.version else "",
            "version": sheet.version.number if sheet.version else None,
            "on_day": sheet.on_day.isoformat(),
            "mode": sheet.mode,
            "answers": dict(answers),
            "zero_risk": post.get("zero_risk") == "1",
            "conclusion": post.get("verdict", ""),
            "narrative": _narrative(of, post, reason),
            "on_behalf": sheet.on_behalf,
            "place": _place(sheet),
            "signature": str(sheet.signature) if sheet.signature else None,
        }
    )


def _narrative(of: Correction, post: QueryDict, reason: str) -> str:
    text = post.get("narrative", "").replace("\r\n", "\n").strip() if of.sheet.programme in PAPERS else ""
    if of.sheet.programme in PAPERS and not text:
        raise Refused(_("报告的内容不能是空的，请写上再交"), code="no_narrative")
    return "\n".join(part for part in (text, SAID + reason) if part)


def _place(sheet: Sheet) -> dict[str, Any] | None:
    if sheet.latitude is None or sheet.longitude is None:
        return None
    where = {"lat": sheet.latitude, "lon": sheet.longitude, "accuracy": sheet.accuracy_m}
    return {**where, "datum": sheet.datum}
