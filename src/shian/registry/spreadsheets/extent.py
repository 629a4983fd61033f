"""How far a sheet of a zipped workbook reaches. One stray mark in Excel's last corner would have the reader lay out
seventeen thousand million cells, and a process that runs out of memory says nothing to anybody."""

import re
import zipfile
from collections.abc import Callable, Iterator

MAX_CELLS = 30_000_000  # about a gigabyte as the reader lays them out
_CHUNK, _OVERLAP = 1024 * 1024, 128
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\sr=[\"'](\d{1,7})[\"']")
_FAR_COLUMN = re.compile(rb"\sr=[\"']([A-Z]{2,3})\d{1,7}[\"'][^>/]*>(?!</)")
_CELL_ROW = re.compile(rb"\sr=[\"'][A-Z]{1,3}(\d{1,7})[\"'][^>/]*>(?!</)")
_ALPHABET = 26


def too_wide(packed: zipfile.ZipFile) -> bool:
    """Whether a sheet's rows times its columns, from the first to the furthest that says something, are past reading."""
    sheets = [entry for entry in packed.infolist() if entry.filename.startswith("xl/worksheets/")]
    return any(_past_reading(packed, entry) for entry in sheets)


def _past_reading(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    columns = max(_ALPHABET, _furthest(packed, entry, _FAR_COLUMN, _column))
    if columns * _furthest(packed, entry, _ROW, int) <= MAX_CELLS:
        return False
    return columns * _furthest(packed, entry, _CELL_ROW, int) > MAX_CELLS  # rows that are only ruled say nothing


def _furthest(
    packed: zipfile.ZipFile, entry: zipfile.ZipInfo, mark: re.Pattern[bytes], number: Callable[[bytes], int]
) -> int:
    return max((max(map(number, set(mark.findall(chunk))), default=0) for chunk in _chunks(packed, entry)), default=0)


def _chunks(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The sheet in pieces that overlap a little, so that no mark is cut in two."""
    tail = b""
    with packed.open(entry) as file:
        while piece := file.read(_CHUNK):
            yield tail + piece
            tail = piece[-_OVERLAP:]


def _column(letters: bytes) -> int:
    """AA is the 27th."""
    place = 0
    for letter in letters:
        place = place * _ALPHABET + letter - ord("A") + 1
    return place
