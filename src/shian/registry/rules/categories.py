"""Categories of food as offices write them: several in a cell, by code, by name, or both."""

import re
from collections.abc import Iterable, Mapping

from shian.registry.rules.characters import Cell, key_of, plain, text_of
from shian.registry.rules.verdict import Verdict, ok, warning

_BETWEEN_LISTS = re.compile(r"[;；|\n\r]+")
_BETWEEN_NAMES = re.compile(r"[、，,/]+")
_CODE_FIRST = re.compile(r"^(?:\d{4}|\d{2})(?=\D|$)")
_BRACKETED = re.compile(r"[（(]([^（()）]*)[)）]")
JOINED = " "  # between the codes of a checked row


def read_categories(cell: Cell, words: Mapping[str, str]) -> Verdict:
    """The codes of a cell, without doubles; a word that is no category is told, and the others stay."""
    found: dict[str, None] = {}
    unknown: list[str] = []
    for typed in _parts(cell, words):
        code = _code(typed, words)
        found.update({code: None}) if code else unknown.append(typed)
    codes = JOINED.join(found)
    if not unknown:
        return ok(codes)
    return warning(codes, "category_unknown", "不认识食品类别“{words}”，没有记下，其余照记。", words="、".join(unknown))


def _parts(cell: Cell, words: Mapping[str, str]) -> Iterable[str]:
    """What stands between semicolons may be one name that has a comma in it (食用油、油脂及其制品)."""
    lists = _BETWEEN_LISTS.split(cell if isinstance(cell, str) else text_of(cell))
    for one in filter(None, map(plain, lists)):
        names = [one] if _name(key_of(one), words) else _BETWEEN_NAMES.split(one)
        yield from filter(None, map(str.strip, names))


def _code(typed: str, words: Mapping[str, str]) -> str:
    """By its name; by the code before other words; by what is left without brackets: 热食类食品制售（简单制售）."""
    key = key_of(typed)
    if key.isdigit() and len(key) in (1, 3):
        key = "0" + key  # Excel takes the nought off 05
    first = _CODE_FIRST.match(key)
    coded = words.get(first.group(), "") if first else ""
    return _name(key, words) or coded or words.get(key_of(_BRACKETED.sub("", typed)), "")


def _name(key: str, words: Mapping[str, str]) -> str:
    """A name or a code alone, or the two of one category together: 02 食用油、油脂及其制品."""
    first = _CODE_FIRST.match(key)
    alone = words.get(key, "")
    if alone or not first:
        return alone
    coded = words.get(first.group(), "")
    return coded if coded and words.get(key[first.end() :]) == coded else ""
