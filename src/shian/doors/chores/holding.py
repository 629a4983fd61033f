"""A file between its upload and its check: sealed, for whoever brought it, and gone afterwards."""

from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from shian.kernel.concealed import conceal, reveal
from shian.kernel.refused import Missing, Refused

MOST_BYTES = 20 * 1024 * 1024
SUFFIXES = (".xlsx", ".csv")


def hold(file: "UploadedFile[Any] | None") -> UUID:
    """Keep an upload sealed: it holds numbers of persons. Raises Refused for what cannot be a spreadsheet."""
    if file is None:
        raise Refused(_("请选择一个 .xlsx 或 .csv 文件"))
    if Path(file.name or "").suffix.lower() not in SUFFIXES:
        raise Refused(_("只能导入 .xlsx 或 .csv 文件；.xls 请先另存为 .xlsx"))
    if (file.size or 0) > MOST_BYTES:
        raise Refused(_("文件太大：不能超过 %(mb)d MB，请分成几个文件") % {"mb": MOST_BYTES // 1024 // 1024})
    token = uuid4()
    place = _place(token)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    place.touch(mode=0o600)
    place.write_bytes(conceal(b64encode(file.read()).decode()))
    return token


@contextmanager
def opened(token: UUID, name: str) -> Iterator[Path]:
    """The file in the clear, for as long as it is read."""
    place = _place(token)
    if not place.is_file():
        raise Missing(_("这个文件已经不在了，请重新上传"))
    with TemporaryDirectory() as folder:
        clear = Path(folder) / f"file{Path(name).suffix.lower()}"
        clear.touch(mode=0o600)
        clear.write_bytes(b64decode(reveal(place.read_bytes())))
        yield clear


def let_go(token: UUID) -> None:
    _place(token).unlink(missing_ok=True)


def sweep(now: datetime) -> int:
    """Files that nobody came back for go: they hold numbers of persons. Answers how many."""
    folder, oldest = _place(UUID(int=0)).parent, (now - timedelta(hours=settings.SHIAN_UPLOAD_HOURS)).timestamp()
    gone = 0
    for one in folder.glob("*") if folder.is_dir() else ():
        with suppress(FileNotFoundError):  # somebody brought it in this instant
            if one.is_file() and one.stat().st_mtime < oldest:
                one.unlink()
                gone += 1
    return gone


def _place(token: UUID) -> Path:
    return Path(settings.MEDIA_ROOT) / "imports" / token.hex
