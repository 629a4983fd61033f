"""Tables given out: streamed, numbers masked by whoever made the rows, and no cell a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import IO, Any, cast

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook.child import INVALID_TITLE_REGEX

from shian.kernel.spelled import headed
from shian.registry.remarks import in_words
from shian.registry.rules.characters import Cell, key_of
from shian.registry.rules.rows import CheckedRow, Outcome
from shian.registry.rules.verdict import Level, marked

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BOLD = Font(bold=True)
_WRAP = Alignment(wrap_text=True, vertical="top")
_RED, _AMBER, _GREY = (PatternFill("solid", fgColor=colour) for colour in ("FFF4C7C3", "FFFCE8B2", "FFE0E0E0"))
REMARKS = "核对结果"
_READY = marked("可以导入")


def harmless(cell: object) -> Cell:
    """A text that a spreadsheet would run gets an apostrophe before it, as people do by hand."""
    if isinstance(cell, (int, float, date, datetime)) or cell is None:
        return cell
    text = ILLEGAL_CHARACTERS_RE.sub("", str(cell))
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text


def write_csv(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """With a byte-order mark, or Excel reads Chinese as noise."""
    yield b"\xef\xbb\xbf"
    for row in chain([headers], rows):
        line = io.StringIO(newline="")
        csv.writer(line).writerow(["" if cell is None else harmless(cell) for cell in row])
        yield line.getvalue().encode()


def write_xlsx(title: str, headers: Sequence[str], rows: Iterable[Sequence[object]], to: Path | IO[bytes]) -> int:
    """One sheet, row by row (openpyxl keeps none of them); answers how many rows there were."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(sheet_name(title))
    sheet.freeze_panes = "A2"
    sheet.append([_styled(sheet, header, font=_BOLD) for header in headers])
    count = 0
    for row in rows:
        sheet.append([_styled(sheet, cell) for cell in row])
        count += 1
    book.save(cast(Any, to))
    return count


def sheet_name(title: str) -> str:
    """A title as Excel lets a sheet be called: 31 signs, none of \\ / ? * [ ] :, no apostrophe at either end."""
    allowed = ILLEGAL_CHARACTERS_RE.sub("", INVALID_TITLE_REGEX.sub(" ", title))
    return " ".join(allowed.split())[:31].strip("' ") or "1"


def _styled(sheet: Any, cell: object, *, fill: PatternFill | None = None, font: Font | None = None) -> Any:
    made: Any = WriteOnlyCell(sheet, value=cast(Any, harmless(cell)))
    if isinstance(made.value, str):
        made.data_type = "s"  # never "f": openpyxl would make a formula of a leading "="
    if fill:
        made.fill = fill
    if font:
        made.font = font
    return made


Remarked = tuple[Sequence[object], CheckedRow]


def write_annotated(
    labels: Sequence[str], places: dict[str, int], rows: Iterable[Remarked], to: Path | IO[bytes]
) -> None:
    """The office's own rows as typed, wrong cells coloured, and what to do in a last column."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(REMARKS)
    sheet.freeze_panes = "A2"
    sheet.column_dimensions[get_column_letter(len(labels) + 1)].width = 60
    kept = [place for place, label in enumerate(labels) if key_of(label) != key_of(REMARKS)]
    sheet.append([_styled(sheet, labels[place], font=_BOLD) for place in kept] + [_styled(sheet, REMARKS, font=_BOLD)])
    for typed, row in rows:
        fills = _fills(row, places)
        cells = [_styled(sheet, typed[place] if place < len(typed) else "", fill=fills.get(place)) for place in kept]
        sheet.append([*cells, _remark(sheet, row)])
    book.save(cast(Any, to))


def _fills(row: CheckedRow, places: dict[str, int]) -> dict[int, PatternFill]:
    fills: dict[int, PatternFill] = {}
    for problem in sorted(row.problems, key=lambda one: one.level is Level.ERROR):
        if problem.column in places:
            fills[places[problem.column]] = _RED if problem.level is Level.ERROR else _AMBER
    return fills


def _remark(sheet: Any, row: CheckedRow) -> Any:
    text = "\n".join(
        headed(problem.label, in_words(problem.sentence.text, problem.sentence.facts)) for problem in row.problems
    ) or _(_READY)
    shade = {Outcome.WRONG: _RED, Outcome.DUPLICATE: _RED, Outcome.LEFT_OUT: _GREY}.get(row.outcome)
    remark = _styled(sheet, text, fill=shade or (_AMBER if row.problems else None))
    remark.alignment = _WRAP
    return remark
