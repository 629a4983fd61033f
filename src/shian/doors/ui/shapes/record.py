"""A record handed in, as a paper."""

from dataclasses import dataclass
from typing import ClassVar

from shian.doors.ui.shapes.parts import Badge, Link, Photo


@dataclass(frozen=True)
class Answered:
    """One question of a record as it was answered, and the problem it opened."""

    text: str
    said: str
    failed: bool = False
    note: str = ""
    disposition: str = ""
    finding: Link | None = None
    badge: Badge | None = None
    photos: tuple[Photo, ...] = ()


@dataclass(frozen=True)
class RecordPage:
    """A record handed in, as a paper: what failed first, then every answer, then what was not asked and under which
    condition it would have been, then the text. It prints on A4."""

    template: ClassVar[str] = "ui/pages/record.html"
    title: str
    business: Link | None
    facts: tuple[tuple[str, str], ...]
    failed: tuple[Answered, ...] = ()
    answers: tuple[Answered, ...] = ()
    text: tuple[str, ...] = ()
    older: Link | None = None
    newer: Link | None = None
    correct: Link | None = None
    signs: tuple[str, ...] = ()
    printed: str = ""
    unasked: tuple[tuple[str, str], ...] = ()
