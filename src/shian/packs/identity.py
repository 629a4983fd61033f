"""The nouns by which a business is known: its kind, its legal form, its numbers, its tags."""

from collections.abc import Mapping
from dataclasses import dataclass

from shian.packs.cite import Cite
from shian.packs.title import Title


@dataclass(frozen=True)
class Kind:
    """A kind of business: its sector, and the kinds of number it may be known by (none is a kind too)."""

    key: str
    title: Title
    sector: str
    numbers: tuple[str, ...]
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
