"""Which of our columns a heading of an office's table names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from shian.registry.rules.characters import key_of
from shian.registry.rules.columns import COLUMNS, Target

_UNITS = ("必填", "选填", "年月日", "万元", "人", "平方米", "㎡")
_ASIDE = re.compile(r"[（(\[【][^（()）\]】]*[)）\]】]")
_OR = re.compile(r"[/／、|]|或者?")


def _variants(header: str) -> Iterator[str]:
    """As typed; without a star or unit; what stands in brackets put first or left out; the first of two names."""
    whole = key_of(header)
    yield whole
    bare = whole
    for unit in _UNITS:
        bare = bare.removesuffix(unit) if len(bare) > len(unit) else bare
    yield bare
    plain_head = _ASIDE.sub("", header)
    if plain_head != header:
        yield key_of("".join(_ASIDE.findall(header)) + plain_head)  # 联系电话（安全员） is the officer's
        yield key_of(plain_head)
    for part in _OR.split(plain_head):
        yield key_of(part)


Names = dict[str, str]


def _names(target: Target) -> tuple[Names, Names]:
    """Which column a header names: outright, and only where no other header does."""
    strong: Names = {}
    weak: Names = {}
    for column in COLUMNS[target]:
        for name in (column.label, column.key, *column.synonyms):
            strong.setdefault(key_of(name), column.key)
        for name in column.weak:
            weak.setdefault(key_of(name), column.key)
    return strong, weak


_NAMES = {target: _names(target) for target in Target}


@lru_cache(maxsize=4096)
def _named(target: Target, header: str) -> tuple[str, str]:
    """What a header says outright, and what it may mean."""
    strong, weak = _NAMES[target]
    words = list(_variants(header))
    return next((strong[w] for w in words if w in strong), ""), next((weak[w] for w in words if w in weak), "")


def recognise(target: Target, header: str) -> str:
    """Our key for one header, or nothing."""
    outright, perhaps = _named(target, header)
    return outright or perhaps


def propose(target: Target, headers: Sequence[str], remembered: Mapping[str, str] | None = None) -> dict[int, str]:
    """Which column of the file is which of ours; what an office settled once goes before any guess."""
    remembered = remembered or {}
    proposal: dict[int, str] = {}
    open_places = [(place, header) for place, header in enumerate(headers) if header]
    for place, header in open_places:
        key = remembered[key_of(header)] if key_of(header) in remembered else _named(target, header)[0]
        if key and key not in proposal.values():
            proposal[place] = key
    for place, header in open_places:
        outright, perhaps = _named(target, header)
        untold = place not in proposal and key_of(header) not in remembered and not outright
        if untold and perhaps and perhaps not in proposal.values():
            proposal[place] = perhaps
    return dict(sorted(proposal.items()))


def settled(headers: Sequence[str], mapping: Mapping[int, str]) -> dict[str, str]:
    """The form in which a mapping is remembered: header words, not places, since next month's file has one column more."""
    return {key_of(header): mapping.get(place, "") for place, header in enumerate(headers) if key_of(header)}
