"""When two questions are put in other words and ask the same: figures spelt otherwise, and synonyms as the law's files give them."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from shian.packs.cite import Cite

_DIGITS = {mark: n for n, mark in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_TENS = {"十": 10, "百": 100}
# A figure is read as one only before what is counted: 统一 and 万一 are words.
_SPELT = re.compile(rf"[{''.join((*_DIGITS, *_TENS))}]+(?=[次个名家人天日月年周季小时分倍项件份克米度])")


@dataclass(frozen=True)
class Synonyms:
    """Words each of which says what the first says, where a question is asked."""

    words: tuple[str, ...]
    cite: Cite


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A text without marks, spaces, case and width."""
    wide = unicodedata.normalize("NFKC", text).casefold()
    return "".join(mark for mark in wide if unicodedata.category(mark)[0] in "LN")


@lru_cache(maxsize=4096)
def normal(text: str, synonyms: tuple[tuple[str, ...], ...]) -> str:
    """A plain text with its figures in digits, and each synonym as the first word of its row."""
    said = _SPELT.sub(lambda found: str(_number(found[0])), plain(text))
    first = {plain(word): plain(row[0]) for row in synonyms for word in row}
    if not first:
        return said
    # The longest first: 超过保质期 holds 保质期.
    any_of = re.compile("|".join(map(re.escape, sorted(first, key=len, reverse=True))))
    return any_of.sub(lambda found: first[found[0]], said)


def _number(spelt: str) -> int:
    """A number below a thousand as it is spelt: 二十五, 十, 两百, 一〇五."""
    if not set(spelt) & set(_TENS):
        return int("".join(str(_DIGITS[mark]) for mark in spelt))
    total, digit = 0, 0
    for mark in spelt:
        if mark in _TENS:
            total, digit = total + (digit or 1) * _TENS[mark], 0
        else:
            digit = _DIGITS[mark]
    return total + digit
