"""What is asked of a figure, from the address."""

from datetime import datetime, time

from django.http import QueryDict
from django.utils import timezone

from shian.doors.ui.terms import LEVELS
from shian.doors.ui.typed import day_or_none
from shian.insight.burden import Asked
from shian.insight.figure import Question
from shian.packs.periods import period_of

PARTS = ("done", "excluded", "overdue", "open")
SIDES = ("counted", "missing", "out_of")
VISIT = "guarantee_visit"


def question(query: QueryDict, *, within: str, now: datetime) -> Question:
    """The question in the address, as known at its `as_of` day. Raises Refused for a period that is none."""
    today = timezone.localdate(now)
    known = day_or_none(query.get("as_of", ""))
    if known and known < today:
        now, today = timezone.make_aware(datetime.combine(known, time.max)), known
    grade = query.get("grade", "")
    period = query.get("period", "").strip() or period_of("year", today).name
    return Question.asked(
        query.get("programme", VISIT), period, within, now, today, grade if grade in set("ABCD") else ""
    )


def burden_asked(query: QueryDict, *, within: str, now: datetime) -> Asked:
    """Whose burden and when; this month where nothing is said. Raises Refused for a period that is none."""
    today = timezone.localdate(now)
    return Asked.of(query.get("period", "").strip() or period_of("month", today).name, within, now, today)


def level(query: QueryDict) -> str:
    """The level by which a figure is broken down; none for the step below."""
    asked = query.get("by", "")
    return asked if asked in LEVELS else ""


def among(word: str, words: tuple[str, ...]) -> str:
    return word if word in words else ""
