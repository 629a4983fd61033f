"""One step of a ladder: what happens so long after the day, to whom."""

from dataclasses import dataclass

from shian.packs.limits import Limit


@dataclass(frozen=True)
class Rung:
    after: Limit
    act: str
    to: str
    letter: str
