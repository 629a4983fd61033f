"""Where the cluster lives and how its roles enter: one file, 0600, in the data folder."""

import hashlib
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

DATABASE = "shian"
ROOT, OWNER, APP = "shian_root", "shian_owner", "shian_app"
ROLES = (ROOT, OWNER, APP)


class Trouble(RuntimeError):
    """Something about this machine that a person has to see to; one sentence."""


def data_folder() -> Path:
    """`SHIAN_DATA`, else `.data` beside the source tree."""
    chosen = os.environ.get("SHIAN_DATA")
    return Path(chosen).expanduser().absolute() if chosen else Path(__file__).absolute().parents[4] / ".data"


def private_folder(path: Path) -> Path:
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.chmod(0o700)
    return path


def write_private(path: Path, text: str) -> None:
    """Written whole or not at all, and never readable by others, not even for a moment."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


@dataclass(frozen=True)
class Access:
    """What a client needs: the folder of the socket, and a password for each role."""

    data: str  # the data folder this cluster was made for
    home: str  # where the cluster lies: the data folder, or a folder its user can reach
    socket: str
    passwords: dict[str, str]

    @property
    def files(self) -> Path:
        return Path(self.home) / "postgres"

    def uri(self, role: str, database: str = DATABASE) -> str:
        return f"host={self.socket} port=5432 user={role} password={self.passwords[role]} dbname={database}"


def fresh_access(data: Path, home: Path) -> Access:
    passwords = {role: secrets.token_urlsafe(24) for role in ROLES}
    return Access(str(data), str(home), str(socket_folder(home)), passwords)


def read_access(data: Path) -> Access | None:
    path = data / "database.json"
    if not path.exists():
        return None
    access = Access(**json.loads(path.read_text(encoding="utf-8")))
    if access.data != str(data):
        raise Trouble(
            f"{path} was made for {access.data}: a moved data folder is not taken up by itself. "
            "Move it back, or delete it to begin with an empty one."
        )
    return access


def write_access(access: Access) -> None:
    write_private(Path(access.data) / "database.json", json.dumps(asdict(access), indent=1))


def short_name(path: Path) -> str:
    return hashlib.sha256(str(path).encode()).hexdigest()[:10]


def socket_folder(home: Path) -> Path:
    """The kernel takes 107 bytes of socket path and no more; a deep checkout gets a short folder elsewhere."""
    inside = home / "socket"
    if len(os.fsencode(inside / ".s.PGSQL.5432")) <= 107:
        return inside
    return Path("/tmp") / f"shian-{short_name(home)}"  # noqa: S108  made 0700 and its owner checked in server.py
