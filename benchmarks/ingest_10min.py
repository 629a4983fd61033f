"""Ten minutes of 2,222 single records a second with a minute of three times as many, a checkpoint and a vacuum inside, pages opened meanwhile.

Each record is accepted durably or answered 503 with Retry-After; at the end the clients' book is held against the
table. `python -m benchmarks.ingest_10min --seconds 60` is the same in short. The database it makes is dropped at the end.
"""

import argparse
import json
import signal
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from shutil import disk_usage
from tempfile import NamedTemporaryFile
from typing import Any
from uuid import uuid4

import psycopg

from benchmarks import pages, watching
from benchmarks.database import as_root, dropped, prepared
from benchmarks.figures import Measured
from benchmarks.ingest import DAYS, Bench, Books, Size, climb, copy_limit, counted, serving

# What else it prints (single, p99, lost, duplicates) is asked for by the names of `benchmarks.ingest`, which takes two minutes.
NAMES = (
    "ingest_10min_per_s",
    "ingest_batch_rows_per_s",
    "ingest_copy_limit_per_s",
    "ingest_10min_refused",
    "ingest_unanswered",
    "ingest_pages_p95_ms",
    "ingest_pages_failed",
    "ingest_checkpoints",
    "ingest_vacuums",
)
RATE, BURST, DATABASE = 2222.0, 3.0, "ten_shian"
LISTS, LIST_SECONDS, MACHINES = 4, 10.0, 200
COPIED, GOAL_MS = 50_000, 300.0
ROOM = 12_000  # bytes of disk for a record: rows, keys, indexes, the log, and the database's own copies at a checkpoint


@dataclass(frozen=True)
class Flood:
    """How long and how much; a tenth of it comes three times as fast."""

    seconds: float = 600
    rate: float = RATE
    climbs: tuple[float, ...] = (500, 1000, 1500, 2000, 2500, 3000, 3500, 4000, 4500)

    @property
    def phases(self) -> list[tuple[float, float]]:
        """Steady, the burst in the middle, steady again."""
        burst = self.seconds / 10
        steady = (self.seconds - burst) / 2
        return [(steady, self.rate), (burst, self.rate * BURST), (steady, self.rate)]

    @property
    def businesses(self) -> int:
        """As many as keep each business and day new to the end."""
        sent = sum(seconds * rate for seconds, rate in self.phases)
        return int((sent + sum(self.climbs) * Size.step_seconds) / DAYS * 1.05) + 40 + MACHINES


@dataclass
class Seen:
    """What the flood showed."""

    phases: list[dict[str, Any]]
    chores: watching.Chores
    pages: watching.Pages
    cpu: dict[str, float] = field(default_factory=dict)

    def of(self, name: str) -> int:
        return sum(int(phase[name]) for phase in self.phases)

    @property
    def refused(self) -> int:
        return sum(int(phase["statuses"].get("503", 0)) for phase in self.phases)


def run(flood: Flood = Flood()) -> Iterator[Measured]:
    access = prepared(DATABASE)
    refuse_no_room(access.files, flood)
    from benchmarks.ingest_world import beside_pages, codes, days  # noqa: PLC0415 - models can be read only now

    began = time.perf_counter()
    callers, cookies = beside_pages(flood.businesses)
    everybody = [(one.token, one.business) for one in callers]
    machines, known = everybody[:MACHINES], everybody[MACHINES:]
    _say("county", businesses=len(everybody), seconds=round(time.perf_counter() - began))
    with ExitStack() as stack:
        stack.callback(dropped, access, DATABASE)
        book = stack.enter_context(NamedTemporaryFile(prefix="shian_book_"))
        root, hand = (stack.enter_context(as_root(access, DATABASE)) for _ in range(2))
        page_port, door = stack.enter_context(pages.serving()), stack.enter_context(serving())
        bench = Bench(door, known, days(), codes(), book.name)
        _warm(bench)
        seen = flooded(bench, flood, watching.Pages(page_port, cookies), root, hand)
        rows = listed(bench, machines, LIST_SECONDS)
        single = climb(bench, Size(rates=flood.climbs))
        books = counted(root, book.name)
        yield from figures(flood, seen, rows, single, copy_limit(root, COPIED), books)


def refuse_no_room(files: Path, flood: Flood) -> None:
    """Raises SystemExit where the disk would be full before the end."""
    needed, free = flood.businesses * DAYS * ROOM, disk_usage(files).free
    if free < needed:
        raise SystemExit(f"the flood needs {needed >> 30} GB of disk, {free >> 30} GB are free: try --seconds")


def _warm(bench: Bench) -> None:
    """Every token known to both processes; they are forgotten and asked for again as in any ten minutes."""
    for rate in (400, 600, 800):
        _say("warming", **bench.load(rate, len(bench.callers) / rate))


def flooded(
    bench: Bench, flood: Flood, browser: watching.Pages, root: psycopg.Connection, hand: psycopg.Connection
) -> Seen:
    """The ten minutes themselves."""
    over, before, cpu = threading.Event(), watching.chores(root), _cpu(root, bench)
    by_hand = threading.Thread(
        target=watching.done_by_hand, args=(hand, before, flood.seconds * 0.3, over), daemon=True
    )
    by_hand.start()
    with browser.sampled():
        phases = bench.phases(flood.phases)
    over.set()
    by_hand.join()
    time.sleep(1.5)  # the database's own counts come a second late
    after = _cpu(root, bench)
    seen = Seen(phases, watching.chores(root).since(before), browser, {name: after[name] - cpu[name] for name in cpu})
    for phase in phases:
        _say("flood", **phase)
    return seen


def _cpu(root: psycopg.Connection, bench: Bench) -> dict[str, float]:
    """Processor seconds so far: the loads, the mass door, the pages, and the database."""
    return {"client": bench.client_cpu, **{name: watching.spent(found) for name, found in watching.parts(root).items()}}


def listed(bench: Bench, machines: Sequence[tuple[str, str]], seconds: float) -> float:
    """Rows a second where four send lists, each as soon as the one before was answered: a caller's business, all its days."""
    began = time.perf_counter()
    left = iter(machines)
    with ThreadPoolExecutor(LISTS) as senders:
        kept = sum(senders.map(lambda _n: _lists(bench, left, began + seconds), range(LISTS)))
    return kept / (time.perf_counter() - began)


def _lists(bench: Bench, left: Iterator[tuple[str, str]], until: float) -> int:
    kept = 0
    with closing(HTTPConnection("127.0.0.1", bench.port, timeout=60)) as line, open(bench.book, "a") as book:
        while time.perf_counter() < until and (caller := next(left, None)):
            said = _sent(line, caller, bench)
            book.writelines(f"{one['id']}\n" for one in said)
            kept += len(said)
    return kept


def _sent(line: HTTPConnection, caller: tuple[str, str], bench: Bench) -> list[dict[str, Any]]:
    """One list, and the verdicts that say it was kept."""
    token, business = caller
    answers = json.dumps({code: {"answer": "conform"} for code in bench.codes})
    rest = f'"programme":"daily_record","business":"{business}","zero_risk":true,"answers":{answers}}}'
    sheets = ",".join(f'{{"id":"{uuid4()}","on_day":"{day}",{rest}' for day in bench.days)
    line.request("POST", "/api/v1/submissions", f"[{sheets}]".encode(), {"Authorization": f"Bearer {token}"})
    answer = line.getresponse()
    said = json.loads(answer.read())
    return [one for one in said["verdicts"] if one["ok"]] if answer.status == 200 else []


def figures(
    flood: Flood, seen: Seen, rows: float, single: dict[str, Any], limit: float, books: Books
) -> Iterator[Measured]:
    accepted, sent, told = seen.of("accepted"), seen.of("sent"), books.acknowledged
    value, steady = accepted / flood.seconds, single.get("accepted", 0) / single.get("seconds", 1)
    yield Measured("ingest_10min_per_s", value, f"records/s over {flood.seconds:g} s", limit, value / limit, accepted)
    yield Measured("ingest_single_per_s", steady, "records/s held", limit, steady / limit, single.get("accepted", 0))
    yield Measured("ingest_batch_rows_per_s", rows, "records/s in lists", limit, rows / limit)
    yield Measured("ingest_copy_limit_per_s", limit, "records/s, all their rows by COPY", n=COPIED)
    yield Measured(
        "ingest_p99_ms", max(phase["p99_ms"] for phase in seen.phases), "ms, worst of three phases", n=accepted
    )
    yield Measured("ingest_lost", books.lost, "records", n=told)
    yield Measured("ingest_duplicates", books.duplicates, "records", n=told)
    yield Measured("ingest_10min_refused", seen.refused, "answers 503", sent, seen.refused / sent, sent)
    yield Measured("ingest_unanswered", sent - accepted - seen.refused, "neither accepted nor 503", n=sent)
    silent = seen.refused - seen.of("retry_after")
    yield Measured("ingest_refused_without_retry_after", silent, "answers 503", n=seen.refused)
    yield Measured("ingest_pages_p95_ms", seen.pages.p95, "ms", GOAL_MS, n=len(seen.pages.taken))
    yield Measured("ingest_pages_failed", seen.pages.failed, "pages", n=len(seen.pages.taken) + seen.pages.failed)
    yield Measured("ingest_checkpoints", seen.chores.checkpoints, "inside the flood")
    yield Measured("ingest_vacuums", seen.chores.vacuums, "inside the flood, of the tables written to")
    for part, spent in seen.cpu.items():
        yield Measured(
            f"ingest_cpu_us_{part}", spent / max(accepted, 1) * 1e6, "µs of processor an accepted record", n=accepted
        )


def _say(what: str, **facts: object) -> None:
    print(json.dumps({what: facts}, ensure_ascii=False), file=sys.stderr, flush=True)


def main() -> None:
    words = argparse.ArgumentParser(prog="benchmarks.ingest_10min", description=__doc__)
    words.add_argument("--seconds", type=float, default=Flood.seconds, help="how long the flood lasts")
    words.add_argument(
        "--rate", type=float, default=RATE, help="records a second; three times as many in its middle tenth"
    )
    asked = words.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started ends, and the database goes
    for figure in run(Flood(asked.seconds, asked.rate)):
        print(figure.line(), flush=True)


if __name__ == "__main__":
    main()
