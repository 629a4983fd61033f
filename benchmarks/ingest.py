"""Single durable records through token, validation, lens, gate and ledger: the highest steady rate, beside a COPY of the same rows."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from random import SystemRandom
from tempfile import NamedTemporaryFile
from typing import Any

import psycopg

from benchmarks.database import as_root, prepared
from benchmarks.figures import Measured

NAMES = ("ingest_single_per_s", "ingest_p99_ms", "ingest_lost", "ingest_duplicates")
DAYS = 400  # each business and day is handed in once, in all loads of a run together
STEADY_MS = 1000.0  # above this a rate is not steady, the queue is only growing
UNGIVEN = range(20_000, 30_000)  # ports: Linux gives from 32768 on to whoever calls out, others from 49152
ROWS = {
    "checklists_sheet": "id IN (SELECT id FROM picked)",
    "loop_task": "sheet_id IN (SELECT id FROM picked)",
    "ledger_entry": "subject_id IN (SELECT id::text FROM picked)",
    "loop_receipt": "client_id IN (SELECT client_id FROM picked)",
}


@dataclass(frozen=True)
class Size:
    """How much is tried: the full bench, or the short form of the tests."""

    businesses: int = 1400  # as many as keep each business and day new to the end
    rates: tuple[float, ...] = (200, 400, 800, 1000, 1200, 1400, 1600, 1800, 2000, 2250, 2500, 3000)
    step_seconds: float = 6
    final_seconds: float = 60
    copied: int = 20_000


SHORT = Size(businesses=60, rates=(50,), step_seconds=2, final_seconds=4, copied=200)


@dataclass
class Bench:
    """Where the load goes, which record comes next (each business and day is recorded once), and the book of what was acknowledged."""

    port: int
    callers: list[tuple[str, str]]
    days: list[str]
    codes: list[str]
    book: str
    next: int = 0
    client_cpu: float = 0.0  # seconds of processor time of all loads so far

    def phases(self, phases: Sequence[tuple[float, float]]) -> list[dict[str, Any]]:
        """One load of several phases (seconds, records a second), without a pause between them; what came back of each."""
        order = {
            "port": self.port, "phases": phases, "start": self.next, "callers": self.callers, "days": self.days,
            "codes": self.codes, "checklist": "daily_caterer", "seed": self.next, "book": self.book,
        }  # fmt: skip
        run = subprocess.run(
            [sys.executable, "-m", "benchmarks.load"],
            input=json.dumps(order).encode(),
            stdout=subprocess.PIPE,
            check=True,
        )
        said: dict[str, Any] = json.loads(run.stdout)
        self.next, self.client_cpu = said["next"], self.client_cpu + said["cpu_s"]
        found: list[dict[str, Any]] = said["phases"]
        return found

    def load(self, rate: float, seconds: float) -> dict[str, Any]:
        return self.phases([(seconds, rate)])[0]


def run(size: Size = Size()) -> Iterator[Measured]:
    access = prepared()
    from benchmarks.ingest_world import callers, codes, days  # noqa: PLC0415 - models can be read only now

    known = [(caller.token, caller.business) for caller in callers(size.businesses)]
    with serving() as port, as_root(access) as root, NamedTemporaryFile() as book:
        bench = Bench(port, known, days(), codes(), book.name)
        warm(bench)
        best = climb(bench, size)["rate"]
        steady = bench.load(best, size.final_seconds)
        limit = copy_limit(root, size.copied)
        flood = bench.load(best * 4, min(size.step_seconds, 6))
        yield from figures(size, steady, limit, flood, counted(root, book.name))


def warm(bench: Bench) -> None:
    """Every token known to every process: that each is asked of the database the first time is no part of a steady rate."""
    for rate in (80, 120, 160, 200):
        bench.load(rate, len(bench.callers) / rate)


def climb(bench: Bench, size: Size) -> dict[str, Any]:
    """What came back at the highest rate of the ladder that held."""
    best: dict[str, Any] = {"rate": size.rates[0]}
    for rate in size.rates:
        said = bench.load(rate, size.step_seconds)
        print(json.dumps({"trying": rate, **said}), file=sys.stderr, flush=True)
        if said["accepted"] < said["sent"] or said["p99_ms"] > STEADY_MS:
            break
        best = said
    return best


def figures(
    size: Size, steady: dict[str, Any], limit: float, flood: dict[str, Any], books: "Books"
) -> Iterator[Measured]:
    value, n = steady["accepted"] / size.final_seconds, books.acknowledged
    yield Measured("ingest_single_per_s", value, "records/s", limit, value / limit, steady["accepted"])
    yield Measured("ingest_p99_ms", steady["p99_ms"], "ms", n=steady["sent"])
    yield Measured("ingest_lost", books.lost, "records", n=n)
    yield Measured("ingest_duplicates", books.duplicates, "records", n=n)
    refused = flood["statuses"].get("503", 0)
    yield Measured(
        "ingest_overload_refused", refused, "answers 503", flood["sent"], refused / flood["sent"], flood["sent"]
    )
    yield Measured("ingest_refused_without_retry_after", refused - flood["retry_after"], "answers 503", n=refused)


@dataclass(frozen=True)
class Books:
    """The clients' book against the table, counted by hand on raw rows."""

    acknowledged: int
    stored: int
    lost: int  # acknowledged, and not in the table
    duplicates: int  # acknowledged or stored beyond the first of one client's id


def counted(root: psycopg.Connection, book: str) -> Books:
    """What every client was told against what is there."""
    root.execute("DROP TABLE IF EXISTS told")
    root.execute("CREATE TEMP TABLE told (id uuid)")
    with open(book, "rb") as lines, root.cursor().copy("COPY told FROM STDIN") as copy:
        while part := lines.read(1 << 20):
            copy.write(part)
    row = root.execute(
        "SELECT (SELECT count(*) FROM told), (SELECT count(*) FROM checklists_sheet),"
        " (SELECT count(*) FROM told t WHERE NOT EXISTS (SELECT FROM checklists_sheet s WHERE s.client_id = t.id)),"
        " (SELECT count(*) - count(DISTINCT (person_id, client_id)) FROM checklists_sheet)"
        " + (SELECT count(*) - count(DISTINCT id) FROM told)"
    ).fetchone()
    return Books(*row) if row else Books(0, 0, -1, -1)


def copy_limit(root: psycopg.Connection, records: int) -> float:
    """Records a second when all rows of a record (sheet, task, ledger, receipt) only have to be copied in, durably,
    into the same tables with the same keys and indexes."""
    root.execute("DROP TABLE IF EXISTS picked")
    root.execute(
        "CREATE TEMP TABLE picked AS SELECT id, client_id FROM checklists_sheet ORDER BY id DESC LIMIT %s", [records]
    )
    root.execute("ANALYZE picked")
    parts = {table: _copied_out(root, table, where) for table, where in ROWS.items()}
    picked = root.execute("SELECT count(*) FROM picked").fetchone()
    with root.transaction():
        root.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in reversed(ROWS):
            root.execute(f"DELETE FROM {table} WHERE {ROWS[table]}")
    begin = time.perf_counter()
    with root.transaction():
        for table, (columns, data) in parts.items():
            with root.cursor().copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                copy.write(data)
    return int(picked[0]) / (time.perf_counter() - begin) if picked else 0.0


def _copied_out(root: psycopg.Connection, table: str, where: str) -> tuple[str, bytes]:
    found = root.execute(f"SELECT * FROM {table} LIMIT 0").description or []
    columns = ", ".join(column.name for column in found)
    with root.cursor().copy(f"COPY (SELECT {columns} FROM {table} WHERE {where}) TO STDOUT") as copy:
        return columns, b"".join(bytes(part) for part in copy)


@contextmanager
def serving() -> Iterator[int]:
    """The ingest processes as `shian serve` starts it, on a port of loopback that was free."""
    from shian.cli.serve import MASS_DOORS, ingest_server  # noqa: PLC0415 - after the database is prepared

    port = free_port()
    processes = [subprocess.Popen(ingest_server("127.0.0.1", port), env=os.environ) for _ in range(MASS_DOORS)]
    try:
        wait_until_up(port, processes[-1])
        time.sleep(1)  # whichever answered: the others are as far
        yield port
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=60)


def free_port(following: int = 0) -> int:
    """A port on which nobody listens, nor on so many after it. Not of those that the system gives to whoever calls out: one of
    these may be taken before the server that is started now comes to listen, or while it is killed and started again."""
    while True:
        port = SystemRandom().choice(UNGIVEN)
        with ExitStack() as held, suppress(OSError):
            for one in range(port, port + 1 + following):
                held.enter_context(socket.create_server(("127.0.0.1", one)))
            return port


def wait_until_up(port: int, process: "subprocess.Popen[bytes]", seconds: float = 180) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1):
            return
        time.sleep(0.05)
    raise RuntimeError("the ingest process did not come up")
