"""The public door under an open loop: the last step of a report, and a receipt looked up, each sent at its instant and timed from it.

Each citizen has an address of their own, as a proxy in front tells it: limits stand as in service. `limit` is the same row
written, or asked for by the receipt's digest, one by one by nothing but the database.
"""

import http.client
import os
import random
import re
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

import psycopg

from benchmarks.database import as_root, prepared
from benchmarks.figures import Measured
from benchmarks.ingest import free_port, wait_until_up
from benchmarks.pages import p95

NAMES = ("complaint_post_p95_ms", "receipt_lookup_p95_ms")
HOST, NAME = "127.0.0.1", "bench.example"
ORIGIN = f"https://{NAME}"
WORKERS, THREADS, MOVED = 2, 64, 302
CODE = re.compile(r'class="code"[^>]*>([0-9A-Z-]{14})<')


@dataclass(frozen=True)
class Size:
    """How many reports, how many look-ups for each, and how many a second of either."""

    reports: int = 100
    posts_per_s: float = 2
    lookups: int = 300
    lookups_per_s: float = 10


@dataclass
class Citizen:
    """A browser behind the proxy: its address and its cookies."""

    port: int
    address: str
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> tuple[int, str]:
        return self._ask("GET", path, "")

    def post(self, path: str, **words: str) -> int:
        said = urlencode(words | {"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")})
        return self._ask("POST", path, said)[0]

    def _ask(self, method: str, path: str, body: str) -> tuple[int, str]:
        line = http.client.HTTPConnection(HOST, self.port, timeout=60)
        try:
            line.request(method, path, body or None, self._headers(bool(body)))
            answer = line.getresponse()
            text = answer.read().decode()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    key, _equals, rest = value.partition("=")
                    self.cookies[key] = rest.partition(";")[0]
            return answer.status, text
        finally:
            line.close()

    def _headers(self, form: bool) -> dict[str, str]:
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Host": NAME, "X-Forwarded-Proto": "https", "X-Forwarded-For": self.address, "Referer": ORIGIN + "/"}
        if form:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        return headers | ({"Cookie": kept} if kept else {})


def run(size: Size = Size()) -> Iterator[Measured]:
    access = prepared()
    from benchmarks.public_door_world import founded  # noqa: PLC0415 - models can be read only now

    founded()
    with serving() as port, as_root(access) as root:
        citizens = [_ready(port, n) for n in range(size.reports)]
        posted = open_loop([one.key_sent for one in map(_Sender, citizens)], size.posts_per_s)
        bare = _bare_posts(root)
        yield Measured(NAMES[0], p95(posted), "ms", bare, p95(posted) / bare, len(posted))
        receipts = [_receipt(one) for one in citizens]
        askers = [_Asker(port, n, receipts[n % len(receipts)]) for n in range(size.lookups)]
        looked = open_loop([one.asked for one in askers], size.lookups_per_s)
        bare = _bare_lookups(root)
        yield Measured(NAMES[1], p95(looked), "ms", bare, p95(looked) / bare, len(looked))


def _ready(port: int, n: int) -> Citizen:
    """Three steps are done, as a person does them in minutes; the fourth is what is measured."""
    one = Citizen(port, f"198.18.{n // 250}.{n % 250 + 1}")
    one.get("/report")
    what = {
        "category": "spoiled",
        "words": f"第 {n} 件：牛奶结块发酸",
        "address": f"文昌路 {n} 号",
        "day": "",
        "place": "",
    }
    if one.post("/report/what", **what) != MOVED or one.post("/report/want", want="tell") != MOVED:
        raise SystemExit("a step of the report was refused")
    return one


class _Sender:
    """The last step of one report."""

    def __init__(self, citizen: Citizen) -> None:
        self.citizen = citizen
        found = re.search(r'name="key" value="(\w+)"', citizen.get("/report/look")[1])
        self.key = found[1] if found else ""

    def key_sent(self) -> None:
        if self.citizen.post("/report/look", key=self.key) != MOVED:
            raise SystemExit("a report was refused")


def _receipt(one: Citizen) -> str:
    found = CODE.search(one.get("/report/sent")[1])
    if found is None:
        raise SystemExit("no receipt was told")
    return found[1]


class _Asker:
    """One look at one receipt, from a phone that has not shown it before."""

    def __init__(self, port: int, n: int, receipt: str) -> None:
        self.citizen, self.receipt = Citizen(port, f"198.19.{n // 250}.{n % 250 + 1}"), receipt
        self.citizen.get("/receipt")

    def asked(self) -> None:
        if self.citizen.post("/receipt", code=self.receipt) != MOVED:
            raise SystemExit("a receipt was not found")


def open_loop(jobs: Sequence[Callable[[], None]], rate: float) -> list[float]:
    """Milliseconds of each from the instant at which it was to leave, at a jittered rate, never waiting for an answer."""
    taken: list[float] = []
    lock, chance, due = threading.Lock(), random.Random(1), time.perf_counter() + 0.2
    with ThreadPoolExecutor(THREADS) as threads:
        done = []
        for job in jobs:
            done.append(threads.submit(_timed, job, due, taken, lock))
            due += chance.expovariate(rate)
        for one in done:
            one.result()
    return taken


def _timed(job: Callable[[], None], due: float, taken: list[float], lock: threading.Lock) -> None:
    time.sleep(max(0.0, due - time.perf_counter()))
    job()
    with lock:
        taken.append((time.perf_counter() - due) * 1000)


def _bare_posts(root: psycopg.Connection) -> float:
    """The 95th of a hundred: one row of the same table with the same indexes, each in a transaction of its own."""
    root.execute("CREATE TABLE bare_complaint (LIKE complaints_complaint INCLUDING ALL)")
    keys = [row[0] for row in root.execute("SELECT id FROM complaints_complaint LIMIT 100")]
    took = [
        _took(root, "INSERT INTO bare_complaint SELECT * FROM complaints_complaint WHERE id = %s", key) for key in keys
    ]
    root.execute("DROP TABLE bare_complaint")
    return p95(took)


def _bare_lookups(root: psycopg.Connection) -> float:
    keys = [row[0] for row in root.execute("SELECT receipt_index FROM complaints_complaint LIMIT 100")]
    return p95([_took(root, "SELECT * FROM complaints_complaint WHERE receipt_index = %s", key) for key in keys])


def _took(root: psycopg.Connection, statement: str, key: object) -> float:
    began = time.perf_counter()
    root.execute(statement, [key])  # type: ignore[arg-type]  # one of the two statements above
    return (time.perf_counter() - began) * 1000


@contextmanager
def serving() -> Iterator[int]:
    """The page server as `shian serve` starts it, behind a proxy that says who calls."""
    from shian.cli.serve import THREADS as POOL  # noqa: PLC0415 - after the database is prepared
    from shian.cli.serve import page_server  # noqa: PLC0415 - after the database is prepared

    port = free_port()
    surroundings = os.environ | {"SHIAN_POOL": str(POOL), "SHIAN_ORIGIN": ORIGIN}
    process = subprocess.Popen(page_server(HOST, port, WORKERS), env=surroundings)
    try:
        wait_until_up(port, process, 180)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=60)
