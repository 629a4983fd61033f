"""What goes in: a letter to be drafted."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class NewLetter:
    """Which kind, to whom, about what; `key` is the thing it speaks of (a finding, a post, a business, a letter)."""

    kind: str
    addressee: str
    about: str
    post: UUID | None = None
    business: UUID | None = None
    key: UUID | None = None
    words: str = ""
    copies: str = ""
    issuer: UUID | None = None  # from which post, where the house itself drafts


@dataclass(frozen=True)
class Promise:
    """What was promised in an interview, and by when."""

    what: str
    by_day: date


@dataclass(frozen=True)
class NewInterview:
    """约谈记录: when, who spoke and who was there, what was said, what was promised."""

    held_on: date
    host: str
    present: str
    record: str
    promises: tuple[Promise, ...] = ()
