"""What a plan would bring, before it is made: how many tasks, for whom and where. Nothing is written.

A programme that means everybody every day by mistake would plan a million tasks; above the pack's limit planning asks.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import TypeVar
from uuid import UUID

from django.db import connection

from shian.draws.rules import shared_out
from shian.kernel.paths import trail
from shian.loop.actions.places import owed_on_places
from shian.loop.actions.sampling import is_sampled, sample_of
from shian.loop.facts import AMONG, CHOSEN, FACTS, ON_GROUND, Asking, Combination
from shian.loop.holders import holders_of
from shian.packs.periods import Period
from shian.people.models import Post
from shian.territory.models import Place

NOBODY = "business"  # no post holds it: the business itself owes it


@dataclass(frozen=True)
class Foreseen:
    """How many tasks a plan would hold: by the role of who holds them, by place, and how many one cadre would have.

    `ask_above` is the pack's limit; where a holder is chosen among several of a place the share is their mean.
    """

    total: int
    by_role: dict[str, int]
    by_place: dict[str, int]
    cadres: int
    median: float
    most: int
    ask_above: int | None = None

    @property
    def asks(self) -> bool:
        """Whether it is made only by somebody who says the number."""
        return self.ask_above is not None and self.total > self.ask_above


Heaped = TypeVar("Heaped", str, tuple[str, UUID | None])
Heap = tuple[str, UUID | None, int]  # where, who holds it, how many


def summed(heaps: list[Heap], *, within: str, ask_above: int | None) -> Foreseen:
    """The heaps of a plan as its reader wants them."""
    total = sum(count for _path, _post, count in heaps)
    loads: Counter[UUID] = Counter()
    unheld: Counter[str] = Counter()
    by_place: Counter[str] = Counter()
    below = _one_step_below(within)
    for path, post, count in heaps:
        by_place[next((step for step in trail(path) if step in below), within)] += count
        if post is None:
            unheld[NOBODY] += count
        else:
            loads[post] += count
    roles = dict(Post.objects.filter(pk__in=loads).values_list("pk", "role_id"))
    by_role = unheld
    for post, count in loads.items():
        by_role[roles[post]] += count
    per_cadre = sorted(loads.values()) or [0]
    return Foreseen(
        total, dict(by_role), dict(by_place), len(loads), float(median(per_cadre)), per_cadre[-1], ask_above
    )


def _one_step_below(within: str) -> frozenset[str]:
    return frozenset(Place.objects.filter(parent__path=within).values_list("path", flat=True))


def heaps_of(asking: Asking, groups: dict[Period, list[Combination]], held: str) -> list[Heap]:
    """The tasks of one programme at one ground, by where they lie and who would hold them."""
    if asking.regime.who.holder == "duty":
        return _assigned(asking, groups, held)
    return list(_shared(asking, Counter(dict(_by_path(asking, groups)))))


def heaps_of_places(asking: Asking, span: Period) -> list[Heap]:
    counts = Counter(place.path for place, _period in owed_on_places(asking, span))
    return list(_shared(asking, counts))


def _assigned(asking: Asking, groups: dict[Period, list[Combination]], held: str) -> list[Heap]:
    found: Counter[tuple[str, UUID | None]] = Counter()
    with connection.cursor() as cursor:
        for occasion, combos in groups.items():
            cursor.execute(
                f"SELECT b.path, d.holder_id, count(*) {FACTS} {held} WHERE {ON_GROUND} AND {AMONG} {CHOSEN} GROUP BY 1, 2",
                {**asking.parameters(combos), **asking.chosen(occasion)},
            )
            rows = {(path, post): count for path, post, count in cursor.fetchall()}
            found.update(_drawn_of(asking, occasion, combos, held, rows))
    return [(path, post, count) for (path, post), count in found.items()]


def _drawn_of(
    asking: Asking, occasion: Period, combos: list[Combination], held: str, counts: dict[Heaped, int]
) -> dict[Heaped, int]:
    """Of a sample so many will be drawn; before the draw nobody knows whose, so each heap is told its share."""
    if not is_sampled(asking):
        return counts
    named = {str(at): count for at, count in enumerate(counts.values())}
    shares = shared_out(sample_of(asking, occasion, combos, held).total, named)
    return {heap: shares[str(at)] for at, heap in enumerate(counts) if shares[str(at)]}


def _by_path(asking: Asking, groups: dict[Period, list[Combination]]) -> Iterator[tuple[str, int]]:
    found: Counter[str] = Counter()
    with connection.cursor() as cursor:
        for occasion, combos in groups.items():
            cursor.execute(
                f"SELECT b.path, count(*) {FACTS} WHERE {ON_GROUND} AND {AMONG} {CHOSEN} GROUP BY 1",
                {**asking.parameters(combos), **asking.chosen(occasion)},
            )
            found.update(_drawn_of(asking, occasion, combos, "", dict(cursor.fetchall())))
    yield from found.items()


def _shared(asking: Asking, counts: Counter[str]) -> Iterator[Heap]:
    """Several posts of one place share its work evenly."""
    if asking.regime.who.holder == "business_post":
        yield from ((path, None, count) for path, count in counts.items())
        return
    posts = holders_of(asking.regime.who.holder, counts)
    for path, count in counts.items():
        of_place: list[UUID | None] = [*posts.get(path, ())] or [None]
        each, over = divmod(count, len(of_place))
        yield from ((path, post, each + (nth < over)) for nth, post in enumerate(of_place) if each + (nth < over))
