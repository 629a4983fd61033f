"""Planning: what is owed in a period becomes tasks, in one statement, and again without a new row.

Which businesses owe what is judged once for each combination of grade, kind, form and tags that occurs, in plain
Python by the pack's rules; the database then does all the rows. Days and weeks are expected from dated duties
and never stored (house.md 2); months and longer are rows.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.bulk import encoded, insert_many
from shian.kernel.gate import act
from shian.kernel.ids import derived_id_sql, new_id
from shian.kernel.paths import upper
from shian.kernel.refused import Refused
from shian.kernel.secrecy import Secrecy
from shian.loop.law import Law, attend_after, law_on, midnight
from shian.loop.models import BulkBatch
from shian.packs.periods import Period, parse_period, period_of
from shian.packs.rules import form_of, frequency, owes
from shian.packs.schema import Programme, Subject

STORED = ("month", "quarter", "half_year", "year")

# The facts of every business as they held on a day; b, s, g are the business, its standing and its guarantee grade.
_FACTS = """
  FROM registry_business b
  JOIN registry_standing s ON s.business_id = b.id AND s.superseded_at IS NULL
       AND s.valid_from <= %(day)s AND (s.valid_to IS NULL OR s.valid_to > %(day)s)
  LEFT JOIN registry_graderecord g ON g.business_id = b.id AND g.scale = 'guarantee' AND g.superseded_at IS NULL
       AND g.valid_from <= %(day)s AND (g.valid_to IS NULL OR g.valid_to > %(day)s)
"""
_ON_GROUND = "b.path >= %(lo)s AND b.path < %(hi)s AND s.status = 'operating'"
_COMBINATION = "coalesce(g.grade, '') AS grade, s.kind, s.household, b.risk_grade, array_to_string(b.tags, ',') AS tags, left(b.uscc, 2) AS code"


@dataclass(frozen=True)
class Combination:
    """The facts of a business that a rule can ask for."""

    grade: str
    kind: str
    household: bool
    risk_grade: str
    tags: str
    code: str  # the first two characters of the credit code: they show the legal form

    @property
    def key(self) -> str:
        """All of them as one text, as the database writes it."""
        household = "t" if self.household else "f"
        return "\x1f".join((self.grade, self.kind, household, self.risk_grade, self.tags, self.code))

    def subject(self, law: Law, path: str) -> Subject:
        kind = law.pack.identity.kinds.get(self.kind)
        return Subject(
            kind=self.kind,
            form=form_of(law.pack.identity, self.code, household=self.household),
            grade=self.grade or None,
            risk_grade=self.risk_grade or None,
            sector=kind.sector if kind else "",
            tags=frozenset(filter(None, self.tags.split(","))),
            path=path,
        )


@dataclass(frozen=True)
class Planned:
    """What planning did: new tasks, tasks that already stood, the batch."""

    new: int
    kept: int
    batch: BulkBatch
    periods: tuple[str, ...]


def plan(programme: str, period: str, *, within: str, by: Actor, now: datetime) -> Planned:
    """Plan a programme for a period below a place. Repeatable: the key of a task is computed from what it is for."""
    span = _span(period)
    day = _day_of_facts(span, now)
    law = law_on(day, within)
    regime = law.programme(programme)
    batch = BulkBatch(
        id=new_id(), act="plan", person_id=by.person, note=f"{programme} {span.name}", created_at=now, path=within
    )
    with act(by, "plan", batch) as announce:
        groups = _grouped(law, regime, within, day, span)
        done = [_insert(law, regime, within, day, task_span, combos, now) for task_span, combos in groups.items()]
        owed, new = sum(owed for owed, _new in done), sum(new for _owed, new in done)
        batch.count = new
        insert_many(BulkBatch, [batch])
        announce.note(programme=programme, period=span.name, new=new, kept=owed - new)
    return Planned(new, owed - new, batch, tuple(sorted({s.name for s in groups})))


def plan_preview(programme: str, period: str, *, within: str, by: Actor, now: datetime) -> int:
    """How many tasks the plan would hold, without writing one."""
    if not by.may_at("plan", within):
        raise Refused(_("您不能在这里做计划"), code="denied")
    span = _span(period)
    day = _day_of_facts(span, now)
    law = law_on(day, within)
    regime = law.programme(programme)
    groups = _grouped(law, regime, within, day, span)
    return sum(_count(regime, within, day, combos) for combos in groups.values())


def owe_by_rule(programme: str, *, within: str, on: date, by: Actor, now: datetime) -> int:
    """Give every business below a place the dated duty it owes by rule (日管控…), and end those it no longer owes.

    Returns how many duties began or ended.
    """
    law = law_on(on, within)
    regime = law.programme(programme)
    if regime.who.holder != "business_post":
        raise Refused(_("这个工作机制不是由主体自己承担的"), code="not_business")
    batch = BulkBatch(id=new_id(), act="owe", person_id=by.person, note=programme, created_at=now, path=within)
    judged = _judged(law, regime, within, on)
    with act(by, "plan", batch) as announce:
        ended = _end_duties(regime, within, on, [c for c, because in judged.items() if not because], now)
        begun = _begin_duties(regime, within, on, {c: b for c, b in judged.items() if b}, batch.pk, now)
        batch.count = begun + ended
        insert_many(BulkBatch, [batch])
        announce.note(programme=programme, begun=begun, ended=ended)
    return begun + ended


def _span(period: str) -> Period:
    try:
        return parse_period(period)
    except ValueError as error:
        raise Refused(
            _("看不懂这个时段：%(period)s；请写 2026Q3、2026H2、2026-09 或 2026") % {"period": period}
        ) from error


def _day_of_facts(span: Period, now: datetime) -> date:
    """The day whose facts count: today within the period, its first day before it, its last day after it."""
    today = now.astimezone(midnight(span.start).tzinfo).date()
    return min(max(today, span.start), span.last)


def _combinations(within: str, day: date) -> list[Combination]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT {_COMBINATION} {_FACTS} WHERE {_ON_GROUND}", _ground(within, day))
        return [Combination(*row) for row in cursor.fetchall()]


def _judged(law: Law, regime: Programme, within: str, day: date) -> dict[Combination, Because[bool]]:
    return {c: owes(regime, c.subject(law, within), day) for c in _combinations(within, day)}


def _grouped(law: Law, regime: Programme, within: str, day: date, span: Period) -> dict[Period, list[Combination]]:
    """Combinations that owe, by the period in which they owe.

    A yearly visit is planned with any of its quarters; a plan of the year holds those of its quarters not yet over,
    for nobody can be asked today to have come in spring.
    """
    groups: dict[Period, list[Combination]] = defaultdict(list)
    for combination, because in _judged(law, regime, within, day).items():
        often = frequency(regime, combination.subject(law, within), day).value
        if because and often is not None and often.every in STORED:
            for period in _periods(often.every, span, day):
                groups[period].append(combination)
    return dict(groups)


def _periods(every: str, span: Period, day: date) -> Iterator[Period]:
    """The periods of a rhythm that begin in a span and are not over on a day, or the one that holds the span."""
    period = period_of(every, span.start)
    while period.start < span.end:
        if day < period.end:
            yield period
        period = period.next()


def _ground(within: str, day: date) -> dict[str, Any]:
    return {"lo": within, "hi": upper(within), "day": day}


# One text of all the facts, asked for as one: as six columns the database guessed one row and walked 200,000.
_KEY = """concat_ws(chr(31), coalesce(g.grade, ''), s.kind, s.household, b.risk_grade, array_to_string(b.tags, ','),
  left(b.uscc, 2))"""
_AMONG = f" {_KEY} = ANY(%(combinations)s)"
_DUTIES = """ JOIN loop_duty d ON d.business_id = b.id AND d.programme = %(programme)s AND d.superseded_at IS NULL
  AND d.valid_from <= %(day)s AND (d.valid_to IS NULL OR d.valid_to > %(day)s)"""


def _parameters(regime: Programme, within: str, day: date, combos: list[Combination]) -> dict[str, Any]:
    return {**_ground(within, day), "programme": regime.key, "combinations": [c.key for c in combos]}


def _count(regime: Programme, within: str, day: date, combos: list[Combination]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) {_FACTS} {_DUTIES} WHERE {_ON_GROUND} AND {_AMONG}",
            _parameters(regime, within, day, combos),
        )
        found: int = cursor.fetchone()[0]
        return found


def _insert(
    law: Law, regime: Programme, within: str, day: date, span: Period, combos: list[Combination], now: datetime
) -> tuple[int, int]:
    """How many tasks are owed, and how many of them are new; the facts are joined once for both."""
    due = law.limit(regime, "act", span.start, span)
    key = derived_id_sql(midnight(span.start), "d.programme || chr(31) || %(period)s || chr(31) || b.id::text")
    parameters = {
        **_parameters(regime, within, day, combos),
        "act": regime.what.act,
        "period": span.name,
        "release": law.release,
        "start": span.start,
        "last": span.last,
        "due": due.value.day,
        "provisional": due.value.provisional,
        "because": encoded([due.as_json()])[1:-1],
        "attend": attend_after(due.value.day, regime, 0, law.calendar),
        "secrecy": int(Secrecy.INTERNAL),
        "now": now,
    }
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH owed AS MATERIALIZED (
              SELECT {key} AS id, d.programme, d.id AS duty, d.holder_id, b.id AS business, coalesce(g.grade, '') AS grade,
                s.kind, b.path {_FACTS} {_DUTIES} WHERE {_ON_GROUND} AND {_AMONG}),
            fresh AS (INSERT INTO loop_task (id, act, programme, release_id, duty_id, holder_id, business_id, grade, kind,
                period_start, period_end, due, due_provisional, because, attend_at, path, path_then, secrecy, recorded_at,
                rung, state, outcome, mode, reason, file_kind)
              SELECT id, %(act)s, programme, %(release)s, duty, holder_id, business, grade, kind,
                %(start)s, %(last)s, %(due)s, %(provisional)s, %(because)s, %(attend)s, path, path, %(secrecy)s, %(now)s,
                0, 'open', '', '', '', ''
              FROM owed ON CONFLICT DO NOTHING RETURNING 1)
            SELECT (SELECT count(*) FROM owed), (SELECT count(*) FROM fresh)""",
            parameters,
        )
        owed, new = cursor.fetchone()
        return int(owed), int(new)


def _begin_duties(
    regime: Programme, within: str, on: date, judged: dict[Combination, Because[bool]], batch: UUID, now: datetime
) -> int:
    parameters = {
        **_ground(within, on),
        "programme": regime.key,
        "combinations": encoded({"key": c.key, "because": because.as_json()} for c, because in judged.items()),
        "batch": batch,
        "secrecy": int(Secrecy.INTERNAL),
        "now": now,
    }
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO loop_duty (id, programme, business_id, path, path_then, secrecy, because, batch,
              valid_from, recorded_at)
            SELECT gen_random_uuid(), %(programme)s, b.id, b.path, b.path, %(secrecy)s, c.because, %(batch)s, %(day)s, %(now)s
            {_FACTS} JOIN json_to_recordset(%(combinations)s) AS c(key text, because jsonb) ON c.key = {_KEY}
            WHERE {_ON_GROUND} AND NOT EXISTS (SELECT 1 FROM loop_duty d
              WHERE d.business_id = b.id AND d.programme = %(programme)s AND d.superseded_at IS NULL
                AND (d.valid_to IS NULL OR d.valid_to > %(day)s))""",
            parameters,
        )
        return int(cursor.rowcount)


def _end_duties(regime: Programme, within: str, on: date, combos: list[Combination], now: datetime) -> int:
    """Duties no longer owed: the old row steps back, and one with its end stands in its place."""
    if not combos:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH gone AS (UPDATE loop_duty SET superseded_at = %(now)s WHERE id IN (
                  SELECT d.id {_FACTS} {_DUTIES} WHERE b.path >= %(lo)s AND b.path < %(hi)s AND {_AMONG}) RETURNING *)
            INSERT INTO loop_duty (id, programme, business_id, holder_id, path, path_then, secrecy, because, batch,
              valid_from, valid_to, recorded_at)
            SELECT gen_random_uuid(), programme, business_id, holder_id, path, path_then, secrecy, because, batch,
              valid_from, %(day)s, %(now)s FROM gone WHERE valid_from < %(day)s""",
            {**_parameters(regime, within, on, combos), "now": now},
        )
        return int(cursor.rowcount)
