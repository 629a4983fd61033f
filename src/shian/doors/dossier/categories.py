"""The categories of food in the reader's words: to choose from, to tick, to read."""

from collections.abc import Collection, Iterable
from datetime import date

from shian.doors.ui.said import spoken
from shian.doors.ui.shapes.parts import Option
from shian.kernel.paths import ROOT
from shian.kernel.spelled import in_a_row
from shian.packs.identity import Category
from shian.registry.models import Business
from shian.registry.queries.law import law_of


def category_choices(within: str, on: date) -> list[tuple[str, str]]:
    """Every category that the law of a place knows, with its code where that is a number."""
    return [(one.key, _named(one)) for one in _ordered(law_of(within or ROOT, on).categories.values())]


def category_boxes(one: Business, chosen: Collection[str], on: date) -> tuple[Option, ...]:
    """Those of its own sector, and what is ticked already: a caterer looks for dishes, not for canned food."""
    law = law_of(one.path, on)
    kind = law.identity.kinds.get(one.kind)
    rows = [row for row in law.categories.values() if row.key in chosen or (kind and row.sector == kind.sector)]
    return tuple(Option(row.key, _named(row), chosen=row.key in chosen) for row in _ordered(rows))


def category_words(codes: Iterable[str], path: str, on: date) -> str:
    known = law_of(path, on).categories
    return in_a_row(spoken(known[code].title) if code in known else code for code in codes)


def _ordered(rows: Iterable[Category]) -> list[Category]:
    return sorted(rows, key=_place)


def _place(row: Category) -> tuple[bool, str]:
    """Numbers in their order, a kind below its category; then the items of a licence."""
    return (not row.key.isdigit(), row.key if row.key.isdigit() else "")


def _named(row: Category) -> str:
    return f"{row.key} {spoken(row.title)}" if row.key.isdigit() else spoken(row.title)
