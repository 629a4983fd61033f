"""The outbox: followers read the announcements in the ledger, each behind its own cursor.

The order of keys is not the order of commits: a transaction with a lower number may commit later. So a cursor
reads only entries whose transaction is older than every transaction still open (`pg_snapshot_xmin`), ordered by
(xid, id). What a follower writes and the step of its cursor are one transaction: an entry is followed once.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import BigIntegerField, Func, Q, QuerySet

from shian.kernel.actor import Actor, Grant, Reach
from shian.kernel.paths import ROOT
from shian.kernel.secrecy import Secrecy
from shian.kernel.wall import worn
from shian.ledger.models import Cursor, Entry, Parked
from shian.ledger.rules import retry_after

log = logging.getLogger("shian.outbox")
CHANNEL = "shian_outbox"

Envelope = dict[str, Any]
Handle = Callable[[Envelope, datetime], None]

# The courier reads every announcement, those of sealed files too, and hands each on under its own class.
COURIER = Actor("courier", grants=(Grant(frozenset({"see"}), Reach.GROUND, ROOT, clearance=Secrecy.SEALED),))


@dataclass(frozen=True)
class Heed:
    """Of what a follower waits for, what can matter to it now: of the other announcements its cursor passes by."""

    events: frozenset[str]
    wants: Callable[[Envelope], bool] = lambda _envelope: True


@dataclass(frozen=True)
class Follower:
    """What follows from an event. The name is the cursor's key: keep it when the function moves.

    `heeds` is the cheap question, asked once a stretch of the ledger: what it does not want would come to nothing.
    """

    name: str
    handle: Handle
    heeds: Callable[[datetime], Heed] | None = None


Follows = Mapping[str, Sequence[Follower]]


class Horizon(Func):
    """The oldest transaction still open: what lies below it will not change any more."""

    template = "(pg_snapshot_xmin(pg_current_snapshot())::text::bigint)"
    output_field = BigIntegerField()


class LedgerOutbox:
    """The kernel's Outbox: told after commit that something waits, it rings the courier's bell and never fails."""

    def wake(self) -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute(f"NOTIFY {CHANNEL}")
        except Exception:  # the deed is committed: whatever broke here must not look like its failure
            log.exception("the courier was not woken; it comes by itself")


def deliver(follows: Follows, now: datetime, limit: int = 500) -> int:
    """Bring every follower forward by at most `limit` entries; returns how many entries were followed."""
    return sum(_bring(follower, events, now, limit) for follower, events in _by_follower(follows).values())


def deliver_all(follows: Follows, now: datetime, limit: int = 500) -> int:
    """Deliver until nothing more moves: what followers announce is followed too."""
    total = 0
    while moved := deliver(follows, now, limit):
        total += moved
    return total


def overtaken() -> bool:
    """Whether all that was announced lies before every transaction still open: then a round of followers sees it."""
    with worn(COURIER):
        rows = Entry.objects.visible_to(COURIER).filter(announces=True, xid__gte=Horizon())
        return not rows.exists()


def _by_follower(follows: Follows) -> dict[str, tuple[Follower, frozenset[str]]]:
    found: dict[str, tuple[Follower, frozenset[str]]] = {}
    for event, followers in follows.items():
        for follower in followers:
            known, events = found.get(follower.name, (follower, frozenset()))
            if known.handle is not follower.handle:
                raise ValueError(f"two followers are called {follower.name!r}")
            found[follower.name] = (follower, events | {event})
    return found


def _bring(follower: Follower, events: frozenset[str], now: datetime, limit: int) -> int:
    Cursor.objects.get_or_create(consumer=follower.name)
    with worn(COURIER):
        cursor = Cursor.objects.select_for_update(skip_locked=True).filter(consumer=follower.name).first()
        if cursor is None or (cursor.retry_at and cursor.retry_at > now):
            return 0
        stretch = list(_waiting(cursor).values_list("xid", "id")[:limit])
        if not stretch:
            return 0
        heed = _heed(follower, events, now)
        meant = _meant(cursor, heed.events, stretch[-1]) if heed.events else []
        whole = all(_passes(follower, heed, entry, cursor, now) for entry in meant)
        if whole:
            cursor.xid, cursor.entry = stretch[-1]
        cursor.save()
        return (
            len(stretch)
            if whole
            else sum(cursor.entry is not None and key <= (cursor.xid, cursor.entry) for key in stretch)
        )


def _heed(follower: Follower, events: frozenset[str], now: datetime) -> Heed:
    """What matters of a stretch. A question that fails is none: then each entry is handled, and fails by itself."""
    if follower.heeds is None:
        return Heed(events)
    try:
        with transaction.atomic():
            said = follower.heeds(now)
    except Exception:  # a follower may fail in any way
        log.exception("%s could not say what it heeds", follower.name)
        return Heed(events)
    return Heed(said.events & events, said.wants)


def _waiting(cursor: Cursor) -> "QuerySet[Entry]":
    """What a cursor has not passed yet, in its order."""
    after = Q(xid__gt=cursor.xid)
    if cursor.entry:
        after |= Q(id__gt=cursor.entry)
    rows = Entry.objects.visible_to(COURIER).filter(after, announces=True, xid__gte=cursor.xid, xid__lt=Horizon())
    found: QuerySet[Entry] = rows.order_by("xid", "id")
    return found


def _meant(cursor: Cursor, events: frozenset[str], last: tuple[int, UUID]) -> list[Entry]:
    """Those of them that announce what this follower waits for; the database passes over the others by itself."""
    xid, key = last
    named = Q()
    for name in sorted(events):
        named |= Q(events__contains=[{"name": name}])
    return list(_waiting(cursor).filter(Q(xid__lt=xid) | Q(xid=xid, id__lte=key), named).only("xid", "path", "events"))


def _passes(follower: Follower, heed: Heed, entry: Entry, cursor: Cursor, now: datetime) -> bool:
    if not _followed(follower, heed, entry, cursor, now):
        return False
    cursor.xid, cursor.entry = entry.xid, entry.pk
    return True


def _followed(follower: Follower, heed: Heed, entry: Entry, cursor: Cursor, now: datetime) -> bool:
    """Whether the cursor may pass this entry: it was handled, is none of ours, or has failed for the last time."""
    wanted = [one for one in entry.events if one["name"] in heed.events and heed.wants(one)]
    if not wanted:
        _calm(cursor)
        return True
    try:
        with transaction.atomic():
            for envelope in wanted:
                follower.handle(envelope, now)
    except Exception as error:  # a follower may fail in any way; the others and the deed itself go on
        log.exception("%s could not follow entry %s", follower.name, entry.pk)
        return _failed(cursor, entry, now, error)
    _calm(cursor)
    return True


def _failed(cursor: Cursor, entry: Entry, now: datetime, error: Exception) -> bool:
    wait = retry_after(cursor.failures)
    cursor.failures += 1
    # The kind of the error only: its text may quote a person's data.
    cursor.last_error = f"{type(error).__module__}.{type(error).__name__}"
    if wait is not None:
        cursor.retry_at = now + timedelta(seconds=wait)
        return False
    Parked.objects.create(consumer=cursor.consumer, entry=entry.pk, path=entry.path, at=now, error=cursor.last_error)
    _calm(cursor)
    return True


def _calm(cursor: Cursor) -> None:
    cursor.failures, cursor.retry_at = 0, None
