"""The pages of the report: values, already in the reader's words."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.safestring import SafeString

from shian.doors.ui.shapes.parts import Act, Field, Link, State, Why


@dataclass(frozen=True)
class Step:
    """One of the four: what it is called, where it lies, whether it is done, whether one stands at it."""

    name: str
    href: str
    done: bool
    current: bool


@dataclass(frozen=True)
class Shown:
    """A photograph of the draft."""

    src: str
    sha256: str
    placed: bool


@dataclass(frozen=True)
class Found:
    """A shop that may be the one."""

    value: str
    name: str
    place: str
    chosen: bool


@dataclass(frozen=True)
class Picture:
    """A category with its drawing."""

    value: str
    text: str
    icon: str
    chosen: bool


@dataclass(frozen=True)
class PhotoPage:
    template: ClassVar[str] = "report/photo.html"
    title: str
    steps: tuple[Step, ...]
    photos: tuple[Shown, ...]
    room: bool
    calls: tuple[Link, ...] = ()
    call: str = ""
    business: str = ""
    begun: bool = False
    error: str = ""
    slip: str = ""


@dataclass(frozen=True)
class WhatPage:
    template: ClassVar[str] = "report/what.html"
    title: str
    steps: tuple[Step, ...]
    pictures: tuple[Picture, ...]
    words: Field
    day: Field
    business: str
    closed: str
    respondent: str
    found: tuple[Found, ...]
    searched: str
    address: Field
    place: Field
    latitude: str
    longitude: str
    errors: tuple[str, ...] = ()
    elsewhere: str = ""


@dataclass(frozen=True)
class WantPage:
    template: ClassVar[str] = "report/want.html"
    title: str
    steps: tuple[Step, ...]
    want: Field
    fields: tuple[Field, ...]
    settle: tuple[Field, ...]
    public: bool = False
    errors: tuple[str, ...] = ()


@dataclass(frozen=True)
class LookPage:
    template: ClassVar[str] = "report/look.html"
    title: str
    steps: tuple[Step, ...]
    facts: tuple[tuple[str, str], ...]
    words: str
    photos: tuple[Shown, ...]
    key: str
    errors: tuple[Link, ...] = ()
    error: str = ""
    slip: str = ""


@dataclass(frozen=True)
class Next:
    """What happens next: in words, by which day, and on which clause."""

    text: str
    day: str = ""
    why: Why | None = None


@dataclass(frozen=True)
class SentPage:
    template: ClassVar[str] = "report/sent.html"
    title: str
    code: str
    plain: str
    picture: SafeString
    nexts: tuple[Next, ...]
    look: str


@dataclass(frozen=True)
class AskPage:
    """The field for a receipt. A wrong one and an unknown one read alike."""

    template: ClassVar[str] = "report/ask.html"
    title: str
    code: str = ""
    error: str = ""
    slip: str = ""


@dataclass(frozen=True)
class Line:
    """Something said or done on the file, as its bringer may read it."""

    when: str
    who: str
    text: str
    mine: bool


@dataclass(frozen=True)
class Half:
    """One of the two files that a letter became: where it stands, what happens next, and the way to all of it."""

    title: str
    state: str
    href: str
    outcome: str
    nexts: tuple[Next, ...]


@dataclass(frozen=True)
class FilePage:
    template: ClassVar[str] = "report/file.html"
    title: str
    state: str
    facts: tuple[tuple[str, str], ...]
    nexts: tuple[Next, ...]
    lines: tuple[Line, ...]
    acts: tuple[Act, ...]
    outcome: str = ""
    offer: str = ""
    halves: tuple[Half, ...] = ()
    back: Link | None = None
    empty: State | None = None
    error: str = ""


@dataclass(frozen=True)
class CallPage:
    """A call for clues, as everybody reads it."""

    template: ClassVar[str] = "report/call.html"
    title: str
    place: str
    text: str
    days: str
    running: bool
    report: str
    promise: Next | None = None
