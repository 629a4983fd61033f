"""What the rules need to know of a visit, and what they answer."""

from dataclasses import dataclass, field
from datetime import date
from math import asin, cos, radians, sin, sqrt
from typing import Any

from shian.kernel.because import Because
from shian.packs.truth import PlaceRule, SignalRule

EARTH_M = 6_371_000
# CGCS2000 and WGS-84 agree to centimetres; GCJ-02 and BD-09 lie hundreds of metres off, and are compared with themselves only.
ALIKE = {"cgcs2000": "wgs84"}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a phone said it was, or where premises are registered (then without an accuracy)."""

    latitude: float
    longitude: float
    accuracy: float | None = None
    datum: str = ""

    @property
    def frame(self) -> str:
        """The system in which it is told; empty where nobody knows."""
        return ALIKE.get(self.datum, self.datum)

    def metres_to(self, other: "Spot") -> float:
        """The way over the ground, along a great circle."""
        north, south = radians(self.latitude), radians(other.latitude)
        across = sin((south - north) / 2) ** 2
        along = cos(north) * cos(south) * sin(radians(other.longitude - self.longitude) / 2) ** 2
        return 2 * EARTH_M * asin(sqrt(across + along))


@dataclass(frozen=True, slots=True)
class Visit:
    """One person at one door on one day, as the books have it."""

    key: str
    person: str
    business: str
    on: date
    kind: str = ""  # the checklist: what is expected is expected of the same questions
    spot: Spot | None = None
    premises: Spot | None = None
    seconds: int | None = None
    typed: int = 0  # answers given there and then, without those taken over
    failed: int = 0
    wording: str = ""  # the failed questions with what was written to them, as one text
    photos: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Days:
    """The period that is looked at; the last day is one of it."""

    start: date
    last: date

    @property
    def count(self) -> int:
        return (self.last - self.start).days + 1


@dataclass(frozen=True, slots=True)
class Signal:
    """Something about a visit; its value is how much it weighs."""

    visit: str
    kind: str
    because: Because[int] = field(default_factory=lambda: Because(0, ""))


def signal(visit: Visit, rule: SignalRule, **facts: Any) -> Signal:
    """A signal with its reason: the rule, its limits, and what was seen."""
    told = {**facts, **{f"limit_{name}": number for name, number in rule.limits.items()}}
    return Signal(visit.key, rule.key, Because(rule.weight, rule.cite.text, told, rule.cite.assumed))


def believed(spot: Spot | None, rule: PlaceRule) -> Spot | None:
    """A place that may be compared: told in a known system, exact enough, and not the 0,0 of a phone that knows nothing."""
    if spot is None or not spot.datum or spot.accuracy is None or spot.accuracy > rule.accuracy_most:
        return None
    return None if nowhere(spot) else spot


def nowhere(spot: Spot) -> bool:
    """0,0 lies in the sea: a phone says so when it does not know."""
    return abs(spot.latitude) < 1 and abs(spot.longitude) < 1
