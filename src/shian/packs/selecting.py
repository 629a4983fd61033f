"""On which subjects a rule of the law speaks."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Selector:
    """On which subjects a rule speaks; an empty set means any."""

    kinds: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    grades: frozenset[str] = frozenset()
    risk_grades: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    within: tuple[str, ...] = ()
    categories: frozenset[str] = frozenset()
