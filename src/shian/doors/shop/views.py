"""The shop's three records: the day, the week, the month. Each is a plain form that says what was wrong."""

import re
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shian.doors.shop import days, pages, rollups
from shian.doors.shop import own as checks
from shian.doors.shop.counter import Counter, counter, helping
from shian.doors.shop.measuring import Measured, measured, points_of_the_day
from shian.doors.ui import outbox
from shian.doors.ui.answers import Files, Filled, filled
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.seconds import SECOND, second_said
from shian.doors.ui.show import show
from shian.doors.ui.typed import day_or_none
from shian.doors.ui.unsent import unsent
from shian.doors.ui.words import day_words
from shian.kernel.refused import Refused
from shian.kernel.spelled import apart
from shian.loop import actions
from shian.loop import queries as loop
from shian.loop.submission import Submission
from shian.packs.periods import Period, parse_period, period_of
from shian.packs.schema import Programme

form = require_http_methods(["GET", "POST"])
YEAR = 365 * 24 * 3600  # seconds
SHOP = re.compile(r"/(shop|behalf)/[0-9a-f-]{36}")


def home(request: Asked) -> HttpResponseBase:
    """One business is at once at its counter; somebody of several chooses."""
    own = sorted(request.actor.businesses)
    if len(own) == 1:
        return redirect("shop_day", own[0])
    return show(request, pages.choose(request.actor))


@form
def day(request: Asked, key: UUID) -> HttpResponseBase:
    return _day(request, counter(request.actor, key, on=today(request)))


@form
def behalf(request: Asked, key: UUID) -> HttpResponseBase:
    """A helper enters the record of the day for a business whose people cannot."""
    return _day(request, helping(request.actor, key, on=today(request)))


def _day(request: Asked, at: Counter) -> HttpResponseBase:
    asked = _day_asked(request.GET.get("day", ""), at.on)
    instead = days.not_owed(at, asked)
    if instead is not None:
        return show(request, instead)
    if item := outbox.item_of(request):
        return outbox.answered(request, item, lambda: _brought(request, at, asked))
    if request.method == "POST":
        return _day_handed(request, at, asked)
    words = unsent(request)
    typed = _typed(request, at, loop.DAILY, words) if words else None
    numbers = _numbers(at, words) if words else None
    sentence = pages.came_back() if words else ""
    return _day_shown(request, at, asked, typed=typed, numbers=numbers, sentence=sentence)


def _day_asked(text: str, on: date) -> date:
    """A day past or today; a day to come, or none, is today."""
    return min(day_or_none(text) or on, on)


def _typed(request: Asked, at: Counter, programme: str, words: QueryDict, files: Files | None = None) -> Filled:
    where: dict[str, Any] = {
        "path": at.business.path,
        "business": at.business.pk,
        "by": request.actor,
        "forms": at.form_of(programme),
    }
    return filled(words, files or Files(), at.questions(programme), **where)


def _brought(request: Asked, at: Counter, asked: date) -> dict[str, Any]:
    """The record of a day, brought when there was a network again. Raises Refused with all that is wrong with it."""
    _filled, _measured, errors = _day_tried(request, at, asked)
    if errors:
        raise Refused(apart(sentence for _code, sentence in errors))
    late = _("是 %(day)s 的记录，今天才交上来，按补记算") % {"day": day_words(asked)} if asked < at.on else ""
    return outbox.taken(days.address(at, asked), late)


def _day_tried(request: Asked, at: Counter, asked: date) -> tuple[Filled, Measured, tuple[tuple[str, str], ...]]:
    """Hand in the record of a day; what was read of it, and what is wrong, question by question."""
    typed = _typed(request, at, loop.DAILY, request.POST, request.FILES)
    numbers = _numbers(at, request.POST)
    if errors := (*typed.errors, *numbers.errors):
        return typed, numbers, errors
    said = {
        "answers": numbers.put_into(typed.submitted()),
        "zero_risk": request.POST.get("zero_risk") == "1",
        "on_day": asked.isoformat(),
        "on_behalf": at.behalf,
    }
    refusal = _handed_in(request, at, loop.DAILY, period_of("day", asked), said)
    return typed, numbers, ((days.first_open(at, typed), refusal),) if refusal else ()


def _day_handed(request: Asked, at: Counter, asked: date) -> HttpResponseBase:
    typed, numbers, errors = _day_tried(request, at, asked)
    if errors:
        return _day_shown(request, at, asked, typed=typed, numbers=numbers, errors=errors)
    messages.success(request, _("交上去了，辛苦了。"))
    return redirect(days.address(at, asked))


def _numbers(at: Counter, words: QueryDict) -> Measured:
    return measured(points_of_the_day(at), words, at.questions(loop.DAILY))


def _day_shown(request: Asked, at: Counter, asked: date, **more: Any) -> HttpResponseBase:
    """The form of the day, in the type that this phone was set to."""
    return show(request, days.day(at, asked, assisted=request.COOKIES.get(days.BIG) == "1", **more))


@require_POST
def assisted(request: Asked) -> HttpResponseBase:
    """Large type on this phone, or no longer."""
    to = request.POST.get("to", "")
    answer = redirect(to if SHOP.fullmatch(to) else "shop")
    if request.POST.get("big") == "1":
        answer.set_cookie(days.BIG, "1", max_age=YEAR, samesite="Lax", httponly=True)
    else:
        answer.delete_cookie(days.BIG, samesite="Lax")
    return answer


@form
def own(request: Asked, key: UUID) -> HttpResponseBase:
    """What else the business owes of itself: all of it, or the one that the address names."""
    at = counter(request.actor, key, on=today(request))
    if not request.GET.get("programme"):
        return show(request, checks.every(at))
    programme = checks.one(at, request.GET["programme"])
    if request.method == "POST":
        return _own_handed(request, at, programme)
    return show(request, checks.page(at, programme))


def _own_handed(request: Asked, at: Counter, programme: Programme) -> HttpResponseBase:
    typed, chosen = _typed(request, at, programme.key, request.POST, request.FILES), request.POST.get(SECOND, "")
    if typed.errors:
        return show(request, checks.page(at, programme, typed=typed, errors=tuple(typed.errors), chosen=chosen))
    said = {"answers": typed.submitted(), "zero_risk": request.POST.get("zero_risk") == "1", **second_said(chosen)}
    refusal = _handed_in(request, at, programme.key, checks.period(at, programme), said)
    if refusal:
        first = days.first_open(at, typed, programme.key)
        return show(request, checks.page(at, programme, typed=typed, errors=((first, refusal),), chosen=chosen))
    messages.success(request, _("交上去了，辛苦了。"))
    return redirect(checks.address(at, programme))


@form
def week(request: Asked, key: UUID) -> HttpResponseBase:
    at = counter(request.actor, key, on=today(request))
    return _rolled(request, at, loop.WEEKLY, _period(request.GET.get("week", ""), "week", at.on))


@form
def month(request: Asked, key: UUID) -> HttpResponseBase:
    at = counter(request.actor, key, on=today(request))
    return _rolled(request, at, loop.MONTHLY, _period(request.GET.get("month", ""), "month", at.on))


def _period(text: str, every: str, on: date) -> Period:
    """The period asked for if it has begun, else the one that runs."""
    try:
        found = parse_period(text)
    except ValueError:
        return period_of(every, on)
    return found if found.every == every and found.start <= on else period_of(every, on)


def _rolled(request: Asked, at: Counter, programme: str, period: Period) -> HttpResponseBase:
    """A report or minutes: drafted, edited, handed in by a person."""
    instead = rollups.not_owed(at, programme, period)
    if instead is not None:
        return show(request, instead)
    if item := outbox.item_of(request):
        return outbox.answered(request, item, lambda: _rolled_brought(request, at, programme, period))
    if request.method == "POST":
        return _rolled_in(request, at, programme, period)
    words = unsent(request)
    typed = _typed(request, at, programme, words) if words else None
    return show(request, rollups.page(at, programme, period, typed, words, pages.came_back() if words else ""))


def _rolled_in(request: Asked, at: Counter, programme: str, period: Period) -> HttpResponseBase:
    typed, refusal = _rolled_tried(request, at, programme, period)
    if refusal:
        return show(request, rollups.page(at, programme, period, typed, request.POST, refusal))
    messages.success(request, _("交上去了，辛苦了。"))
    return redirect(rollups.address(at, programme, period))


def _rolled_brought(request: Asked, at: Counter, programme: str, period: Period) -> dict[str, Any]:
    """A report brought when there was a network again. Raises Refused with what is wrong with it."""
    _filled, refusal = _rolled_tried(request, at, programme, period)
    if refusal:
        raise Refused(refusal)
    return outbox.taken(rollups.address(at, programme, period), rollups.late_words(at, period))


def _rolled_tried(request: Asked, at: Counter, programme: str, period: Period) -> tuple[Filled, str]:
    """Hand in a report; what was read of it, and the sentence of a refusal."""
    typed = _typed(request, at, programme, request.POST, request.FILES)
    said = {
        "answers": typed.submitted(),
        "conclusion": request.POST.get("verdict", ""),
        "narrative": rollups.narrative(request.POST),
        "on_day": min(period.last, at.on).isoformat(),
    }
    wrong = apart(sentence for _code, sentence in typed.errors) or rollups.lacking(request.POST)
    return typed, wrong or _handed_in(request, at, programme, period, said)


def _handed_in(request: Asked, at: Counter, programme: str, period: Period, said: dict[str, Any]) -> str:
    """Hand in; answers the sentence of a refusal, or nothing."""
    version = at.version(programme)
    raw = {
        "id": str(at.number(programme, period)),
        "business": str(at.business.pk),
        "programme": programme,
        "checklist": version.key if version else "",
        "version": version.number if version else None,
        **said,
    }
    try:
        with transaction.atomic():
            actions.hand_in(Submission.parsed(raw), by=at.viewer, now=request.now)
    except Refused as refused:
        return _("这一期已经交过了") if refused.code == "reused_id" else str(refused)
    return ""
