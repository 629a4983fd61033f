"""What the law of a place knows that rows are held against: its cards, what each kind must have, its categories."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shian.registry.rules.licences import LocalPattern


@dataclass(frozen=True, slots=True)
class Lawbook:
    """`categories`: the code of each word that names a category, by the word's key (see characters.key_of)."""

    cards: tuple[LocalPattern, ...] = ()
    categories: Mapping[str, str] = field(default_factory=dict)


UNWRITTEN = Lawbook()
