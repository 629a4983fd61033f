"""Pages at 20 users at once (village, township, office), after a write, on a server that was just started.

`limit` is the page's own questions, asked bare: the same SQL, as many at once, past wall and lens, with nothing made of the answers.
"""

import http.client
import os
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from statistics import median, quantiles
from threading import Barrier

from benchmarks.database import as_root
from benchmarks.demo import WORLD, standing
from benchmarks.figures import Measured
from benchmarks.ingest import free_port, wait_until_up
from shian.config.cluster.access import Access

NAMES = ("page_worklist_p95_ms", "page_completion_p95_ms", "village_admin_ratio")
PAGES = {"page_worklist_p95_ms": "/worklist", "page_completion_p95_ms": "/figures/completion"}
LISTS = ("/worklist", "/worklist/overdue", "/businesses", "/findings", "/figures/completion")
ROUNDS, ALONE = 10, 15
WORKERS = 2


@dataclass(frozen=True)
class User:
    """A browser that is in: whose, and the cookie that says so."""

    role: str
    cookie: str
    questions: Callable[[str], list[str]]  # the SELECTs of a page as this user asks them


def run() -> Iterator[Measured]:
    access = standing()
    from benchmarks.pages_world import twenty, visit  # noqa: PLC0415 - models can be read only now

    users = twenty()
    for name, page in PAGES.items():
        with serving() as port:
            taken = [took for _round in range(ROUNDS) for took in _round_of(port, users, page, visit)]
        bare = [took for _round in range(ROUNDS) for took in _bare_round(access, [u.questions(page) for u in users])]
        yield Measured(name, p95(taken), "ms", p95(bare), p95(taken) / p95(bare), len(taken))
    with serving() as port:
        village, office = ([u for u in users if u.role == role] for role in ("village_cadre", "office"))
        ratios = [_alone(port, village, page) / _alone(port, office, page) for page in LISTS]
    yield Measured("village_admin_ratio", max(ratios), "× the office's time, worst list page", n=ALONE * len(LISTS))


def _round_of(port: int, users: Sequence[User], page: str, write: Callable[[], None]) -> list[float]:
    """A visit is handed in; then everybody opens the page at the same instant."""
    write()
    return at_once([lambda user=user: opened(port, user, page) for user in users])  # type: ignore[misc]  # a lambda with a default has no type of its own


def _bare_round(access: Access, asked: Sequence[list[str]]) -> list[float]:
    connections = [as_root(access, WORLD) for _one in asked]
    try:
        return at_once(
            [
                lambda c=c, questions=questions: [c.execute(question).fetchall() for question in questions]  # type: ignore[misc]  # a lambda with a default has no type of its own
                for c, questions in zip(connections, asked, strict=True)
            ]
        )
    finally:
        for connection in connections:
            connection.close()


def at_once(jobs: Sequence[Callable[[], object]]) -> list[float]:
    """Milliseconds of each, all begun at the same instant."""
    start = Barrier(len(jobs))

    def timed(job: Callable[[], object]) -> float:
        start.wait()
        began = time.perf_counter()
        job()
        return (time.perf_counter() - began) * 1000

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(timed, jobs))


def opened(port: int, user: User, page: str) -> None:
    """The whole page, and nothing but the page."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as line:
        line.request("GET", page, headers={"Cookie": user.cookie})
        answer = line.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"{page} answered {user.role} with {answer.status}")


def _alone(port: int, users: Sequence[User], page: str) -> float:
    """The middle time of a page with nobody else there, each of these users in turn."""
    turns = [users[n % len(users)] for n in range(ALONE)]
    return median(at_once([lambda user=user: opened(port, user, page)])[0] for user in turns)  # type: ignore[misc]  # a lambda with a default has no type of its own


def p95(taken: Sequence[float]) -> float:
    return quantiles(taken, n=20)[-1]


@contextmanager
def serving() -> Iterator[int]:
    """The page server as `shian serve` starts it, on a port of loopback that was free."""
    from shian.cli.serve import THREADS, page_server  # noqa: PLC0415 - after the database is prepared

    port = free_port()
    surroundings = os.environ | {"SHIAN_POOL": str(THREADS)}
    process = subprocess.Popen(page_server("127.0.0.1", port, WORKERS), env=surroundings)
    try:
        wait_until_up(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=60)
