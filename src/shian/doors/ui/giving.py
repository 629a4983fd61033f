"""Giving out what is seen: the list of a page as a spreadsheet, by the same filter."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from django.http import HttpResponse

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
}


def given(title: str, kind: str, write: Callable[[Path], object]) -> HttpResponse:
    """A file made on the spot and kept nowhere; the browser saves it under its title."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"list.{kind}"
        write(path)
        return attached(path.read_bytes(), f"{title}.{kind}", KINDS[kind])


def attached(data: bytes, name: str, mime: str) -> HttpResponse:
    """Bytes under a name that may be Chinese."""
    answer = HttpResponse(data, content_type=mime)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


def wanted(word: str) -> str:
    """The kind of file that the address asks for; none for a page."""
    return word if word in ("xlsx", "csv") else ""
