"""A sample (抽查): of those who owe a programme in an occasion so many of a hundred are drawn, from a list that is sealed first.

The draw is the room of draws' own: list and seed are hashed into the ledger, then it is drawn and published; anybody makes it
again from its file. Whoever stood on a list of the occasion is not drawn from again: planning again adds nothing, and who came
since goes on the next list.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from shian.draws.actions import Purpose, commit_draw, publish_draw, run_draw
from shian.draws.frames import sized
from shian.draws.queries import listed_before
from shian.draws.rules import Listed
from shian.kernel.actor import Actor
from shian.loop.facts import AMONG, CHOSEN, FACTS, ON_GROUND, Asking, Combination
from shian.packs.periods import Period
from shian.packs.schema import EVERYBODY

PURPOSE = "sample"


@dataclass(frozen=True)
class Sample:
    """Of those who owe it: who was drawn before, who stands on no list yet, and how many of these are to be drawn."""

    drawn: tuple[UUID, ...]
    fresh: tuple[UUID, ...]
    size: int

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
    fresh = tuple(key for key in owing if str(key) not in listed)
    return Sample(
        tuple(key for key in owing if str(key) in drawn),
        fresh,
        _size(len(fresh), asking.regime.whom.sample, not listed),
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
    purpose = Purpose(PURPOSE, title, asking.within, {**_about(asking, occasion), "of_100": asking.regime.whom.sample})
    frame = sized(tuple(Listed(str(key)) for key in found.fresh), found.size)
    draw = commit_draw(frame, purpose, by=by, now=now)
    run_draw(draw, by=by, now=now)
    publish_draw(draw, by=by, now=now)
    return [*found.drawn, *(UUID(one["id"]) for one in draw.drawn)]


def _about(asking: Asking, occasion: Period) -> dict[str, str]:
    return {"programme": asking.regime.key, "period": occasion.name}


def _owing(asking: Asking, occasion: Period, combos: Sequence[Combination], held: str) -> list[UUID]:
    """Everybody who could be chosen, in the order of their keys."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT b.id {FACTS} {held} WHERE {ON_GROUND} AND {AMONG} {CHOSEN} ORDER BY b.id",
            {**asking.parameters(combos), **asking.chosen(occasion)},
        )
        return [row[0] for row in cursor.fetchall()]
