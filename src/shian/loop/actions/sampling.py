"""A sample (抽查): of those who owe a programme in an occasion so many of a hundred are drawn, from a list that is sealed first.

The draw is the room of draws' own: list and seed are hashed into the ledger, then it is drawn and published; anybody makes it
again from its file. Whoever stood on a list of the occasion is not drawn from again: planning again adds nothing, and who came
since goes on the next list.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from shian.draws.actions import Purpose, commit_draw, publish_draw, run_draw
from shian.draws.frames import checked
from shian.draws.queries import listed_before
from shian.draws.rules import Frame, Listed
from shian.kernel.actor import Actor
from shian.kernel.paths import at_depth, county_of
from shian.loop.facts import AMONG, CHOSEN, FACTS, ON_GROUND, Asking, Combination
from shian.packs.periods import Period
from shian.packs.schema import EVERYBODY

PURPOSE = "sample"
# What parts the list of a sample (`whom.sample.by`); the township is read from the path.
_STRATUM = {"grade": "coalesce(g.grade, '')", "risk_grade": "b.risk_grade", "kind": "s.kind", "township": "b.path"}


@dataclass(frozen=True)
class Sample:
    """Of those who owe it: who was drawn before, who stands on no list yet, and how many of these are to be drawn of
    each stratum; where the law names none, all are one."""

    drawn: tuple[UUID, ...]
    fresh: tuple[Listed, ...]
    counts: Mapping[str, int]

    @property
    def size(self) -> int:
        return sum(self.counts.values())

    @property
    def total(self) -> int:
        return len(self.drawn) + self.size


def is_sampled(asking: Asking) -> bool:
    """Whether a programme is for some of those who owe it only."""
    return asking.regime.whom.sample < EVERYBODY


def sample_of(asking: Asking, occasion: Period, combos: Sequence[Combination], held: str) -> Sample:
    """How an occasion's sample stands, before anything is drawn."""
    owing = _owing(asking, occasion, combos, held)
    listed, drawn = listed_before(PURPOSE, _about(asking, occasion))
    fresh = tuple(row for row in owing if row.id not in listed)
    held_by = Counter(row.stratum for row in fresh)
    share = asking.regime.whom.sample
    return Sample(
        tuple(UUID(row.id) for row in owing if row.id in drawn),
        fresh,
        {stratum: _size(rows, share, not listed) for stratum, rows in held_by.items()},
    )


def _size(rows: int, of_100: int, first: bool) -> int:
    """So many of a hundred to the nearest whole; of a first list at least one, so that a small place is not left out."""
    return min(rows, max((rows * of_100 + 50) // 100, 1 if first else 0))


def draw_sample(
    asking: Asking, occasion: Period, combos: Sequence[Combination], held: str, *, by: Actor, now: datetime
) -> list[UUID]:
    """Who is chosen in an occasion: those drawn before and those drawn now, each draw sealed, drawn and published."""
    found = sample_of(asking, occasion, combos, held)
    if not found.size:
        return list(found.drawn)
    title = f"{asking.regime.title.zh} {occasion.name}"[:120]
    purpose = Purpose(PURPOSE, title, asking.within, {**_about(asking, occasion), **_share(asking)})
    draw = commit_draw(checked(Frame(found.fresh, found.counts)), purpose, by=by, now=now)
    run_draw(draw, by=by, now=now)
    publish_draw(draw, by=by, now=now)
    return [*found.drawn, *(UUID(one["id"]) for one in draw.drawn)]


def _about(asking: Asking, occasion: Period) -> dict[str, str]:
    return {"programme": asking.regime.key, "period": occasion.name}


def _share(asking: Asking) -> dict[str, int | str]:
    whom = asking.regime.whom
    return {"of_100": whom.sample, **({"by": whom.strata} if whom.strata else {})}


def _owing(asking: Asking, occasion: Period, combos: Sequence[Combination], held: str) -> list[Listed]:
    """Everybody who could be chosen, in the order of their keys, each with its stratum."""
    strata = asking.regime.whom.strata
    stratum = _STRATUM[strata] if strata else "''"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT b.id, {stratum} {FACTS} {held} WHERE {ON_GROUND} AND {AMONG} {CHOSEN} ORDER BY b.id",
            {**asking.parameters(combos), **asking.chosen(occasion)},
        )
        found = cursor.fetchall()
    return [Listed(str(key), _township(word) if strata == "township" else word) for key, word in found]


def _township(path: str) -> str:
    return at_depth(path, county_of(path).count("/") + 1)
