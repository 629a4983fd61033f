"""The parts that return everywhere, each drawn by the template of the same name in templates/ui/parts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from shian.kernel.because import Because

Tone = Literal["", "done", "soon", "late", "info"]
StepState = Literal["done", "now", "late", "later", "skipped"]
RungState = Literal["climbed", "next", "later"]
BarKind = Literal["done", "out", "late", "open"]


@dataclass(frozen=True)
class Link:
    text: str
    href: str = ""
    icon: str = ""
    count: int | None = None
    tone: Tone = ""
    current: bool = False
    hint: str = ""


@dataclass(frozen=True)
class Badge:
    """A word with a mark; `icon` is a name in icons.svg."""

    text: str
    tone: Tone = ""
    icon: str = ""


@dataclass(frozen=True)
class Why:
    """What `Because` says, ready to be read: the value in words, its clause, the facts, the release it comes from."""

    value: str
    clause: str
    facts: Mapping[str, str] = field(default_factory=dict)
    released: date | None = None
    assumed: bool = False
    question: str = ""

    @classmethod
    def of(cls, because: Because[Any], value: str, *, question: str = "", released: date | None = None) -> "Why":
        """A rule's reason, with its value in words; the names of its facts are already the reader's."""
        facts = {name: str(fact) for name, fact in because.facts.items()}
        return cls(value, because.clause, facts, released, because.assumed, question)


@dataclass(frozen=True)
class Due:
    day: date
    words: str
    tone: Tone = ""
    provisional: bool = False


@dataclass(frozen=True)
class Holder:
    """The post first, then the person; `name` empty means that nobody holds the post."""

    post: str
    name: str = ""
    organisation: str = ""
    phone: str = ""
    href: str = ""


@dataclass(frozen=True)
class Party:
    """One of the three who answer for a problem, with the posts and people by whom it does."""

    name: str
    note: str
    holders: tuple[Holder, ...]


@dataclass(frozen=True)
class TaskCard:
    title: str
    href: str
    act: Link | None = None
    due: Due | None = None
    badge: Badge | None = None
    owed_to: str = ""
    subject: str = ""
    place: str = ""
    why: Why | None = None

    @property
    def tone(self) -> Tone:
        return self.due.tone if self.due else ""


@dataclass(frozen=True)
class Stat:
    """A figure that opens. `href` leads to the rows it counts, `missing_href` to the rows it could not count."""

    label: str
    figure: str
    unit: str = ""
    href: str = ""
    counted: int | None = None
    out_of: int | None = None
    definition: str = ""
    missing: str = ""
    missing_href: str = ""
    tone: Tone = ""


@dataclass(frozen=True)
class WayStep:
    name: str
    state: StepState
    when: str = ""
    spent: str = ""
    holder: str = ""


@dataclass(frozen=True)
class Rung:
    name: str
    state: RungState
    when: str = ""
    note: str = ""


@dataclass(frozen=True)
class Moment:
    at: datetime
    who: str
    text: str
    note: str = ""


@dataclass(frozen=True)
class Photo:
    src: str
    alt: str
    caption: str = ""


@dataclass(frozen=True)
class Pair:
    title: str
    before: Photo | None = None
    after: Photo | None = None


@dataclass(frozen=True)
class Option:
    value: str
    text: str
    hint: str = ""
    chosen: bool = False
    icon: str = ""


@dataclass(frozen=True)
class Field:
    """One label, one control, one help line, one error."""

    name: str
    label: str
    kind: Literal[
        "text",
        "tel",
        "password",
        "date",
        "number",
        "search",
        "select",
        "textarea",
        "radio",
        "checkbox",
        "hidden",
        "file",
    ] = "text"
    value: str = ""
    help: str = ""
    error: str = ""
    required: bool = False
    options: tuple[Option, ...] = ()
    autocomplete: str = ""
    accept: str = "image/*"  # of a file


@dataclass(frozen=True)
class Act:
    """One verb as a POST form. With `confirm` it asks first, in a dialog that also works by keyboard."""

    key: str
    word: str
    action: str
    fields: tuple[Field, ...] = ()
    confirm: str = ""
    look: Literal["primary", "danger", "plain", ""] = ""
    files: bool = False
    keep: str = ""  # the business whose photographs they are: without a network the form waits in the outbox
    about: str = ""  # and what it is called there
    place: bool = False  # a phone may fill in where it is: fields lat, lon, accuracy, datum
    pad: bool = False  # there is a place to sign with a finger; the page loads bundle/visit.js

    @property
    def asks(self) -> bool:
        """Whether there is anything to fill in: what is only a button needs no heading of the same words."""
        return self.pad or any(one.kind != "hidden" for one in self.fields)


@dataclass(frozen=True)
class State:
    """Empty, failed, offline or loading: its own words and one way on."""

    kind: Literal["empty", "failed", "offline", "loading"]
    title: str
    text: str = ""
    link: Link | None = None


@dataclass(frozen=True)
class Column:
    label: str
    number: bool = False
    sort_href: str = ""
    sorted: Literal["", "up", "down"] = ""


@dataclass(frozen=True)
class Cell:
    text: str = ""
    href: str = ""
    sub: str = ""
    badge: Badge | None = None
    grade: str = ""
    tone: Tone = ""


@dataclass(frozen=True)
class Row:
    """The first cell names the row; its href opens it."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Pager:
    links: tuple[Link, ...]
    previous: str = ""
    next: str = ""


@dataclass(frozen=True)
class Table:
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str
    total: str = ""
    filters: tuple[Field, ...] = ()
    reset_href: str = ""
    export_href: str = ""
    pager: Pager | None = None
    foot: Row | None = None
    empty: State | None = None

    @property
    def lines(self) -> tuple[tuple[tuple[Column, Cell], ...], ...]:
        return tuple(tuple(zip(self.columns, row.cells, strict=True)) for row in self.rows)

    @property
    def foot_line(self) -> tuple[tuple[Column, Cell], ...]:
        return tuple(zip(self.columns, self.foot.cells, strict=True)) if self.foot else ()


@dataclass(frozen=True)
class Flash:
    """What just happened; `undo` is the address that takes it back by POST."""

    text: str
    tone: Tone = "done"
    undo: str = ""


@dataclass(frozen=True)
class Progress:
    """`poll` answers with this part again until it is done, then with a link."""

    done: int
    total: int
    words: str
    poll: str = ""
    then: Link | None = None


@dataclass(frozen=True)
class Drop:
    name: str
    label: str
    accept: str = ""
    help: str = ""
    error: str = ""


@dataclass(frozen=True)
class Series:
    """One row of a chart; with a `kind` it wears the colour of that part of a strip, and none else."""

    name: str
    values: tuple[float | None, ...]
    kind: BarKind | None = None


@dataclass(frozen=True)
class Chart:
    """Drawn by charts.ts from JSON in the page; the same numbers stand below it as a table."""

    key: str
    title: str
    kind: Literal["line", "bar", "stack"]
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""

    @property
    def id(self) -> str:
        return f"chart-{self.key}"

    @property
    def json(self) -> dict[str, object]:
        return {
            "kind": self.kind,
            "labels": list(self.labels),
            "unit": self.unit,
            "series": [{"name": one.name, "values": list(one.values), "kind": one.kind} for one in self.series],
        }

    @property
    def lines(self) -> tuple[tuple[str, tuple[float | None, ...]], ...]:
        return tuple((label, tuple(one.values[at] for one in self.series)) for at, label in enumerate(self.labels))


@dataclass(frozen=True)
class Crumb:
    name: str
    href: str = ""


@dataclass(frozen=True)
class Shell:
    """What stands around every page: filled once by the entrance, from the actor. `person` parts what a phone keeps."""

    holder: Holder | None = None
    person: str = ""
    rail: tuple[Link, ...] = ()
    tabs: tuple[Link, ...] = ()
    trail: tuple[Crumb, ...] = ()
    up: Link | None = None
    home: str = "/"
    search_action: str = ""
    language_action: str = ""
    languages: tuple[Link, ...] = ()
    menu: tuple[Link, ...] = ()
    logout_action: str = ""
    help_href: str = ""
    flashes: tuple[Flash, ...] = ()
    demo: bool = False
    here: str = "/"


@dataclass(frozen=True)
class BarPart:
    """One stretch of a bar of length 100."""

    kind: BarKind
    start: str
    width: str

    @classmethod
    def between(cls, kind: BarKind, start: int, end: int, whole: int) -> "BarPart":
        return cls(kind, f"{start * 100 / whole:.2f}", f"{(end - start) * 100 / whole:.2f}")
