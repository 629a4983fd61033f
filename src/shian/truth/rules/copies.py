"""What was used before: the same words about other businesses, the same photograph of another visit."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from shian.packs.truth import SignalRule
from shian.truth.rules.tails import at_least
from shian.truth.rules.values import Signal, Visit, signal

BITS = 64
FLAT = (
    6  # fewer bits set or clear than this: a finger, a wall, the night. Such pictures are all alike and prove nothing
)


def same_answers(visits: Sequence[Visit], rule: SignalRule | None) -> Iterator[Signal]:
    """The same problems in the same words at several businesses, oftener than others use these words.

    That all is well everywhere is no copy of anything; and what everybody writes is a manner of speaking.
    """
    if rule is None:
        return
    spoken = Counter(visit.wording for visit in visits)
    made = Counter(visit.person for visit in visits)
    for (person, wording), group in _alike(visits, rule.limits["letters"]).items():
        businesses, others = len({visit.business for visit in group}), len(visits) - made[person]
        usual = max(spoken[wording] - len(group), 1) / max(others, 1)
        by_chance = at_least(len(group), made[person], min(usual, 1.0))
        if businesses >= rule.limits["least"] and by_chance * rule.limits["one_in"] <= 1:
            yield from (signal(visit, rule, businesses=businesses) for visit in group)


def _alike(visits: Sequence[Visit], letters: int) -> dict[tuple[str, str], list[Visit]]:
    """Visits of one person with the same words, if there are words enough to compare."""
    found: defaultdict[tuple[str, str], list[Visit]] = defaultdict(list)
    for visit in visits:
        if len(visit.wording) >= letters:
            found[visit.person, visit.wording].append(visit)
    return found


def photo_again(visits: Sequence[Visit], rule: SignalRule | None) -> Iterator[Signal]:
    """A photograph that looks like one of an earlier visit. The first to use it did nothing unusual."""
    if rule is None:
        return
    seen = Album(rule.limits["bits"])
    for visit in sorted(visits, key=lambda one: (one.on, one.key)):
        before = next((found for photo in visit.photos if (found := seen.like(photo)) is not None), None)
        if before is not None:
            yield signal(visit, rule, earlier=before.on.isoformat(), same_business=before.business == visit.business)
        for photo in visit.photos:
            seen.keep(photo, visit)


class Album:
    """Photographs by their hashes. Of two that differ in at most n bits, one of n + 1 pieces is the same: so few are compared."""

    def __init__(self, bits: int) -> None:
        self._bits = bits
        self._pieces = [(at * BITS // (bits + 1), (at + 1) * BITS // (bits + 1)) for at in range(bits + 1)]
        self._kept: defaultdict[tuple[int, int], list[tuple[int, Visit]]] = defaultdict(list)

    def keep(self, photo: int, visit: Visit) -> None:
        """A flat picture is not kept."""
        if FLAT <= photo.bit_count() <= BITS - FLAT:
            for piece in self._keys(photo):
                self._kept[piece].append((photo, visit))

    def like(self, photo: int) -> Visit | None:
        """The earliest visit with a photograph like this one."""
        near = (kept for piece in self._keys(photo) for kept in self._kept.get(piece, ()))
        found = [visit for kept, visit in near if (kept ^ photo).bit_count() <= self._bits]
        return min(found, key=lambda one: (one.on, one.key), default=None)

    def _keys(self, photo: int) -> Iterator[tuple[int, int]]:
        for at, (start, end) in enumerate(self._pieces):
            yield at, photo >> start & ((1 << (end - start)) - 1)
