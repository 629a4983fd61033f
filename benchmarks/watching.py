"""What a flood leaves for others, and what it costs: pages opened meanwhile, processor time of each part, the database's own chores."""

import http.client
import os
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

import psycopg

TICKS = os.sysconf("SC_CLK_TCK")
HOT = ("checklists_sheet", "loop_task", "ledger_entry", "loop_receipt")


@dataclass
class Pages:
    """One browser after the other opens the worklist, each a little after the last was answered."""

    port: int
    cookies: Sequence[str]
    page: str = "/worklist"
    pause: float = 0.25
    taken: list[float] = field(default_factory=list)  # milliseconds
    failed: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def p95(self) -> float:
        return quantiles(self.taken, n=20)[-1] if len(self.taken) > 1 else float("nan")

    @contextmanager
    def sampled(self) -> Iterator[None]:
        sampler = threading.Thread(target=self._sample, daemon=True)
        sampler.start()
        try:
            yield
        finally:
            self.over.set()
            sampler.join(60)

    def _sample(self) -> None:
        turn = 0
        while not self.over.wait(self.pause):
            began = time.perf_counter()
            if self._opened(self.cookies[turn % len(self.cookies)]):
                self.taken.append((time.perf_counter() - began) * 1000)
            else:
                self.failed += 1
            turn += 1

    def _opened(self, cookie: str) -> bool:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            line.request("GET", self.page, headers={"Cookie": cookie})
            answer = line.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            return False
        else:
            return answer.status == 200
        finally:
            line.close()


def spent(roots: Iterable[int]) -> float:
    """Processor seconds of these processes and of all below them, those that have ended and were waited for too."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and (words := _stat(int(entry.name))):
            parents.setdefault(int(words[1]), []).append(int(entry.name))
    found, left = 0.0, list(roots)
    while left:
        process = left.pop()
        left += parents.get(process, [])
        found += sum(map(int, _stat(process)[11:15])) / TICKS
    return found


def parts(root: psycopg.Connection) -> dict[str, list[int]]:
    """The processes of each part: servers that this one started, by what they run, and the database's first."""
    row = root.execute("SELECT pg_backend_pid()").fetchone()
    found = {"mass door": _mine(b"shian.doors.ingest"), "pages": _mine(b"granian")}
    return found | {"database": [int(_stat(int(row[0]))[1])] if row else []}


def _mine(word: bytes) -> list[int]:
    """The processes started here whose command has this word in it."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and (words := _stat(int(entry.name))) and int(words[1]) == os.getpid():
            with suppress(OSError):
                found += [int(entry.name)] * (word in (entry / "cmdline").read_bytes())
    return found


def _stat(process: int) -> list[str]:
    """The fields after the name, from the state on; nothing of a process that is gone."""
    with suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return []


@dataclass(frozen=True)
class Chores:
    """How often the database wrote a checkpoint, and looked after the tables that are written to."""

    checkpoints: int
    vacuums: int

    def since(self, before: "Chores") -> "Chores":
        return Chores(self.checkpoints - before.checkpoints, self.vacuums - before.vacuums)


def chores(root: psycopg.Connection) -> Chores:
    kept = "num_timed + num_requested FROM pg_stat_checkpointer"
    if root.info.server_version < 170_000:
        kept = "checkpoints_timed + checkpoints_req FROM pg_stat_bgwriter"
    row = root.execute(
        f"SELECT (SELECT {kept}), coalesce(sum(autovacuum_count + vacuum_count), 0)"
        " FROM pg_stat_user_tables WHERE relname = ANY(%s)", [list(HOT)]
    ).fetchone()  # fmt: skip
    return Chores(*map(int, row)) if row else Chores(0, 0)


def done_by_hand(root: psycopg.Connection, before: Chores, halfway: float, over: threading.Event) -> None:
    """A checkpoint at half time; a vacuum a little later, where the database came to none by itself."""
    if not over.wait(halfway):
        root.execute("CHECKPOINT")
    if not over.wait(halfway / 3) and not chores(root).since(before).vacuums:
        for table in HOT:
            root.execute(f"VACUUM (ANALYZE) {table}")
