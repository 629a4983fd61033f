"""What a report must say before it can be sent; each sentence says what to do, and on which step."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from shian.doors.report.draft import MOST_WORDS, SETTLE, TELL, Draft
from shian.doors.report.law import WANTS, categories
from shian.doors.report.places import ELSEWHERE, competent, far_away
from shian.doors.ui.typed import day_or_none
from shian.kernel.amounts import fen_of
from shian.kernel.money import FEN
from shian.kernel.refused import Refused
from shian.people.actions.persons import MOBILE

PHOTO, WHAT, WANT, LOOK = "report", "report_what", "report_want", "report_look"
MOST_FEN = 10_000_000 * FEN


@dataclass(frozen=True)
class Wrong:
    """A sentence, and the step on which it is put right."""

    step: str
    text: str


def wrong_what(draft: Draft, on: date) -> Iterator[Wrong]:
    if draft.category not in categories(on):
        yield Wrong(WHAT, _("请选是哪一类问题"))
    if not draft.words.strip() and not draft.photos:
        yield Wrong(WHAT, _("请写一两句发生了什么；有照片的也可以只写“见照片”"))
    if len(draft.words) > MOST_WORDS:
        yield Wrong(
            WHAT, _("写得太长了，最多 %(most)d 字，现在 %(now)d 字") % {"most": MOST_WORDS, "now": len(draft.words)}
        )
    if draft.place == ELSEWHERE or (draft.spot and not draft.business and far_away(draft.spot)):
        yield Wrong(WHAT, competent(on))
    elif not (draft.business or draft.respondent.strip() or draft.address.strip() or draft.place or draft.spot):
        yield Wrong(WHAT, _("请说在哪里：店名、地址或乡镇街道，有一样就行"))
    yield from _wrong_day(draft.day, on)


def _wrong_day(text: str, on: date) -> Iterator[Wrong]:
    if not text:
        return
    day = day_or_none(text)
    if day is None:
        yield Wrong(WHAT, _("日期请这样填：2026-10-01"))
    elif day > on:
        yield Wrong(WHAT, _("日期不能晚于今天"))


def wrong_want(draft: Draft) -> Iterator[Wrong]:
    if draft.want not in WANTS:
        yield Wrong(WANT, _("请选您希望怎样"))
        return
    if draft.want != TELL:
        if not draft.name.strip():
            yield Wrong(WANT, _("请留姓名；不想留的，选“只是告诉你们”"))
        if not MOBILE.fullmatch(draft.phone.strip()):
            yield Wrong(WANT, _("手机号应为 11 位，以 1 开头"))
    if draft.want == SETTLE:
        yield from _wrong_demand(draft)


def _wrong_demand(draft: Draft) -> Iterator[Wrong]:
    if not draft.demand.strip():
        yield Wrong(WANT, _("请写您要求什么，例如：退款 30 元"))
    if not (draft.business or draft.respondent.strip()):
        yield Wrong(WHAT, _("要退赔，得知道是哪一家：请回第二步写店名"))
    try:
        fen_of(draft.yuan, most=MOST_FEN)
    except Refused as refused:
        yield Wrong(WANT, str(refused))


def wrong(draft: Draft, on: date) -> tuple[Wrong, ...]:
    """Everything that keeps this draft from being sent."""
    return (*wrong_what(draft, on), *wrong_want(draft))
