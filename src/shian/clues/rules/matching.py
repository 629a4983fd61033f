"""M21: an online shop beside the licences of the register. A score that explains itself, a verdict that punishes nobody.

The verdict is a suggestion for a person: `licensed`, `unlicensed`, `expired`, `elsewhere` (the licence is of another
address), `others` (it is of another business) or `unsure` (somebody has to look).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shian.registry.rules.characters import code, key_of

LICENSED, UNLICENSED, EXPIRED, ELSEWHERE, OTHERS, UNSURE = (
    "licensed", "unlicensed", "expired", "elsewhere", "others", "unsure",
)  # fmt: skip
SUGGESTED = (UNLICENSED, EXPIRED, ELSEWHERE, OTHERS)  # what a person may make clues of
# What each likeness weighs, of a hundred in all: a matter of this house, shown beside every match.
POINTS: Mapping[str, int] = {
    "licence_same": 40, "uscc_same": 30, "name_same": 20, "name_near": 12, "address_same": 10, "address_near": 6,
}  # fmt: skip
NEAR = 3  # characters: a shorter name is in too many others to mean anything
COUNTY_OF = {"SC": slice(5, 11), "JY": slice(3, 9), "YB": slice(3, 9)}


@dataclass(frozen=True)
class Shop:
    """A shop as the platform lists it."""

    name: str
    licence: str = ""
    uscc: str = ""
    address: str = ""


@dataclass(frozen=True)
class Permit:
    """A licence of the register, with the last day on which it is good; none where it has no end."""

    number: str
    until: date | None = None


@dataclass(frozen=True)
class Known:
    """A business of the register as the match needs it."""

    key: UUID
    name: str
    uscc: str = ""
    address: str = ""
    works: bool = True
    permits: tuple[Permit, ...] = ()

    def permitted(self, on: date) -> bool:
        """Whether some licence of its is good on a day."""
        return self.works and any(one.until is None or one.until >= on for one in self.permits)


@dataclass(frozen=True)
class Match:
    """What the register says of a shop: the verdict, the business most like it, the points and what each was given for."""

    verdict: str
    reasons: tuple[tuple[str, int], ...] = ()
    business: UUID | None = None

    @property
    def score(self) -> int:
        return sum(points for _word, points in self.reasons)


@dataclass(frozen=True)
class Keys:
    """What a shop or a business is compared by, read once: a register is asked a hundred thousand times."""

    name: str
    uscc: str
    address: str
    licences: frozenset[str]


def keys_of(one: Shop | Known) -> Keys:
    """Numbers, name and address as they are compared."""
    said = [one.licence] if isinstance(one, Shop) else [permit.number for permit in one.permits]
    licences = frozenset(filter(None, map(code, said)))
    return Keys(key_of(one.name), code(one.uscc), key_of(one.address), licences)


class Register:
    """The businesses of a place, found by what a platform may say of them."""

    def __init__(self, businesses: Iterable[Known], county: str = "") -> None:
        self.county = county
        self._by: dict[str, defaultdict[str, list[tuple[Known, Keys]]]] = {
            part: defaultdict(list) for part in ("licence", "uscc", "name", "address")
        }
        for one in businesses:
            keys = keys_of(one)
            for part, key in _parts(keys):
                self._by[part][key].append((one, keys))

    def like(self, keys: Keys) -> list[tuple[Known, Keys]]:
        """Whoever shares a number, a name or an address with it, each once."""
        found = (pair for part, key in _parts(keys) for pair in self._by[part].get(key, ()))
        return list({pair[0].key: pair for pair in found}.values())


def _parts(keys: Keys) -> list[tuple[str, str]]:
    """The ways by which something is found; what it does not say finds nothing."""
    said = [("uscc", keys.uscc), ("name", keys.name), ("address", keys.address)]
    return [(part, key) for part, key in said if key] + [("licence", number) for number in sorted(keys.licences)]


def match(shop: Shop, register: Register, on: date) -> Match:
    """The verdict on a day. Nobody like it: unlicensed, but for a licence of another county, which nobody here can see."""
    keys = keys_of(shop)
    scored = [(_likeness(keys, known), one) for one, known in register.like(keys)]
    if not scored:
        return _nobody(shop, register)
    reasons, best = max(scored, key=lambda pair: (_sum(pair[0]), str(pair[1].key)))
    return Match(_verdict(shop, best, dict(reasons), on), reasons, best.key)


def likeness(shop: Shop, one: Known) -> tuple[tuple[str, int], ...]:
    """What a shop and a business have in common, each with its points."""
    return _likeness(keys_of(shop), keys_of(one))


def _likeness(said: Keys, known: Keys) -> tuple[tuple[str, int], ...]:
    words = [
        "licence_same" if said.licences & known.licences else "",
        "uscc_same" if said.uscc and said.uscc == known.uscc else "",
        _alike("name", said.name, known.name),
        _alike("address", said.address, known.address),
    ]
    return tuple((word, POINTS[word]) for word in words if word)


def _alike(part: str, said: str, known: str) -> str:
    if said and said == known:
        return f"{part}_same"
    short, long = sorted((said, known), key=len)
    return f"{part}_near" if len(short) >= NEAR and short in long else ""


def _nobody(shop: Shop, register: Register) -> Match:
    if shop.licence and not of_county(shop.licence, register.county):
        return Match(UNSURE, (("licence_of_another_county", 0),))
    return Match(UNLICENSED, (("nobody_like_it", 0),))


def of_county(licence: str, county: str) -> bool:
    """Whether a licence number was given out in this county; one that has no county in it may have been."""
    number = code(licence)
    part = COUNTY_OF.get(number[:2])
    return part is None or not county or number[part] == county


def _verdict(shop: Shop, best: Known, words: Mapping[str, int], on: date) -> str:
    if "licence_same" in words:
        return _of_its_number(shop, best, words, on)
    if not ({"uscc_same"} & words.keys() or _place_and_name(words)):
        known = _any(words, "name") and best.permitted(on)
        return UNSURE if shop.licence or shop.uscc or known else UNLICENSED
    if best.permitted(on):
        return UNSURE  # it has a licence; the platform shows another number, or none
    return EXPIRED if best.permits else UNLICENSED


def _of_its_number(shop: Shop, best: Known, words: Mapping[str, int], on: date) -> str:
    named, placed = _any(words, "name"), _any(words, "address")
    if shop.uscc and best.uscc and "uscc_same" not in words:
        return OTHERS
    if not named and not placed and "uscc_same" not in words:
        return OTHERS if shop.address and best.address else UNSURE
    if not best.works or not _number_good(shop, best, on):
        return EXPIRED
    if shop.address and best.address and not placed:
        return ELSEWHERE
    return LICENSED


def _number_good(shop: Shop, best: Known, on: date) -> bool:
    said = code(shop.licence)
    return any(code(one.number) == said and (one.until is None or one.until >= on) for one in best.permits)


def _any(words: Mapping[str, int], part: str) -> bool:
    return f"{part}_same" in words or f"{part}_near" in words


def _place_and_name(words: Mapping[str, int]) -> bool:
    return _any(words, "name") and _any(words, "address")


def _sum(reasons: Sequence[tuple[str, int]]) -> int:
    return sum(points for _word, points in reasons)
