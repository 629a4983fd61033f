"""What a number rests on."""

from dataclasses import dataclass
from datetime import date


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


ALWAYS = Span()
