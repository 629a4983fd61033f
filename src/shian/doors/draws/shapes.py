"""The two pages of a draw."""

from dataclasses import dataclass
from typing import ClassVar

from shian.doors.ui.shapes.parts import Act, Badge, Field, Link, Stat, Table, Why


@dataclass(frozen=True)
class LookBackPage:
    """GET the filters to count; POST `go` seals exactly that list."""

    template: ClassVar[str] = "draws/look_back.html"
    title: str
    lead: str
    back: Link
    filters: tuple[Field, ...]
    stats: tuple[Stat, ...] = ()
    strata: Table | None = None
    go: Act | None = None
    why: Why | None = None
    error: str = ""


@dataclass(frozen=True)
class DrawPage:
    """One draw: what was sealed when, what came out, with which chance, and how to make it again."""

    template: ClassVar[str] = "draws/draw.html"
    title: str
    lead: str
    back: Link
    badge: Badge
    facts: tuple[tuple[str, str], ...]
    hashes: tuple[tuple[str, str], ...]
    strata: Table
    rows: Table
    tabs: tuple[Link, ...] = ()
    acts: tuple[Act, ...] = ()
    checked: str = ""
    wrong: str = ""
    file: Link | None = None
    again: str = ""
    earlier: tuple[Link, ...] = ()
