"""The pages of random checks: values, already in the reader's words."""

from dataclasses import dataclass
from typing import ClassVar

from shian.doors.ui.shapes.parts import Act, Badge, Due, Link, State, Table

Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class RoundPage:
    """A round, or one of the lists: facts, tables, what can be done beside them."""

    template: ClassVar[str] = "double_random/one.html"
    title: str
    lead: str = ""
    badge: Badge | None = None
    heading: str = ""
    facts: Facts = ()
    due: Due | None = None
    tables: tuple[Table, ...] = ()
    links: tuple[Link, ...] = ()
    acts: tuple[Act, ...] = ()
    open: str = ""
    error: str = ""


@dataclass(frozen=True)
class PublicRounds:
    """The rounds that everybody may read."""

    template: ClassVar[str] = "double_random/public_list.html"
    title: str
    lead: str
    rows: tuple[Link, ...]
    state: State | None = None


@dataclass(frozen=True)
class Proof:
    """One draw as anybody can make it again: what it drew, its fingerprints, its file."""

    title: str
    facts: Facts
    file: Link
    command: str


@dataclass(frozen=True)
class PublicRound:
    """One round for everybody: what was listed, what was drawn, who went, what came of it, and the proof."""

    template: ClassVar[str] = "double_random/public_one.html"
    title: str
    facts: Facts
    classes: Table
    checked: Table
    proofs: tuple[Proof, ...]
    back: Link
