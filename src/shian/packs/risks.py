"""What a business's risk control list (风险管控清单) may begin with: points as the law's files propose them."""

from collections.abc import Mapping
from dataclasses import dataclass

from shian.packs.cite import Cite
from shian.packs.titles import Title

# The columns of the sample form, and how often a point is looked at.
UNITS = ("", "℃", "g", "h")
RHYTHMS_OF_POINTS = ("day", "week", "month")


@dataclass(frozen=True)
class ProposedPoint:
    """One line of the list; `codes` are the questions of daily lists with which it can be asked, `low` and `high` bounds."""

    sectors: tuple[str, ...]
    step: str
    title: Title
    words: Mapping[str, str]  # risk, measure, goal
    every: str
    codes: tuple[str, ...]
    unit: str
    low: str
    high: str
    cite: Cite
