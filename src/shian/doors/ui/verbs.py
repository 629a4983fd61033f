"""A verb tried on a file: done and said so, or refused, and then its page stands again with what was typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from django.contrib import messages
from django.db import models, transaction
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from shian.doors.ui.asked import Asked
from shian.doors.ui.show import Page, show
from shian.doors.ui.typed import Typed
from shian.kernel.actor import Actor
from shian.kernel.refused import Refused


@dataclass(frozen=True)
class Said:
    """What stood beside a verb, and the files that came with it, already kept; by whom and when."""

    words: Mapping[str, str]
    files: tuple[UUID, ...]
    by: Actor
    now: datetime
    lists: Mapping[str, list[str]] = field(default_factory=dict)  # where several of one name may be ticked
    made_on: date | None = None  # the day on which a phone says it was done; none: now

    def word(self, name: str) -> str:
        return self.words.get(name, "").strip()

    @property
    def note(self) -> str:
        return self.word("note")

    @property
    def on(self) -> date:
        return timezone.localdate(self.now)


class Verb(Protocol):
    """One button: what it does to its file. What else a door needs to know of it is that door's own."""

    @property
    def do(self) -> Callable[[Any, Said], object]: ...


F = TypeVar("F", bound=models.Model)
F_co = TypeVar("F_co", bound=models.Model, covariant=True)
V = TypeVar("V", bound=Verb)


class Finds(Protocol[F_co]):
    def __call__(self, key: UUID, *, viewer: Actor) -> F_co: ...


def no_files(request: Asked, found: models.Model, verb: Verb) -> tuple[UUID, ...]:
    return ()


@dataclass(frozen=True)
class Desk(Generic[F, V]):
    """Where one kind of file is worked on. `name` is the address of its page, `keep` keeps what was brought along."""

    name: str
    verbs: Mapping[str, V]
    find: Finds[F]
    page: Callable[[Asked, F, Typed], Page]
    told: Callable[[V, F], str]
    keep: Callable[[Asked, F, V], tuple[UUID, ...]] = no_files


def act_on(desk: Desk[F, V], request: Asked, key: UUID, verb: str) -> HttpResponseBase:
    """One verb on one file, whole or not at all; a verb that makes another file of its kind leads there."""
    found = desk.find(key, viewer=request.actor)
    if verb not in desk.verbs:
        raise Http404(verb)
    one = desk.verbs[verb]
    try:
        with transaction.atomic():
            done = one.do(found, said_beside(request, desk.keep(request, found, one)))
    except Refused as refused:
        return _again(desk, request, key, Typed(verb, request.POST.dict(), str(refused)))
    messages.success(request, desk.told(one, found))
    return redirect(desk.name, key=done.pk if isinstance(done, type(found)) else key)


def said_beside(request: Asked, files: tuple[UUID, ...] = ()) -> Said:
    return Said(request.POST.dict(), files, request.actor, request.now, dict(request.POST.lists()))


def _again(desk: Desk[F, V], request: Asked, key: UUID, typed: Typed) -> HttpResponseBase:
    """Asked for anew, since what was tried may have touched it; a verb without a field has no other place for its error."""
    messages.error(request, typed.error)
    return show(request, desk.page(request, desk.find(key, viewer=request.actor), typed), status=422)
