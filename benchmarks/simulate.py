"""`simulate_tick_day_s`: planning and ticking one simulated day of Tongxiang, the middle of all days, hand-ins apart.

The limit is the bare question of what is due: open tasks whose instant has come, and who gave no record yesterday, asked by
nothing but the database on the evening of the last day; it plans nothing and climbs no rung.
SIMULATE_DAYS=365 plays the whole year; without it a fortnight. Every programme's sum must add up in the end. Of the longest
day the limit is said too: its tasks and duties put into the same tables, with the same indexes, by nothing but the database.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from statistics import median
from typing import Any

import psycopg

from benchmarks.database import as_root, copied_bare, make_anew, point_at
from benchmarks.figures import Measured
from shian.config.cluster import use

NAMES = ("simulate_tick_day_s",)
WORLD = "bench_simulate"
START, FORTNIGHT, TIMES = date(2026, 1, 1), 14, 5

_DUE = "SELECT id FROM loop_task WHERE state = 'open' AND attend_at <= %(now)s ORDER BY attend_at"
_LAPSED = """SELECT d.business_id FROM loop_duty d
  JOIN registry_standing s ON s.business_id = d.business_id AND s.status = 'operating' AND s.superseded_at IS NULL
   AND s.valid_from <= %(day)s AND (s.valid_to IS NULL OR s.valid_to > %(day)s)
 WHERE d.programme = 'daily_record' AND d.superseded_at IS NULL
   AND d.valid_from <= %(day)s AND (d.valid_to IS NULL OR d.valid_to > %(day)s)
   AND NOT EXISTS (SELECT 1 FROM checklists_sheet h WHERE h.business_id = d.business_id AND h.programme = d.programme
                    AND h.on_day = %(day)s)"""


def run() -> Iterator[Measured]:
    days = int(os.environ.get("SIMULATE_DAYS", FORTNIGHT))
    access = use().access
    make_anew(access, WORLD)
    point_at(access, WORLD)
    end = played(days)
    if not all(one["adds_up"] for one in end["programmes"].values()):
        raise SystemExit(f"a programme does not add up: {end['programmes']}")
    print(json.dumps(end), file=sys.stderr)  # with its books: whoever played the year another way compares them
    with closing(as_root(access, WORLD)) as root:
        bare = asked_bare(root, START + timedelta(days=days - 1))
        worst = end["tick_day_s"]
        written = copied_bare(root, ("loop_task", "loop_duty"), morning_of(worst["worst"]))
    print(json.dumps({"worst": worst["worst"], "s": worst["max"], "bare_s": round(written, 3)}), file=sys.stderr)
    value = end["tick_day_s"]["median"]
    yield Measured("simulate_tick_day_s", value, "s", bare, value / bare, days)


def played(days: int) -> dict[str, Any]:
    """What the command says at its end."""
    line = [sys.executable, "-m", "shian.cli", "simulate", "--from", str(START), "--days", str(days), "--seed", "7"]
    done = subprocess.run(
        [*line, "--scale", "tongxiang", "--json"], check=True, stdout=subprocess.PIPE, stderr=sys.stderr, env=os.environ
    )
    end: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return end


def morning_of(day: str) -> str:
    """What was planned on a day and noticed by its tick."""
    return f"recorded_at >= '{day}T00:00:00+08:00' AND recorded_at < '{day}T08:00:00+08:00'"


def asked_bare(root: psycopg.Connection, day: date) -> float:
    """Seconds of the two questions, the middle of a few times."""
    asked, took = {"now": f"{day + timedelta(days=1)}T07:00:00+08:00", "day": day}, []
    for _time in range(TIMES):
        began = time.perf_counter()
        for question in (_DUE, _LAPSED):
            root.execute(question, asked).fetchall()
        took.append(time.perf_counter() - began)
    return median(took)
