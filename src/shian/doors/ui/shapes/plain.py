"""Pages that stand alone: something went wrong, something is explained."""

from dataclasses import dataclass, field
from typing import ClassVar

from shian.doors.ui.shapes.parts import Link


@dataclass(frozen=True)
class ErrorPage:
    template: ClassVar[str] = "ui/error.html"
    status: int
    title: str
    text: str
    way_on: Link = field(default_factory=lambda: Link("", "/"))
    reference: str = ""


@dataclass(frozen=True)
class HelpTopic:
    question: str
    answer: str


@dataclass(frozen=True)
class HelpPage:
    template: ClassVar[str] = "ui/pages/help.html"
    title: str
    lead: str
    topics: tuple[HelpTopic, ...]
    contact: str = ""
    keys: tuple[tuple[str, str], ...] = ()
    home: Link | None = None
