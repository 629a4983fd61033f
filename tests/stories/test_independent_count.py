"""Every figure against a count by hand on raw rows, past lens and wall, and against a replay of the ledger: never with its own query."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import product
from typing import Any, NamedTuple

import msgspec
import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shian.demo.build import build, plan_both
from shian.demo.players import at_hour
from shian.demo.settle import Site, settle
from shian.demo.sheets import clean, named
from shian.demo.worlds import world
from shian.insight.figure import Figure, Question
from shian.insight.queries import completion
from shian.kernel.actor import Actor
from shian.kernel.wall import worn, worn_together
from shian.loop.actions import exclude_business, hand_in, hand_in_together
from shian.loop.actions.desk import Handed
from shian.loop.models import Finding, Task
from shian.loop.submission import Answer, Submission
from shian.people.queries import system
from shian.registry.models import Business
from tests.roles import as_root

pytestmark = pytest.mark.django_db

TODAY = date(2026, 8, 5)
COUNTY = "cn/33/04/83/"
VISIT, DAILY, WEEKLY, MONTHLY = "guarantee_visit", "daily_record", "weekly_report", "monthly_minutes"
PARTS = ("done", "excluded", "overdue", "open")
AS_OF = (
    at_hour(TODAY, 12),
    at_hour(date(2026, 6, 30), 23),
    at_hour(date(2026, 5, 20), 12),
    at_hour(date(2026, 7, 3), 1),
)


class Span(NamedTuple):
    """A period as a person would write it down, with its first and last day."""

    name: str
    first: date
    last: date


Q2, Q3 = Span("2026Q2", date(2026, 4, 1), date(2026, 6, 30)), Span("2026Q3", date(2026, 7, 1), date(2026, 9, 30))
MAY, JULY = Span("2026-05", date(2026, 5, 1), date(2026, 5, 31)), Span("2026-07", date(2026, 7, 1), date(2026, 7, 31))


@pytest.fixture
def reader() -> Actor:
    build(world("tongxiang", "small"), today=TODAY, everybody=False, say=lambda text: None)
    _known_all_along()
    return system("planner")


def _known_all_along() -> None:
    """The made-up register was typed in just now; for the questions about the past let it have been known then."""
    with as_root(), connection.cursor() as cursor:
        for table in ("registry_standing", "registry_rest", "registry_graderecord"):
            cursor.execute(f"UPDATE {table} SET recorded_at = '2026-03-01T00:00:00+08:00'")


def raw(sql: str, *told: Any) -> list[tuple[Any, ...]]:
    with as_root(), connection.cursor() as cursor:
        cursor.execute(sql, told)
        return list(cursor.fetchall())


def asked(programme: str, span: Span, as_of: datetime, *, within: str = COUNTY, grade: str = "") -> Question:
    return Question.asked(programme, span.name, within, as_of, as_of.date(), grade)


def parts(figure: Figure) -> dict[str, int]:
    return {part: getattr(figure, part) for part in PARTS}


Rows = list[tuple[Any, ...]]


def tasks(programme: str, span: Span, as_of: datetime) -> Rows:
    """The stored tasks of a programme and period, as they lie."""
    return raw(
        "SELECT state, due, settled_on, settled_at, grade, path_then FROM loop_task WHERE programme = %s AND finding_id IS NULL"
        " AND act <> 'report_status' AND act <> 'adjust_duty' AND period_end BETWEEN %s AND %s AND recorded_at <= %s",
        programme, span.first, span.last, as_of,
    )  # fmt: skip


def by_hand(rows: Rows, as_of: datetime, *, within: str = "", grade: str = "") -> dict[str, int]:
    """One row at a time."""
    found = Counter(
        _part(state, due, on, at, as_of)
        for state, due, on, at, row_grade, path in rows
        if path.startswith(within) and (not grade or row_grade == grade)
    )
    return {part: found[part] for part in PARTS}


def _part(state: str, due: date, on: date, at: datetime | None, as_of: datetime) -> str:
    if at is not None and at <= as_of:
        if state == "withdrawn":
            return "withdrawn"
        if state == "excluded":
            return "excluded"
        if state == "done":
            return "done" if on <= due else "overdue"
    return "overdue" if due < as_of.date() else "open"


def places(level: str) -> list[str]:
    return [
        path
        for (path,) in raw("SELECT path FROM territory_place WHERE level = %s AND path LIKE %s", level, f"{COUNTY}%")
    ]


def test_every_stored_figure_is_what_a_hand_counts(reader: Actor) -> None:
    asked_for = [(VISIT, Q2), (VISIT, Q3), (MONTHLY, MAY), (MONTHLY, JULY), (MONTHLY, Q2)]
    paths = {level: set(places(level)) for level in ("township", "village", "grid")}
    for (programme, span), as_of, grade in product(asked_for, AS_OF, ("", "C", "D")):
        with worn(reader):
            whole = completion(reader, asked(programme, span, as_of, grade=grade))[0]
            below = {
                level: completion(reader, asked(programme, span, as_of, grade=grade), by=level)
                for level in ("township", "village", "grid")
            }
        rows = tasks(programme, span, as_of)
        assert parts(whole) == by_hand(rows, as_of, grade=grade), (programme, span.name, as_of, grade)
        for level, figures in below.items():
            assert {f.place for f in figures} == paths[level]
            for figure in figures:
                assert parts(figure) == by_hand(rows, as_of, within=figure.place, grade=grade)


def test_every_expected_figure_is_what_a_hand_counts(reader: Actor) -> None:
    for (programme, span), as_of in product([(DAILY, MAY), (DAILY, JULY), (WEEKLY, Q2), (WEEKLY, JULY)], AS_OF):
        with worn(reader):
            figures = completion(reader, asked(programme, span, as_of), by="village")
            whole = completion(reader, asked(programme, span, as_of))[0]
        counted = expected_by_hand(programme, span, as_of)
        assert parts(whole) == {part: sum(n for (_p, word), n in counted.items() if word == part) for part in PARTS}
        for figure in figures:
            mine = Counter(dict.fromkeys(PARTS, 0))
            for (path, part), n in counted.items():
                mine[part] += n if path.startswith(figure.place) else 0
            assert parts(figure) == dict(mine), (programme, span.name, as_of, figure.name)


def expected_by_hand(programme: str, span: Span, as_of: datetime) -> Counter[tuple[str, str]]:
    """Days and weeks owed, walked through one by one."""
    known = "recorded_at <= %s AND (superseded_at IS NULL OR superseded_at > %s)"
    duties = raw(
        f"SELECT business_id, path_then, valid_from, valid_to FROM loop_duty WHERE programme = %s AND {known}",
        programme, as_of, as_of,
    )  # fmt: skip
    standing = _dated(
        raw(f"SELECT business_id, valid_from, valid_to, status FROM registry_standing WHERE {known}", as_of, as_of)
    )
    rests = _dated(
        raw(f"SELECT business_id, valid_from, valid_to, weekday FROM registry_rest WHERE {known}", as_of, as_of)
    )
    sheets = set(
        raw(f"SELECT business_id, on_day FROM checklists_sheet WHERE programme = %s AND outcome = 'done' AND {known}", programme, as_of, as_of)
    )  # fmt: skip
    step = 1 if programme == DAILY else 7
    found: Counter[tuple[str, str]] = Counter()
    for business, path, start, end in duties:
        for first in _firsts(span, step):
            days = [first + timedelta(days=n) for n in range(step)]
            works = any(_holds(row, first) and row[2] == "operating" for row in standing.get(business, []))
            resting = all(
                any(_holds(r, d) and r[2] in (None, d.weekday()) for r in rests.get(business, [])) for d in days
            )
            if start <= first and (end is None or first < end) and works and not resting:
                handed = any((business, day) in sheets for day in days)
                found[path, "done" if handed else "overdue" if days[-1] < as_of.date() else "open"] += 1
    return found


def _dated(rows: list[tuple[Any, ...]]) -> dict[Any, list[tuple[Any, ...]]]:
    found: dict[Any, list[tuple[Any, ...]]] = {}
    for key, *fact in rows:
        found.setdefault(key, []).append(tuple(fact))
    return found


def _holds(fact: tuple[Any, ...], day: date) -> bool:
    return fact[0] <= day and (fact[1] is None or day < fact[1])


def _firsts(span: Span, step: int) -> Iterator[date]:
    """Each day; or each Monday whose Sunday lies in the span."""
    day = span.first - timedelta(days=7)
    while day <= span.last:
        last = day + timedelta(days=step - 1)
        if span.first <= last <= span.last and (step == 1 or day.weekday() == 0):
            yield day
        day += timedelta(days=1)


def test_the_ledger_tells_the_same_story(reader: Actor) -> None:
    """What was planned, handed in and moved, read from the ledger alone."""
    with worn(reader):
        figures = [completion(reader, asked(VISIT, span, AS_OF[0]), by="township") for span in (Q2, Q3)]
        states = Counter(Finding.objects.visible_to(reader).values_list("state", flat=True))
    read = raw("SELECT verb, path, facts::text, events::text FROM ledger_entry ORDER BY id")
    entries = [(verb, path, json.loads(facts), json.loads(events)) for verb, path, facts, events in read]
    planned = sum(
        f["new"] for verb, _p, f, _e in entries if verb == "plan" and f.get("programme") == VISIT and "new" in f
    )
    assert planned == sum(figure.due for span in figures for figure in span)
    for town in figures[0]:
        sheets = [
            f
            for verb, path, f, _e in entries
            if verb == "hand_in" and path.startswith(town.place) and f["programme"] == VISIT
        ]
        mine = [figure for span in figures for figure in span if figure.place == town.place]
        assert sum(f["outcome"] == "done" for f in sheets) == sum(f.done + f.made_up for f in mine)
        assert sum(f["outcome"] != "done" for f in sheets) == sum(f.excluded for f in mine)
    assert states == _replayed(entries)


def _replayed(entries: list[tuple[Any, ...]]) -> Counter[str]:
    standing: dict[str, str] = {}
    for _verb, _path, _facts, events in entries:
        for event in events:
            body = event["body"]
            if event["name"] == "loop.finding_raised":
                standing[body["finding"]] = body["state"]
            if event["name"] == "loop.finding_moved":
                standing[body["finding"]] = body["state"]
    return Counter(standing.values())


def test_every_day_of_every_programme_adds_up(reader: Actor) -> None:
    """Planned = done + excluded + overdue + open, on every day of the quarter and after it; planned is counted raw."""
    for n in range(0, (TODAY - Q2.first).days, 3):
        as_of = at_hour(Q2.first + timedelta(days=n), 20)
        with worn(reader):
            found = {key: completion(reader, asked(key, Q2, as_of))[0] for key in (VISIT, MONTHLY, DAILY, WEEKLY)}
        for key in (VISIT, MONTHLY):
            assert sum(parts(found[key]).values()) == _planned(key, Q2, as_of)
        for key in (DAILY, WEEKLY):
            assert sum(parts(found[key]).values()) == expected_by_hand(key, Q2, as_of).total()


def _planned(programme: str, span: Span, as_of: datetime) -> int:
    ((count,),) = raw(
        "SELECT count(*) FROM loop_task WHERE programme = %s AND period_end BETWEEN %s AND %s AND recorded_at <= %s"
        " AND NOT (state = 'withdrawn' AND settled_at <= %s)",
        programme, span.first, span.last, as_of, as_of,
    )  # fmt: skip
    return int(count)


ENDS = st.sampled_from(["done", "late", "shut", "closed_for_good", "excluded", "nothing", "fails"])


@given(data=st.data())
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_small_world_adds_up(site: Site, data: st.DataObject) -> None:
    with transaction.atomic():
        _live(site, data)
        as_of = at_hour(data.draw(st.dates(Q2.first, date(2026, 7, 20))), data.draw(st.integers(0, 23)))
        reader = system("planner")
        with worn(reader):
            figures = completion(reader, asked(VISIT, Q2, as_of), by="township")
        rows = tasks(VISIT, Q2, as_of)
        for figure in figures:
            assert parts(figure) == by_hand(rows, as_of, within=figure.place)
        assert sum(figure.due for figure in figures) == _planned(VISIT, Q2, as_of)
        transaction.set_rollback(True)


@pytest.fixture
def site() -> Site:
    small = world("tongxiang", "small")
    size = replace(small.size, businesses=24)
    site = settle(replace(small, size=size), today=TODAY, say=lambda text: None)
    plan_both(site)
    return site


def _live(site: Site, data: st.DataObject) -> None:
    with worn(site.office):
        tasks = list(Task.objects.visible_to(site.office).filter(act="inspect", period_end=Q2.last).order_by("id")[:8])
    for task in tasks:
        end = data.draw(ENDS)
        day = data.draw(st.dates(Q2.first, Q2.last))
        if end == "late":
            day = Q2.last + timedelta(days=data.draw(st.integers(1, 10)))
        _lived(site, task, end, day)


def _lived(site: Site, task: Task, end: str, day: date) -> None:
    if end == "nothing" or task.holder_id is None:
        return
    if end == "excluded":
        with worn(site.office):
            shop = Business.objects.visible_to(site.office).get(pk=task.business_id)
            exclude_business(shop, reason="迁出", on=day, by=site.office, now=at_hour(day, 10))
        return
    cadre = site.players.at(task.holder_id)
    with worn_together([cadre]):
        answered = hand_in_together([Handed(cadre, _sheet(site, task, end))], now=at_hour(day, 10))
    assert answered[0].ok, answered[0].message


def _sheet(site: Site, task: Task, end: str) -> Submission:
    outcome = end if end in ("shut", "closed_for_good") else "done"
    with worn(site.office):
        shop = Business.objects.visible_to(site.office).get(pk=task.business_id)
    key = site.law.checklist(site.law.programme(VISIT), shop, Q2.first) or ""
    answers = dict(clean(key)) if outcome == "done" else {}
    if end == "fails":
        answers[next(iter(answers))] = Answer("fail", "证照没有公示", "fix_by")
    return Submission(id=named(task.pk), tasks=(task.pk,), checklist=key, outcome=outcome, answers=answers)


def test_a_correction_of_answers_moves_no_figure(site: Site) -> None:
    """A visit made in time and corrected after the quarter was made in time, also as known in the quarter."""
    with worn(site.office):
        task = Task.objects.visible_to(site.office).get(business=site.shop, period_end=Q2.last, act="inspect")
    assert task.holder_id
    cadre, reader = site.players.at(task.holder_id), system("planner")
    then = at_hour(date(2026, 5, 20), 12)
    with worn(cadre):
        first = hand_in(_sheet(site, task, "done"), by=cadre, now=at_hour(date(2026, 5, 12), 9))
    with worn(reader):
        before = completion(reader, asked(VISIT, Q2, then))[0]
    mended = msgspec.structs.replace(_sheet(site, task, "fails"), id=named("mended"), corrects=first.sheet, tasks=())
    with worn(cadre):
        hand_in(mended, by=cadre, now=at_hour(date(2026, 7, 14), 9))
    with worn(reader):
        assert completion(reader, asked(VISIT, Q2, then))[0] == before
        now = completion(reader, asked(VISIT, Q2, at_hour(TODAY, 9)))[0]
    assert (now.done, now.made_up) == (1, 0)
