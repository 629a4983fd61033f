"""Who may look at a place, and what the closing counts say: plain values in, plain values out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


def stands_above(post: str, place: str) -> bool:
    """Whether a post's ground lies strictly above a place: nobody oversees their own."""
    return place.startswith(post) and place != post


@dataclass(frozen=True)
class Standing:
    """What the counts need to know of one problem; an answer that was sent back is none."""

    due: date
    answered_on: date | None = None
    accepted: bool = False


@dataclass(frozen=True)
class Count:
    """Problems of an oversight on a day: each stands in exactly one of fixed, waiting (for the team), late and open."""

    listed: int
    fixed: int
    in_time: int
    waiting: int
    late: int

    @property
    def open(self) -> int:
        """Not answered, and not late yet."""
        return self.listed - self.fixed - self.waiting - self.late


def counted(problems: Iterable[Standing], on: date) -> Count:
    """The count on a day."""
    rows = list(problems)
    fixed = [one for one in rows if one.accepted]
    in_time = [one for one in fixed if one.answered_on is not None and one.answered_on <= one.due]
    waiting = [one for one in rows if one.answered_on is not None and not one.accepted]
    late = [one for one in rows if one.answered_on is None and one.due < on]
    return Count(len(rows), len(fixed), len(in_time), len(waiting), len(late))
