"""Cells as offices type them: full-width digits, stray spaces, numbers that Excel turned into floats."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import TypeAlias

Cell: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | None

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
# Most cells are clean; one search says so, where four substitutions cost a fifth of a large import.
_TO_TIDY = re.compile("[\\s\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad０-９Ａ-Ｚａ-ｚ]")
_BETWEEN_HAN = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_CODE_NOISE = re.compile(r"[\s\-‐‑–—_'‘’`\".,，。]")
_PUNCTUATION = re.compile(r"[^\w]")
_FULL_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
# GB 32100 and GB 11714 leave out these letters because people read them as the digit beside them.
LOOKS_LIKE = str.maketrans({"O": "0", "I": "1", "Z": "2", "S": "5"})


def text_of(cell: Cell) -> str:
    """The text a person would see; a whole float loses its `.0` and keeps the zeros that Excel put in the tail."""
    if isinstance(cell, str):
        return cell
    if cell is None or isinstance(cell, bool):
        return "" if cell is None else ("是" if cell else "否")
    if isinstance(cell, float):
        return _text_of_float(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    return str(cell)


def _text_of_float(number: float) -> str:
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    if not isfinite(number):
        return ""
    # Through repr, not int(): int(3.30483199001011e17) would invent digits that Excel never stored.
    whole = Decimal(repr(number))
    return str(int(whole)) if whole == whole.to_integral_value() else str(number)


def plain(cell: Cell) -> str:
    """A name or address: half-width digits and letters, single spaces, none between Chinese characters."""
    text = cell if type(cell) is str else text_of(cell)
    if not _TO_TIDY.search(text):
        return text
    text = _INVISIBLE.sub("", text).translate(_FULL_WIDTH)
    text = re.sub(r"[\s\u3000\u00a0]+", " ", text).strip()
    return _BETWEEN_HAN.sub("", text)


def code(cell: Cell) -> str:
    """A number or code: half-width, upper case, without the spaces and dashes people put in for the eye."""
    text = text_of(cell)
    if text.isascii() and text.isalnum():
        return text.upper()
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    return _CODE_NOISE.sub("", text).upper()


def key_of(cell: Cell) -> str:
    """A name for comparing: brackets, spaces and punctuation do not make a different shop."""
    text = unicodedata.normalize("NFKC", plain(cell)).casefold()
    return _PUNCTUATION.sub("", text)


def was_number(cell: Cell) -> bool:
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)
