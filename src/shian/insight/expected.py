"""Figures of days and weeks, which are expected and not stored: dated duty × calendar × declared rest against sheets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, overload
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from shian.insight.figure import Heap, Question
from shian.kernel.actor import Actor
from shian.kernel.refused import Denied
from shian.loop.queries.expected import OWED, RESTED, parameters
from shian.packs.periods import Period, period_of

STEP = {"day": 1, "week": 7}

_HANDED = """ EXISTS (SELECT 1 FROM checklists_sheet h WHERE h.business_id = d.business_id AND h.programme = d.programme
  AND h.on_day BETWEEN y.day AND y.day + %(step)s - 1 AND h.outcome = 'done' AND h.recorded_at <= %(known)s
  AND (h.superseded_at IS NULL OR h.superseded_at > %(known)s))"""


def expected_heaps(viewer: Actor, asked: Question, every: str) -> list[Heap]:
    """How many days or weeks of each part, path by path. Counts pass the second wall row by row; the viewer must see
    the whole ground.

    Raises Denied where the ground is not the viewer's: a count over half of it would be a wrong figure.
    """
    _refuse_foreign_ground(viewer, asked)
    with connection.cursor() as cursor:
        cursor.execute(_sql(every), _parameters(asked, every))
        return [Heap(path, part, 0, 0, n) for path, part, n in cursor.fetchall()]


# A week is rested when every day of it is; a shop that rests on Mondays still owes its weekly report.
_RESTED = """ NOT EXISTS (SELECT 1 FROM generate_series(y.day::timestamp, y.day + %(step)s - 1, interval '1 day') AS w(stamp)
  WHERE NOT EXISTS (SELECT 1 FROM registry_rest r WHERE r.business_id = d.business_id
    AND r.recorded_at <= %(known)s AND (r.superseded_at IS NULL OR r.superseded_at > %(known)s)
    AND r.valid_from <= w.stamp::date AND (r.valid_to IS NULL OR r.valid_to > w.stamp::date)
    AND (r.weekday IS NULL OR r.weekday = extract(isodow FROM w.stamp)::int - 1)))"""


def _rested(every: str) -> str:
    return RESTED if every == "day" else _RESTED


def _owed(every: str) -> str:
    return OWED.replace("interval '1 day'", f"interval '{STEP[every]} day'")


def _part() -> str:
    return f"""CASE WHEN {_HANDED} THEN 'done' WHEN y.day + %(step)s - 1 < %(today)s THEN 'overdue' ELSE 'open' END"""


def _sql(every: str) -> str:
    return f"""SELECT d.path_then, {_part()} AS part, count(*)
      {_owed(every)} WHERE NOT {_rested(every)} GROUP BY 1, 2"""


@dataclass(frozen=True)
class ExpectedDay:
    """One day or week that was owed by one business, with its part: done, overdue or open."""

    business: UUID
    name: str
    path: str
    day: date
    part: str


@dataclass(frozen=True)
class ExpectedRows(Sequence[ExpectedDay]):
    """The days behind a figure, by the figure's own query; read a page at a time."""

    asked: Question
    every: str
    part: str = ""

    def __len__(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM ({self._sql}) AS rows", self._told())
            found: int = cursor.fetchone()[0]
            return found

    @overload
    def __getitem__(self, at: int) -> ExpectedDay: ...
    @overload
    def __getitem__(self, at: slice) -> list[ExpectedDay]: ...
    def __getitem__(self, at: int | slice) -> ExpectedDay | list[ExpectedDay]:
        if isinstance(at, int):
            return self[at : at + 1][0]
        start, stop = at.start or 0, at.stop
        told = {**self._told(), "skip": start, "most": None if stop is None else stop - start}
        with connection.cursor() as cursor:
            cursor.execute(f"{self._sql} ORDER BY day, name, business OFFSET %(skip)s LIMIT %(most)s", told)
            return [ExpectedDay(*row) for row in cursor.fetchall()]

    @property
    def _sql(self) -> str:
        return f"""SELECT business, name, path, day, part FROM (SELECT d.business_id AS business, b.name AS name,
          d.path_then AS path, y.day AS day, {_part()} AS part {_owed(self.every)}
          JOIN registry_business b ON b.id = d.business_id WHERE NOT {_rested(self.every)}) AS days
          WHERE %(part)s = '' OR part = %(part)s"""

    def _told(self) -> dict[str, Any]:
        return {**_parameters(self.asked, self.every), "part": self.part}


def expected_rows(viewer: Actor, asked: Question, every: str, part: str = "") -> ExpectedRows:
    """The days and weeks behind a figure. Raises Denied where the ground is not the viewer's."""
    _refuse_foreign_ground(viewer, asked)
    return ExpectedRows(asked, every, part)


def _refuse_foreign_ground(viewer: Actor, asked: Question) -> None:
    if not viewer.may_at("see", asked.within):
        raise Denied(_("这个地方的数字不归您看"))


def _parameters(asked: Question, every: str) -> dict[str, Any]:
    start, last = _first_days(asked.period, every)
    known = parameters(asked.programme, start, last, asked.within, asked.as_of)
    return {**known, "step": STEP[every], "today": asked.today}


def _first_days(period: Period, every: str) -> tuple[date, date]:
    """The first days of the first and last rhythm that belong to a period: a week belongs where its last day lies."""
    first, last = period_of(every, period.start), period_of(every, period.last)
    if not period.holds(last.last):
        last = period_of(every, last.start - timedelta(days=1))
    return first.start, last.start
