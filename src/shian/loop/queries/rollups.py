"""What a week's report and a month's minutes are drafted from: the records behind them, as this viewer sees them."""

from collections import Counter
from datetime import date, timedelta

from shian.checklists import queries as checklists
from shian.checklists.models import Sheet
from shian.kernel.actor import Actor
from shian.loop.drafts import Days, Month, Problem, Week, WeekHeard
from shian.loop.law import Law
from shian.loop.models import Duty, Finding, FindingStep
from shian.loop.queries.tasks import days
from shian.loop.states import FINDING, FIXED
from shian.loop.submission import NOT_CHECKED
from shian.packs.periods import Period, period_of
from shian.registry.models import Business

DAILY, WEEKLY, MONTHLY = "daily_record", "weekly_report", "monthly_minutes"


def week(viewer: Actor, business: Business, period: Period, *, on: date) -> Week:
    """A week up to a day: its records, what they found, and what was still open when it began."""
    mine = _found(viewer, business)
    return Week(
        period.start,
        period.last,
        _days(viewer, business, period, on),
        _problems(viewer, [row for row in mine if period.holds(row.found_on)]),
        _problems(viewer, [row for row in mine if row.found_on < period.start and _open_at(row, period.start)]),
    )


def month(viewer: Actor, business: Business, period: Period, *, on: date, law: Law) -> Month:
    """A month up to a day: its daily records, its weekly reports, its problems."""
    return Month(
        period.start,
        _days(viewer, business, period, on),
        weeks_of(viewer, business, period, on=on, law=law),
        _problems(viewer, [row for row in _found(viewer, business) if period.holds(row.found_on)]),
    )


def weeks_of(viewer: Actor, business: Business, period: Period, *, on: date, law: Law) -> tuple[WeekHeard, ...]:
    """The weeks that end in a month and have begun, each with its report or without; weeks not owed are left out."""
    words = {one.key: one.title.zh for one in law.programme(WEEKLY).what.conclusions}
    handed = {
        period_of("week", sheet.on_day): sheet
        for sheet in handed_in(viewer, business, WEEKLY, period.start - timedelta(days=7), period.last)
    }
    owed = [one for one in _weeks(period, on) if one in handed or duty(viewer, business, WEEKLY, on=min(one.last, on))]
    return tuple(_heard(one, handed.get(one), words) for one in owed)


def _heard(one: Period, sheet: Sheet | None, words: dict[str, str]) -> WeekHeard:
    conclusion = words.get(sheet.conclusion, "") if sheet else ""
    return WeekHeard(one.start, one.last, conclusion, sheet is not None)


def _weeks(period: Period, on: date) -> list[Period]:
    found, one = [], period_of("week", period.start)
    while one.last <= period.last and one.start <= on:
        found.append(one)
        one = one.next()
    return found


def handed_in(viewer: Actor, business: Business, programme: str, start: date, last: date) -> list[Sheet]:
    """The records of a business in a span of days, as the books stand now, the earliest first."""
    rows = checklists.sheets(viewer).filter(business=business, programme=programme, outcome="done")
    return list(rows.filter(on_day__range=(start, last)).select_related("version").order_by("on_day", "id"))


def duty(viewer: Actor, business: Business, programme: str, *, on: date) -> Duty | None:
    """The duty by which a business owes a programme on a day, if it does."""
    rows = Duty.objects.visible_to(viewer).on(on).filter(business=business, programme=programme)
    return rows.first()


def _days(viewer: Actor, business: Business, period: Period, on: date) -> Days:
    last = min(period.last, on)
    if last < period.start:
        return Days()
    told = days(viewer, business, DAILY, period.start, last)
    # Until a period's last day, today is not missing yet: there is still the evening.
    marks = Counter(state for day, state in told if state != "owed" or day < on or day == period.last)
    sheets = handed_in(viewer, business, DAILY, period.start, last)
    return Days(
        owed=marks["done"] + marks["owed"],
        recorded=marks["done"],
        checked=sum(sheet.checked for sheet in sheets),
        failed=sum(sheet.failed for sheet in sheets),
        unchecked=sum(said["answer"] == NOT_CHECKED for sheet in sheets for said in sheet.answers.values()),
    )


def _found(viewer: Actor, business: Business) -> list[Finding]:
    """All problems of a business; one found in error is none."""
    rows = Finding.objects.visible_to(viewer).filter(business=business).exclude(state="withdrawn")
    return list(rows.order_by("found_on", "id"))


def _open_at(row: Finding, day: date) -> bool:
    return row.state not in FINDING.final or (row.closed_on is not None and row.closed_on >= day)


def _problems(viewer: Actor, rows: list[Finding]) -> tuple[Problem, ...]:
    said = FindingStep.objects.visible_to(viewer).filter(finding__in=rows, move="report").order_by("at", "id")
    measures = {step.finding_id: step.note for step in said}
    return tuple(
        Problem(row.found_on, row.text, row.note, measures.get(row.pk, ""), row.due, row.state in FIXED) for row in rows
    )
