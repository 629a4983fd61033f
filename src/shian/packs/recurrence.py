"""How long a problem is watched after it was struck off, as the law's files say it."""

from dataclasses import dataclass

from shian.packs.cite import Cite


@dataclass(frozen=True)
class Recurrence:
    """For how many days after it was struck off a problem is watched, in steps, and whether one that comes back within
    the watch is read one severity harder."""

    days: tuple[int, ...]
    harder: bool
    cite: Cite

    @property
    def longest(self) -> int:
        return max(self.days)
