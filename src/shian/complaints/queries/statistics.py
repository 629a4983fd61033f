"""How many were brought, by kind, by what they are about, by trade, online or not; each number is the length of a list."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count

from shian.complaints.queries.files import Sought, listed
from shian.kernel.actor import Actor

# How a number is cut: the word of the address, and the column that answers it.
CUTS = {
    "kind": "kind",
    "category": "category",
    "trade": "business__kind",
    "online": "online",
    "channel": "channel",
    "fixed": "fixed",
}


@dataclass(frozen=True)
class Share:
    """How many files of a cut: `asked` is what the list is sought by, '' where its column says nothing."""

    asked: str
    count: int


@dataclass(frozen=True)
class Totals:
    """Brought, closed by us, called fixed by their bringers, and about things bought online."""

    brought: int
    closed: int
    fixed: int
    online: int


def totals(viewer: Actor, sought: Sought, *, on: date) -> Totals:
    """The four counts of a period, each the number of rows of its list."""
    count = {
        "brought": sought,
        "closed": replace(sought, tab="closed"),
        "fixed": replace(sought, tab="closed", fixed="yes"),
        "online": replace(sought, online="yes"),
    }
    return Totals(**{name: listed(viewer, one, on=on).count() for name, one in count.items()})


def shares(viewer: Actor, sought: Sought, by: str, *, on: date) -> list[Share]:
    """The files of a period cut by one thing, the most first."""
    rows = listed(viewer, sought, on=on).order_by().values(CUTS[by]).annotate(n=Count("pk"))
    found = [Share(_asked(by, row[CUTS[by]]), row["n"]) for row in rows]
    return sorted(found, key=lambda one: (-one.count, one.asked))


def _asked(by: str, value: object) -> str:
    if by == "online":
        return "yes" if value else "no"
    return str(value or "")
