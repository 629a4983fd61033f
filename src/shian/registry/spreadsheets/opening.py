"""Is it a spreadsheet at all? Answered before anything is read, in a sentence."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import python_calamine as calamine
from django.utils.translation import gettext as _

from shian.kernel.refused import Refused
from shian.registry.rules.characters import Cell
from shian.registry.spreadsheets.extent import too_wide
from shian.registry.spreadsheets.header import Merges

MAX_BYTES = 25 * 1024 * 1024
MAX_UNPACKED = 400 * 1024 * 1024  # a small zip may unpack to gigabytes
MAX_ROWS = 200_000
_ENCODINGS = ("utf-8-sig", "gb18030")
_DELIMITERS = ",\t;，|"
_OTHER_FILES = (b"%PDF", b"{\\rtf", b"\xff\xd8\xff", b"\x89PNG", b"GIF8")
_AS_TEXT = re.compile(r'="([^"]*)"')  # how a .csv tells Excel to leave a long number alone


class NotASpreadsheet(Refused):
    """The file cannot be read as a table."""

    code = "not_a_spreadsheet"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows in order, numbered from 0 as they stand in the file."""

    name: str
    hidden: bool
    rows: Iterator[list[Cell]]
    merges: Merges


def _no_table() -> NotASpreadsheet:
    return NotASpreadsheet(_("这不是电子表格，请用 .xlsx 或 .csv 文件。"))


def check_size(size: int) -> None:
    """Before an upload is even read to its end."""
    if size > MAX_BYTES:
        most = MAX_BYTES // 1024 // 1024
        raise NotASpreadsheet(
            _("文件有 %(size)d MB，最多 %(most)d MB，请按镇街分开导入。") % {"size": size // 1024 // 1024, "most": most}
        )


def open_sheets(path: Path) -> Iterator[Sheet]:
    """Every sheet of the file, one after the other, each read once."""
    check_size(path.stat().st_size)
    with path.open("rb") as file:
        start = file.read(8)
    if not start:
        raise NotASpreadsheet(_("文件是空的。"))
    if start.startswith(b"PK"):
        _refuse_strange_zip(path)
        return _workbook(path)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        return _workbook(path)
    if start.startswith(_OTHER_FILES):
        raise _no_table()
    return iter([_text(path, start)])


def _refuse_strange_zip(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as packed:
            _refuse_strange_entries(packed)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise NotASpreadsheet(_("文件已损坏，打不开，请在 Excel 里另存一份再导入。")) from error


def _refuse_strange_entries(packed: zipfile.ZipFile) -> None:
    entries = packed.infolist()
    names = {entry.filename for entry in entries}
    if not any(name.startswith("xl/") for name in names) or "xl/workbook.bin" in names:
        raise _no_table()
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED or too_wide(packed):
        raise NotASpreadsheet(_("表格展开后太大，请删去空白行列，或按镇街分开导入。"))


def _workbook(path: Path) -> Iterator[Sheet]:
    try:
        book = calamine.load_workbook(str(path))
    except calamine.PasswordError as error:
        raise NotASpreadsheet(_("文件有密码，请在 Excel 里去掉密码后再导入。")) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise _broken(path) from error
    with book:
        for meta in book.sheets_metadata:
            if meta.typ == calamine.SheetTypeEnum.WorkSheet:
                yield _sheet(book, path, meta.name, meta.visible != calamine.SheetVisibleEnum.Visible)


def _broken(path: Path) -> NotASpreadsheet:
    with path.open("rb") as file:
        locked = "EncryptedPackage".encode("utf-16-le") in file.read(MAX_BYTES)
    if locked:
        return NotASpreadsheet(_("文件有密码，请在 Excel 里去掉密码后再导入。"))
    return NotASpreadsheet(_("文件已损坏，打不开，请在 Excel 里另存一份再导入。"))


def _sheet(book: calamine.CalamineWorkbook, path: Path, name: str, hidden: bool) -> Sheet:
    try:
        sheet = book.get_sheet_by_name(name)
        filled = sheet.total_height if sheet.total_height <= MAX_ROWS else _filled_rows(sheet)
        if filled > MAX_ROWS:
            raise NotASpreadsheet(_("工作表“%(name)s”有 %(rows)d 行，最多 %(most)d 行，请分开导入。") % {
                "name": name, "rows": filled, "most": MAX_ROWS,
            })  # fmt: skip
        merges = Merges(sheet.merged_cell_ranges or ())
        return Sheet(name, hidden, _rows(sheet), merges)
    except calamine.CalamineError as error:
        raise _broken(path) from error


def _filled_rows(sheet: calamine.CalamineSheet) -> int:
    """A border drawn down to Excel's last row makes a million rows of nothing."""
    return sum(_says_something(row) for row in sheet.iter_rows())


def _says_something(row: Sequence[Cell]) -> bool:
    return any(cell not in ("", " ") for cell in row)


def _rows(sheet: calamine.CalamineSheet) -> Iterator[list[Cell]]:
    """Numbered as Excel shows them: blank rows above count, columns left of the first filled one are put back."""
    if sheet.start is None:
        return
    _top, left = sheet.start
    blank = 0
    for row in sheet.iter_rows():
        if not _says_something(row):
            blank += 1
            continue
        yield from ([] for _ in range(blank))
        blank = 0
        yield [*[None] * left, *row]


def _text(path: Path, start: bytes) -> Sheet:
    text = _decoded(path, start)
    head = text[: 64 * 1024]
    delimiter = max(_DELIMITERS, key=lambda mark: _evenness(head.splitlines()[:20], mark))
    csv.field_size_limit(1024 * 1024)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return Sheet(path.name, False, _counted(reader), Merges(()))


def _bare(cell: str) -> str:
    """What stands in ="…", which is no formula."""
    quoted = _AS_TEXT.fullmatch(cell) if cell.startswith("=") else None
    return quoted[1] if quoted else cell


def _decoded(path: Path, start: bytes) -> str:
    raw = path.read_bytes()
    encodings: Sequence[str] = ("utf-16",) if start[:2] in {b"\xff\xfe", b"\xfe\xff"} else _ENCODINGS
    if encodings == _ENCODINGS and b"\0" in raw:
        raise _no_table()
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotASpreadsheet(_("看不懂文件的文字编码，请在 Excel 里另存为 .xlsx 再导入。"))


def _evenness(lines: Sequence[str], mark: str) -> int:
    """How many columns this mark makes in most lines."""
    counts = sorted(line.count(mark) for line in lines if line.strip())
    return counts[len(counts) // 2] if counts else 0


def _counted(reader: Iterator[list[str]]) -> Iterator[list[Cell]]:
    try:
        for number, row in enumerate(reader):
            if number >= MAX_ROWS:
                raise NotASpreadsheet(_("文件超过 %(most)d 行，请分开导入。") % {"most": MAX_ROWS})
            yield [_bare(cell) for cell in row]
    except csv.Error as error:
        raise NotASpreadsheet(_("第 %(row)d 行附近的引号或换行不对，读不下去。") % {"row": number + 1}) from error
