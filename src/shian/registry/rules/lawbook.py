"""What the law of a place knows that rows are held against: its cards, what each kind must have, its categories."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shian.packs.identity import Kind
from shian.packs.schema import Pack
from shian.registry.rules.characters import key_of
from shian.registry.rules.licences import LocalPattern

NATIONAL = frozenset({"uscc", "sc", "jy", "yb"})


@dataclass(frozen=True, slots=True)
class Needs:
    """Which numbers a kind cannot do without; where a filing will do, it stands for the licence. The rest may be missing."""

    credit_code: bool
    licence: bool
    filing: bool = False


@dataclass(frozen=True, slots=True)
class Lawbook:
    """`needs` by kind; `categories`: the code of each word that names a category, by the word's key (see characters.key_of)."""

    cards: tuple[LocalPattern, ...] = ()
    categories: Mapping[str, str] = field(default_factory=dict)
    needs: Mapping[str, Needs] = field(default_factory=dict)


UNWRITTEN = Lawbook()


def lawbook_of(law: Pack) -> Lawbook:
    return Lawbook(_cards(law), category_words(law), {kind.key: _needs(kind) for kind in law.identity.kinds.values()})


def _needs(kind: Kind) -> Needs:
    return Needs(kind.code_required, kind.licence_required, "yb" in kind.numbers)


def category_words(law: Pack) -> dict[str, str]:
    """The code of a category by its code, its title and the other words that people write for it."""
    return {
        key_of(word): one.key
        for one in law.categories.values()
        for word in (one.key, one.title.zh, one.title.en, *one.also)
    }


def _cards(law: Pack) -> tuple[LocalPattern, ...]:
    """The local registration cards which the overlay of this place describes; the national pack knows none."""
    numbers = law.identity.numbers.values()
    return tuple(
        LocalPattern(one.title.zh, one.pattern, "", one.cite.text, one.cite.assumed)
        for one in numbers
        if one.key not in NATIONAL and one.pattern
    )
