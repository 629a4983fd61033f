"""What a simulated county comes to: every plan accounted for, and one digest of its books by what people call things."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from shian.demo.simulate_stage import A_DAY, Stage
from shian.insight.figure import PARTS, Question
from shian.insight.queries import completion, expected_every
from shian.kernel.actor import Actor
from shian.kernel.wall import worn
from shian.loop.models import Duty
from shian.packs.periods import Period, period_of, span_of
from shian.packs.words import ACTS
from shian.registry.models import Rest as RestDays
from shian.registry.models import Standing, Status

FAR = 400  # days: no period that has begun ends later


@dataclass(frozen=True)
class Sum:
    """One programme on one day: what was planned, counted by hand, beside the four parts of the figure."""

    programme: str
    planned: int
    done: int
    excluded: int
    overdue: int
    open: int

    @property
    def adds_up(self) -> bool:
        return self.planned == self.done + self.excluded + self.overdue + self.open


def sums(stage: Stage, day: date, as_of: datetime, since: date) -> list[Sum]:
    """Every programme that has planned or expects anything, on the evening of a day, by the books of an instant; of what
    is expected day by day or week by week, the days since one."""
    with worn(stage.clerk):
        by_hand = _stored(stage)
        found = [_sum(stage, key, day, as_of, since, by_hand) for key in _known(stage, day)]
    return [one for one in found if one.planned or not one.adds_up]


def _known(stage: Stage, day: date) -> list[str]:
    programmes = stage.law(day).pack.programmes
    return [key for key, one in programmes.items() if one.when.trigger not in ("event", "order")]


def _sum(stage: Stage, key: str, day: date, as_of: datetime, since: date, by_hand: dict[str, int]) -> Sum:
    late = stage.law(day).pack.clocks["late_exclusion"].count
    first = Question(key, span_of(stage.play.start, day), stage.county, as_of, day, late)
    every = expected_every(first)
    period = _expecting(since, day, every) if every else span_of(stage.play.start, day + A_DAY * FAR)
    asked = Question(key, period, stage.county, as_of, day, late)
    figure = completion(stage.clerk, asked)[0]
    planned = _owed(stage, asked, every) if every else by_hand.get(key, 0)
    return Sum(key, planned, **{part: getattr(figure, part) for part in PARTS})


def _expecting(start: date, day: date, every: str) -> Period:
    """Whole days or weeks, from the first to the one that runs."""
    return span_of(period_of(every, start).start, period_of(every, day).last)


def _stored(stage: Stage) -> dict[str, int]:
    """Tasks of programmes that were planned and not taken back, counted row by row."""
    sql = """SELECT programme, count(*) FROM loop_task WHERE path_then LIKE %s AND act = ANY(%s)
      AND state <> 'withdrawn' AND finding_id IS NULL GROUP BY 1"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [f"{stage.county}%", list(ACTS)])
        return dict(cursor.fetchall())


Span = tuple[date, date | None]
Rest = tuple[date, date | None, int | None]  # from, until before, on this weekday alone


def _owed(stage: Stage, asked: Question, every: str) -> int:
    """Days or weeks that were owed, counted one by one on duties, standing and rests: nothing here is shared with the
    figure, which the database counts."""
    duties = Duty.objects.visible_to(stage.clerk).known().filter(programme=asked.programme, business__isnull=False)
    held = list(duties.within(stage.county).values_list("business", "valid_from", "valid_to"))
    open_doors, rests = _operating({business for business, *_span in held}), _rests()
    firsts = list(_firsts(asked.period, every))
    return sum(
        _holds(duty, day)
        and any(_holds(span, day) for span in open_doors.get(business, ()))
        and not _rested(rests.get(business, ()), day, every)
        for business, *duty in held
        for day in firsts
    )


def _firsts(period: Period, every: str) -> Iterator[date]:
    day = period.start
    while day <= period.last:
        yield day
        day += A_DAY * (1 if every == "day" else 7)


def _operating(businesses: Collection[UUID]) -> dict[UUID, list[Span]]:
    rows = Standing.objects.known().filter(business__in=businesses, status=Status.OPERATING)
    return _by_business(rows.values_list("business", "valid_from", "valid_to"))


def _rests() -> dict[UUID, list[Rest]]:
    return _by_business(RestDays.objects.known().values_list("business", "valid_from", "valid_to", "weekday"))


def _by_business(rows: Iterable[tuple[Any, ...]]) -> dict[UUID, list[Any]]:
    found: defaultdict[UUID, list[Any]] = defaultdict(list)
    for business, *row in rows:
        found[business].append(tuple(row))
    return found


def _holds(span: Sequence[Any], day: date) -> bool:
    return span[0] <= day and (span[1] is None or day < span[1])


def _rested(rests: Sequence[Rest], first: date, every: str) -> bool:
    """A week is rested only where each of its days is."""
    days = (first + A_DAY * n for n in range(1 if every == "day" else 7))
    return bool(rests) and all(
        any(_holds(rest, day) and rest[2] in (None, day.weekday()) for rest in rests) for day in days
    )


_SHOP = "b.path || '|' || b.name || '|' || b.uscc || '|' || b.address"
# Each line of the books as people would tell it: no key of ours, no hour at which this machine wrote it.
_BOOKS = {
    "businesses": "SELECT concat_ws('|', SHOP, b.kind, b.status) FROM registry_business b",
    "standings": """SELECT concat_ws('|', SHOP, s.status, s.valid_from, s.valid_to, s.superseded_at IS NULL)
      FROM registry_standing s JOIN registry_business b ON b.id = s.business_id""",
    "duties": """SELECT concat_ws('|', SHOP, d.programme, p.title, p.path, d.valid_from, d.valid_to, d.superseded_at IS NULL)
      FROM loop_duty d LEFT JOIN registry_business b ON b.id = d.business_id LEFT JOIN people_post p ON p.id = d.holder_id""",
    "tasks": """SELECT concat_ws('|', t.programme, t.act, SHOP, t.path_then, p.title, p.path, f.code, t.period_start,
      t.period_end, t.due, t.grade, t.rung, t.state, t.outcome, t.mode, t.settled_at, t.attend_at)
      FROM loop_task t LEFT JOIN registry_business b ON b.id = t.business_id LEFT JOIN people_post p ON p.id = t.holder_id
      LEFT JOIN loop_finding f ON f.id = t.finding_id""",
    "sheets": """SELECT concat_ws('|', s.programme, SHOP, s.on_day, s.outcome, s.recorded_at)
      FROM checklists_sheet s LEFT JOIN registry_business b ON b.id = s.business_id""",
    "findings": """SELECT concat_ws('|', f.programme, SHOP, f.code, f.note, f.severity, f.disposition, f.state, f.round,
      f.found_on, f.due, f.closed_at, f.recurred_after) FROM loop_finding f JOIN registry_business b ON b.id = f.business_id""",
    "steps": """SELECT concat_ws('|', SHOP, f.code, f.found_on, s.move, s.state, s.round, s.by_label, s.at)
      FROM loop_findingstep s JOIN loop_finding f ON f.id = s.finding_id JOIN registry_business b ON b.id = f.business_id""",
    "climbs": """SELECT concat_ws('|', c.programme, SHOP, c.rung, c.act, c.letter, p.title, p.path, c.at)
      FROM loop_climb c LEFT JOIN registry_business b ON b.id = c.business_id LEFT JOIN people_post p ON p.id = c.post_id""",
    "inspections": """SELECT concat_ws('|', SHOP, i.kind, i.state, i.go_on, i.result, i.decision, i.case_number, i.lead_name,
      i.second_name, i.told_on, i.public_by, i.published_at) FROM inspection_inspection i JOIN registry_business b ON b.id = i.business_id""",
    "letters": """SELECT concat_ws('|', l.kind, l.state, l.round, l.mark, l.addressee_name, l.subject, l.body, l.sent_on, l.due)
      FROM letters_letter l""",
    "problems": """SELECT concat_ws('|', q.title, q.severity, q.text, q.state, q.due, q.answered_on, q.returns, p.title, p.path)
      FROM oversight_problem q JOIN people_post p ON p.id = q.holder_id""",
    "draws": "SELECT concat_ws('|', d.title, d.frame_hash, d.commitment, d.state, d.nth, d.drawn) FROM draws_draw d",
    "ledger": "SELECT concat_ws('|', e.verb, e.actor, e.subject_kind, e.path, count(*)) FROM ledger_entry e GROUP BY e.verb, e.actor, e.subject_kind, e.path",
}  # fmt: skip


def digests(viewer: Actor) -> dict[str, str]:
    """One digest for each book; equal where two plays came to the same."""
    with worn(viewer):
        return {book: _digest(sql.replace("SHOP", _SHOP)) for book, sql in _BOOKS.items()}


def _digest(sql: str) -> str:
    heap = hashlib.sha256()
    for line in _lines(sql):
        heap.update(line.encode())
    return heap.hexdigest()[:16]


def _lines(sql: str) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        yield from sorted(row[0] for row in cursor.fetchall())
