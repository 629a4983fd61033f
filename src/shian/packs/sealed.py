"""What the law's files say of sealed clues: the reward, who may open an identity and for how long, when all is destroyed."""

from collections.abc import Mapping
from dataclasses import dataclass

from shian.packs.cite import Cite
from shian.packs.limits import Limit
from shian.packs.titles import Title


@dataclass(frozen=True)
class TalkLaw:
    """At most so many letters at once, and so many files of one clue."""

    letters_most: int
    files_most: int
    cite: Cite


@dataclass(frozen=True)
class OpeningLaw:
    """For so many hours after both custodians agreed an identity may be opened."""

    hours: int
    cite: Cite


@dataclass(frozen=True)
class StatisticsLaw:
    """A count below k is not published."""

    k: int
    cite: Cite


@dataclass(frozen=True)
class RewardLevel:
    """So many parts in a thousand of fine and confiscation, and no less than the floor (fen)."""

    key: str
    title: Title
    permille: int
    floor: int
    cite: Cite


@dataclass(frozen=True)
class RewardLaw:
    """No case is paid more than the cap; from `finance_from` on the finance bureau decides too (both fen)."""

    cap: int
    finance_from: int
    cite: Cite


@dataclass(frozen=True)
class InsiderLaw:
    """So many per cent more for somebody from inside."""

    raise_percent: int
    cite: Cite


@dataclass(frozen=True)
class RewardTimes:
    """Told within so long of the closing, approved or not within so long of being proposed; claimed and collected within
    so long of being told."""

    tell: Limit
    decide: Limit
    claim: Limit
    collect: Limit


@dataclass(frozen=True)
class Exclusion:
    """Whoever this is true of is paid nothing; of an insider it may not count."""

    key: str
    title: Title
    insider_excepted: bool
    cite: Cite


@dataclass(frozen=True)
class SealedLaw:
    """The numbers of the sealed channel."""

    talk: TalkLaw
    check: Limit
    opening: OpeningLaw
    retention: Limit
    statistics: StatisticsLaw
    levels: Mapping[str, RewardLevel]
    reward: RewardLaw
    insider: InsiderLaw
    times: RewardTimes
    exclusions: Mapping[str, Exclusion]
