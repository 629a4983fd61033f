"""Statutory inspections of a simulated county: two officers go, the table is handed in, the second confirms, the result is
made public, a case is decided on, the risk is graded anew.

In a big county every tenth of what is planned is gone to; the rest stays owed, and the accounts say so. An inspection is
eight deeds of two people: all 20,000 would take as long as the rest of the year together.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from random import Random
from uuid import UUID

from shian.demo.players import at_hour
from shian.demo.sheets import clean, flawed, named
from shian.demo.simulate_stage import A_DAY, Stage
from shian.inspection.actions import (
    Sent,
    assess_risk,
    confirm_result,
    decide_on_case,
    dispatch_inspection,
    publish_result,
    refused_inspection,
)
from shian.inspection.models import Inspection
from shian.inspection.owed import PROGRAMME, law_of_inspection
from shian.inspection.queries import factors_for
from shian.kernel.paths import trail
from shian.kernel.refused import Refused
from shian.kernel.wall import worn
from shian.loop.actions import hand_in
from shian.loop.law import midnight
from shian.loop.models import Task
from shian.loop.submission import Submission
from shian.people.models import Post

GONE_TO, REFUSING, FAILING, FILED = 10, 1, 15, 40  # out of a hundred
PUBLISHED_AFTER, DECIDED_AFTER = 2, 3  # working days
OFFICER = "station_officer"
STAYS = "负责人不在，店员在场见证"
BY_OFFICER = {"fix_by": 1}


class Pairs:
    """For each place two officers with power there: the nearest station's first, the county's own to go along."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    @cached_property
    def _posts(self) -> dict[str, list[Post]]:
        found: defaultdict[str, list[Post]] = defaultdict(list)
        rows = Post.objects.filter(role_id=OFFICER, closed_on__isnull=True).select_related("role", "place")
        for post in rows.order_by("path", "pk"):
            found[post.path].append(post)
        return found

    def at(self, path: str) -> tuple[Post, ...]:
        """Two different persons, or fewer where there are no two."""
        near = [post for step in reversed(trail(path)) for post in self._posts.get(step, ())]
        persons = {self._stage.players.person_at(post.pk): post for post in reversed(near[:8])}
        chosen = {post.pk for post in persons.values()}
        return tuple(post for post in near if post.pk in chosen)[:2]


def inspections_of(stage: Stage, day: date) -> dict[str, int]:
    """How many went, how many results were made public, how many cases decided on; nobody goes when offices are closed."""
    if not stage.works(day):
        return {"inspections": 0, "published": 0, "cases": 0}
    pairs = Pairs(stage)
    went = sum(_inspected(stage, task, pairs.at(task.path), day) for task in _today(stage, day))
    return {"inspections": went, "published": _published(stage, day), "cases": _decided(stage, day)}


def _today(stage: Stage, day: date) -> list[Task]:
    """The planned inspections whose day this is, by the luck of each; one a business."""
    with worn(stage.clerk):
        rows = Task.objects.visible_to(stage.clerk).within(stage.county).filter(programme=PROGRAMME, act="inspect")
        asked = rows.filter(state="open", period_start__lte=day, period_end__gte=day, business__isnull=False)
        keys = [
            key
            for key, *span in asked.values_list("pk", "period_start", "period_end")
            if _goes(stage, key, span) == day
        ]
        found = Task.objects.visible_to(stage.clerk).filter(pk__in=keys).select_related("business")
        by_business = {task.business_id: task for task in found.defer("business__phone").order_by("id")}
    return list(by_business.values())


def _goes(stage: Stage, task: UUID, span: Sequence[date]) -> date | None:
    """The working day on which this one is gone to, if it is."""
    if task not in stage.errands:
        luck = stage.play.luck("errand", task)
        goes = stage.small or luck.randrange(100) < GONE_TO
        stage.errands[task] = _drawn(stage, luck, max(span[0], stage.play.start), span[1]) if goes else None
    return stage.errands[task]


def _drawn(stage: Stage, luck: Random, start: date, last: date) -> date:
    day = start + A_DAY * luck.randrange((last - start).days + 1)
    while not stage.works(day) and day > start:
        day -= A_DAY
    return day


def _inspected(stage: Stage, task: Task, pair: tuple[Post, ...], day: date) -> bool:
    """Whether somebody went: where another inspection of the house has no result yet, nobody does."""
    if len(pair) < 2 or task.business is None:
        return False
    lead, second = (stage.players.at(post.pk) for post in pair)
    luck = stage.play.luck("inspection", task.pk)
    sent = Sent("routine", (pair[0], pair[1]), f"{day.year}年度监督检查计划", "执法证已出示", day)
    try:
        with worn(lead):
            one = dispatch_inspection(task.business, sent, by=lead, now=at_hour(day, 8))
            refuses = luck.randrange(100) < REFUSING
            if refuses:
                form = min(law_of_inspection(stage.law(day)).refusals)  # the first by key
                refused_inspection(one, form=form, note="店主关门离开，社区干部在场见证", by=lead, now=at_hour(day, 9))
            else:
                hand_in(_table(stage, one, luck, day), by=lead, now=at_hour(day, 10))
    except Refused:
        return False
    if not refuses:
        with worn(second):
            confirm_result(one, signed=None, unsigned=STAYS, by=second, now=at_hour(day, 11))
    return True


def _table(stage: Stage, one: Inspection, luck: Random, day: date) -> Submission:
    law = stage.law(day)
    key = law.checklist(law.programme(PROGRAMME), one.business, day) or ""
    answers = flawed(key, luck, BY_OFFICER) if luck.randrange(100) < FAILING else clean(key)
    return Submission(id=named("inspection", one.business_id, day), tasks=(one.task_id,), on_day=day, answers=answers)


def _published(stage: Stage, day: date) -> int:
    """Results that have waited their days are made public by the second officer; then the risk is graded by the table."""
    rows = list(_waiting(stage, stage.working_days_before(day, PUBLISHED_AFTER), state__in=("confirmed", "refused")))
    for one in rows:
        second = stage.players.at(one.second_id)
        with worn(second):
            publish_result(one, by=second, now=at_hour(day, 9))
            if one.sheet_id is not None:
                assess_risk(one.business, _amounts(stage, one, day), (), on=day, by=second, now=at_hour(day, 16))
    return len(rows)


def _amounts(stage: Stage, one: Inspection, day: date) -> dict[str, int]:
    """What is counted at this house: the same at every assessment."""
    luck = stage.play.luck("amounts", one.business_id)
    return {factor.key: luck.randint(1, 200) for factor in factors_for(one.business, stage.law(day))}


def _decided(stage: Stage, day: date) -> int:
    """After 不符合 or a refusal the lead says whether a case is filed."""
    rows = list(_waiting(stage, stage.working_days_before(day, DECIDED_AFTER), decision="open"))
    for one in rows:
        lead = stage.players.at(one.lead_id)
        files = stage.play.luck("case", one.pk).randrange(100) < FILED
        said = {"file": "file", "note": "", "case_number": f"桐市监立〔{day.year}〕{one.pk.hex[-6:]}"}
        unsaid = {"file": "not_file", "note": "首次、轻微，已当场改正", "case_number": ""}
        with worn(lead):
            decide_on_case(one, **(said if files else unsaid), by=lead, now=at_hour(day, 14))
    return len(rows)


def _waiting(stage: Stage, until: date, **asked: object) -> Iterator[Inspection]:
    """What was confirmed up to a day and stands so, by the order of its keys."""
    with worn(stage.clerk):
        rows = Inspection.objects.visible_to(stage.clerk).within(stage.county).filter(**asked)
        rows = rows.filter(confirmed_at__lt=midnight(until + A_DAY)).select_related("business").defer("business__phone")
        yield from list(rows.order_by("id"))
