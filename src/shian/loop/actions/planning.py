"""Planning: what is owed in a period becomes tasks, in one statement, and again without a new row.

Which businesses owe what is judged once for each combination of facts that occurs, in plain Python by the pack's rules;
the database then does all the rows. What a business owes of itself each day or week is expected from dated duties and
never stored (house.md 2); everything else is rows.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Max
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.bulk import encoded, insert_many, whole_tables
from shian.kernel.gate import act
from shian.kernel.ids import derived_id_sql, new_id
from shian.kernel.refused import Refused
from shian.kernel.secrecy import Secrecy
from shian.loop.actions.foresight import Foreseen, Heap, heaps_of, heaps_of_places, summed
from shian.loop.actions.opening import local_day
from shian.loop.actions.owing import GUARANTEE, owe
from shian.loop.actions.places import count_places, left_on_places, plan_places
from shian.loop.actions.sampling import draw_sample, is_sampled, sample_of
from shian.loop.facts import (
    AMONG,
    CHOSEN,
    DUTIES,
    FACTS,
    HELD,
    ON_GROUND,
    Asking,
    Combination,
    askings,
    under_each_law,
)
from shian.loop.law import attend_after, due_of, midnight, provisional
from shian.loop.models import BulkBatch, Task
from shian.packs.occasions import its_day
from shian.packs.periods import Period, parse_period
from shian.packs.schema import Programme
from shian.packs.windows import window_at, windows

Groups = dict[Period, list[Combination]]


@dataclass(frozen=True)
class Planned:
    """What planning did: new tasks, tasks that already stood, duties that began or ended by rule, the batch."""

    new: int
    kept: int
    batch: BulkBatch
    periods: tuple[str, ...]
    duties: int = 0


def plan(programme: str, period: str, *, within: str, by: Actor, now: datetime, agreed: int | None = None) -> Planned:
    """Plan a programme for a period below a place. Repeatable: the key of a task is computed from what it is for.

    Raises Refused for a period that is none or lies outside the programme, where an event calls it forth, and where it
    would hold more tasks than the pack lets pass unasked, unless `agreed` is their number.
    """
    span = _span(period)
    asked = _asked(programme, span, within, now)
    batch = BulkBatch(
        id=new_id(), act="plan", person_id=by.person, note=f"{programme} {span.name}", created_at=now, path=within
    )
    with whole_tables(), act(by, "plan", batch) as announce:
        if agreed is None:
            _must_not_be_a_mistake(asked, span)
        done = [_planned(asking, span, batch, by, now) for asking in asked]
        batch.count = sum(one.new for one in done)
        insert_many(BulkBatch, [batch])
        kept, duties = sum(one.kept for one in done), sum(one.duties for one in done)
        if agreed is not None and agreed != batch.count + kept:
            _must_be_asked_first(asked, batch.count + kept)
        announce.note(programme=programme, period=span.name, new=batch.count, kept=kept, duties=duties)
    return Planned(batch.count, kept, batch, tuple(sorted({name for one in done for name in one.periods})), duties)


def _must_not_be_a_mistake(asked: Sequence[Asking], span: Period) -> None:
    """Counted one by one only where it could be too much at all."""
    most = asked[0].law.pack.loads.ask_above
    if most is not None and sum(_at_most(asking, span) for asking in asked) > most:
        _must_be_asked_first(asked, sum(_foreseen(asking, span) for asking in asked))


def _at_most(asking: Asking, span: Period) -> int:
    """What the plan cannot hold more of: everybody who owes, on every occasion, as if none were chosen among them."""
    if asking.regime.whom.subject != "business" or asking.regime.expected:
        return _foreseen(asking, span)
    return sum(asking.numbers[c].operating for combos in _grouped(asking, span).values() for c in combos)


def _must_be_asked_first(asked: Sequence[Asking], total: int) -> None:
    """Raises Refused where a plan is so big that it may be a mistake."""
    most = asked[0].law.pack.loads.ask_above
    if most is not None and total > most:
        raise Refused(
            _("这次要排 %(total)s 件任务，超过 %(most)s 件，没有排。确实要排这么多，请把 %(number)d 这个数再写一遍。")
            % {"total": f"{total:,}", "most": f"{most:,}", "number": total},
            code="too_many",
        )


def foresee(programme: str, period: str, *, within: str, by: Actor, now: datetime) -> Foreseen:
    """What the plan would bring, for whom and where, without writing anything. Raises Refused as planning does."""
    if not by.may_at("plan", within):
        raise Refused(_("您不能在这里做计划"), code="denied")
    span = _span(period)
    asked = _asked(programme, span, within, now)
    with whole_tables():
        heaps = [heap for asking in asked for heap in _heaps(asking, span)]
    return summed(heaps, within=within, ask_above=asked[0].law.pack.loads.ask_above)


def _heaps(asking: Asking, span: Period) -> list[Heap]:
    if asking.regime.whom.subject != "business":
        return heaps_of_places(asking, span)
    if asking.regime.expected:
        return []
    return heaps_of(asking, _grouped(asking, span), _held(asking))


def plan_preview(programme: str, period: str, *, within: str, by: Actor, now: datetime) -> int:
    """How many tasks the plan would hold, without writing one."""
    if not by.may_at("plan", within):
        raise Refused(_("您不能在这里做计划"), code="denied")
    span = _span(period)
    with whole_tables():
        return sum(_foreseen(asking, span) for asking in _asked(programme, span, within, now))


@dataclass(frozen=True)
class Left:
    """How many tasks a plan would add, and when the last one that stands in the period was written."""

    new: int
    planned_at: datetime | None


def left_to_plan(programme: str, period: str, *, within: str, by: Actor, now: datetime) -> Left:
    """What of a plan is not there yet, without writing anything. Raises Refused as planning does."""
    span = _span(period)
    asked = _asked(programme, span, within, now)
    keys = {asking.regime.key for asking in asked}
    there = Task.objects.visible_to(by).within(within).filter(programme__in=keys, finding__isnull=True)
    last = there.filter(period_start__lt=span.end, period_end__gte=span.start).aggregate(at=Max("recorded_at"))
    return Left(sum(_left(asking, span) for asking in asked), last["at"])


def _left(asking: Asking, span: Period) -> int:
    if asking.regime.whom.subject != "business":
        return left_on_places(asking, span)
    if asking.regime.expected:
        return 0
    return sum(_missing(asking, occasion, combos) for occasion, combos in _grouped(asking, span).items())


def _missing(asking: Asking, occasion: Period, combos: list[Combination]) -> int:
    held = _held(asking) if asking.regime.who.holder == "duty" else ""
    if is_sampled(asking):
        return sample_of(asking, occasion, combos, held).size
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) {FACTS} {held} WHERE {ON_GROUND} AND {AMONG} {CHOSEN}"
            f" AND NOT EXISTS (SELECT 1 FROM loop_task x WHERE x.id = {_key(occasion)})",
            {**asking.parameters(combos), **asking.chosen(occasion), "period": occasion.name},
        )
        found: int = cursor.fetchone()[0]
        return found


def _key(occasion: Period) -> str:
    """The key of what is planned for a business in an occasion, as the database computes it."""
    return derived_id_sql(midnight(occasion.start), "%(programme)s || chr(31) || %(period)s || chr(31) || b.id::text")


def _span(period: str) -> Period:
    try:
        return parse_period(period)
    except ValueError as error:
        raise Refused(
            _("看不懂这个时段：%(period)s；请写 2026Q3、2026H2、2026-09 或 2026") % {"period": period}
        ) from error


def _asked(programme: str, span: Period, within: str, now: datetime) -> list[Asking]:
    """The programme at each ground of its own law, before and after it changes in the span; a campaign together with its
    daily and closing reports."""
    day = _day_of_facts(span, now)
    asked = askings(programme, within, day)
    for asking in asked:
        if asking.regime.whom.subject == "finding":
            what = asking.regime.title.zh
            raise Refused(_("「%(what)s」的对象是抽出来的，请从「抽取」里发起") % {"what": what}, code="by_draw")
        if asking.regime.when.trigger == "event":
            raise Refused(_("「%(what)s」由事件引起，不用排计划") % {"what": asking.regime.title.zh}, code="by_event")
        if asking.regime.when.trigger == "window":
            _must_lie_ahead(asking.regime, span, local_day(now))
    parts = {key for asking in asked for key, one in asking.law.pack.programmes.items() if one.part_of == programme}
    asked += [asking for part in sorted(parts) for asking in askings(part, within, day)]
    return [each for asking in asked for each in under_each_law(asking, span)]


def _must_lie_ahead(regime: Programme, span: Period, today: date) -> None:
    """Raises Refused where no window meets the asked period, and where those that do are closed."""
    found = windows(regime.when, span.start, span.end)
    if not found:
        near = window_at(regime.when, span.start)
        raise Refused(
            _("「%(what)s」从 %(opens)s 到 %(closes)s，不在这个时段里")
            % {"what": regime.title.zh, "opens": near.opens if near else "", "closes": near.closes if near else ""},
            code="outside_window",
        )
    if all(one.closes < today for one in found):
        raise Refused(
            _("「%(what)s」在 %(closes)s 已经结束，不能再排") % {"what": regime.title.zh, "closes": found[-1].closes},
            code="window_over",
        )


def _day_of_facts(span: Period, now: datetime) -> date:
    """The day whose facts count: today within the period, its first day before it, its last day after it."""
    return its_day(span, local_day(now))


def _grouped(asking: Asking, span: Period) -> Groups:
    """Combinations that owe, by the occasion on which they owe; a visit of the year is planned with any of its quarters."""
    groups: Groups = defaultdict(list)
    for combination in asking.operating:
        for occasion in asking.occasions(combination.subject(asking.law), span):
            groups[occasion].append(combination)
    return dict(groups)


def _planned(asking: Asking, span: Period, batch: BulkBatch, by: Actor, now: datetime) -> Planned:
    if asking.regime.whom.subject != "business":
        new, kept, names = plan_places(asking, span, now)
        return Planned(new, kept, batch, names)
    moved = _duties_by_rule(asking, batch, now)
    if asking.regime.expected:
        return Planned(0, 0, batch, (), moved)
    return _inserted(asking, _grouped(asking, span), batch, by, now, moved)


def planned_on(asking: Asking, occasion: Period, batch: BulkBatch, by: Actor, now: datetime) -> Planned:
    """What an occasion that no calendar gives makes owed: once for it and a business, however often it is called forth."""
    moved = _duties_by_rule(asking, batch, now)
    owing = [combination for combination, because in asking.judged.items() if because]
    return _inserted(asking, {occasion: owing}, batch, by, now, moved)


def _duties_by_rule(asking: Asking, batch: BulkBatch, now: datetime) -> int:
    """How many duties began or ended, where holders are not assigned one by one."""
    return sum(owe(asking, batch=batch.pk, now=now)) if asking.regime.who.holder != "duty" else 0


def _inserted(asking: Asking, groups: Groups, batch: BulkBatch, by: Actor, now: datetime, duties: int) -> Planned:
    done = [_insert(asking, occasion, combos, by, now) for occasion, combos in groups.items()]
    owed, new = sum(owed for owed, _new in done), sum(new for _owed, new in done)
    return Planned(new, owed - new, batch, tuple(sorted({one.name for one in groups})), duties)


def _foreseen(asking: Asking, span: Period) -> int:
    if asking.regime.whom.subject != "business":
        return count_places(asking, span)
    if asking.regime.expected:
        return 0
    return sum(_count(asking, occasion, combos) for occasion, combos in _grouped(asking, span).items())


# A programme whose holders are assigned takes those who answer for the businesses, unless it has assigned its own.
_OWN_OR_GUARANTEE = f""" JOIN LATERAL (SELECT d.id, d.holder_id FROM loop_duty d WHERE d.business_id = b.id
  AND d.programme IN (%(programme)s, '{GUARANTEE}') AND {HELD} ORDER BY d.programme <> %(programme)s LIMIT 1) d ON TRUE"""


def _held(asking: Asking) -> str:
    assigned = asking.regime.who.holder == "duty" and asking.regime.key != GUARANTEE
    return _OWN_OR_GUARANTEE if assigned else DUTIES


def _count(asking: Asking, occasion: Period, combos: list[Combination]) -> int:
    """Whoever is owed by rule is counted without a duty: planning gives it."""
    held = _held(asking) if asking.regime.who.holder == "duty" else ""
    if is_sampled(asking):
        return sample_of(asking, occasion, combos, held).total
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) {FACTS} {held} WHERE {ON_GROUND} AND {AMONG} {CHOSEN}",
            {**asking.parameters(combos), **asking.chosen(occasion)},
        )
        found: int = cursor.fetchone()[0]
        return found


def _insert(asking: Asking, span: Period, combos: list[Combination], by: Actor, now: datetime) -> tuple[int, int]:
    """How many tasks are owed, and how many of them are new; the facts are joined once for both."""
    held = _held(asking)
    drawn = draw_sample(asking, span, combos, held, by=by, now=now) if is_sampled(asking) else None
    key = _key(span)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH owed AS MATERIALIZED (
              SELECT {key} AS id, d.id AS duty, d.holder_id, b.id AS business, coalesce(g.grade, '') AS grade,
                s.kind, b.path {FACTS} {held} WHERE {ON_GROUND} AND {AMONG} {CHOSEN}),
            fresh AS (INSERT INTO loop_task (id, act, programme, release_id, duty_id, holder_id, business_id, grade, kind,
                period_start, period_end, due, due_provisional, because, attend_at, path, path_then, secrecy, recorded_at,
                rung, state, outcome, mode, reason, file_kind)
              SELECT id, %(act)s, %(programme)s, %(release)s, duty, holder_id, business, grade, kind,
                %(start)s, %(last)s, %(due)s, %(provisional)s, %(because)s, %(attend)s, path, path, %(secrecy)s, %(now)s,
                0, 'open', '', '', '', ''
              FROM owed ON CONFLICT DO NOTHING RETURNING 1)
            SELECT (SELECT count(*) FROM owed), (SELECT count(*) FROM fresh)""",
            {**asking.parameters(combos), **asking.chosen(span, drawn), **_what_is_owed(asking, span), "now": now},
        )
        owed, new = cursor.fetchone()
        return int(owed), int(new)


def _what_is_owed(asking: Asking, span: Period) -> dict[str, Any]:
    """What all tasks of one occasion have in common."""
    law, regime = asking.law, asking.regime
    due = due_of(law, regime, span)
    return {
        "act": regime.what.act,
        "period": span.name,
        "release": law.release,
        "start": span.start,
        "last": span.last,
        "due": due.value.day,
        "provisional": due.value.provisional or provisional(regime, span),
        "because": encoded([due.as_json()])[1:-1],
        "attend": attend_after(due.value.day, regime, 0, law.calendar),
        "secrecy": int(Secrecy.INTERNAL),
    }
