"""Who calls. Whoever was let in is remembered for a while; which tokens were withdrawn is asked every few seconds."""

import asyncio
import logging
import time
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from shian.kernel.actor import Actor
from shian.people.queries import actors_for, live_tokens, token_holders

T = TypeVar("T")
log = logging.getLogger("shian.ingest")
_BEARER = "bearer "
_MOST_KNOWN, _MOST_ASKED = 50_000, 200


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
        self._asking: asyncio.Task[None] | None = None
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
        """Ask the database, with as few questions for all who wait at the door as for one."""
        asked = self._asked.get(token)
        if asked is None:
            asked = self._asked[token] = asyncio.get_running_loop().create_future()
            if self._asking is None or self._asking.done():
                self._asking = asyncio.create_task(self._asking_for_all())
        return await asyncio.shield(asked)

    async def _asking_for_all(self) -> None:
        """A morning brings hundreds of strangers at once: who comes while we ask is asked for together, next."""
        while self._asked:
            tokens = list(self._asked)[:_MOST_ASKED]
            try:
                found = await self._threaded(partial(_looked_up, tokens))
            except Exception as trouble:
                for token in tokens:
                    _tell(self._asked.pop(token), trouble)
                continue
            for token in tokens:
                self._keep(token, found.get(token))
                _tell(self._asked.pop(token), found.get(token))

    def _keep(self, token: str, actor: Actor | None) -> None:
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


def _tell(asked: "asyncio.Future[Actor | None]", said: Actor | Exception | None) -> None:
    if asked.done():
        return
    if isinstance(said, Exception):
        asked.set_exception(said)
    else:
        asked.set_result(said)


def _looked_up(tokens: Collection[str]) -> dict[str, Actor]:
    now = timezone.now()
    holders = token_holders(tokens, now)
    actors = actors_for(set(holders.values()), now) if holders else {}
    return {token: actors[person] for token, person in holders.items()}


def _on_connection(work: Callable[[], T]) -> T:
    """A connection in trouble is dropped, so that the next question gets a new one."""
    try:
        return work()
    except (DatabaseError, InterfaceError):
        connection.close()
        raise
