"""The pages of the sealed channel: values, already in the reader's words."""

from dataclasses import dataclass
from typing import ClassVar

from shian.doors.ui.shapes.parts import Act, Badge, Field, Link, State, Table, Why


@dataclass(frozen=True)
class TellPage:
    """Tell something, without an account."""

    template: ClassVar[str] = "sealed/tell.html"
    title: str
    fields: tuple[Field, ...] = ()
    names: tuple[Field, ...] = ()
    closed: State | None = None
    error: str = ""
    told: str = ""  # what a year says aloud


@dataclass(frozen=True)
class ReceiptPage:
    """The receipt, once; or the code of a payment, once."""

    template: ClassVar[str] = "sealed/receipt.html"
    title: str
    code: str
    lead: str
    notes: tuple[str, ...]
    back: Link


@dataclass(frozen=True)
class EnterPage:
    """Where a receipt is typed."""

    template: ClassVar[str] = "sealed/enter.html"
    title: str
    error: str = ""
    receipt: str = ""
    text: str = ""
    slip: str = ""


@dataclass(frozen=True)
class LetterShown:
    """One letter: whose, when, whether the other side has read it."""

    who: str
    when: str
    text: str
    read: str
    ours: bool


@dataclass(frozen=True)
class RewardShown:
    """What somebody is told of their reward, and whether it may be claimed now."""

    badge: Badge
    lines: tuple[str, ...]
    fields: tuple[Field, ...] = ()
    why: Why | None = None


@dataclass(frozen=True)
class DialoguePage:
    """What stands behind a receipt."""

    template: ClassVar[str] = "sealed/dialogue.html"
    title: str
    receipt: str
    badge: Badge
    facts: tuple[tuple[str, str], ...]
    letters: tuple[LetterShown, ...]
    fields: tuple[Field, ...]
    names: tuple[Field, ...] = ()
    reward: RewardShown | None = None
    error: str = ""
    done: str = ""
    slip: str = ""


@dataclass(frozen=True)
class SealedPage:
    """The desk: what of the channel is the viewer's."""

    template: ClassVar[str] = "sealed/desk.html"
    title: str
    lead: str
    tables: tuple[Table, ...]
    links: tuple[Link, ...] = ()
    state: State | None = None


@dataclass(frozen=True)
class FilePage:
    """One clue, reward, opening, name, key or channel at the desk."""

    template: ClassVar[str] = "sealed/one.html"
    title: str
    badge: Badge
    heading: str
    facts: tuple[tuple[str, str], ...]
    acts: tuple[Act, ...] = ()
    letters: tuple[LetterShown, ...] = ()
    files: tuple[Link, ...] = ()
    tables: tuple[Table, ...] = ()
    line: str = ""
    line_words: str = ""
    notes: tuple[str, ...] = ()
    why: Why | None = None
    links: tuple[Link, ...] = ()
