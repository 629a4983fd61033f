"""The days of the year around which watch is kept."""

from calendar import monthrange
from contextlib import suppress
from datetime import date

from shian.packs.node import Node
from shian.packs.schema import AnnouncedDays, KeyDay

_SAFE_LAST_OF_THE_MOON = 29  # some months of the moon have no thirtieth
_SOME_COMMON_YEAR = 2023


def key_day(node: Node) -> KeyDay:
    """One table [day.NAME]: by the moon or by the sun, how many days, and the years a notice has given otherwise."""
    lunar, solar = _month_and_day(node, "lunar"), _month_and_day(node, "solar")
    if bool(lunar) == bool(solar):
        node.bad("lunar", f"{node.name('lunar')}: a key day is given by the moon or by the sun, by one of them")
    if node.number("lasts", 1) < 1:
        node.bad("lasts", f"{node.name('lasts')} = 0: a key day lasts a day at least")
    return KeyDay(
        key=str(node.path[-1]),
        title=node.title(),
        lunar=lunar,
        solar=solar,
        lasts=node.number("lasts", 1),
        by_notice=node.truth("by_notice", default=False),
        announced=tuple(row.make(_announced) for row in node.children("announced")),
        cite=node.cite(),
    )


def _month_and_day(node: Node, key: str) -> tuple[int, int] | None:
    """A month and a day as 06-07; a day that every year has."""
    said = node.text(key, "")
    if not said:
        return None
    with suppress(ValueError, IndexError):
        month, day = (int(part) for part in said.split("-"))
        last = _SAFE_LAST_OF_THE_MOON if key == "lunar" else monthrange(_SOME_COMMON_YEAR, month)[1]
        if 1 <= month <= 12 and 1 <= day <= last:
            return month, day
    return node.bad(key, f"{node.name(key)} = '{said}' is no day of every year: write 06-07")


def _announced(node: Node) -> AnnouncedDays:
    year, first, last = node.number("year"), node.need_day("first"), node.need_day("last")
    if not (_of(year, first) and first <= last):
        node.bad("first", f"{first} to {last} are no days of {year}")
    return AnnouncedDays(year, first, last, node.cite())


def _of(year: int, day: date) -> bool:
    return day.year == year
