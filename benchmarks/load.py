"""An open-loop load from its own process: single-record requests at a set rate, jittered, never waiting for an answer.

Latency counts from the instant at which a request was to leave, so a stalled server cannot hide behind a slow sender.
Bounded: loopback only, at most MOST_SECONDS and MOST_RATE. Reads its order on stdin, writes its count on stdout.
"""

import gc
import json
import random
import select
import socket
import sys
import time
from collections import Counter, deque
from dataclasses import dataclass, field

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


class Connection:
    """One connection to the door, one request at a time."""

    def __init__(self, port: int) -> None:
        self.socket = socket.socket()
        self.socket.setblocking(False)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.connect_ex((HOST, port))  # goes on by itself; when it is through, or has failed, epoll says so
        self.answer, self.rest, self.key, self.due = b"", b"", "", 0.0

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

    def __init__(self, order: Order) -> None:
        self.order, self.count = order, Count()
        self.epoll = select.epoll()
        self.connections: dict[int, Connection] = {}
        self.free: deque[Connection] = deque()
        self.waiting: deque[tuple[bytes, str, float]] = deque()
        self.in_flight = 0

    def run(self) -> Count:
        begin = time.perf_counter()
        due, n, chance = begin, self.order.start, random.Random(self.order.seed)
        while due < begin + self.order.seconds:
            while due <= time.perf_counter():
                self._leave(n, due)
                n += 1
                due += chance.expovariate(self.order.rate)
            self._hear(due - time.perf_counter())
        self.sent = n - self.order.start
        until = time.perf_counter() + GRACE
        while (self.in_flight or self.waiting) and time.perf_counter() < until:
            self._hear(0.01)
        return self.count

    def _leave(self, n: int, due: float) -> None:
        request, key = self.order.request(n)
        if self.free:
            self._send(self.free.popleft(), request, key, due)
            return
        self.waiting.append((request, key, due))
        if len(self.connections) < MOST_CONNECTIONS:
            made = Connection(self.order.port)
            self.connections[made.socket.fileno()] = made
            self.epoll.register(made.socket, select.EPOLLOUT)

    def _send(self, connection: Connection, request: bytes, key: str, due: float) -> None:
        self.in_flight += 1
        connection.key, connection.due = key, due
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
        status = int(head[9:12])
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

    def _lost(self, connection: Connection) -> None:
        """Closed, or never opened: then one of those that wait for a connection waits no longer."""
        del self.connections[connection.socket.fileno()]
        connection.socket.close()
        if connection.key:
            self.in_flight -= 1
            self.count.broken += 1
        elif connection in self.free:
            self.free.remove(connection)
        elif self.waiting:
            self.waiting.popleft()
            self.count.broken += 1


def main() -> None:
    order = Order(**json.load(sys.stdin))
    load = Load(order)
    gc.disable()  # nothing here knows itself
    count = load.run()
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
