"""Dates in the ways a county's offices write them. A date that can be read two ways is refused, never guessed."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from shian.registry.rules.characters import Cell, text_of
from shian.registry.rules.verdict import Verdict, error, marked, ok

_EXCEL_EPOCH = date(1899, 12, 30)
_SERIALS = range(18264, 73051)  # 1950-01-01 … 2100-01-01: a number outside is not a date of ours
_YEAR_FIRST = re.compile(r"^(\d{4})[年./\-](\d{1,2})[月./\-](\d{1,2})日?$")
_EIGHT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_YEAR_MONTH = re.compile(r"^(\d{4})[年./\-](\d{1,2})月?$")
_YEAR_LAST = re.compile(r"^(\d{1,2})[./\-](\d{1,2})[./\-](\d{4})$")
_TWO_DIGIT_YEAR = re.compile(r"^\d{2}[年./\-]\d{1,2}[月./\-]\d{1,2}日?$")
OPEN_ENDED = frozenset({"长期", "长期有效", "无固定期限", "永久", "今"})  # 今: 至今, read from behind its 至
# A hyphen stands inside a date as well as between two; between two it has a whole date, or no end at all, behind it.
_SPAN = re.compile(rf"[至到~—–]+|-(?=\s*(?:\d{{4}}[年./\-]\d|\d{{8}}$|{'|'.join(sorted(OPEN_ENDED))}))")


@dataclass(frozen=True, slots=True)
class ReadDate:
    day: date | None
    verdict: Verdict


def _read(year: str, month: str, day: str, typed: str) -> ReadDate:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return ReadDate(None, error(typed, "date_impossible", "“{value}”不是一个存在的日期。"))
    if not 1900 <= found.year <= 2100:
        return ReadDate(None, error(typed, "date_far", "日期“{value}”的年份不可信，请核对。"))
    return ReadDate(found, ok(found.isoformat()))


def _read_serial(number: float, typed: str) -> ReadDate:
    if int(number) not in _SERIALS:
        return ReadDate(None, error(typed, "date_number", "“{value}”看起来是数字，不是日期。"))
    found = _EXCEL_EPOCH + timedelta(days=int(number))
    return ReadDate(found, ok(found.isoformat()))


def _read_year_last(match: re.Match[str], typed: str) -> ReadDate:
    """01/03/2026 may be January or March; 25/03/2026 may not."""
    first, second, year = match.groups()
    if int(first) <= 12 and int(second) <= 12 and int(first) != int(second):
        text = marked(
            "“{value}”可以读成 {first} 月 {second} 日，也可以读成 {second} 月 {first} 日，请写成 {year}-月-日。"
        )
        return ReadDate(None, error(typed, "date_ambiguous", text, first=int(first), second=int(second), year=year))
    return _read(year, first, second, typed) if int(first) <= 12 else _read(year, second, first, typed)


def read_date(cell: Cell) -> ReadDate:
    """One day, or a sentence on why it cannot be told."""
    if isinstance(cell, date):
        return _read(str(cell.year), str(cell.month), str(cell.day), text_of(cell))
    typed = unicodedata.normalize("NFKC", text_of(cell)).strip()
    squeezed = re.sub(r"\s+", "", re.sub(r"[T ]\d{1,2}:\d{2}(:\d{2})?.*$", "", typed)).strip("。.;；")
    return _read_text(squeezed, typed)


def _read_text(squeezed: str, typed: str) -> ReadDate:
    if match := _YEAR_FIRST.match(squeezed) or _EIGHT.match(squeezed):
        return _read(match[1], match[2], match[3], typed)
    if match := _YEAR_LAST.match(squeezed):
        return _read_year_last(match, typed)
    if re.fullmatch(r"\d{5}(\.\d+)?", squeezed):
        return _read_serial(float(squeezed), typed)
    if _YEAR_MONTH.match(squeezed):
        return ReadDate(None, error(typed, "date_no_day", "日期“{value}”只有年月，请补上日。"))
    if _TWO_DIGIT_YEAR.match(squeezed):
        return ReadDate(None, error(typed, "date_short_year", "日期“{value}”的年份只有两位，请写四位年份。"))
    return ReadDate(None, error(typed, "date_unreadable", "看不懂日期“{value}”，请写成 2026-03-01 这样。"))


def read_until(cell: Cell) -> ReadDate:
    """An end date, where 长期 means there is none. Of a span as certificates print it, the end counts."""
    typed = unicodedata.normalize("NFKC", text_of(cell)).strip()
    end = _SPAN.split(typed)[-1].strip()
    if end in OPEN_ENDED:
        return ReadDate(None, ok(""))
    return read_date(end or typed)
