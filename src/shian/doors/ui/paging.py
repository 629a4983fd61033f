"""Fifty rows at a time, in a stable order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest

from shian.doors.ui.asked import address
from shian.doors.ui.shapes.parts import Link, Pager

T = TypeVar("T")
SIZE = 50


@dataclass(frozen=True)
class Slice(Generic[T]):
    """One page of a list: its rows, how many there are in all, and the way to the others."""

    rows: list[T]
    total: int
    pager: Pager | None


def sliced(
    rows: "QuerySet[Any] | Sequence[Any]", request: HttpRequest, *, size: int = SIZE, total: int | None = None
) -> Slice[Any]:
    """The page which the address names; one that is none is the first or the last. `total` is given where it is known."""
    if total is None:
        total = len(rows) if isinstance(rows, Sequence) else rows.count()
    last = max(1, -(-total // size))
    at = min(max(_number(request.GET.get("page", "")), 1), last)
    found = list(rows[(at - 1) * size : at * size]) if total else []
    return Slice(found, total, _pager(request, at, last) if last > 1 else None)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 1


def _pager(request: HttpRequest, at: int, last: int) -> Pager:
    shown = [n for n in range(1, last + 1) if n in (1, last) or abs(n - at) <= 2]
    links: list[Link] = []
    for before, n in zip([0, *shown], shown, strict=False):
        if n - before > 1:
            links.append(Link("…"))
        links.append(Link(str(n), address(request, page=n), current=n == at))
    return Pager(
        tuple(links),
        previous=address(request, page=at - 1) if at > 1 else "",
        next=address(request, page=at + 1) if at < last else "",
    )
