"""Who calls. Whoever was let in is remembered for a while; which tokens were withdrawn is asked every few seconds."""

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from shian.kernel.actor import Actor
from shian.people.queries import actor_for, live_tokens, token_holder

T = TypeVar("T")
log = logging.getLogger("shian.ingest")
_BEARER = "bearer "
_MOST_KNOWN = 50_000


@dataclass(frozen=True, slots=True)
class Known:
    """An actor, as they were when their token was last asked for."""

    actor: Actor
    until: float


class Entrance:
    """Callers known for a short while. A post handed over is noticed when that ends, a withdrawn token at the next recheck."""

    def __init__(self, seconds: float, recheck: float) -> None:
        self._seconds, self._recheck = seconds, recheck
        self._known: dict[str, Known] = {}
        self._asked: dict[str, asyncio.Future[Actor | None]] = {}
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="entrance")
        self._rechecks: asyncio.Task[None] | None = None

    def open(self) -> None:
        self._rechecks = asyncio.create_task(self._rechecking())

    def close(self) -> None:
        if self._rechecks is not None:
            self._rechecks.cancel()
        self._thread.shutdown()

    async def actor(self, header: str) -> Actor | None:
        """The actor behind an Authorization header, or None."""
        if header[: len(_BEARER)].lower() != _BEARER:
            return None
        token = header[len(_BEARER) :].strip()
        known = self._known.get(token)
        if known is not None and known.until > time.monotonic():
            return known.actor
        return await self._ask(token)

    async def _ask(self, token: str) -> Actor | None:
        """Ask the database, once for all who ask at the same time."""
        asked = self._asked.get(token)
        if asked is None:
            asked = asyncio.ensure_future(self._threaded(lambda: _looked_up(token)))
            self._asked[token] = asked
            asked.add_done_callback(lambda done: self._keep(token, done))
        return await asyncio.shield(asked)

    def _keep(self, token: str, asked: "asyncio.Future[Actor | None]") -> None:
        del self._asked[token]
        if asked.cancelled() or asked.exception() is not None:
            return
        actor = asked.result()
        if actor is None:
            self._known.pop(token, None)
            return
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        self._known[token] = Known(actor, time.monotonic() + self._seconds)

    async def _rechecking(self) -> None:
        while True:
            await asyncio.sleep(self._recheck)
            try:
                await self._forget_withdrawn()
            except (DatabaseError, InterfaceError):
                # Without an answer nobody is let in on memory alone.
                log.exception("tokens could not be rechecked")
                self._known.clear()

    async def _forget_withdrawn(self) -> None:
        tokens = list(self._known)
        live = await self._threaded(lambda: live_tokens(tokens, timezone.now())) if tokens else frozenset()
        for token in tokens:
            if token not in live:
                self._known.pop(token, None)

    async def _threaded(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: _on_connection(work))


def _looked_up(token: str) -> Actor | None:
    now = timezone.now()
    person = token_holder(token, now)
    return actor_for(person, now) if person else None


def _on_connection(work: Callable[[], T]) -> T:
    """A connection in trouble is dropped, so that the next question gets a new one."""
    try:
        return work()
    except (DatabaseError, InterfaceError):
        connection.close()
        raise
