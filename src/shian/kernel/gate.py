"""The gate: no other way to write. May they? · transaction · ledger · events after commit.

`act_many` is the primitive; `act` is its case of one. Permission is asked of the lens, so that what may
be done and what may be seen cannot disagree.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from shian.kernel import lens
from shian.kernel.actor import Actor
from shian.kernel.events import Event
from shian.kernel.lens import Scoped
from shian.kernel.ports import Deed, ports
from shian.kernel.refused import Conflict, Denied, Refused
from shian.kernel.spelled import apart

T = TypeVar("T")
log = logging.getLogger("shian.gate")


@dataclass(frozen=True)
class Verdict(Generic[T]):
    """What became of one item: done, or refused with a sentence."""

    item: T
    ok: bool
    message: str = ""
    code: str = ""

    def taken(self) -> T:
        """The item, where one was sent alone. Raises what was refused."""
        if self.ok:
            return self.item
        raise (Denied if self.code == Denied.code else Refused)(self.message, code=self.code)


class Announce:
    """Collects what is announced about one thing while its verb runs."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.facts: dict[str, Any] = {}

    def __call__(self, event: Event) -> None:
        self.events.append(event)

    def note(self, **facts: Any) -> None:
        """Facts for the ledger (plain values; never personal data)."""
        self.facts.update(facts)


class AnnounceMany(Generic[T]):
    """The same for a batch: each announcement names its item."""

    def __init__(self) -> None:
        self.by_item: defaultdict[int, Announce] = defaultdict(Announce)

    def __call__(self, item: T, event: Event) -> None:
        self.by_item[id(item)](event)

    def note(self, item: T, **facts: Any) -> None:
        self.by_item[id(item)].note(**facts)


@contextmanager
def act(by: Actor, verb: str, thing: Any) -> Iterator[Announce]:
    """One verb on one thing. Raises Denied where the actor does not hold the verb there; then nothing is written."""
    ports()
    with transaction.atomic():
        if not _permitted(by, verb, [thing]):
            raise denied(verb)
        announce = Announce()
        yield announce
        _record([(by, Deed(verb, thing, announce.facts, tuple(announce.events)))])


def act_many(
    by: Actor, verb: str, items: Sequence[T], work: Callable[[list[T], AnnounceMany[T]], None]
) -> list[Verdict[T]]:
    """One verb on many things, set-based: one transaction, a ledger row and a verdict for each item.

    `work` gets a batch and does it all with as few statements as it can. When it raises, the batch is rolled
    back and halved until the poison item stands alone; the others pass.
    """
    return act_each(verb, [(by, item) for item in items], work)


def act_each(
    verb: str, done: Sequence[tuple[Actor, T]], work: Callable[[list[T], AnnounceMany[T]], None]
) -> list[Verdict[T]]:
    """The same where each thing has its own actor: the mass door's batch. Each is judged and recorded as its actor's."""
    ports()
    with transaction.atomic():
        permitted = {id(item) for by, items in _by_actor(done) for item in _permitted(by, verb, items)}
        allowed = [item for _by, item in done if id(item) in permitted]
        verdicts = dict(_worked({id(item): by for by, item in done}, verb, allowed, work))
        refusal = str(denied(verb))
        return [verdicts.get(id(item)) or Verdict(item, False, refusal, Denied.code) for _by, item in done]


def _by_actor(done: Sequence[tuple[Actor, T]]) -> list[tuple[Actor, list[T]]]:
    groups: dict[int, tuple[Actor, list[T]]] = {}
    for by, item in done:
        groups.setdefault(id(by), (by, []))[1].append(item)
    return list(groups.values())


def _worked(
    whose: dict[int, Actor], verb: str, batch: list[T], work: Callable[[list[T], AnnounceMany[T]], None]
) -> Iterator[tuple[int, Verdict[T]]]:
    if not batch:
        return
    try:
        with transaction.atomic():
            announce: AnnounceMany[T] = AnnounceMany()
            work(batch, announce)
            _record([(whose[id(item)], _deed(verb, item, announce)) for item in batch])
    # What is wrong with a row is that item's poison. A lost connection, a time-out or the wall's no is nobody's row:
    # it goes up, and nothing is written.
    except (Refused, ValidationError, IntegrityError, DataError) as error:
        if len(batch) == 1:
            yield id(batch[0]), _poison(batch[0], error)
            return
        half = len(batch) // 2
        yield from _worked(whose, verb, batch[:half], work)
        yield from _worked(whose, verb, batch[half:], work)
    else:
        yield from ((id(item), Verdict(item, True)) for item in batch)


def _deed(verb: str, item: T, announce: AnnounceMany[T]) -> Deed:
    said = announce.by_item[id(item)]
    return Deed(verb, item, said.facts, tuple(said.events))


def _poison(item: T, error: Exception) -> Verdict[T]:
    if isinstance(error, Refused):
        return Verdict(item, False, str(error), error.code)
    if isinstance(error, ValidationError):
        return Verdict(item, False, apart(error.messages), "invalid")
    log.warning("an item was refused by the database: %s", type(error).__name__)
    if isinstance(error, DataError):
        return Verdict(item, False, _("有一处内容不能保存，请检查长度和数值"), "malformed")
    return Verdict(item, False, _("这一条与已有的记录冲突，没有写入"), Conflict.code)


def _record(done: Sequence[tuple[Actor, Deed]]) -> None:
    installed = ports()
    installed.recorder.record(done)
    if any(deed.events for _by, deed in done):
        transaction.on_commit(installed.outbox.wake)


def _permitted(by: Actor, verb: str, things: Sequence[T]) -> list[T]:
    """The things on which the verb is held: stored rows are asked of the database, others judged in hand."""
    stored: defaultdict[type[Scoped], list[Any]] = defaultdict(list)
    allowed: set[int] = set()
    for thing in things:
        if isinstance(thing, Scoped) and not thing._state.adding:
            stored[type(thing)].append(thing)
        elif lens.may(by, verb, thing):
            allowed.add(id(thing))
    for model, rows in stored.items():
        held = set(model.objects.visible_to(by, verb).filter(pk__in=[r.pk for r in rows]).values_list("pk", flat=True))
        allowed.update(id(row) for row in rows if row.pk in held)
    return [thing for thing in things if id(thing) in allowed]


def denied(verb: str) -> Denied:
    """The one sentence for every denial; it names the verb, never what was hidden."""
    return Denied(_("您没有权限在这里做这件事：%(verb)s") % {"verb": _(verb)})
