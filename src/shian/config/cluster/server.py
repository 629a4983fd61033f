"""Starting, sharing and stopping the cluster. Whoever uses it holds a shared lock; the last to leave stops it."""

import atexit
import contextlib
import fcntl
import os
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from shian.config.cluster import binaries as programs
from shian.config.cluster.access import (
    ROOT,
    Access,
    Trouble,
    data_folder,
    fresh_access,
    private_folder,
    read_access,
    short_name,
    write_access,
    write_private,
)
from shian.config.cluster.binaries import Binaries
from shian.config.cluster.bootstrap import bootstrap
from shian.config.cluster.conf import HBA, conf
from shian.config.cluster.person import Person, home_for, server_person

PAUSES = (0.5, 2)


@dataclass(frozen=True)
class Cluster:
    access: Access
    binaries: Binaries
    person: Person

    @property
    def files(self) -> Path:
        return self.access.files

    @property
    def log(self) -> Path:
        return Path(self.access.home) / "postgres.log"

    def running(self) -> bool:
        """Ours and alive: the pid file in our own folder names a server that was started on that folder."""
        pid = self.pid()
        return pid is not None and str(self.files) in command_of(pid)

    def pid(self) -> int | None:
        try:
            return int((self.files / "postmaster.pid").read_text().splitlines()[0])
        except (FileNotFoundError, IndexError, ValueError):
            return None

    def make(self) -> None:
        """An empty cluster, then its roles and database; a half-made one is thrown away."""
        draft = self.files.with_name("postgres.draft")
        shutil.rmtree(draft, ignore_errors=True)
        word = Path(self.access.home) / "word"
        write_private(word, self.access.passwords[ROOT])
        self.person.own(word)
        try:
            self.init(draft, word)
        finally:
            word.unlink()
        self.write(draft / "pg_hba.conf", HBA)
        self.write(draft / "postgresql.conf", "include 'shian.conf'\n")
        draft.replace(self.files)

    def init(self, draft: Path, word: Path) -> None:
        options: list[str | Path] = [
            "-D",
            draft,
            "-U",
            ROOT,
            "--pwfile",
            word,
            "--auth",
            "scram-sha-256",
            "-E",
            "UTF8",
            "--data-checksums",
        ]
        for locale in ("C.UTF-8", "C"):
            done = self.person.run([self.binaries["initdb"], *options, f"--locale={locale}"])
            if done.returncode == 0:
                return
            shutil.rmtree(draft, ignore_errors=True)
        raise Trouble(f"The database folder could not be made: {last_line(done.stderr)}")

    def write(self, path: Path, text: str) -> None:
        write_private(path, text)
        self.person.own(path)

    def start(self) -> None:
        self.write(self.files / "shian.conf", conf(self.access.socket))
        # After a crash the number may belong to anybody; PostgreSQL would refuse out of caution.
        (self.files / "postmaster.pid").unlink(missing_ok=True)
        command: list[str | Path] = [
            self.binaries["pg_ctl"],
            "start",
            "-w",
            "-t",
            "120",
            "-s",
            "-D",
            self.files,
            "-l",
            self.log,
        ]
        for pause in PAUSES:
            if self.person.run(command).returncode == 0:
                return
            time.sleep(
                pause
            )  # the children of a server that was killed go a moment after it, and bar its folder till then
        if self.person.run(command).returncode:
            raise Trouble(f"The database did not start: {last_line(self.log.read_text(errors='replace'))} ({self.log})")

    def stop(self) -> None:
        self.person.run([self.binaries["pg_ctl"], "stop", "-w", "-s", "-m", "fast", "-D", self.files])


def last_line(text: str) -> str:
    return (text.strip().splitlines() or ["no reason given"])[-1]


def command_of(pid: int) -> str:
    entry = Path(f"/proc/{pid}/cmdline")
    if Path("/proc/self").exists():
        return entry.read_bytes().replace(b"\0", b" ").decode(errors="replace") if entry.exists() else ""
    answer = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return answer.stdout


def made_version(files: Path) -> int | None:
    mark = files / "PG_VERSION"
    return int(mark.read_text().strip()) if mark.exists() else None


def settle(data: Path, person: Person) -> Access:
    """Where a new cluster goes; said aloud when it is not the data folder. Written first: a cut start can go on."""
    base = home_for(data, person)
    home = data if base == data else base / f"shian-{short_name(data)}"
    if home != data:
        print(f"The database lies in {home}: its user cannot reach {data}.", file=sys.stderr)  # noqa: T201  whoever starts it waits at a terminal
    access = fresh_access(data, home)
    write_access(access)
    return access


def secure(folder: Path, person: Person) -> None:
    """Ours, 0700, and no link that somebody else put there first."""
    folder.mkdir(mode=0o700, exist_ok=True)
    facts = folder.lstat()
    if not stat.S_ISDIR(facts.st_mode) or facts.st_uid not in (os.geteuid(), person.uid):
        raise Trouble(f"{folder} belongs to somebody else.")
    person.own(folder)
    folder.chmod(0o700)


def cluster(data: Path | None = None) -> Cluster:
    """The cluster of a data folder, with folders in place; nothing is started."""
    data = data or data_folder()
    person = server_person()
    access = read_access(data) or settle(data, person)
    for folder in (Path(access.home), Path(access.socket)):
        secure(folder, person)
    found = programs.find(made_version(access.files))
    if not person.can_run(found["postgres"]):
        found = programs.carried_to(found, Path(access.home))
    return Cluster(access, found, person)


@contextlib.contextmanager
def alone(data: Path) -> Iterator[None]:
    """One process at a time decides whether the server starts or stops."""
    with (data / "cluster.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


held: dict[Path, IO[str]] = {}


def use(data: Path | None = None) -> Cluster:
    """The cluster, running; made on first use. Any number of processes may call this at once."""
    data = private_folder(data or data_folder())
    with alone(data):
        ours = cluster(data)
        if made_version(ours.files) is None:
            print("A database is being made, once only: some seconds…", file=sys.stderr, flush=True)  # noqa: T201  whoever starts it waits at a terminal
            ours.make()
        if not ours.running():
            ours.start()
        if not (data / "cluster.ready").exists():
            bootstrap(ours.access)
            (data / "cluster.ready").touch()
        hold(data)
    return ours


def hold(data: Path) -> None:
    if data not in held:
        held[data] = (data / "cluster.users").open("w")
        fcntl.flock(held[data], fcntl.LOCK_SH)
        atexit.register(leave, data, os.getpid())


def leave(data: Path | None = None, of: int | None = None) -> None:
    """The last user stops the server; a forked child says nothing for its parent."""
    data = data or data_folder()
    if data not in held or of not in (None, os.getpid()):
        return
    with alone(data):
        users = held.pop(data)
        with users, contextlib.suppress(BlockingIOError):
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            ours = cluster(data)
            if ours.running():
                ours.stop()
