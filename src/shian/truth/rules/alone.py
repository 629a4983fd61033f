"""What one visit says by itself: how far away it was filled in, and how fast."""

from collections.abc import Iterator

from shian.packs.truth import PlaceRule, SignalRule
from shian.truth.rules.values import Signal, Spot, Visit, believed, nowhere, signal


def far(visit: Visit, rule: SignalRule | None, place: PlaceRule) -> Iterator[Signal]:
    """Filled in farther from the premises than any inaccuracy explains."""
    metres = metres_away(visit, place)
    if rule and metres is not None and metres > rule.limits["metres"]:
        spot = visit.spot
        yield signal(visit, rule, metres=round(metres), accuracy=round(spot.accuracy or 0) if spot else 0)


def metres_away(visit: Visit, place: PlaceRule) -> float | None:
    """The least distance from the premises that the accuracy allows; None where the two cannot be compared."""
    spot, premises = believed(visit.spot, place), visit.premises
    if spot is None or premises is None or not comparable(spot, premises):
        return None
    return max(spot.metres_to(premises) - (spot.accuracy or 0) - (premises.accuracy or 0), 0)


def comparable(one: Spot, other: Spot) -> bool:
    """Told in the same known system, and somewhere."""
    return bool(one.frame) and one.frame == other.frame and not nowhere(other)


def short(visit: Visit, rule: SignalRule | None) -> Iterator[Signal]:
    """Filled in faster than the questions can be asked. A clock that says nothing, or stood backwards, makes no signal."""
    if rule is None or visit.seconds is None or visit.seconds <= 0 or not visit.typed:
        return
    expected = visit.typed * rule.limits["seconds_an_answer"]
    if visit.seconds * 100 < expected * rule.limits["of_100"]:
        yield signal(visit, rule, seconds=visit.seconds, expected_seconds=expected, typed=visit.typed)
