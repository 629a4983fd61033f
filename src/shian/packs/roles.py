"""The nouns of who may do what, and who answers for which grade."""

from dataclasses import dataclass

from shian.packs.cite import Cite
from shian.packs.titles import Title


@dataclass(frozen=True)
class RoleDef:
    key: str
    title: Title
    verbs: frozenset[str]
    clearance: str
    reach: str
    system: bool


@dataclass(frozen=True)
class Department:
    """A line of departments that may act together with others; `police` takes what may be a crime."""

    key: str
    title: Title
    police: bool
    cite: Cite


@dataclass(frozen=True)
class Tier:
    """Who answers for a grade: the letter of the tier, its level of government, the role its posts carry."""

    letter: str
    level: str
    role: str
    cite: Cite
