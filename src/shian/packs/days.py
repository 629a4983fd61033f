"""The nouns of the year: announced holidays, and the days around which watch is kept."""

from dataclasses import dataclass
from datetime import date

from shian.packs.cite import Cite
from shian.packs.titles import Title


@dataclass(frozen=True)
class Holiday:
    name: str
    off: tuple[date, ...]
    work: tuple[date, ...]


@dataclass(frozen=True)
class YearOfDays:
    """One announced year: days off and make-up working days, with the notice."""

    year: int
    holidays: tuple[Holiday, ...]
    cite: Cite


@dataclass(frozen=True)
class AnnouncedDays:
    """The days of a key period in one year, as a notice gives them."""

    year: int
    first: date
    last: date
    cite: Cite


@dataclass(frozen=True)
class KeyDay:
    """A day of the year around which watch is kept: by the moon, by the sun, and where a notice says otherwise, by it.

    `lunar` or `solar` is month and day; `lasts` counts its days; `by_notice` says that only a notice makes it certain.
    """

    key: str
    title: Title
    lunar: tuple[int, int] | None
    solar: tuple[int, int] | None
    lasts: int
    by_notice: bool
    announced: tuple[AnnouncedDays, ...]
    cite: Cite
