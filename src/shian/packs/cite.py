"""What a number rests on."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Cite:
    """Source ids, the clause as people quote it, and whether we assumed it."""

    sources: tuple[str, ...] = ()
    text: str = ""
    assumed: bool = False
    note: str = ""


UNCITED = Cite()


@dataclass(frozen=True)
class Span:
    """From a day, until (not including) another; open where None."""

    start: date | None = None
    end: date | None = None

    def holds(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def meets(self, start: date, end: date) -> bool:
        """Whether it has a day in common with the days from `start` until (not including) `end`."""
        return (self.start is None or self.start < end) and (self.end is None or start < self.end)

    @property
    def last(self) -> date | None:
        """Its last day, if it has one."""
        return self.end - timedelta(days=1) if self.end else None


ALWAYS = Span()
