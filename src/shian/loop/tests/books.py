"""The books as they lie in the database: raw rows, no lens, no wall, no query of ours."""

from datetime import date
from typing import Any

from django.db import connection

from tests.roles import as_root


def by_hand(today: date) -> tuple[int, int, int, int]:
    """done, excluded, overdue, open of the year's visits."""
    ((*parts,),) = raw(
        """SELECT count(*) FILTER (WHERE state = 'done' AND settled_on <= due),
                  count(*) FILTER (WHERE state = 'excluded'),
                  count(*) FILTER (WHERE (state = 'open' AND due < %s) OR (state = 'done' AND settled_on > due)),
                  count(*) FILTER (WHERE state = 'open' AND due >= %s)
           FROM loop_task WHERE programme = 'guarantee_visit' AND act = 'inspect'
             AND period_start >= '2026-01-01' AND period_end <= '2026-12-31'""",
        today,
        today,
    )
    return tuple(parts)


def books() -> list[Any]:
    """How many rows there are of everything that a verb writes, and in which states."""
    return raw(
        """SELECT (SELECT count(*) FROM ledger_entry), (SELECT count(*) FROM loop_findingstep),
                  (SELECT count(*) FROM checklists_sheet), (SELECT count(*) FROM loop_receipt),
                  (SELECT count(*) FROM draws_draw),
                  (SELECT string_agg(state || act || settled_at, ',' ORDER BY id) FROM loop_task),
                  (SELECT string_agg(state || round || coalesce(due::text, ''), ',' ORDER BY id) FROM loop_finding)"""
    )


def raw(question: str, *values: Any) -> list[Any]:
    with as_root(), connection.cursor() as cursor:
        cursor.execute(question, values or None)
        return list(cursor.fetchall())
