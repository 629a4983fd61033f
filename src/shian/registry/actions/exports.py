"""Giving a list out is a deed: who took how many rows, by which filter, is in the ledger."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.gate import act
from shian.kernel.paths import ROOT
from shian.kernel.refused import Refused
from shian.registry.queries.law import category_titles, law_of
from shian.registry.queries.register import HEADERS, Filter, exported
from shian.registry.spreadsheets.writing import write_csv, write_xlsx
from shian.territory.models import Place

Rows = Iterator[Sequence[object]]


def export_register(chosen: Filter, to: Path, *, on: date, by: Actor) -> int:
    """The register by its current filter, as .xlsx or .csv by the file's name. Answers how many rows."""

    def rows() -> Rows:
        return exported(by, chosen, category_titles(law_of(chosen.within or ROOT, on)))

    return export_rows(_("主体名册"), HEADERS, rows, to, within=chosen.within, by=by, told=asdict(chosen))


def export_rows(
    title: str,
    headers: Sequence[str],
    rows: Callable[[], Rows],
    to: Path,
    *,
    within: str,
    by: Actor,
    told: dict[str, str],
) -> int:
    """Any list of any room: its headers, its rows (asked for inside the gate), and what was filtered."""
    if to.suffix.lower() not in {".xlsx", ".csv"}:
        raise Refused(_("只能导出 .xlsx 或 .csv 文件"))
    ground = _ground(within, by)
    with act(by, "export", ground) as announce:
        count = _whole(to, lambda file: _write(title, headers, rows(), file, to.suffix.lower()))
        announce.note(title=title, rows=count, filter={name: value for name, value in told.items() if value})
    return count


def _whole(to: Path, write: Callable[[IO[bytes]], int]) -> int:
    """A list that breaks off half-way leaves no file."""
    try:
        with to.open("wb") as file:
            return write(file)
    except BaseException:
        to.unlink(missing_ok=True)
        raise


def _ground(within: str, by: Actor) -> Place:
    """The place whose list is taken: what the export is judged by."""
    grounds = by.grounds("export")
    path = within or (grounds[0] if grounds else "")
    place = Place.objects.filter(path=path).first()
    if place is None:
        raise Refused(_("您没有导出名册的权限"))
    return place


def _write(title: str, headers: Sequence[str], rows: Rows, file: IO[bytes], suffix: str) -> int:
    if suffix == ".xlsx":
        return write_xlsx(title, headers, rows, file)
    return _written(write_csv(headers, rows), file)


def _written(lines: Iterator[bytes], file: IO[bytes]) -> int:
    """Byte-order mark and header are no rows."""
    return sum(1 for line in lines if file.write(line)) - 2
