"""The one table in a file that brings what is asked for, read row by row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

from django.utils.translation import gettext as _

from shian.kernel.spelled import in_a_row
from shian.registry.rules.characters import Cell, plain
from shian.registry.rules.columns import COLUMNS, Target, missing
from shian.registry.spreadsheets.header import HEADER_DEPTH, Header, Merges, find_header, is_not_a_record
from shian.registry.spreadsheets.opening import NotASpreadsheet, Sheet, open_sheets

NAMES = {Target.BUSINESSES: "主体名册", Target.CADRES: "干部名册", Target.BINDINGS: "包保关系表"}


@dataclass(frozen=True, slots=True)
class Record:
    """One row: its number as Excel shows it, all its cells as typed, and those that we know by our keys."""

    number: int
    typed: tuple[Cell, ...]
    cells: Mapping[str, Cell]


@dataclass(slots=True)
class Table:
    """A sheet whose header was found. `records()` can be walked once."""

    sheet: str
    header: Header
    merges: Merges
    rows: Iterator[list[Cell]]
    notes: list[str] = field(default_factory=list)
    skipped: list[tuple[int, str]] = field(default_factory=list)

    def records(self) -> Iterator[Record]:
        first = self.header.row + 1
        for place, cells in enumerate(self.merges.filled(self.rows, first), start=first):
            if is_not_a_record(cells, self.header):
                self._skip(place, cells)
                continue
            known = {key: cells[column] for column, key in self.header.mapping.items() if column < len(cells)}
            yield Record(place + 1, tuple(cells), known)

    def _skip(self, place: int, cells: list[Cell]) -> None:
        text = next((plain(cell) for cell in cells if plain(cell)), "")
        if text:
            self.skipped.append((place + 1, text))


def read_table(path: Path, target: Target, *, remembered: Mapping[str, str] | None = None, sheet: str = "") -> Table:
    """The sheet that knows most of our columns, or the one named. Refuses with what was looked for."""
    best: Table | None = None
    passed_over: list[str] = []
    there: list[str] = []
    for candidate in open_sheets(path):
        there.append(candidate.name)
        if sheet and candidate.name != sheet:
            continue
        if candidate.hidden and not sheet:
            passed_over.append(_("隐藏的工作表“%(name)s”没有读。") % {"name": candidate.name})
            continue
        table = _table(candidate, target, remembered or {})
        if table is None:
            continue
        if best is not None and not missing(target, table.header.mapping):
            passed_over.append(_also(table, best))
        best = table if best is None or _better(table, best, target) else best
    if sheet and sheet not in there:
        raise NotASpreadsheet(_("文件里没有名为“%(name)s”的工作表，有：%(there)s。") % {
            "name": sheet, "there": in_a_row(there),
        })  # fmt: skip
    if best is None:
        raise NotASpreadsheet(_("文件里没有找到%(table)s的表头，应有这些列：%(columns)s。") % {
            "table": NAMES[target], "columns": _needed(target),
        })  # fmt: skip
    best.notes += passed_over
    return best


def _also(table: Table, best: Table) -> str:
    less = min(table, best, key=lambda one: len(one.header.mapping))
    return _("工作表“%(name)s”看来也是名册，没有读，请另外导入。") % {"name": less.sheet}


def _better(table: Table, best: Table, target: Target) -> bool:
    def rank(one: Table) -> tuple[int, int]:
        return (-len(missing(target, one.header.mapping)), len(one.header.mapping))

    return rank(table) > rank(best)


def _table(sheet: Sheet, target: Target, remembered: Mapping[str, str]) -> Table | None:
    head = list(islice(sheet.rows, HEADER_DEPTH))
    header = find_header(target, head, sheet.merges, remembered)
    if header is None:
        return None
    rows = chain(head[header.row + 1 :], sheet.rows)
    return Table(sheet.name, header, sheet.merges, rows)


def _needed(target: Target) -> str:
    return in_a_row(column.label for column in COLUMNS[target] if column.required)


def refuse_missing(table: Table, target: Target) -> None:
    """A header was found, but a column without which nothing can be brought in was not."""
    lacking = missing(target, table.header.mapping)
    if lacking:
        raise NotASpreadsheet(_("表头（第 %(row)d 行）里缺这些列：%(columns)s。") % {
            "row": table.header.row + 1, "columns": in_a_row(column.label for column in lacking),
        })  # fmt: skip
