"""The law of a canteen's day: its numbers, the days that may be entered, and the sheet on which the day's meals meet."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shian.checklists.models import Sheet
from shian.kernel.actor import Actor
from shian.kernel.ids import new_id
from shian.kernel.refused import Refused
from shian.loop import actions as loop
from shian.loop.actions.hand_in import Answered
from shian.loop.law import Law
from shian.loop.queries import handed_in
from shian.loop.submission import Answer, Submission
from shian.packs.school import SchoolLaw
from shian.packs.words import MEALS
from shian.registry.models import Business

LONGEST = 480


def school_law(law: Law) -> SchoolLaw:
    """The numbers of school canteens. Raises Refused where the release was loaded before there were any."""
    if law.pack.school is None:
        raise Refused(_("现行规则包里没有学校食堂的规定，请先载入新的规则包"), code="no_law")
    return law.pack.school


def refuse_day(day: date, meal: str, law: SchoolLaw, on: date) -> None:
    """Raises Refused for a meal that is not yet eaten, or so long ago that nobody remembers its figures."""
    if meal not in MEALS:
        raise Refused(_("请选早餐、午餐或晚餐"), code="unknown_word")
    if day > on:
        raise Refused(_("日期 %(day)s 还没有到") % {"day": day}, code="future")
    if (on - day).days > law.menu.back:
        raise Refused(_("只能补记最近 %(n)d 天的，%(day)s 太早了") % {"n": law.menu.back, "day": day}, code="too_late")


def sheet_of(business: Business, programme: str, day: date, *, by: Actor) -> Sheet | None:
    """The sheet on which the day's earlier meals stand."""
    found = handed_in(by, business, programme, day, day)
    return found[-1] if found else None


def written(
    business: Business,
    programme: str,
    day: date,
    wrong: Mapping[str, str],
    codes: Sequence[str],
    *,
    photos: Sequence[UUID] = (),
    signature: UUID | None = None,
    by: Actor,
    now: datetime,
) -> Answered:
    """The day's sheet with this meal on it: the first meal of a day hands it in, a later one puts itself beside.

    A failed question is a finding of the loop; one that failed at an earlier meal of the day is not raised twice.
    """
    before = sheet_of(business, programme, day, by=by)
    shown = set(wrong) or {codes[0]}  # photographs stand where something failed, or with the first question
    answers = {code: _answer(wrong.get(code, ""), photos if code in shown else ()) for code in codes}
    submission = Submission(
        id=new_id(),
        business=business.pk,
        programme=programme,
        on_day=day,
        answers=answers,
        signature=signature,
        corrects=before.pk if before else None,
    )
    return loop.hand_in(submission, by=by, now=now)


def notes_of(sheet: Sheet | None) -> dict[str, str]:
    """What failed on a sheet, with its words."""
    answers = sheet.answers if sheet else {}
    return {code: said.get("note", "") for code, said in answers.items() if said["answer"] == "fail"}


def _answer(wrong: str, photos: Sequence[UUID]) -> Answer:
    return (
        Answer("fail", wrong[:LONGEST], "fix_by", tuple(photos)) if wrong else Answer("conform", photos=tuple(photos))
    )
