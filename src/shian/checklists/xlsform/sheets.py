"""The three sheets of an XLSForm, row by row, each cell under the name we know its column by."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from shian.registry.rules.characters import Cell, text_of
from shian.registry.spreadsheets.opening import NotASpreadsheet, Sheet, open_sheets

SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"
MOST_ROWS: Mapping[str, int] = {SURVEY: 2000, CHOICES: 20_000, SETTINGS: 20}
MOST_COLUMNS = 200
# Columns that come in several languages; ours are Chinese, kept under the bare name, and English, under `…_en`.
SPOKEN = ("label", "hint", "constraint_message", "guidance_hint", "required_message", "form_title")
ALIASES: Mapping[str, str] = {
    "relevance": "relevant", "list name": "list_name", "list": "list_name", "value": "name", "constraint message": "constraint_message",
    "calculate": "calculation", "id_string": "form_id", "title": "form_title", "command": "type",
}  # fmt: skip
_CHINESE = re.compile(r"中文|汉语|漢語|简体|chinese|\bzh\b|zh[-_]", re.IGNORECASE)
_ENGLISH = re.compile(r"英文|英语|english|\ben\b|en[-_]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet: its number as Excel shows it, and its cells by column."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


@dataclass(slots=True)
class Book:
    """What a file holds: rows of the survey and the choices, and the settings; `columns` say which headers each sheet has."""

    survey: list[Row] = field(default_factory=list)
    choices: list[Row] = field(default_factory=list)
    settings: Mapping[str, str] = field(default_factory=dict)
    columns: dict[str, frozenset[str]] = field(default_factory=dict)


def read_book(path: Path) -> Book:
    """Raises NotASpreadsheet for what is no table, too big, or has no sheet `survey`."""
    book = Book()
    for sheet in open_sheets(path):
        name = SURVEY if path.suffix.lower() == ".csv" else sheet.name.strip().lower()
        if name in MOST_ROWS:
            _take(book, name, sheet)
    if "type" not in book.columns.get(SURVEY, ()):
        raise NotASpreadsheet(_("这不是 XLSForm：没有 survey 工作表，或者它没有 type 一列。"))
    return book


def _take(book: Book, name: str, sheet: Sheet) -> None:
    rows = list(_rows(sheet, name))
    book.columns[name] = frozenset(key for row in rows[:1] for key in row.cells)
    body = [row for row in rows[1:] if any(row.cells.values())]
    match name:
        case "survey":
            book.survey = body
        case "choices":
            book.choices = body
        case _:
            book.settings = body[0].cells if body else {}


def _rows(sheet: Sheet, name: str) -> Iterator[Row]:
    """The header as a row of its own, then the rest, each cell under its column."""
    columns: list[str] | None = None
    for number, cells in enumerate(sheet.rows, start=1):
        if number > MOST_ROWS[name] + 1 or len(cells) > MOST_COLUMNS:
            raise NotASpreadsheet(
                _("工作表“%(name)s”太大：最多 %(rows)d 行、%(columns)d 列。")
                % {"name": sheet.name, "rows": MOST_ROWS[name], "columns": MOST_COLUMNS}
            )
        if columns is None:
            if any(map(said, cells)):
                columns = column_names([said(cell) for cell in cells])
                yield Row(number, {key: key for key in columns if key})
            continue
        yield Row(number, {key: said(cell) for key, cell in zip(columns, cells, strict=False) if key})


def said(cell: Cell) -> str:
    """A cell as its author reads it; Excel's own TRUE is a word of XLSForm."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return text_of(cell).strip()


def column_names(headers: Sequence[str]) -> list[str]:
    """Our name for each column; a language we do not speak, and a second column of the same name, have none."""
    names = [_column(header) for header in headers]
    spoken = {name for name, explicit in names if explicit}
    found: list[str] = []
    for name, explicit in names:
        told_twice = name in found or (not explicit and name in spoken)
        found.append("" if told_twice else name)
    return found


def _known_as(bare: str) -> str:
    name = bare.strip().lower()
    return ALIASES.get(name, name)


def _column(header: str) -> tuple[str, bool]:
    """Its name, and whether it names our language outright."""
    bare, mark, language = header.partition("::")
    name = _known_as(bare)
    if not mark and _known_as(header.partition(":")[0]) in SPOKEN:  # one colon, as forms of ten years ago have it
        bare, _mark, language = header.partition(":")
        name = _known_as(bare)
    if not language:
        return name, False
    if name not in SPOKEN:
        return f"{name}::{language.strip().lower()}", False
    if _CHINESE.search(language):
        return name, True
    return (f"{name}_en", True) if _ENGLISH.search(language) else ("", False)
