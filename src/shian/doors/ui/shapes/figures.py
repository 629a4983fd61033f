"""Figures that are no part of completion."""

from dataclasses import dataclass
from typing import ClassVar

from shian.doors.ui.shapes.parts import Field, Link, Stat, Table, Why


@dataclass(frozen=True)
class BurdenPage:
    """What visits cost: a few figures, their parts, and the rule by which a clock is believed. Nobody is ranked."""

    template: ClassVar[str] = "ui/pages/burden.html"
    title: str
    lead: str
    filters: tuple[Field, ...]
    stats: tuple[Stat, ...]
    table: Table
    tabs: tuple[Link, ...] = ()
    time: Why | None = None
