"""The soak profile of the field's own server: 50 submissions a second of a form of 250 questions for 30 seconds, every one stored once.

Once at the page server, whose address a plain installation gives out, once at the mass door, where floods belong.

Open loop: each is sent at its instant whether or not the earlier ones were answered, and its time counts from that instant.
"""

import base64
import http.client
import json
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

import psycopg

from benchmarks.database import as_root, prepared
from benchmarks.figures import Measured
from benchmarks.ingest import free_port, wait_until_up
from benchmarks.ingest import serving as mass_door
from shian.config.cluster.access import Access

NAMES = (
    "openrosa_soak_ok",
    "openrosa_stored_once",
    "openrosa_per_s",
    "openrosa_p95_ms",
    "openrosa_pages_soak_ok",
    "openrosa_pages_per_s",
    "openrosa_pages_p95_ms",
    "openrosa_lost",
    "openrosa_duplicates",
    "openrosa_twenty_at_once",
)
WORKERS, THREADS, AT_ONCE = 2, 96, 20
HOST, PATH, MARK = "127.0.0.1", "/openrosa/submission", "shian-soak"
CREATED = 201
WAITS = """
SELECT pid, state, wait_event_type, wait_event, pg_blocking_pids(pid), now() - query_start, left(query, 120)
  FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() ORDER BY query_start
"""
GRACE = 10.0  # seconds after the last instant within which the last answer must have come


@dataclass(frozen=True)
class Size:
    """How much is sent: the soak profile, or the short form of the tests."""

    rate: float = 50
    seconds: float = 30

    @property
    def forms(self) -> int:
        return int(self.rate * self.seconds)


SHORT = Size(rate=10, seconds=3)


@dataclass
class Count:
    """What came back, by status; and how long each took from the instant at which it was to leave."""

    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    acknowledged: list[UUID] = field(default_factory=list)
    took: float = 0.0


class Sender:
    """Sends forms over connections that are kept, one for each thread."""

    def __init__(self, port: int, token: str) -> None:
        words = base64.b64encode(f"soak:{token}".encode()).decode()
        self._port, self._own = port, threading.local()
        self.broken: list[str] = []
        self._headers = {"Authorization": f"Basic {words}", "Content-Type": f"multipart/form-data; boundary={MARK}"}

    def send(self, xml: bytes) -> int:
        """The status; 0 where the connection broke, and how is kept."""
        began = time.perf_counter()
        connection = getattr(self._own, "connection", None) or http.client.HTTPConnection(HOST, self._port, timeout=60)
        self._own.connection = connection
        try:
            connection.request("POST", PATH, _body(xml), self._headers)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as trouble:
            connection.close()
            self.broken.append(f"{trouble!r} after {time.perf_counter() - began:.1f} s")
            return 0
        return answer.status


def _body(xml: bytes) -> bytes:
    head = f'--{MARK}\r\nContent-Disposition: form-data; name="xml_submission_file"; filename="a.xml"\r\nContent-Type: text/xml\r\n\r\n'
    return head.encode() + xml + f"\r\n--{MARK}--\r\n".encode()


def run(size: Size = Size()) -> Iterator[Measured]:
    access = prepared()
    from benchmarks.openrosa_world import field as field_of  # noqa: PLC0415 - models can be read only now

    world = field_of(2 * size.forms + 1)
    (once, again), forms = world.forms[0], world.forms[1:]
    with serving() as page_port, mass_door() as port, as_root(access) as root:
        pages, flood = Sender(page_port, world.token), Sender(port, world.token)
        with waits_told(access):
            at_once = _at_once((pages, flood), again)
        by_page, by_mass = soaked(pages, forms[: size.forms], size.rate), soaked(flood, forms[size.forms :], size.rate)
        print(json.dumps({"broken": pages.broken, "broken at the mass door": flood.broken}), file=sys.stderr)
        yield from figures(root, size, by_page, by_mass, once, at_once)


@contextmanager
def waits_told(access: Access, seconds: float = 20) -> Iterator[None]:
    """Where it takes longer than that, say on stderr which of the database's processes wait, and for whom."""
    watch = threading.Timer(seconds, lambda: print(_waits(access), file=sys.stderr))
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _waits(access: Access) -> str:
    with as_root(access) as root:
        rows = root.execute(WAITS).fetchall()
    return json.dumps({"waits": rows}, ensure_ascii=False, default=str)


def _at_once(senders: Sequence[Sender], xml: bytes) -> Counter[int]:
    """The same form twenty times in parallel, at both doors in turn, which warms the processes too."""
    with ThreadPoolExecutor(AT_ONCE) as threads:
        return Counter(threads.map(lambda n: senders[n % len(senders)].send(xml), range(AT_ONCE)))


def soaked(sender: Sender, forms: list[tuple[UUID, bytes]], rate: float) -> Count:
    """Every form at its instant."""
    count, lock = Count(), threading.Lock()
    began = time.perf_counter() + 0.2

    def one(number: int) -> None:
        key, xml = forms[number]
        due = began + number / rate
        time.sleep(max(0.0, due - time.perf_counter()))
        status = sender.send(xml)
        with lock:
            count.statuses[status] += 1
            count.seconds.append(time.perf_counter() - due)
            if status == CREATED:
                count.acknowledged.append(key)

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(one, range(len(forms))))
    count.took = time.perf_counter() - began
    return count


def figures(
    root: psycopg.Connection, size: Size, by_page: Count, by_mass: Count, once: UUID, at_once: Counter[int]
) -> Iterator[Measured]:
    for name, count in (("pages", by_page), ("mass door", by_mass)):
        said = {"statuses": count.statuses, "took_s": round(count.took, 1)}
        print(json.dumps({name: said, "at_once": at_once}), file=sys.stderr)
    lost = _lost(root, [*by_page.acknowledged, *by_mass.acknowledged, once])
    twice, sent = _twice(root), 2 * size.forms
    created = by_page.statuses[CREATED] + by_mass.statuses[CREATED]
    stored_once = created == sent and not lost and not twice and _sheets(root) == sent + 1
    for name, count in (("openrosa", by_mass), ("openrosa_pages", by_page)):
        # Else it was never sent at that rate: the senders waited.
        kept = stored_once and count.took <= size.seconds + GRACE
        p95 = sorted(count.seconds)[int(len(count.seconds) * 0.95)] * 1000
        yield Measured(f"{name}_soak_ok", float(kept), "all stored once, at that rate", n=size.forms)
        yield Measured(f"{name}_per_s", count.statuses[CREATED] / count.took, "submissions/s", size.rate, n=size.forms)
        yield Measured(f"{name}_p95_ms", p95, "ms", n=size.forms)
    yield Measured("openrosa_stored_once", float(stored_once), "all stored once, at whatever rate", n=sent)
    yield Measured("openrosa_lost", lost, "submissions", n=sent)
    yield Measured("openrosa_duplicates", twice, "submissions", n=sent)
    alike = at_once == Counter({CREATED: AT_ONCE}) and _stored(root, once) == 1
    yield Measured("openrosa_twenty_at_once", float(alike), "stored once, answered alike", n=AT_ONCE)


def _lost(root: psycopg.Connection, acknowledged: list[UUID]) -> int:
    row = root.execute(
        "SELECT count(*) FROM unnest(%s::uuid[]) AS a(id) WHERE NOT EXISTS"
        " (SELECT 1 FROM checklists_sheet s WHERE s.client_id = a.id)", [acknowledged]
    ).fetchone()  # fmt: skip
    return int(row[0]) if row else -1


def _twice(root: psycopg.Connection) -> int:
    row = root.execute("SELECT count(*) - count(DISTINCT client_id) FROM checklists_sheet").fetchone()
    return int(row[0]) if row else -1


def _sheets(root: psycopg.Connection) -> int:
    row = root.execute(
        "SELECT count(*) FROM checklists_sheet WHERE (SELECT count(*) FROM jsonb_object_keys(answers)) = 250"
    ).fetchone()
    return int(row[0]) if row else -1


def _stored(root: psycopg.Connection, key: UUID) -> int:
    row = root.execute("SELECT count(*) FROM checklists_sheet WHERE client_id = %s", [key]).fetchone()
    return int(row[0]) if row else -1


@contextmanager
def serving() -> Iterator[int]:
    """The page server as `shian serve` starts it, on a port of loopback that was free."""
    from shian.cli.serve import THREADS as POOL  # noqa: PLC0415 - after the database is prepared
    from shian.cli.serve import page_server  # noqa: PLC0415 - after the database is prepared

    port = free_port()
    process = subprocess.Popen(page_server(HOST, port, WORKERS), env=os.environ | {"SHIAN_POOL": str(POOL)})
    try:
        wait_until_up(port, process)  # beside other work the law takes its time to be read
        yield port
    finally:
        process.terminate()
        process.wait(timeout=60)


def short() -> None:
    """What the tests run, in a cluster of their own: every figure on one line."""
    print(json.dumps({one.name: one.value for one in run(SHORT)}))


if __name__ == "__main__":
    short()
