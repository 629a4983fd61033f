"""The visits of a period, day by day: made in time, made up late, nobody there, or never made."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import UUID

from django.db.models import QuerySet

from shian.demo.players import Players, at_hour
from shian.demo.sheets import BY_CADRE, clean, flawed, named
from shian.kernel.actor import Actor
from shian.kernel.wall import worn, worn_together
from shian.kernel.workdays import Calendar
from shian.loop.actions import hand_in_together
from shian.loop.actions.desk import Handed
from shian.loop.law import Law
from shian.loop.models import Task
from shian.loop.queries import beside
from shian.loop.submission import Fix, Submission
from shian.packs.periods import Period

SLICE = 500
LATE_BY = 12  # days
_LAST_MINUTE = 0.3  # of the visits of a running period: by cadres who do most of them near its end
# What becomes of a visit when its time is up, out of a thousand.
ENDS = (("done", 962), ("late", 9), ("shut", 7), ("moved", 3), ("not_found", 3), ("closed_for_good", 2), ("never", 14))


@dataclass(frozen=True)
class Story:
    """How far the play has come, and by which law."""

    law: Law
    players: Players
    luck: Random
    today: date
    failing: float  # the part of visits that find something

    @property
    def calendar(self) -> Calendar:
        return self.law.calendar

    def working_days(self, start: date, last: date) -> list[date]:
        days = ((last - start).days + 1) if last >= start else 0
        return [d for n in range(days) if self.calendar.is_working(d := start + timedelta(days=n))]


def play_visits(story: Story, programme: str, period: Period, *, within: str, clerk: Actor) -> int:
    """Hand in the visits of everything planned within a period, up to yesterday. Returns how many sheets."""
    with worn(clerk):
        rows = list(_open_visits(clerk, programme, period, within))
    story.players.meet({task.holder_id for task in rows if task.holder_id})
    diary: defaultdict[date, list[Handed]] = defaultdict(list)
    for task in rows:
        for day, one in _fate(story, task, period):
            diary[day].append(one)
    return sum(hand_in_day(day, diary[day]) for day in sorted(diary))


def _open_visits(clerk: Actor, programme: str, period: Period, within: str) -> "QuerySet[Task]":
    rows = Task.objects.visible_to(clerk).within(within).filter(programme=programme, act="inspect", state="open")
    return (
        rows.filter(period_start__lt=period.end, period_end__gte=period.start)
        .select_related("business")
        .defer("business__phone")
        .order_by("id")
    )


def _fate(story: Story, task: Task, period: Period) -> Iterator[tuple[date, Handed]]:
    """When this visit is made and how it ends; a visit of a longer period is made in this one by its share."""
    end = story.luck.choices([word for word, _n in ENDS], [n for _word, n in ENDS])[0]
    start, last = _span(task)
    on = start + timedelta(days=story.luck.randrange((last - start).days + 1))
    if end == "late":
        on = last + timedelta(days=story.luck.randint(1, LATE_BY))
    elif last >= story.today and story.luck.random() < _LAST_MINUTE:
        return
    day = _working(story, on)
    if end == "never" or task.holder_id is None or not period.start <= day < story.today:
        return
    yield day, Handed(story.players.at(task.holder_id), sheet_of(story, task, end, day))


def _span(task: Task) -> tuple[date, date]:
    if task.period_start is None or task.period_end is None:
        raise ValueError("a planned visit has a period")
    return task.period_start, task.period_end


def _working(story: Story, day: date) -> date:
    while not story.calendar.is_working(day):
        day -= timedelta(days=1)
    return day


def sheet_of(story: Story, task: Task, end: str, day: date) -> Submission:
    outcome = "done" if end in ("done", "late") else end
    key = _checklist(story, task)
    fails = outcome == "done" and story.luck.random() < story.failing
    answers = (flawed(key, story.luck, BY_CADRE) if fails else clean(key)) if outcome == "done" else {}
    began = at_hour(day, 8, 20)
    return Submission(
        id=named(task.pk), tasks=(task.pk,), checklist=key, outcome=outcome, mode="on_site", answers=answers,
        started_at=began, finished_at=began + _taking(task), place=_where(task), second=_beside(story, task, day),
    )  # fmt: skip


def _beside(story: Story, task: Task, day: date) -> UUID | None:
    """Who comes along, where the law wants two: the first of that department who is in post."""
    programme = story.law.programme(task.programme)
    if programme.who.second is None or task.business is None or task.holder_id is None:
        return None
    by = story.players.at(task.holder_id)
    with worn(by):
        found = beside(by, programme, task.business, day)
    return found[0].key if found else None


def _where(task: Task) -> Fix | None:
    """What the phone says: nothing at every fifth door; of some posts the desk instead of every second door."""
    if task.business_id is None or task.holder_id is None or task.pk.int % 5 == 0:
        return None
    at_the_desk = task.holder_id.int % 12 == 0 and task.pk.int % 2 == 0
    spot = task.holder_id.int if at_the_desk else task.business_id.int
    return Fix(
        30.55 + spot % 997 / 6000, 120.45 + spot % 991 / 6000, accuracy=float(8 + task.pk.int % 40), datum="gcj02"
    )


def _taking(task: Task) -> timedelta:
    """How long a visit takes: four minutes to a quarter of an hour, each door its own."""
    return timedelta(seconds=240 + task.pk.int % 660)


def _checklist(story: Story, task: Task) -> str:
    if task.business is None:
        raise ValueError("a visit goes to a business")
    return story.law.checklist(story.law.programme(task.programme), task.business, _span(task)[0]) or ""


def hand_in_day(day: date, handed: Sequence[Handed]) -> int:
    """One day's sheets of everybody, in slices. A made-up world has no refusals: the first one stops the play."""
    done = 0
    for start in range(0, len(handed), SLICE):
        part = handed[start : start + SLICE]
        with worn_together({one.by for one in part}):
            answers = hand_in_together(part, now=at_hour(day, 9 + start // SLICE % 8))
        wrong = next((answer for answer in answers if not answer.ok), None)
        if wrong is not None:
            raise RuntimeError(f"a sheet of {day} was refused: {wrong.message}")
        done += len(answers)
    return done
