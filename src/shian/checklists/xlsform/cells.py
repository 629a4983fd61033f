"""A cell of a row as we keep it, or why the row cannot be taken."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from shian.checklists.rules.expressions import Unreadable, parsed, written
from shian.checklists.xlsform import words
from shian.checklists.xlsform.left import Untaken
from shian.checklists.xlsform.sheets import Row

LONGEST: Mapping[str, int] = {
    "name": 80, "label": 300, "label_en": 300, "hint": 500, "hint_en": 500, "constraint_message": 300, "constraint_message_en": 300,
    "source": 120, "module": 60, "unit": 20, "form_title": 120, "form_title_en": 120, "version": 40,
}  # fmt: skip
MOST_VALID_DAYS = 3660
# What a word processor makes of plain quotation marks; no expression means anything else by them.
_QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})


def within(row: Row, name: str) -> str:
    """A cell that is not longer than what we keep of it. Raises Untaken."""
    if len(row[name]) > LONGEST[name]:
        raise Untaken(_("%(name)s 太长，最多 %(most)d 字") % {"name": name, "most": LONGEST[name]})
    if "${" in row[name]:
        raise Untaken(_("%(name)s 里的 ${} 不取，请写成固定的文字") % {"name": name})
    if "\x00" in row[name]:
        raise Untaken(_("%(name)s 里有不能保存的字符") % {"name": name})
    return row[name]


def read(row: Row, column: str, columns: frozenset[str] = frozenset()) -> str:
    """An expression in its one way of being written. Raises Untaken, naming what is not understood."""
    if not row[column]:
        return ""
    try:
        return written(parsed(row[column].translate(_QUOTES), columns))
    except Unreadable as unread:
        raise Untaken(_("%(column)s 里的「%(what)s」不取") % {"column": column, "what": unread.what}) from unread


def required(row: Row) -> bool:
    said = row["required"].lower()
    if said in words.YES | words.NO:
        return said in words.YES
    raise Untaken(_("required 只取 yes 或空着，不取条件"))


def days_of(row: Row) -> int | None:
    said = row["valid_for"]
    if not said:
        return None
    if not said.isdecimal() or not 0 < int(said) <= MOST_VALID_DAYS:
        raise Untaken(_("valid_for 要填天数"))
    return int(said)
