"""Planning the next quarter of 20,000 businesses, and the completion of the last by township, beside bare SQL."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from statistics import median
from typing import TypeVar

import psycopg

from benchmarks.database import as_root, copied_bare
from benchmarks.demo import WORLD, standing
from benchmarks.figures import Measured

NAMES = ("plan_quarter_s", "figure_completion_ms")
PROGRAMME = "guarantee_visit"
TIMES = 3
ASKED = 15
T = TypeVar("T")


def run() -> Iterator[Measured]:
    access = standing()
    from benchmarks.county_world import Office, office  # noqa: PLC0415 - models can be read only now

    known: Office = office()
    with closing(as_root(access, WORLD)) as root:
        yield planning(root, known.plan, known.next_quarter)
        yield figure(root, known.completion, known.past_quarter, known.county)


def planning(root: psycopg.Connection, plan: Callable[[], tuple[int, int]], quarter: tuple[str, str]) -> Measured:
    """A quarter is planned, planned again, and taken back by hand; the middle of a few times."""
    mine = f"programme = '{PROGRAMME}' AND period_start = '{quarter[0]}' AND period_end = '{quarter[1]}'"
    took, rows, bare = [], 0, []
    for _time in range(TIMES):
        root.execute(f"DELETE FROM loop_task WHERE {mine}")
        seconds, (rows, _kept) = timed(plan)
        again = plan()
        stored = counted(root, f"SELECT count(*) FROM loop_task WHERE {mine}")
        if again != (0, rows) or stored != rows:
            raise SystemExit(f"planned {rows}, planned again {again}, stored {stored}")
        took.append(seconds)
        bare.append(copied_bare(root, ["loop_task"], mine))
    root.execute(f"DELETE FROM loop_task WHERE {mine}")
    return Measured("plan_quarter_s", median(took), "s", median(bare), median(took) / median(bare), rows)


def figure(
    root: psycopg.Connection, ask: Callable[[], dict[str, int]], quarter: tuple[str, str], county: str
) -> Measured:
    """Completion by township through lens and wall, beside the same count by hand on raw rows; they must agree."""
    through, answers = _asked(ask)
    by_hand, counts = _asked(lambda: dict(root.execute(_BY_HAND, {"from": quarter[0], "to": quarter[1], "in": county})))
    if {path: n for path, n in answers.items() if n} != counts:
        raise SystemExit("the figure and the count by hand differ")
    return Measured("figure_completion_ms", through, "ms", by_hand, through / by_hand, sum(answers.values()))


_BY_HAND = f"""
SELECT substring(path_then from '^(([^/]+/){{5}})') AS town, count(*) FILTER (WHERE state = 'done' AND settled_on <= due)
FROM loop_task WHERE path_then >= %(in)s AND path_then < left(%(in)s, -1) || '0' AND programme = '{PROGRAMME}'
  AND act IN ('inspect', 'self_check', 'roll_up') AND period_end >= %(from)s AND period_end <= %(to)s AND state <> 'withdrawn'
GROUP BY 1 HAVING count(*) FILTER (WHERE state = 'done' AND settled_on <= due) > 0"""


def _asked(ask: Callable[[], dict[str, int]]) -> tuple[float, dict[str, int]]:
    """The middle of many times, in milliseconds, and the answer."""
    runs = [timed(ask) for _time in range(ASKED)]
    return median(seconds for seconds, _answer in runs) * 1000, runs[-1][1]


def timed(doing: Callable[[], T]) -> tuple[float, T]:
    began = time.perf_counter()
    answer = doing()
    return time.perf_counter() - began, answer


def counted(root: psycopg.Connection, question: str) -> int:
    row = root.execute(question).fetchone()
    return int(row[0]) if row else 0
