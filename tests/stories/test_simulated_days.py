"""A fortnight of a small county by `shian simulate`: killed again and again, its rows moved about on the disk and asked for
in other ways, it ends as if nothing had happened, and on every day every programme's plan is accounted for. And a quarter's turn: letters, look-backs, inspections."""

import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import psycopg
import pytest
from django.conf import settings

from benchmarks.database import make_anew
from shian.config.cluster.access import APP, OWNER
from shian.config.cluster.access import ROOT as ROOT_ROLE
from shian.demo.simulate import opened
from shian.demo.simulate_stage import Play
from shian.demo.worlds import world
from shian.kernel.refused import Refused
from shian.kernel.wall import worn
from shian.people.actions.installing import say_what_this_is
from shian.people.models import Installation
from tests.world import COUNTY, FOUNDER, small_county

ROOT = Path(__file__).parents[2]
DAYS = 14
KILLS = 3
LINE = ["simulate", "--from", "2026-01-19", "--days", str(DAYS), "--seed", "7", "--json"]
TURN = ["simulate", "--from", "2026-03-20", "--days", "34", "--seed", "7", "--json"]
LUCK = int(os.environ.get("SHIAN_LUCK", "7"))  # the same each time; whoever looks for more gives another
Row = dict[str, Any]


def surroundings(name: str) -> dict[str, str]:
    """An empty database of its own, and a process in which no set or hash is ordered as in the next."""
    make_anew(settings.ACCESS, name)
    own = {"DATABASE_URL": settings.ACCESS.uri(APP, name), "DATABASE_OWNER_URL": settings.ACCESS.uri(OWNER, name)}
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    return {**os.environ, **own, "DJANGO_SETTINGS_MODULE": "shian.config.settings", "PYTHONPATH": path}


def started(where: dict[str, str], *more: str, said: list[str] = LINE) -> "subprocess.Popen[str]":
    line = [sys.executable, "-m", "shian.cli", *said, *more]
    return subprocess.Popen(line, env=where, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def ended(process: "subprocess.Popen[str]") -> tuple[list[Row], Row]:
    """The days it told, and what it told at the end."""
    out, err = process.communicate(timeout=1200)
    assert process.returncode == 0, err[-2000:]
    *days, end = (json.loads(line) for line in out.splitlines())
    return days, end


def killed(where: dict[str, str], after: str, luck: Random) -> list[Row]:
    """Begun or gone on with, and killed somewhere in the day after this one. Answers the days it told before."""
    process, told = started(where), list[Row]()
    assert process.stdout is not None
    while not told or told[-1]["day"] < after:
        told.append(json.loads(process.stdout.readline()))
    time.sleep(luck.random() * 0.8)
    process.kill()
    process.communicate()
    alone(where["DATABASE_URL"].rpartition("=")[2])
    return told


def alone(name: str) -> None:
    """Until the database, too, has noticed that nobody is there any more: what was under way is done, or undone."""
    with psycopg.connect(settings.ACCESS.uri(ROOT_ROLE, "postgres"), autocommit=True) as root:
        here = "SELECT 1 FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'"
        while root.execute(here, [name]).fetchone():
            time.sleep(0.1)


# How a database may come by its rows; which it chooses changes with what it has counted and where the rows lie.
WAYS = ("hashjoin", "mergejoin", "nestloop", "indexscan", "bitmapscan", "seqscan", "sort", "material", "hashagg")
LAST_COLUMN = """SELECT quote_ident(relname), quote_ident(attname) FROM pg_class c CROSS JOIN LATERAL (
  SELECT attname FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
   AND attidentity = '' ORDER BY attnum DESC LIMIT 1) AS a WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"""


def stirred(name: str, luck: Random) -> None:
    """As after months: half of the rows lie elsewhere, and the database asks for them in another way. What comes of it must
    not hang on either."""
    with psycopg.connect(settings.ACCESS.uri(ROOT_ROLE, name), autocommit=True) as root:
        root.execute("SET session_replication_role = replica")  # nothing changes but the place: no trigger has a say
        for table, column in root.execute(LAST_COLUMN).fetchall():
            root.execute(f"UPDATE {table} SET {column} = {column} WHERE random() < 0.5")
        root.execute("ANALYZE")
        for way in WAYS:
            root.execute(f"ALTER DATABASE {name} SET enable_{way} = {luck.choice(('on', 'off'))}")


def moments(luck: Random) -> list[str]:
    """The days after which it is killed, each later than the one before by two at least."""
    nths = sorted(luck.sample(range((DAYS - 2) // 2), KILLS))
    return [str(date(2026, 1, 19) + timedelta(days=2 * nth)) for nth in nths]


@pytest.fixture(scope="module")
def whole_and_torn() -> tuple[tuple[list[Row], Row], tuple[list[Row], Row]]:
    whole = started(surroundings("test_play_whole"), "--sums")
    torn = surroundings("test_play_torn")
    luck = Random(LUCK)
    before = []
    for moment in moments(luck):
        before += killed(torn, moment, luck)
        stirred("test_play_torn", luck)
    after, end = ended(started(torn))
    return ended(whole), ([*before, *after], end)


@pytest.fixture(scope="module")
def a_quarters_turn() -> tuple[list[Row], Row]:
    return ended(started(surroundings("test_play_turn"), said=TURN))


def told(days: list[Row]) -> dict[str, Row]:
    """What each day brought, without the seconds it took."""
    unlike = {"follow_s", "plan_tick_s", "hand_in_s", "whole_s", "programmes"}
    return {day["day"]: {name: value for name, value in day.items() if name not in unlike} for day in days}


def test_killed_and_started_again_it_ends_in_the_same_state(whole_and_torn: Any) -> None:
    (days, end), (torn_days, torn_end) = whole_and_torn
    assert len(days) == DAYS and 0 < len(torn_days) <= DAYS, LUCK
    assert torn_end["played"] < DAYS == end["played"]
    assert torn_end["books"] == end["books"], LUCK
    assert torn_end["counts"] == end["counts"], LUCK
    assert torn_end["programmes"] == end["programmes"], LUCK
    assert told(torn_days).items() <= told(days).items(), LUCK


def test_every_plan_is_accounted_for_on_every_day(whole_and_torn: Any) -> None:
    (days, end), _torn = whole_and_torn
    assert {"guarantee_visit", "daily_record", "weekly_report", "spring_festival"} <= set(end["programmes"])
    for day in days:
        for one in day["programmes"].values():
            parts = one["done"] + one["excluded"] + one["overdue"] + one["open"]
            assert one["planned"] == parts, (day["day"], one)
    assert sum(one["done"] for one in end["programmes"].values()) > 100
    assert any(one["overdue"] for one in end["programmes"].values())


def test_what_was_done_is_told(whole_and_torn: Any) -> None:
    (days, end), _torn = whole_and_torn
    assert sum(day["planned"] for day in days) > 500
    for kind in ("visits", "records", "zero_reports", "steps", "inspections", "published", "problems", "problem_steps"):
        assert sum(day["handed"][kind] for day in days) > 0, kind
    assert sum(sum(day["climbed"].values()) for day in days) > 0
    assert end["tick_day_s"]["median"] <= end["tick_day_s"]["max"]
    assert end["counts"]["task"] > 500 and end["counts"]["sheet"] > 300


def test_at_a_quarters_turn_what_was_not_done_is_written_about_and_what_was_closed_is_looked_at_again(
    a_quarters_turn: Any,
) -> None:
    days, end = a_quarters_turn
    told = {kind: sum(day["handed"][kind] for day in days) for kind in days[0]["handed"]}
    assert sum(day["climbed"].get("letter", 0) for day in days) > 0
    assert told["letter_steps"] > end["counts"]["letter"] > 0
    assert told["drawn"] > 0
    assert told["looked_back"] == told["drawn"]
    assert end["counts"]["draw"] > 2  # of the look-back, of the oversight, and of each round of a sampled programme
    assert all(one["adds_up"] for one in end["programmes"].values())


def play(seed: int = 7) -> Play:
    return Play(world("tongxiang", "small"), date(2026, 1, 19), seed)


@pytest.mark.django_db
def test_a_real_county_is_never_played_with() -> None:
    small_county()
    with pytest.raises(Refused, match="空的数据目录"):
        opened(play(), say=print)
    with worn(FOUNDER):
        say_what_this_is(Installation.Kind.REAL, COUNTY, by=FOUNDER)
    with pytest.raises(Refused, match="正式的系统"):
        opened(play(), say=print)


@pytest.mark.django_db
def test_another_demo_or_another_play_is_not_gone_on_with() -> None:
    stage = opened(play(), say=lambda text: None)
    assert opened(play(), say=print).county == stage.county
    with pytest.raises(Refused, match="另一场演练"):
        opened(play(seed=8), say=print)
    with pytest.raises(Refused, match="另一场演练"):
        opened(replace(play(), start=date(2026, 1, 20)), say=print)


@pytest.mark.django_db
def test_a_demo_that_was_not_played_is_left_alone() -> None:
    small_county()
    with worn(FOUNDER):
        say_what_this_is(Installation.Kind.DEMO, COUNTY, by=FOUNDER)
    with pytest.raises(Refused, match="别的演示"):
        opened(play(), say=print)
