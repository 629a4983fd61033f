"""HTTP/1.1 on one connection, parsed by httptools: only what one path with small answers needs.

A server for any application costs half of what a record costs outside the writer: a scope, queues and messages for each
request (0010). Requests of one connection are answered in their order; who is slow, or sends too much, is cut off.
"""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from email.utils import formatdate
from functools import lru_cache
from http import HTTPStatus
from typing import cast

import httptools

log = logging.getLogger("shian.ingest")
MOST_HEAD = 16 * 1024
MOST_PENDING = 16  # requests of one connection that wait for the answer before theirs
PATIENCE = 60.0  # seconds for a request to come whole, and for a connection on which nothing happens


@dataclass(slots=True)
class Request:
    """A request that came whole."""

    method: str
    path: str
    headers: dict[bytes, bytes]
    body: bytes
    last: bool  # the caller wants the connection closed after the answer
    peer: str = ""  # the address at the other end of the connection


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    headers: bytes = b""  # each line ended


@dataclass
class House:
    """What the connections of one process share: who answers, what is too much, and who is connected."""

    answer: Callable[[Request], Awaitable[Answer]]
    most_body: int
    most_held: int  # bytes of bodies that have not come whole, of all connections together
    too_big: Callable[[Request], Answer]
    busy: Callable[[Request], Answer]
    connections: "set[Wire]" = field(default_factory=set)
    held: int = 0
    closing: bool = False

    def protocol(self) -> "Wire":
        return Wire(self)

    async def close(self, seconds: float) -> None:
        """Answer what was asked, take no more. Whoever has not gone after that time is cut off."""
        self.closing = True
        for wire in list(self.connections):
            wire.finish()
        until = time.monotonic() + seconds
        while self.connections and time.monotonic() < until:
            await asyncio.sleep(0.02)
        for wire in list(self.connections):
            wire.transport.abort()


class Wire(asyncio.Protocol):
    """One connection. The parser calls the `on_` methods as it reads."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._parser = httptools.HttpRequestParser(self)
        self._pending: deque[Request | Answer] = deque()
        self._answering: asyncio.Task[None] | None = None
        self._reading, self._last, self._since, self._held = False, False, time.monotonic(), 0
        self._begun()

    def _begun(self) -> None:
        self._url, self._head, self._size = b"", 0, 0
        self._headers: dict[bytes, bytes] = {}
        self._parts: list[bytes] = []

    # --- the connection ---

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self._peer = str((transport.get_extra_info("peername") or ("",))[0])
        self._house.connections.add(self)
        self._watch = asyncio.get_running_loop().call_later(PATIENCE, self._look)

    def connection_lost(self, error: Exception | None) -> None:
        self._house.connections.discard(self)
        self._release()
        self._watch.cancel()

    def data_received(self, data: bytes) -> None:
        if self._last:
            return
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            self._last = True  # answered as if no other protocol had been offered
        except httptools.HttpParserError as trouble:
            why = trouble.__context__  # what was raised in one of the methods below comes wrapped
            self._refuse(why.answer if isinstance(why, _Enough) else Answer(400, b""))

    def pause_writing(self) -> None:
        self.transport.pause_reading()

    def resume_writing(self) -> None:
        if len(self._pending) < MOST_PENDING:
            self.transport.resume_reading()

    def finish(self) -> None:
        """Close as soon as nothing is owed here."""
        if self._answering is None and not self._reading:
            self.transport.close()

    def _look(self) -> None:
        """Cut off who began a request and does not end it, and who has nothing to say."""
        left = PATIENCE - (time.monotonic() - self._since)
        if self._answering is None and left <= 0:
            self.transport.abort()
            return
        self._watch = asyncio.get_running_loop().call_later(max(left, 1.0), self._look)

    # --- what the parser reads ---

    def on_message_begin(self) -> None:
        self._reading, self._since = True, time.monotonic()
        self._begun()

    def on_url(self, url: bytes) -> None:
        self._url += url
        self._count(len(url))

    def on_header(self, name: bytes, value: bytes) -> None:
        self._headers[name.lower()] = value
        self._count(len(name) + len(value))

    def _count(self, size: int) -> None:
        self._head += size
        if self._head > MOST_HEAD:
            raise _Enough(Answer(431, b""))

    def on_headers_complete(self) -> None:
        length = self._headers.get(b"content-length", b"")
        if length.isdigit() and int(length) > self._house.most_body:
            raise _Enough(self._house.too_big(self._request()))
        if self._headers.get(b"expect", b"").lower() == b"100-continue" and not self._pending:
            self.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    def on_body(self, part: bytes) -> None:
        self._parts.append(part)
        self._size += len(part)
        self._held += len(part)
        self._house.held += len(part)
        if self._size > self._house.most_body:
            raise _Enough(self._house.too_big(self._request()))
        if self._house.held > self._house.most_held:
            raise _Enough(self._house.busy(self._request()))

    def on_message_complete(self) -> None:
        self._reading = False
        self._release()
        self._owe(self._request())

    def _request(self) -> Request:
        body = self._parts[0] if len(self._parts) == 1 else b"".join(self._parts)
        path = self._url.partition(b"?")[0].decode("latin-1")
        last = not self._parser.should_keep_alive() or self._parser.should_upgrade()
        return Request(self._parser.get_method().decode("latin-1"), path, self._headers, body, last, self._peer)

    def _release(self) -> None:
        self._house.held -= self._held
        self._held = 0

    # --- what is answered ---

    def _refuse(self, answer: Answer) -> None:
        """The last word on this connection: what comes after can no longer be told apart."""
        self._last, self._reading = True, False
        self._release()
        self._owe(answer)

    def _owe(self, item: Request | Answer) -> None:
        self._pending.append(item)
        if len(self._pending) >= MOST_PENDING:
            self.transport.pause_reading()
        if self._answering is None:
            self._answering = asyncio.get_running_loop().create_task(self._answer())

    async def _answer(self) -> None:
        while self._pending and not self.transport.is_closing():
            item = self._pending.popleft()
            if isinstance(item, Request):
                answer = await self._answered(item)
                if self.transport.is_closing():  # who asked has hung up meanwhile; asked again, he is answered alike
                    break
                last = item.last or (self._house.closing and not self._pending)
                self._say(answer, last, b"" if item.method == "HEAD" else answer.body)
            else:
                last = True
                self._say(item, last, item.body)
            if last:
                self.transport.close()
            elif len(self._pending) == MOST_PENDING - 1:
                self.transport.resume_reading()
        self._answering, self._since = None, time.monotonic()

    def _say(self, answer: Answer, last: bool, body: bytes) -> None:
        self.transport.write(_lines(answer, last) + body)

    async def _answered(self, request: Request) -> Answer:
        try:
            return await self._house.answer(request)
        except Exception:
            log.exception("a request was not answered")
            return Answer(500, b"")


class _Enough(Exception):
    """Nothing more is read here; this is the answer."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


def _lines(answer: Answer, last: bool) -> bytes:
    return b"%s%scontent-length: %d\r\n%s\r\n" % (
        _status(answer.status, int(time.time())),
        answer.headers,
        len(answer.body),
        b"connection: close\r\n" if last else b"",
    )


@lru_cache(maxsize=64)
def _status(status: int, second: int) -> bytes:
    return f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\ndate: {formatdate(second, usegmt=True)}\r\n".encode()
