"""Figures of days and weeks, which are expected and not stored: dated duty × calendar × declared rest against sheets."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from shian.insight.figure import Figure, Question
from shian.kernel.actor import Actor
from shian.kernel.refused import Denied
from shian.loop.queries.expected import OWED, RESTED, parameters
from shian.territory.models import Place

STEP = {"day": 1, "week": 7}

_HANDED = """ EXISTS (SELECT 1 FROM checklists_sheet h WHERE h.business_id = d.business_id AND h.programme = d.programme
  AND h.on_day BETWEEN y.day AND y.day + %(step)s - 1 AND h.outcome = 'done' AND h.recorded_at <= %(known)s
  AND (h.superseded_at IS NULL OR h.superseded_at > %(known)s))"""


def expected_figures(viewer: Actor, asked: Question, every: str, places: Sequence[Place]) -> list[Figure]:
    """One figure for each place. Counts pass the second wall row by row; the viewer must see the whole ground.

    Raises Denied where the ground is not the viewer's: a count over half of it would be a wrong figure.
    """
    if not viewer.may_at("see", asked.within):
        raise Denied(_("这个地方的数字不归您看"))
    depth = places[0].path.count("/") if places else 0
    counted: dict[str, dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_sql(every), {**_parameters(asked, every), "ground": f"^(([^/]+/){{{depth}}})"})
        for ground, part, n in cursor.fetchall():
            counted.setdefault(ground, {})[part] = n
    return [Figure(place.path, place.name, **counted.get(place.path, {})) for place in places]


def _sql(every: str) -> str:
    owed = OWED.replace("interval '1 day'", f"interval '{STEP[every]} day'")
    return f"""SELECT substring(d.path_then from %(ground)s), CASE WHEN {_HANDED} THEN 'done'
      WHEN y.day + %(step)s - 1 < %(today)s THEN 'overdue' ELSE 'open' END AS part, count(*)
      {owed} WHERE NOT {RESTED} GROUP BY 1, 2"""


def _parameters(asked: Question, every: str) -> dict[str, Any]:
    known = parameters(asked.programme, asked.period.start, asked.period.last, asked.within, asked.as_of)
    return {**known, "step": STEP[every], "today": asked.today}
