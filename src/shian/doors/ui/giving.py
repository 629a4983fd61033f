"""Giving out what is seen: the list of a page as a spreadsheet, by the same filter."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

from django.db.models import QuerySet
from django.http import HttpResponse

from shian.doors.ui.asked import Asked
from shian.doors.ui.paging import Slice, sliced
from shian.doors.ui.shapes.parts import Cell, Table
from shian.doors.ui.show import Page, show
from shian.kernel.spelled import noted
from shian.registry.actions.exports import export_rows

Draw = Callable[[Slice[Any]], Table]

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


def listed(
    request: Asked,
    kind: str,
    title: str,
    rows: "QuerySet[Any] | Sequence[Any]",
    draw: Draw,
    *,
    within: str,
    chunk: int = 500,
) -> HttpResponse:
    """The whole list of a page by its current filter, drawn by the page's own hand: what is masked there is masked here."""
    headers = [column.label for column in draw(Slice([], 0, None)).columns]

    def every() -> Iterator[Sequence[object]]:
        for start in count(0, chunk):
            part = list(rows[start : start + chunk])
            if not part:
                return
            yield from (tuple(map(_written, row.cells)) for row in draw(Slice(part, len(part), None)).rows)

    told = {name: value for name, value in request.GET.dict().items() if name not in {"export", "page", "before"}}
    return given(
        title, kind, lambda to: export_rows(title, headers, every, to, within=within, by=request.actor, told=told)
    )


class Listing(Page, Protocol):
    """A page that is a list."""

    @property
    def table(self) -> Table: ...


def shown_or_given(
    request: Asked,
    title: str,
    rows: "QuerySet[Any] | Sequence[Any]",
    page: Callable[[Slice[Any]], Listing],
    *,
    within: str,
) -> HttpResponse:
    """A list, shown page by page, or given out whole as a file where the address asks for one."""
    if kind := wanted(request.GET.get("export", "")):
        return listed(request, kind, title, rows, lambda part: page(part).table, within=within)
    return show(request, page(sliced(rows, request)))


def _written(cell: Cell) -> str:
    """A cell with its second line, as one text."""
    first = cell.text or (cell.badge.text if cell.badge else "") or cell.grade
    return noted(first, cell.sub) if first and cell.sub else first or cell.sub


def attached(data: bytes, name: str, mime: str) -> HttpResponse:
    """Bytes under a name that may be Chinese."""
    answer = HttpResponse(data, content_type=mime)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


def wanted(word: str) -> str:
    """The kind of file that the address asks for; none for a page."""
    return word if word in ("xlsx", "csv") else ""
