"""What people hand in on a simulated day: visits, records, zero reports, fixes and rechecks, each by whom it falls to."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from shian.demo.campaigns import handed_in_at, sign, tells
from shian.demo.days import FORGOTTEN, daily, keepers, monthly, weekly
from shian.demo.players import ROLE, at_hour
from shian.demo.simulate_inspections import inspections_of
from shian.demo.simulate_letters import letters_of
from shian.demo.simulate_look_backs import look_backs_of
from shian.demo.simulate_oversights import oversights_of
from shian.demo.simulate_stage import A_DAY, Stage
from shian.demo.visits import ENDS, LATE_BY, Story, hand_in_day, sheet_of
from shian.demo.ways import WAYS, Cast, Way
from shian.inspection.owed import PROGRAMME as NEEDS_A_PAIR
from shian.kernel.refused import Refused
from shian.kernel.wall import worn, worn_together
from shian.loop.actions.desk import Handed
from shian.loop.models import Finding, Task
from shian.loop.queries.campaigns import Round
from shian.packs.periods import period_of
from shian.packs.windows import windows
from shian.registry.models import Business

LONGEST_WAY = timedelta(days=15)
SIGNED_AFTER = timedelta(days=2)
_FIRST_STATE = {"fix_by": "urged", "push_to_station": "pushed", "fix_on_site": "reported"}


def hand_ins_of(stage: Stage, day: date) -> dict[str, int]:
    """How many of each kind; `refused` are steps that the house did not take any more (somebody else was quicker)."""
    done = {"visits": _visits(stage, day), "records": _records(stage, day), "zero_reports": _zero_reports(stage, day)}
    done |= _steps(stage, day) | {"closing_reports": _closing_reports(stage, day)}
    for part in (inspections_of, letters_of, oversights_of, look_backs_of):
        done |= part(stage, day)
    return done


def _visits(stage: Stage, day: date) -> int:
    """The visits whose day this is, by the luck of each task."""
    ends = dict(_ending(stage, day))
    with worn(stage.clerk):
        rows = Task.objects.visible_to(stage.clerk).filter(pk__in=ends).select_related("business")
        tasks = list(rows.defer("business__phone").order_by("id"))
    stage.players.meet({task.holder_id for task in tasks if task.holder_id})
    made = [_visit(stage, task, task.holder_id, ends[task.pk], day) for task in tasks if task.holder_id]
    return hand_in_day(day, made)


def _ending(stage: Stage, day: date) -> Iterator[tuple[UUID, str]]:
    """The open visits that end on this day, and how."""
    with worn(stage.clerk):
        rows = Task.objects.visible_to(stage.clerk).within(stage.county).filter(act="inspect", state="open")
        held = rows.filter(holder__isnull=False, business__isnull=False, period_start__lte=day)
        asked = list(held.exclude(programme=NEEDS_A_PAIR).values_list("pk", "period_start", "period_end"))
    story = stage.story(day)
    for key, start, last in asked:
        if key not in stage.fates:
            stage.fates[key] = _fate(stage, story, key, max(start, stage.play.start), last)
        end, on = stage.fates[key]
        if on == day:
            yield key, end


def _fate(stage: Stage, story: Story, task: UUID, start: date, last: date) -> tuple[str, date | None]:
    luck = stage.play.luck("visit", task)
    end = luck.choices([word for word, _n in ENDS], [n for _word, n in ENDS])[0]
    on = start + A_DAY * luck.randrange((last - start).days + 1)
    if end == "never":
        return end, None
    if end == "late":
        on = last + A_DAY * luck.randint(1, LATE_BY)
    return end, _worked_on(story, start, on)


def _worked_on(story: Story, start: date, on: date) -> date:
    """The working day before, where one lies in the period; else the day itself."""
    days = (on - A_DAY * n for n in range((on - start).days + 1))
    return next((day for day in days if story.calendar.is_working(day)), on)


def _visit(stage: Stage, task: Task, holder: UUID, end: str, day: date) -> Handed:
    story = replace(stage.story(day), luck=stage.play.luck("sheet", task.pk))
    return Handed(stage.players.at(holder), sheet_of(story, task, end, day))


def _records(stage: Stage, day: date) -> int:
    """The day's record of those who keep theirs; on Fridays the week's, on the last working day the month's."""
    with worn(stage.clerk):
        first = Business.objects.visible_to(stage.clerk).within(stage.county).order_by("id").first()
    if first is None:
        return 0
    kept = keepers(stage.county, day, stage.clerk, first=first, everybody=stage.small)
    stage.players.meet((), [(keeper.business.pk, role) for keeper in kept for role in ROLE])
    story, made = stage.story(day, "records", day), []
    month = period_of("month", day)
    last_of_month = day == story.working_days(month.start, month.last)[-1]
    for keeper in kept:
        if keeper.works(day) and story.luck.random() > FORGOTTEN:
            made.append(daily(story, keeper, day))
        if day.weekday() == 4 and story.luck.random() > FORGOTTEN:
            made.append(weekly(story, keeper, day))
        if last_of_month and story.luck.random() > FORGOTTEN:
            made.append(monthly(story, keeper, day))
    return hand_in_day(day, made)


def _zero_reports(stage: Stage, day: date) -> int:
    """What the stations tell in a campaign: most on the day itself, a few on the next morning, a few never."""
    with worn(stage.clerk):
        rows = Task.objects.visible_to(stage.clerk).within(stage.county).filter(act="report", state="open")
        tasks = list(rows.filter(period_start__in=(day - A_DAY, day)).order_by("period_start", "id"))
    said: dict[datetime, list[Handed]] = {}
    for task in tasks:
        for at, one in tells(stage.story(day, "zero", task.pk), task):
            if at.date() == day:
                said.setdefault(at, []).append(one)
    return sum(handed_in_at(at, said[at]) for at in sorted(said))


def _closing_reports(stage: Stage, day: date) -> int:
    """The office signs what a key period came to, two days after its end."""
    known, closed = stage.law(day).pack.programmes, day - SIGNED_AFTER
    found = [
        Round(one, window, stage.county, at_hour(day, 10))
        for one in known.values()
        if one.campaign and one.campaign.closing_report
        for window in windows(one.when, closed, day)
        if window.closes == closed
    ]
    return sum(sign(stage.office, asked) for asked in found)


def _steps(stage: Stage, day: date) -> dict[str, int]:
    """The steps of problems whose day this is: reported fixed, looked at again, pushed, claimed, struck off."""
    with worn(stage.clerk):
        rows = Finding.objects.visible_to(stage.clerk).within(stage.county)
        found = list(rows.filter(found_on__gte=day - LONGEST_WAY, found_on__lt=day).order_by("found_on", "code", "id"))
    due = [(row, word) for row in found for word in _words_of(_way(stage, row), (day - row.found_on).days)]
    _meet(stage, [row for row, _word in due])
    done = [_stepped(stage, row, word, day) for row, word in due]
    return {"steps": sum(done), "refused": len(done) - sum(done)}


def _meet(stage: Stage, rows: list[Finding]) -> None:
    """Whoever has to do with these problems, looked up together."""
    seats = [(row.business_id, role) for row in rows for role in (ROLE.SAFETY_OFFICER, ROLE.PRINCIPAL)]
    stage.players.meet({row.found_by_post_id for row in rows if row.found_by_post_id}, seats)


def _way(stage: Stage, row: Finding) -> Way:
    """The way of a problem, by its own luck."""
    ways: Any = WAYS[_FIRST_STATE[row.disposition] if row.found_by_post_id else "own"]
    luck: Random = stage.play.luck("way", row.business_id, row.found_on, row.code, row.programme)
    chosen: Way = luck.choices([way for _n, way in ways], [n for n, _way in ways])[0]
    return chosen


def _words_of(way: Way, days: int) -> Iterator[str]:
    """What is done so many days after it was found."""
    gone = 0
    for word, after in way:
        gone += after
        if gone == days:
            yield word


def _stepped(stage: Stage, row: Finding, word: str, day: date) -> bool:
    cast = Cast(stage.story(day), row)
    try:
        with worn_together(cast.everybody):
            cast.do(word, day)
    except Refused:
        return False
    return True
