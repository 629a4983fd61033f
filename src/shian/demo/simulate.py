"""A county played day by day through the gate's verbs: what begins is planned, the clock ticks, people hand in.

Everything follows from the seed, ids too. A day is one transaction that ends with a line in the ledger: a play that was
killed goes on after its last whole day, and comes to the same end.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from shian.demo.days import DAILY, declare_rests, keepers
from shian.demo.players import at_hour
from shian.demo.settle import Say, settle
from shian.demo.simulate_hand_ins import hand_ins_of
from shian.demo.simulate_plan import plan_day
from shian.demo.simulate_stage import A_DAY, Play, Stage
from shian.kernel.actor import Actor, Grant, Reach
from shian.kernel.bulk import refresh_statistics
from shian.kernel.gate import act
from shian.kernel.ids import ids_of_a_play
from shian.kernel.paths import ROOT
from shian.kernel.refused import Refused
from shian.kernel.secrecy import Secrecy
from shian.kernel.wall import worn
from shian.ledger.models import Entry
from shian.loop.actions import owe_by_rule
from shian.loop.actions.clock import Ticked
from shian.people.models import Installation
from shian.people.queries import installation
from shian.territory.models import Place

OPENED, PLAYED = "open_play", "play_day"
_VERBS = frozenset({"see", OPENED, PLAYED})
PLAYER = Actor("演练", grants=(Grant(_VERBS, Reach.GROUND, ROOT, clearance=Secrecy.CASE),))
STATISTICS_EVERY = 7  # days: what a database left running would do by itself
FOLLOWS_AT, TICKS_AT = 5, 7  # o'clock


@dataclass(frozen=True)
class House:
    """What the house does by itself: brings yesterday's announcements to those who follow them, and lets the clock tick."""

    follow: Callable[[datetime], int]
    tick: Callable[[datetime], Ticked]


@dataclass(frozen=True)
class Day:
    """What one day brought, and the seconds it took: following what was announced, planning and ticking, hand-ins, and the
    whole with its commit."""

    day: date
    followed: int
    planned: int
    climbed: dict[str, int]
    lapses: int
    handed: dict[str, int]
    follow_s: float
    plan_tick_s: float
    hand_in_s: float
    whole_s: float


def opened(play: Play, *, say: Say) -> Stage:
    """The county of this play: settled now, or as it was left. Raises Refused where something else stands."""
    if not _stands(play):
        with transaction.atomic(), ids_of_a_play(at_hour(play.start - A_DAY, 0), play.luck("opening")):
            _settle(play, say)
        refresh_statistics()
    return Stage(play, _here().path)


def days_left(stage: Stage, days: int) -> Iterator[date]:
    """The days of the play that are not whole yet."""
    first = _last_whole(stage) + A_DAY
    until = stage.play.start + A_DAY * days
    while first < until:
        yield first
        first += A_DAY


def play_day(stage: Stage, day: date, house: House) -> Day:
    """One day, whole or not at all."""
    if day.toordinal() % STATISTICS_EVERY == 0 or day == stage.play.start + A_DAY:  # a first day plans a whole year
        refresh_statistics()
    began = time.perf_counter()
    with transaction.atomic(), ids_of_a_play(at_hour(day, 0), stage.play.luck("ids", day)):
        followed = house.follow(at_hour(day, FOLLOWS_AT))
        morning = time.perf_counter()
        planned = plan_day(stage, day)
        ticked = house.tick(at_hour(day, TICKS_AT))
        ready = time.perf_counter()
        handed = hand_ins_of(stage, day)
        done = time.perf_counter()
        _note(PLAYED, day=str(day), planned=planned, lapses=ticked.lapses, handed=handed)
    took = (morning - began, ready - morning, done - ready, time.perf_counter() - began)
    return Day(day, followed, planned, ticked.climbed, ticked.lapses, handed, *took)


def _stands(play: Play) -> bool:
    found = installation()
    if found is None and not Place.objects.exists():
        return False
    if found is None or found.kind != Installation.Kind.DEMO:
        raise Refused(_("这里是正式的系统或已有别的内容，不能演练；请换一个空的数据目录（SHIAN_DATA）"))
    facts = _last_facts(OPENED)
    if facts is None:
        raise Refused(_("这个数据目录里已有别的演示，演练要用空的数据目录（SHIAN_DATA）"))
    if facts != play.facts:
        raise Refused(_("这里是另一场演练（起始日、种子或规模不同）；请照原样写，或换一个空的数据目录（SHIAN_DATA）"))
    return True


def _settle(play: Play, say: Say) -> None:
    """The county on the eve: everybody in their post, the register bound, who owes records and when they rest."""
    site = settle(replace(play.world, key=f"{play.world.key}-{play.seed}"), today=play.start, say=say)
    stage = Stage(play, site.county)
    with worn(stage.office):
        owe_by_rule(DAILY, within=site.county, on=play.start, by=stage.office, now=at_hour(play.start - A_DAY, 12))
    kept = keepers(site.county, play.start, stage.clerk, first=site.shop, everybody=stage.small)
    declare_rests(stage.story(play.start), kept, play.start)
    _note(OPENED, **play.facts)


def _last_whole(stage: Stage) -> date:
    facts = _last_facts(PLAYED)
    return date.fromisoformat(facts["day"]) if facts else stage.play.start - A_DAY


def _last_facts(verb: str) -> "dict[str, str] | None":
    with worn(PLAYER):
        entry = Entry.objects.visible_to(PLAYER).filter(verb=verb).order_by("id").last()
    return entry.facts if entry else None


def _note(verb: str, **facts: object) -> None:
    with worn(PLAYER), act(PLAYER, verb, _here()) as announce:
        announce.note(**facts)


def _here() -> Installation:
    found = installation()
    if found is None:
        raise RuntimeError("a county was settled and does not stand")
    return found
