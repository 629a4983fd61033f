"""A verb as its page asks for it: which fields stand beside it, what is read from them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext

from shian.doors.ui.shapes.parts import Act, Field, Option
from shian.doors.ui.terms import Words
from shian.doors.ui.typed import Typed, day_of
from shian.doors.ui.verbs import Said
from shian.kernel import lens
from shian.kernel.actor import Actor
from shian.kernel.amounts import fen_of
from shian.kernel.refused import Refused
from shian.kernel.spelled import headed

F = TypeVar("F", bound=models.Model)
Choices = Words | Callable[[Any, Actor], Sequence[tuple[str, str]]]


@dataclass(frozen=True)
class Asks:
    """One field of a verb; `choices` are words, or asked of the file."""

    name: str
    label: Promise
    kind: Any = "text"
    choices: Choices | None = None
    help: Promise | str = ""
    first: Callable[[Any], str] = lambda found: ""

    def field(self, found: models.Model, viewer: Actor, verb: str, typed: Typed, error: str) -> Field:
        value = typed.word(verb, self.name, self.first(found))
        return Field(
            self.name, str(self.label), self.kind, value, str(self.help), error, options=self._options(found, viewer, value),
            accept="application/pdf,.docx,image/*",
        )  # fmt: skip

    def _options(self, found: models.Model, viewer: Actor, value: str) -> tuple[Option, ...]:
        if self.choices is None:
            return ()
        rows = self.choices(found, viewer) if callable(self.choices) else [(k, str(w)) for k, w in self.choices.items()]
        chosen = tuple(Option(key, text, chosen=key == value) for key, text in rows)
        return (Option("", gettext("请选")), *chosen) if self.kind == "select" else chosen


@dataclass(frozen=True)
class Button(Generic[F]):
    """One verb: its right, when it is offered, what it asks for, what it does, what is said when it is done."""

    right: str
    offered: Callable[[F, Actor], bool]
    word: Promise
    do: Callable[[F, Said], object]
    told: Promise
    asks: tuple[Asks, ...] = ()
    look: Any = ""
    confirm: Promise | str = ""

    def may(self, found: F, viewer: Actor) -> bool:
        """Whether it is offered: the right is held on this file, and it is this person's turn."""
        return self.offered(found, viewer) and lens.may(viewer, self.right, found)

    @property
    def files(self) -> bool:
        return any(one.kind == "file" for one in self.asks)

    def act(self, key: str, to: str, found: F, viewer: Actor, typed: Typed) -> Act:
        """The form; what was wrong stands at its first field."""
        fields = tuple(
            one.field(found, viewer, key, typed, "" if at else typed.wrong(key)) for at, one in enumerate(self.asks)
        )
        return Act(key, str(self.word), to, fields, str(self.confirm), self.look, self.files)


def told(verb: Button[Any], found: models.Model) -> str:
    return str(verb.told)


def acts(
    verbs: Mapping[str, Button[F]], may: Sequence[str], found: F, viewer: Actor, typed: Typed, to: Callable[[str], str]
) -> tuple[Act, ...]:
    return tuple(verbs[key].act(key, to(key), found, viewer, typed) for key in may)


def fen(said: Said, name: str, label: str) -> int:
    """Whole fen of an amount typed in yuan; nothing typed is nothing. Raises Refused, which names the field."""
    try:
        return fen_of(said.word(name))
    except Refused as refused:
        raise Refused(headed(label, refused), code=refused.code) from refused


def count(said: Said, name: str, label: str) -> int:
    """A whole number; nothing typed is nothing. Raises Refused."""
    return _whole(said.word(name).replace(",", ""), label)


def _whole(text: str, label: str) -> int:
    if not text:
        return 0
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else _wrong(label)


def _wrong(label: str) -> int:
    raise Refused(gettext("“%(label)s”请填数字") % {"label": label})


def day(said: Said, name: str = "on") -> date:
    """A day as typed; nothing typed is today. Raises Refused."""
    return day_of(said.word(name), gettext("日期")) if said.word(name) else said.on
