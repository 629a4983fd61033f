"""Which school term a day lies in: terms are key days of the calendar (…_term), never constants."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from shian.packs.days import KeyDay
from shian.packs.titles import Title
from shian.packs.windows import days_of

ENDING = "_term"


@dataclass(frozen=True)
class Term:
    """A term by its first day; provisional until the education bureau's calendar says it."""

    year: int
    title: Title
    key: str
    begins: date
    provisional: bool


def term_on(key_days: Mapping[str, KeyDay], day: date) -> Term:
    """The last term that began on this day or before."""
    begun = [
        Term(year, one.title, f"{year}-{name}", span.opens, span.provisional)
        for name, one in key_days.items()
        if name.endswith(ENDING)
        for year in (day.year - 1, day.year)
        if (span := days_of(one, year)).opens <= day
    ]
    return max(begun, key=lambda term: term.begins)
