"""Kill -9, under load: the ingest process, and a backend of the database (which then recovers from its log).

Every client keeps a record until it is acknowledged, and sends it again under the same id after each failure, as a
phone would. Then raw rows are counted: acknowledged and absent, or there twice. One JSON object on stdout;
`python -m benchmarks.kill` kills twice each, `make bench NAME=kill` twenty-five times each. Meant for a data folder of its
own (SHIAN_DATA), for everybody connected to the cluster is thrown out with each kill.
"""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from benchmarks.database import as_root, prepared
from benchmarks.figures import Measured
from benchmarks.ingest import free_port, wait_until_up

NAMES = ("kill", "kill_lost", "kill_duplicates")
CLIENTS, EACH, KILLS = 8, 40, 2
SOME = 25  # records of a stretch are acknowledged before the blow that ends it
MANY, MORE = 25, 400  # how often each is killed in the long run, and how many records each client then has
PATIENCE = 90.0


@dataclass
class Tally:
    """What the clients saw. Between two blows lies a stretch of records: nobody runs ahead of it, so that each blow is felt."""

    a_stretch: int
    last: int  # how many blows there are
    blows: int = 0
    acknowledged: list[str] = field(default_factory=list)
    sheets: dict[str, tuple[str, str, object]] = field(default_factory=dict)
    replayed: int = 0
    failures: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass
class Ingest:
    """The process under attack; started again at once, on the same port."""

    port: int
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        from shian.cli.serve import ingest_server  # noqa: PLC0415 - after the database is prepared

        self.process = subprocess.Popen(
            ingest_server("127.0.0.1", self.port), env=os.environ, stderr=subprocess.DEVNULL
        )
        wait_until_up(self.port, self.process)

    def kill(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()


def run() -> Iterator[Measured]:
    said = killed_and_counted(MANY, MORE)
    print(json.dumps(said), file=sys.stderr)
    yield Measured("kill", said["killed"], "kills", n=said["acknowledged"])
    yield Measured("kill_lost", said["lost"], "records", n=said["acknowledged"])
    yield Measured("kill_duplicates", said["duplicates"] + said["unasked"], "records", n=said["acknowledged"])


def killed_and_counted(kills: int, each: int) -> dict[str, int]:
    access = prepared("kill_shian")
    from benchmarks.ingest_world import callers, codes, days  # noqa: PLC0415 - models can be read only now

    known, asked, dates = callers(CLIENTS), codes(), days()
    tally = Tally(each // (2 * kills + 1), 2 * kills)
    ingest = Ingest(free_port())
    with running(ingest):
        threads = [
            threading.Thread(target=client, args=(ingest.port, one.token, one.business, asked, dates[:each], tally))
            for one in known
        ]
        for thread in threads:
            thread.start()
        killed = attack(ingest, tally, access, kills)
        for thread in threads:
            thread.join(PATIENCE * (1 + kills / 5))
        alike = sum(again(ingest.port, *sheet) for sheet in tally.sheets.values())
    with as_root(access, "kill_shian") as root:
        found = root.execute(
            "SELECT count(*), count(DISTINCT client_id), count(*) FILTER (WHERE client_id = ANY(%s::uuid[]))"
            " FROM checklists_sheet",
            [tally.acknowledged],
        ).fetchone()
    rows, different, theirs = found or (0, 0, 0)
    return {
        "acknowledged": len(tally.acknowledged), "lost": len(tally.acknowledged) - theirs,
        "duplicates": rows - different, "replayed_alike": alike, "unasked": rows - theirs, "replayed": tally.replayed,
        "failures": tally.failures, "killed": killed,
    }  # fmt: skip


@contextmanager
def running(ingest: Ingest) -> Iterator[None]:
    ingest.start()
    try:
        yield
    finally:
        ingest.kill()


def attack(ingest: Ingest, tally: Tally, access: object, kills: int) -> int:
    """In turn, each time after the clients got somewhere since the last blow."""
    killed = 0
    for _ in range(kills):
        got_somewhere(tally)
        ingest.kill()
        tally.blows += 1
        ingest.start()
        got_somewhere(tally)
        killed += 1 + kill_backend(access)
        tally.blows += 1
    return killed


def got_somewhere(tally: Tally) -> None:
    goal = tally.blows * tally.a_stretch * CLIENTS + SOME
    wait(lambda: len(tally.acknowledged) >= goal)


def not_before(blow: int, tally: Tally) -> None:
    wait(lambda: tally.blows >= blow)


def wait(over: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not over() and time.monotonic() < until:
        time.sleep(0.01)


def kill_backend(access: object) -> int:
    """One killed backend makes the server drop all of them and replay its log, as after a power cut."""
    with as_root(access, "kill_shian") as root:  # type: ignore[arg-type]  # the cluster the bench made
        row = root.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND usename = 'shian_app' LIMIT 1"
        ).fetchone()
        if row is None:
            return 0
        os.kill(int(row[0]), signal.SIGKILL)
    return 1


def client(port: int, token: str, business: str, codes: list[str], days: list[str], tally: Tally) -> None:
    answers = {code: {"answer": "conform"} for code in codes}
    for n, day in enumerate(days):
        not_before(min(n // tally.a_stretch, tally.last), tally)
        sheet = {
            "id": str(uuid.uuid4()), "programme": "daily_record", "business": business, "on_day": day,
            "zero_risk": True, "answers": answers,
        }  # fmt: skip
        until_acknowledged(port, token, json.dumps(sheet), sheet["id"], tally)


def until_acknowledged(port: int, token: str, body: str, key: object, tally: Tally) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        verdict = sent(port, token, body)
        with tally.lock:
            if verdict is not None and verdict.get("ok"):
                tally.acknowledged.append(str(key))
                tally.sheets[str(key)] = token, body, verdict["sheet"]
                tally.replayed += bool(verdict.get("replay"))
                return
            tally.failures += 1
        time.sleep(0.05)


def again(port: int, token: str, body: str, sheet: object) -> bool:
    """Whether a record sent once more is answered as a replay, with the same sheet."""
    verdict = sent(port, token, body) or {}
    return bool(verdict.get("ok") and verdict.get("replay") and verdict.get("sheet") == sheet)


def sent(port: int, token: str, body: str) -> "dict[str, object] | None":
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("POST", "/api/v1/submissions", body, {"Authorization": f"Bearer {token}"})
        said: dict[str, object] = json.loads(connection.getresponse().read())
    except (OSError, http.client.HTTPException, ValueError):
        return None
    else:
        return said
    finally:
        connection.close()


if __name__ == "__main__":
    print(json.dumps(killed_and_counted(KILLS, EACH)))
