"""Filled sheets: what is answered, by luck; ids computed from what they are for, so that a second run replays."""

from collections.abc import Mapping
from functools import lru_cache
from random import Random
from uuid import UUID, uuid5

from shian.checklists import queries as checklists
from shian.checklists.models import Item
from shian.loop.submission import Answer

NAMESPACE = UUID("5e1f0a7c-3d52-4c0e-9b1a-0d6a4c9f7a11")
CONFORM, ABSENT = Answer("conform"), Answer("not_applicable")
_NOTES = (
    "现场看到，已向负责人说明",
    "比上次有改善，仍不到位",
    "台账缺几天",
    "标签不清楚",
    "角落有积灰",
    "没有按时记录",
)
# How a cadre leaves what was found, and how the business itself does; by weight.
BY_CADRE, BY_SHOP = {"fix_by": 78, "push_to_station": 22}, {"fix_by": 1}


def named(*parts: object) -> UUID:
    """The id of a sheet: the same part of the story has the same id."""
    return uuid5(NAMESPACE, "/".join(str(part) for part in parts))


@lru_cache(maxsize=64)
def _items(checklist: str) -> tuple[Item, ...]:
    return checklists.items(checklists.version(checklist).pk)


@lru_cache(maxsize=64)
def clean(checklist: str) -> Mapping[str, Answer]:
    """A sheet on which nothing is wrong."""
    return {item.code: ABSENT if item.code.startswith("elderly") else CONFORM for item in _items(checklist)}


def flawed(checklist: str, luck: Random, ways: Mapping[str, int], photo: UUID | None = None) -> Mapping[str, Answer]:
    """One or two items failed, each to be put right in one of these ways (by weight)."""
    answers = dict(clean(checklist))
    for item in luck.sample(_items(checklist), luck.choice((1, 1, 2))):
        way = luck.choices(list(ways), list(ways.values()))[0]
        answers[item.code] = Answer("fail", luck.choice(_NOTES), way, (photo,) if photo else ())
    return answers
