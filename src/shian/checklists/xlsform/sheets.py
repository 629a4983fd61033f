"""The three sheets of an XLSForm, row by row, each cell under the name we know its column by."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from shian.checklists.xlsform.headers import CHOICES, DEFAULT, SETTINGS, SURVEY, TAKEN, column_names
from shian.checklists.xlsform.words import own_column
from shian.registry.rules.characters import Cell, text_of
from shian.registry.spreadsheets.opening import NotASpreadsheet, open_sheets

MOST_ROWS: Mapping[str, int] = {SURVEY: 2000, CHOICES: 20_000, SETTINGS: 20}
MOST_COLUMNS = 200
# Sheets of XLSForm that bring what we do not take; a sheet of any other name is its author's own affair.
PASSED_OVER = frozenset({"external_choices", "entities", "osm"})
Numbered = Iterator[tuple[int, list[Cell]]]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet: its number as Excel shows it, and its cells by column."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


@dataclass(slots=True)
class Book:
    """What a file holds: rows of the survey and the choices, and the settings. `columns` say which headers each sheet has, as we
    know them and as they were written; `heads` in which row they stand; `passed` which sheets are passed over."""

    survey: list[Row] = field(default_factory=list)
    choices: list[Row] = field(default_factory=list)
    settings: Mapping[str, str] = field(default_factory=dict)
    columns: dict[str, Mapping[str, str]] = field(default_factory=dict)
    heads: dict[str, int] = field(default_factory=dict)
    passed: list[str] = field(default_factory=list)

    def unread(self) -> Iterator[tuple[str, int, str]]:
        """Sheet, row and words of each header under which something stands that nobody reads."""
        settings = [Row(0, self.settings)]
        for sheet, rows in ((SURVEY, self.survey), (CHOICES, self.choices), (SETTINGS, settings)):
            for name, written in self.columns.get(sheet, {}).items():
                taken = name in TAKEN[sheet] or (sheet == CHOICES and own_column(name))
                if not taken and any(row[name] for row in rows):
                    yield sheet, self.heads[sheet], written


def read_book(path: Path) -> Book:
    """Raises NotASpreadsheet for what is no table, too big, or has no sheet `survey`."""
    book = Book()
    for name, rows in _named(path):
        if name in MOST_ROWS:
            _take(book, name, rows)
        elif name in PASSED_OVER and any(any(map(said, cells)) for _number, cells in rows):
            book.passed.append(name)
    if "type" not in book.columns.get(SURVEY, ()):
        raise NotASpreadsheet(_("这不是 XLSForm：没有 survey 工作表，或者它没有 type 一列。"))
    return book


def _named(path: Path) -> Iterator[tuple[str, Numbered]]:
    """The sheets of the file by name, their rows numbered as they stand in it."""
    for sheet in open_sheets(path):
        rows = enumerate(sheet.rows, start=1)
        if path.suffix.lower() == ".csv":
            yield from _sections(list(rows))
        else:
            yield sheet.name.strip().lower(), rows


def _sections(rows: list[tuple[int, list[Cell]]]) -> Iterator[tuple[str, Numbered]]:
    """A .csv is one sheet, the survey; or all of them, each under a row with its name, as pyxform writes them."""
    names = {number: name for number, cells in rows if (name := _section(cells))}
    if not names:
        yield SURVEY, iter(rows)
    for start, name in names.items():
        end = next((number for number in names if number > start), len(rows) + 1)
        yield name, ((number, cells[1:]) for number, cells in rows if start < number < end)


def _section(cells: list[Cell]) -> str:
    first, *rest = [said(cell) for cell in cells] or [""]
    name = first.lower()
    return name if name in MOST_ROWS.keys() | PASSED_OVER and not any(rest) else ""


def _take(book: Book, name: str, rows: Numbered) -> None:
    found = _rows(book, name, rows)
    body = [row for row in found if any(row.cells.values())]
    match name:
        case "survey":
            book.survey = body
        case "choices":
            book.choices = body
        case _:
            book.settings = body[0].cells if body else {}


def _rows(book: Book, name: str, rows: Numbered) -> Iterator[Row]:
    """The rows below the header, each cell under its column."""
    columns: list[str] | None = None
    for number, cells in rows:
        if number - book.heads.get(name, number) > MOST_ROWS[name] or len(cells) > MOST_COLUMNS:
            raise NotASpreadsheet(
                _("工作表“%(name)s”太大：最多 %(rows)d 行、%(columns)d 列。")
                % {"name": name, "rows": MOST_ROWS[name], "columns": MOST_COLUMNS}
            )
        if columns is not None:
            yield Row(
                number, _with_defaults({key: said(cell) for key, cell in zip(columns, cells, strict=False) if key})
            )
        elif any(map(said, cells)):
            written = [said(cell) for cell in cells]
            columns = column_names(written, name)
            book.heads[name] = number
            book.columns[name] = {key: header for key, header in zip(columns, written, strict=True) if key}


def _with_defaults(cells: dict[str, str]) -> dict[str, str]:
    for key in [key for key in cells if key.endswith(DEFAULT)]:
        text, name = cells.pop(key), key.removesuffix(DEFAULT)
        cells[name] = cells.get(name) or text
    return cells


def said(cell: Cell) -> str:
    """A cell as its author reads it; Excel's own TRUE is a word of XLSForm."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return text_of(cell).strip()
