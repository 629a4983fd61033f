"""An open-loop load from its own process: single-record requests at a set rate, jittered, never waiting for an answer.

Latency counts from the instant at which a request was to leave, so a stalled server cannot hide behind a slow sender.
Bounded: loopback only, at most MOST_SECONDS and MOST_RATE. Reads its order on stdin, writes its count on stdout.
"""

import asyncio
import json
import random
import sys
import time
import uuid
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Any

import uvloop

MOST_SECONDS, MOST_RATE, MOST_CONNECTIONS = 120.0, 10_000.0, 2048
GRACE = 15.0
HOST = "127.0.0.1"


@dataclass
class Count:
    """What came back."""

    latencies: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    acknowledged: list[str] = field(default_factory=list)
    retry_after: int = 0
    broken: int = 0


class Connection(asyncio.Protocol):
    """One kept-alive connection, one request at a time."""

    def __init__(self, load: "Load") -> None:
        self.load, self.buffer, self.due, self.key = load, b"", 0.0, ""

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def send(self, request: bytes, key: str, due: float) -> None:
        self.key, self.due = key, due
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head, found, body = self.buffer.partition(b"\r\n\r\n")
        if not found:
            return
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        if len(body) >= length:
            self.buffer = b""
            self.load.answered(self, int(head[9:12]), head, body)

    def connection_lost(self, error: Exception | None) -> None:
        self.load.lost(self)


@dataclass
class Order:
    """What to send: to whom, at which rate, from which record on."""

    port: int
    rate: float
    seconds: float
    start: int
    callers: list[tuple[str, str]]
    days: list[str]
    codes: list[str]
    checklist: str
    seed: int = 1

    def __post_init__(self) -> None:
        self.rate, self.seconds = min(self.rate, MOST_RATE), min(self.seconds, MOST_SECONDS)
        answers = json.dumps({code: {"answer": "conform"} for code in self.codes})
        self._rest = f'","zero_risk":true,"answers":{answers}}}'.encode()
        self._days = [day.encode() for day in self.days]
        # All but the id and the day is built beforehand: the sender must not eat the core of the one it measures.
        self._parts = [self._parts_of(token, business) for token, business in self.callers]

    def _parts_of(self, token: str, business: str) -> tuple[bytes, bytes]:
        middle = f'","programme":"daily_record","business":"{business}","on_day":"'.encode()
        length = len('{"id":"') + 36 + len(middle) + 10 + len(self._rest)
        head = (
            f"POST /api/v1/submissions HTTP/1.1\r\nhost: {HOST}\r\nauthorization: Bearer {token}\r\n"
            f'content-type: application/json\r\ncontent-length: {length}\r\n\r\n{{"id":"'
        )
        return head.encode(), middle

    def request(self, n: int) -> tuple[bytes, str]:
        """The n-th record: each business and day once."""
        head, middle = self._parts[n % len(self._parts)]
        day = self._days[n // len(self._parts)]
        key = str(uuid.uuid4())
        return b"".join((head, key.encode(), middle, day, self._rest)), key


class Load:
    def __init__(self, order: Order) -> None:
        self.order, self.count = order, Count()
        self.free: deque[Connection] = deque()
        self.waiting: deque[tuple[bytes, str, float]] = deque()
        self.open = self.in_flight = 0

    async def run(self) -> Count:
        begin = time.perf_counter()
        due, n, chance = begin, self.order.start, random.Random(self.order.seed)
        while due < begin + self.order.seconds:
            while due <= time.perf_counter():
                self._leave(n, due)
                n += 1
                due += chance.expovariate(self.order.rate)
            await asyncio.sleep(min(max(due - time.perf_counter(), 0), 0.005))
        self.sent = n - self.order.start
        await self._settle(time.perf_counter() + GRACE)
        return self.count

    async def _settle(self, until: float) -> None:
        while (self.in_flight or self.waiting) and time.perf_counter() < until:
            await asyncio.sleep(0.01)

    def _leave(self, n: int, due: float) -> None:
        request, key = self.order.request(n)
        if self.free:
            self.in_flight += 1
            self.free.popleft().send(request, key, due)
            return
        self.waiting.append((request, key, due))
        if self.open < MOST_CONNECTIONS:
            self.open += 1
            self._opening = asyncio.ensure_future(self._opened())

    async def _opened(self) -> None:
        try:
            loop = asyncio.get_running_loop()
            _transport, made = await loop.create_connection(lambda: Connection(self), HOST, self.order.port)
        except OSError:
            self.open -= 1
            self.count.broken += 1
            if self.waiting:
                self.waiting.popleft()
            return
        self._next(made)

    def _next(self, connection: Connection) -> None:
        if self.waiting:
            self.in_flight += 1
            connection.send(*self.waiting.popleft())
        else:
            self.free.append(connection)

    def answered(self, connection: Connection, status: int, head: bytes, body: bytes) -> None:
        self.in_flight -= 1
        self.count.statuses[status] += 1
        self.count.latencies.append(time.perf_counter() - connection.due)
        if status == 200:
            self.count.acknowledged.append(connection.key)
        elif status == 503:
            self.count.retry_after += b"retry-after:" in head.lower()
        elif self.count.statuses[status] < 3:
            sys.stderr.write(body.decode()[:300] + "\n")
        connection.key = ""
        self._next(connection)

    def lost(self, connection: Connection) -> None:
        self.open -= 1
        if connection.key:
            self.in_flight -= 1
            self.count.broken += 1
        elif connection in self.free:
            self.free.remove(connection)


def main() -> None:
    order = Order(**json.load(sys.stdin))
    load = Load(order)
    uvloop.install()
    count = asyncio.run(load.run())
    ordered = sorted(count.latencies) or [0.0]
    json.dump(
        {
            "sent": load.sent,
            "statuses": count.statuses,
            "broken": count.broken,
            "retry_after": count.retry_after,
            "p50_ms": 1000 * ordered[len(ordered) // 2],
            "p99_ms": 1000 * ordered[int(len(ordered) * 0.99)],
            "acknowledged": count.acknowledged,
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
