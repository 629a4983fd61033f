"""What the law says of 双随机一公开: how many of a class are drawn, what may be looked at, when it is public. Frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass

from shian.packs.cite import Cite
from shian.packs.limits import Limit
from shian.packs.titles import Title

UNCLASSED = "unclassed"
CLASSES = ("A", "B", "C", "D", UNCLASSED)


@dataclass(frozen=True)
class Ratio:
    """Of a hundred businesses of a class of credit risk so many are drawn."""

    of_100: int
    cite: Cite


@dataclass(frozen=True)
class CheckItem:
    """抽查事项: what is looked at, on which kinds of business."""

    key: str
    title: Title
    kinds: frozenset[str]
    cite: Cite


@dataclass(frozen=True)
class DoubleRandomLaw:
    """The ratios by class, the items by key, and within what the whole is made public after its last day."""

    publish: Limit
    ratios: Mapping[str, Ratio]
    items: Mapping[str, CheckItem]
