"""Who the server runs as: PostgreSQL refuses root, so root lends it an unprivileged user that already exists."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from shian.config.cluster.access import Trouble


@dataclass(frozen=True)
class Person:
    """`uid` None: ourselves."""

    uid: int | None = None
    gid: int | None = None

    def run(self, command: Sequence[str | Path], *, home: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Runs to the end and keeps what it said; no password travels in an argument or the environment."""
        surroundings = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}
        groups: list[int] | None = None if self.uid is None else []
        return subprocess.run(
            [str(part) for part in command],
            user=self.uid,
            group=self.gid,
            extra_groups=groups,
            umask=0o077,
            cwd=home or "/",
            env=surroundings,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def reaches(self, path: Path) -> bool:
        return self.run(["/bin/sh", "-c", 'cd "$1"', "sh", path]).returncode == 0

    def can_run(self, program: str) -> bool:
        try:
            return self.run([program, "--version"]).returncode == 0
        except PermissionError:
            return False

    def own(self, path: Path) -> None:
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)


def server_person() -> Person:
    if os.geteuid() != 0:
        return Person()
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Person(entry.pw_uid, entry.pw_gid)
    raise Trouble("As root the database needs an unprivileged user: neither postgres nor nobody exists here.")


def home_for(data: Path, person: Person) -> Path:
    """The data folder where the server's user can walk to it, else a folder of its own; no parent is opened."""
    if person.uid is None or person.reaches(data.parent):
        return data
    for base in (Path("/var/lib"), Path("/var/tmp")):  # noqa: S108  made 0700 and its owner checked
        if os.access(base, os.W_OK) and person.reaches(base):
            return base
    raise Trouble(f"The database's user can reach neither {data} nor /var/lib nor /var/tmp; set SHIAN_DATA.")
