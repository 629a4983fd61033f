"""Days and weeks are expected, not stored: dated duty × calendar × the rest the business declared."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from shian.kernel.paths import upper
from shian.packs.periods import Period

# A day is owed when a duty held, the business worked (standing) and it had not declared rest on that day.
OWED = """
  FROM generate_series(%(start)s::date, %(last)s::date, interval '1 day') AS t(stamp)
  CROSS JOIN LATERAL (SELECT t.stamp::date AS day) AS y
  JOIN loop_duty d ON d.programme = ANY(%(programmes)s) AND d.business_id IS NOT NULL
       AND d.path_then >= %(lo)s AND d.path_then < %(hi)s
       AND d.recorded_at <= %(known)s AND (d.superseded_at IS NULL OR d.superseded_at > %(known)s)
       AND d.valid_from <= y.day AND (d.valid_to IS NULL OR d.valid_to > y.day)
  JOIN registry_standing s ON s.business_id = d.business_id AND s.status = 'operating'
       AND s.recorded_at <= %(known)s AND (s.superseded_at IS NULL OR s.superseded_at > %(known)s)
       AND s.valid_from <= y.day AND (s.valid_to IS NULL OR s.valid_to > y.day)
"""
RESTED = """ EXISTS (SELECT 1 FROM registry_rest r WHERE r.business_id = d.business_id
       AND r.recorded_at <= %(known)s AND (r.superseded_at IS NULL OR r.superseded_at > %(known)s)
       AND r.valid_from <= y.day AND (r.valid_to IS NULL OR r.valid_to > y.day)
       AND (r.weekday IS NULL OR r.weekday = extract(isodow FROM y.day)::int - 1))"""
HANDED = """ EXISTS (SELECT 1 FROM checklists_sheet h WHERE h.business_id = d.business_id AND h.programme = d.programme
       AND h.on_day = y.day AND h.outcome = 'done' AND h.superseded_at IS NULL)"""


@dataclass(frozen=True)
class Missed:
    """A business which owed a record in a period and has none."""

    programme: str
    business: UUID
    duty: UUID
    kind: str
    path: str


def parameters(programme: str, start: date, last: date, ground: str, known: Any) -> dict[str, Any]:
    """The parameters of the SQL above, for one programme."""
    return {"programme": programme, **_of_many([programme], start, last, ground, known)}


def _of_many(programmes: Collection[str], start: date, last: date, ground: str, known: Any) -> dict[str, Any]:
    asked = {"start": start, "last": last, "lo": ground, "hi": upper(ground), "known": known}
    return asked | {"programmes": list(programmes)}


def missed(programmes: Collection[str], period: Period, ground: str) -> list[Missed]:
    """Who owed a record of one of these programmes in a period and gave none, and whose lapse is not known yet (no open
    task of that programme). All that have one rhythm are asked together: to plan the question costs more than to answer it.

    NOT IN is looked up in a hash whatever the database expects; NOT EXISTS was compared row by row before it had counted.
    """
    sql = f"""
      WITH known AS MATERIALIZED (SELECT t.programme, t.business_id FROM loop_task t
        WHERE t.programme = ANY(%(programmes)s) AND t.act IN ('self_check', 'roll_up') AND t.state = 'open'
          AND t.business_id IS NOT NULL)
      SELECT d.programme, d.business_id, min(d.id::text)::uuid, min(s.kind), min(d.path) {OWED}
      WHERE NOT {RESTED} AND (d.programme, d.business_id) NOT IN (SELECT programme, business_id FROM known)
      GROUP BY d.programme, d.business_id
      HAVING NOT EXISTS (SELECT 1 FROM checklists_sheet h WHERE h.business_id = d.business_id
        AND h.programme = d.programme AND h.on_day BETWEEN %(start)s AND %(last)s AND h.outcome = 'done'
        AND h.superseded_at IS NULL)
      ORDER BY d.programme, d.business_id"""
    with connection.cursor() as cursor:
        cursor.execute(sql, _of_many(programmes, period.start, period.last, ground, "infinity"))
        return [Missed(*row) for row in cursor.fetchall()]


def month(business: UUID, programme: str, start: date, last: date) -> list[tuple[date, str]]:
    """Each day of a span for one business: done, rest or owed. The caller has passed the lens for the business."""
    sql = f"""SELECT y.day, CASE WHEN {HANDED} THEN 'done' WHEN {RESTED} THEN 'rest' ELSE 'owed' END {OWED}
      AND d.business_id = %(business)s ORDER BY y.day"""
    with connection.cursor() as cursor:
        cursor.execute(sql, {**parameters(programme, start, last, "cn/", "infinity"), "business": business})
        return [(row[0], row[1]) for row in cursor.fetchall()]
