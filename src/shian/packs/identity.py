"""What a business is and is known by: kinds, legal forms, numbers, tags, categories of food."""

from collections.abc import Mapping
from dataclasses import dataclass

from shian.packs.cite import Cite
from shian.packs.titles import Title


@dataclass(frozen=True)
class Kind:
    """A kind of business: its sector, the kinds of number it may be known by (none is a kind too), and which of them it
    must have: a credit code, a licence. Where a filing (yb) is among them, it stands for the licence."""

    key: str
    title: Title
    sector: str
    numbers: tuple[str, ...]
    code_required: bool
    licence_required: bool
    cite: Cite


@dataclass(frozen=True)
class Form:
    """A legal form and the beginnings of the credit code that show it."""

    key: str
    title: Title
    uscc: tuple[str, ...]
    cite: Cite


@dataclass(frozen=True)
class NumberKind:
    """A kind of number; `local` ones get their pattern by overlay, an empty pattern recognises nothing."""

    key: str
    title: Title
    pattern: str
    check: str
    local: bool
    example: str
    cite: Cite


@dataclass(frozen=True)
class Identity:
    kinds: Mapping[str, Kind]
    forms: Mapping[str, Form]
    numbers: Mapping[str, NumberKind]
    tags: Mapping[str, Title]


@dataclass(frozen=True)
class Category:
    """What a business makes or sells (食品类别、经营项目): a code, its title, and other words that people write for it."""

    key: str
    title: Title
    sector: str
    also: tuple[str, ...]
    cite: Cite
