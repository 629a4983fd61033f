"""Who calls: a token is asked of the database once in a while, not at every sheet."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from shian.kernel.actor import Actor
from shian.people.queries import actor_for, token_holder

_BEARER = "bearer "
_MOST_KNOWN = 50_000


@dataclass(frozen=True, slots=True)
class Known:
    """An actor, as he was when his token was last asked for."""

    actor: Actor | None
    until: float


class Entrance:
    """Tokens known for a short while; a withdrawn one, or a post handed over, is noticed within that time."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._known: dict[str, Known] = {}
        self._asked: dict[str, asyncio.Future[Actor | None]] = {}
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="entrance")

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
            asked = asyncio.ensure_future(asyncio.get_running_loop().run_in_executor(self._thread, _looked_up, token))
            self._asked[token] = asked
            asked.add_done_callback(lambda done: self._keep(token, done))
        return await asyncio.shield(asked)

    def _keep(self, token: str, asked: "asyncio.Future[Actor | None]") -> None:
        del self._asked[token]
        if asked.cancelled() or asked.exception() is not None:
            return
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        self._known[token] = Known(asked.result(), time.monotonic() + self._seconds)

    def close(self) -> None:
        self._thread.shutdown()


def _looked_up(token: str) -> Actor | None:
    try:
        now = timezone.now()
        person = token_holder(token, now)
        return actor_for(person, now) if person else None
    except (DatabaseError, InterfaceError):
        connection.close()
        raise
