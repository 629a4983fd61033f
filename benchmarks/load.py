"""An open-loop load from its own process: single-record requests at a set rate, jittered, never waiting for an answer.

Latency counts from the instant at which a request was to leave, so a stalled server cannot hide behind a slow sender.
Bounded: loopback only, at most MOST_SECONDS and MOST_RATE. Reads its order on stdin, writes its count on stdout, and the ids
of what was acknowledged into a file, one a line.
"""

import gc
import json
import random
import select
import socket
import sys
import time
from array import array
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Any, TextIO

MOST_SECONDS, MOST_RATE, MOST_CONNECTIONS = 900.0, 10_000.0, 2048
GRACE = 30.0
BUFFER = 1 << 20  # bytes of acknowledged ids that wait to be written to the file
HOST = "127.0.0.1"


@dataclass
class Count:
    """What came back of one phase: seconds until a record was accepted, and until it was refused."""

    rate: float
    seconds: float
    sent: int = 0
    accepted: "array[float]" = field(default_factory=lambda: array("f"))
    others: "array[float]" = field(default_factory=lambda: array("f"))
    statuses: Counter[int] = field(default_factory=Counter)
    retry_after: int = 0
    broken: int = 0

    def told(self) -> dict[str, Any]:
        """As the one who ordered it reads it; times in milliseconds."""
        return {
            "rate": self.rate, "seconds": self.seconds, "sent": self.sent, "statuses": self.statuses,
            "broken": self.broken, "retry_after": self.retry_after, "accepted": len(self.accepted),
            "p50_ms": _at(self.accepted, 0.5), "p99_ms": _at(self.accepted, 0.99), "no_p99_ms": _at(self.others, 0.99),
        }  # fmt: skip


def _at(taken: "array[float]", share: float) -> float:
    ordered = sorted(taken) or [0.0]
    return 1000 * ordered[min(int(len(ordered) * share), len(ordered) - 1)]


class Connection:
    """One connection to the door, one request at a time."""

    def __init__(self, port: int) -> None:
        self.socket = socket.socket()
        self.socket.setblocking(False)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.connect_ex((HOST, port))  # goes on by itself; when it is through, or has failed, epoll says so
        self.answer, self.rest, self.key, self.due = b"", b"", "", 0.0
        self.count: Count | None = None  # of the phase in which its request was to leave

    def send(self, request: bytes) -> None:
        """What the kernel does not take at once waits in `rest`."""
        try:
            self.rest = request[self.socket.send(request) :]
        except BlockingIOError:
            self.rest = request

    def read(self) -> tuple[bytes, bytes] | None:
        """Head and body of the answer, once it came whole. Raises OSError where nothing more will come."""
        data = self.socket.recv(65536)
        if not data:
            raise ConnectionResetError
        self.answer += data
        head, found, body = self.answer.partition(b"\r\n\r\n")
        if not found or len(body) < int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]):
            return None
        self.answer = b""
        return head, body


@dataclass
class Order:
    """What to send: to whom, in which phases (seconds, records a second), from which record on; where the ids go."""

    port: int
    phases: list[tuple[float, float]]
    start: int
    callers: list[tuple[str, str]]
    days: list[str]
    codes: list[str]
    checklist: str
    book: str
    seed: int = 1

    def __post_init__(self) -> None:
        left = MOST_SECONDS / max(sum(seconds for seconds, _rate in self.phases), MOST_SECONDS)
        self.phases = [(seconds * left, min(rate, MOST_RATE)) for seconds, rate in self.phases]
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
        key = _key()
        return b"".join((head, key.encode(), middle, day, self._rest)), key


_chance = random.Random()


def _key() -> str:
    """A random uuid; the library's own takes longer than to send the record."""
    hexed = f"{_chance.getrandbits(128):032x}"
    return f"{hexed[:8]}-{hexed[8:12]}-4{hexed[13:16]}-a{hexed[17:20]}-{hexed[20:]}"


class Load:
    """One loop around epoll: what is due leaves, what came is counted. An event loop of a library cost three times as much,
    on the cores of the one that is measured."""

    def __init__(self, order: Order, book: TextIO) -> None:
        self.order, self.book = order, book
        self.counts = [Count(rate, seconds) for seconds, rate in order.phases]
        self.epoll = select.epoll()
        self.connections: dict[int, Connection] = {}
        self.free: deque[Connection] = deque()
        self.waiting: deque[tuple[bytes, str, float, Count]] = deque()
        self.in_flight = 0
        self.next = order.start

    def run(self) -> list[Count]:
        begin = time.perf_counter()
        chance = random.Random(self.order.seed)
        for count in self.counts:
            begin = self._phase(count, begin, chance)
        until = time.perf_counter() + GRACE
        while (self.in_flight or self.waiting) and time.perf_counter() < until:
            self._hear(0.01)
        self.counts[-1].broken += self.in_flight + len(self.waiting)
        return self.counts

    def _phase(self, count: Count, due: float, chance: random.Random) -> float:
        """Send what falls into this phase, and return when the next one begins."""
        end = due + count.seconds
        while due < end:
            while due <= time.perf_counter() and due < end:
                self._leave(due, count)
                due += chance.expovariate(count.rate)
            self._hear(min(due, end) - time.perf_counter())
        return end

    def _leave(self, due: float, count: Count) -> None:
        request, key = self.order.request(self.next)
        self.next += 1
        count.sent += 1
        if self.free:
            self._send(self.free.popleft(), request, key, due, count)
            return
        self.waiting.append((request, key, due, count))
        if len(self.connections) < MOST_CONNECTIONS:
            made = Connection(self.order.port)
            self.connections[made.socket.fileno()] = made
            self.epoll.register(made.socket, select.EPOLLOUT)

    def _send(self, connection: Connection, request: bytes, key: str, due: float, count: Count) -> None:
        self.in_flight += 1
        connection.key, connection.due, connection.count = key, due, count
        connection.send(request)
        if connection.rest:
            self.epoll.modify(connection.socket, select.EPOLLIN | select.EPOLLOUT)

    def _hear(self, seconds: float) -> None:
        for number, event in self.epoll.poll(max(seconds, 0)):
            connection = self.connections[number]
            try:
                if event & select.EPOLLOUT:
                    self._writable(connection)
                else:
                    self._readable(connection)
            except OSError:
                self._lost(connection)

    def _writable(self, connection: Connection) -> None:
        """The connection has come about, or takes the rest of a request."""
        if trouble := connection.socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            raise OSError(trouble, "the connection did not come about")
        if connection.rest:
            connection.send(connection.rest)
        if not connection.rest:
            self.epoll.modify(connection.socket, select.EPOLLIN)
            if not connection.key:
                self._next(connection)

    def _readable(self, connection: Connection) -> None:
        if came := connection.read():
            self._answered(connection, *came)

    def _next(self, connection: Connection) -> None:
        if self.waiting:
            self._send(connection, *self.waiting.popleft())
        else:
            self.free.append(connection)

    def _answered(self, connection: Connection, head: bytes, body: bytes) -> None:
        self.in_flight -= 1
        count = connection.count
        assert count is not None
        status, took = int(head[9:12]), time.perf_counter() - connection.due
        count.statuses[status] += 1
        if status == 200:
            count.accepted.append(took)
            self.book.write(connection.key + "\n")
        else:
            count.others.append(took)
            self._refused(count, status, head, body)
        connection.key = ""
        self._next(connection)

    def _refused(self, count: Count, status: int, head: bytes, body: bytes) -> None:
        if status == 503:
            count.retry_after += b"retry-after:" in head.lower()
        elif count.statuses[status] < 3:
            sys.stderr.write(body.decode()[:300] + "\n")

    def _lost(self, connection: Connection) -> None:
        """Closed, or never opened: then one of those that wait for a connection waits no longer."""
        del self.connections[connection.socket.fileno()]
        connection.socket.close()
        if connection.key and connection.count:
            self.in_flight -= 1
            connection.count.broken += 1
        elif connection in self.free:
            self.free.remove(connection)
        elif self.waiting:
            self.waiting.popleft()[3].broken += 1


def main() -> None:
    order = Order(**json.load(sys.stdin))
    gc.disable()  # nothing here knows itself
    with open(order.book, "a", BUFFER, encoding="ascii") as book:
        load = Load(order, book)
        counts = load.run()
    spent = time.process_time()
    json.dump({"next": load.next, "cpu_s": spent, "phases": [count.told() for count in counts]}, sys.stdout)


if __name__ == "__main__":
    main()
