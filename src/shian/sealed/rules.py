"""Rewards, their times, who gets none; what may be counted aloud; when all is destroyed. Pure; money in whole fen."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from shian.kernel.because import Because
from shian.kernel.workdays import Calendar, Due
from shian.packs.cite import Cite
from shian.packs.sealed import Exclusion, SealedLaw

T = TypeVar("T")
PERMILLE, PERCENT, YUAN = 1000, 100, 100
# What stands for a telephone or an identity number wherever a summary is about to leave the sealed file.
_NUMBERS = re.compile(r"(?<!\d)(?:1[3-9]\d[- ]?\d{4}[- ]?\d{4}|\d{17}[\dXx]|\d{16,19})(?!\d)")


@dataclass(frozen=True)
class Case:
    """What a reward is reckoned from: fine and confiscation in fen (0: the case knows no money), its level, an insider."""

    level: str
    money: int
    insider: bool = False


def reward(case: Case, law: SealedLaw) -> Because[int]:
    """The reward in fen: the level's part of the money, not below its floor, more for an insider, not above the cap.

    Raises KeyError for a level that the law does not know.
    """
    level = law.levels[case.level]
    part = case.money * level.permille // PERMILLE
    raised = max(part, level.floor) * (PERCENT + (law.insider.raise_percent if case.insider else 0)) // PERCENT
    cites = (level.cite, law.reward.cite, *((law.insider.cite,) if case.insider else ()))
    facts = {
        "money_yuan": yuan(case.money),
        "level": level.key,
        "permille": level.permille,
        "floor_yuan": yuan(level.floor),
        "cap_yuan": yuan(law.reward.cap),
        "insider_percent": law.insider.raise_percent if case.insider else 0,
    }
    return _because(min(raised, law.reward.cap), cites, facts)


def wants_finance(amount: int, law: SealedLaw) -> Because[bool]:
    """Whether the finance bureau decides too."""
    facts = {"amount_yuan": yuan(amount), "finance_yuan": yuan(law.reward.finance_from)}
    return _because(amount >= law.reward.finance_from, (law.reward.cite,), facts)


def excluded(said: Collection[str], law: SealedLaw, *, insider: bool) -> Because[str]:
    """The first exclusion that counts among those said to be true; '' where none does."""
    known = [one for key, one in law.exclusions.items() if key in said]
    counting = next((one for one in known if not (insider and one.insider_excepted)), None)
    return Because("", "") if counting is None else _of_exclusion(counting)


def _of_exclusion(one: Exclusion) -> Because[str]:
    return _because(one.key, (one.cite,), {"exclusion": one.key})


def told_by(closed_on: date, law: SealedLaw, calendar: Calendar) -> Because[Due]:
    """By when somebody is told of their reward."""
    return law.times.tell.due(closed_on, calendar)


def claimed_by(told_on: date, law: SealedLaw, calendar: Calendar) -> Because[Due]:
    """By when it must be claimed."""
    return law.times.claim.due(told_on, calendar)


def collected_by(told_on: date, law: SealedLaw, calendar: Calendar) -> Because[Due]:
    """By when it must be collected; never before the last day of claiming."""
    claim, collect = law.times.claim.due(told_on, calendar), law.times.collect.due(told_on, calendar)
    return collect if collect.value.day >= claim.value.day else claim


def kept_until(closed_on: date, law: SealedLaw, calendar: Calendar, collect: date | None) -> Because[date]:
    """The last day of keeping; what may still be collected keeps its file."""
    due = law.retention.due(closed_on, calendar)
    return due.of(due.value.day if collect is None else max(due.value.day, collect))


def openable_until(agreed_at: datetime, law: SealedLaw) -> Because[datetime]:
    """Until when an identity may be looked at after both agreed."""
    until = agreed_at + timedelta(hours=law.opening.hours)
    return _because(until, (law.opening.cite,), {"hours": law.opening.hours})


def publishable(count: int, law: SealedLaw) -> int | None:
    """A count that may be said aloud, or none: fewer than k could point at a person. Nothing happened at all may be said."""
    return count if count == 0 or count >= law.statistics.k else None


def names_a_number(summary: str) -> bool:
    """Whether something that looks like a telephone, identity or account number stands in a text."""
    return _NUMBERS.search(summary) is not None


def yuan(fen: int) -> str:
    """Fen as people write yuan: 5,000 or 5,000.50."""
    whole, rest = divmod(fen, YUAN)
    return f"{whole:,}.{rest:02d}" if rest else f"{whole:,}"


def _because(value: T, cites: Collection[Cite], facts: Mapping[str, object]) -> Because[T]:
    clause = "、".join(dict.fromkeys(cite.text for cite in cites))
    return Because(value, clause, facts, any(cite.assumed for cite in cites))
