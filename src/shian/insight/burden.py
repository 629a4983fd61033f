"""The burden meter: what visits cost those who make them, and what was saved. It opens into the sheets (M59, B1).

A visit is one person at one door on one day; it is merged where it discharged more than one thing that was owed. An
answer counts once a visit: taken over where it stood from an earlier one, typed otherwise; what further sheets of the
visit say under the same code was filled in for them. Nobody is ranked: persons come by name, and each sees only
themselves, the office everybody as load.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from shian.checklists.models import Sheet
from shian.insight.figure import period_named
from shian.kernel.actor import Actor
from shian.kernel.refused import Denied, Refused
from shian.loop.law import Law, law_on
from shian.packs.limits import VisitTime
from shian.packs.periods import Period, parse_period
from shian.territory import queries as territory
from shian.territory.models import Level

DEFINITION = 1
OFFICE = "plan"  # whoever plans a place's work sees its load, by name too
LEVELS = (Level.PROVINCE, Level.CITY, Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE)
BY = ("", "role", "month", "person", *(level.value for level in LEVELS))


@dataclass(frozen=True)
class Asked:
    """What is asked: the visits of a period below a place, as known at an instant."""

    period: Period
    within: str
    as_of: datetime
    today: date

    @classmethod
    def of(cls, period: str, within: str, as_of: datetime, today: date) -> "Asked":
        """From words. Raises Refused for a period that is none, Denied to who has no ground to look at."""
        if not within:
            raise Denied(_("这个地方的数字不归您看"))
        return cls(period_named(period), within, as_of, today)

    @cached_property
    def law(self) -> Law:
        return law_on(min(self.today, self.period.last), self.within)

    @property
    def visit_time(self) -> VisitTime | None:
        """When the clock of a visit is believed."""
        return self.law.pack.loads.visit_time


@dataclass(frozen=True)
class Burden:
    """The figures of one role, month, place or person, all integers; shares and means are formed on display."""

    key: str
    visits: int = 0
    merged: int = 0
    tasks: int = 0
    sheets: int = 0
    typed: int = 0
    taken: int = 0
    filled: int = 0
    timed: int = 0
    seconds: int = 0
    median_seconds: int | None = None
    people: int = 0
    person_months: int = 0

    @property
    def answers(self) -> int:
        """Everything that stands on the sheets."""
        return self.typed + self.taken + self.filled


def sees_all(viewer: Actor, within: str) -> bool:
    """Whether the viewer sees the load of a place; everybody else sees their own."""
    return viewer.may_at(OFFICE, within)


def sheets(viewer: Actor, asked: Asked, *, by: str = "", of: str = "") -> "QuerySet[Sheet]":
    """The sheets behind the figures: those of a whole question, or of one of its parts."""
    rows = (
        Sheet.objects.visible_to(viewer)
        .within_then(asked.within)
        .filter(
            on_day__gte=asked.period.start,
            on_day__lt=asked.period.end,
            recorded_at__lte=asked.as_of,
            outcome="done",
            post__isnull=False,
            person_id__isnull=False,
            business__isnull=False,
        )
    )
    rows = rows.exclude(superseded_at__lte=asked.as_of)
    if not sees_all(viewer, asked.within):
        rows = rows.filter(person_id=viewer.person)
    found: QuerySet[Sheet] = _part(rows, by, of) if by and of else rows
    return found.order_by("on_day", "id")


def _part(rows: "QuerySet[Sheet]", by: str, of: str) -> "QuerySet[Sheet]":
    if by == "role":
        return rows.filter(post__role_id=of)
    if by == "person":
        return rows.filter(person_id=of)
    if by == "month":
        month = parse_period(of)
        return rows.filter(on_day__gte=month.start, on_day__lt=month.end)
    within: QuerySet[Sheet] = rows.within_then(of)  # type: ignore[attr-defined]  # the lens's own query
    return within


def burden(viewer: Actor, asked: Asked, *, by: str = "") -> list[Burden]:
    """The figures of a question, one for each part, in the order of the parts' keys.

    Raises Refused for a part that there is not, Denied where somebody asks for others by name.
    """
    if by not in BY:
        raise Refused(_("不能按这个分：%(by)s") % {"by": by}, code="no_level")
    if by == "person" and not sees_all(viewer, asked.within):
        raise Denied(_("别人的负担不归您看"))
    base, told = sheets(viewer, asked).order_by().values(*_READ).query.sql_with_params()
    time = asked.visit_time
    with connection.cursor() as cursor:
        cursor.execute(
            _FIGURES.format(sheets=base, key=_key(asked, by)),
            [*told, asked.as_of, asked.as_of, *((time.least, time.most) if time else (1, 0))],
        )
        found = [Burden(*row) for row in cursor.fetchall()]
    return found or ([Burden("")] if not by else [])


_READ = ("id", "business_id", "person_id", "post_id", "on_day", "path_then", "answers", "started_at", "finished_at")


def _key(asked: Asked, by: str) -> str:
    """What the visits are parted by, as the database writes it; a visit lies where its sheets do."""
    keys = {"": "''", "role": "p.role_id", "month": "to_char(s.on_day, 'YYYY-MM')", "person": "s.person_id::text"}
    if by in keys:
        return keys[by]
    places = territory.lay_in(asked.within, by, asked.period.start, asked.period.end)
    if not places:
        raise Refused(_("这里下面没有这一级：%(level)s") % {"level": by}, code="no_level")
    return f"array_to_string((string_to_array(s.path_then, '/'))[1:{places[0].path.count('/')}], '/') || '/'"


_FIGURES = """
WITH s AS ({sheets}),
visit AS (
  SELECT min({key}) AS key, s.person_id, s.business_id, s.on_day, count(*) AS sheets,
    extract(epoch FROM max(s.finished_at) - min(s.started_at))::int AS seconds
  FROM s JOIN people_post p ON p.id = s.post_id GROUP BY 2, 3, 4),
said AS (
  SELECT s.person_id, s.business_id, s.on_day, count(*) AS fields, count(DISTINCT a.key) AS once,
    count(DISTINCT a.key) FILTER (WHERE a.value ? 'taken') AS taken
  FROM s, jsonb_each(s.answers) a GROUP BY 1, 2, 3),
settled AS (
  SELECT s.person_id, s.business_id, s.on_day, count(*) AS n FROM s JOIN loop_task t ON t.sheet_id = s.id
  WHERE t.state = 'done' AND t.settled_at <= %s GROUP BY 1, 2, 3),
rechecked AS (
  SELECT v.person_id, v.business_id, v.on_day, count(*) AS n FROM visit v JOIN loop_task t
    ON t.business_id = v.business_id AND t.settled_by = v.person_id AND t.settled_on = v.on_day
  WHERE t.act = 'recheck' AND t.state = 'done' AND t.settled_at <= %s GROUP BY 1, 2, 3),
whole AS (
  SELECT v.key, v.person_id, v.on_day, v.sheets, coalesce(d.n, 0) + coalesce(r.n, 0) AS tasks,
    coalesce(a.fields, 0) AS fields, coalesce(a.once, 0) AS once, coalesce(a.taken, 0) AS taken,
    CASE WHEN v.seconds BETWEEN %s AND %s THEN v.seconds END AS seconds
  FROM visit v LEFT JOIN said a USING (person_id, business_id, on_day)
    LEFT JOIN settled d USING (person_id, business_id, on_day)
    LEFT JOIN rechecked r USING (person_id, business_id, on_day))
SELECT key, count(*), count(*) FILTER (WHERE tasks > 1), sum(tasks)::int, sum(sheets)::int, sum(once - taken)::int,
  sum(taken)::int, sum(fields - once)::int, count(seconds), coalesce(sum(seconds), 0)::int,
  percentile_disc(0.5) WITHIN GROUP (ORDER BY seconds), count(DISTINCT person_id),
  count(DISTINCT (person_id, to_char(on_day, 'YYYY-MM')))
FROM whole GROUP BY key ORDER BY key"""
