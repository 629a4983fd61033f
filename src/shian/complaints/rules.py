"""The arithmetic of complaints: receipts, numbers, what looks like the same matter, and what the other side must not read."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import asin, cos, radians, sin, sqrt
from uuid import UUID

from shian.kernel.because import Because
from shian.kernel.money import yuan

# Without letters and figures that a telephone or an eye takes for one another.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
RECEIPT = 12  # characters: 59 bits, in groups of four
_GROUP = 4


def receipt_of(secret: str) -> str:
    """A receipt code from 64 hexadecimal characters that nobody can foresee."""
    left, made = int(secret, 16), ""
    for _place in range(RECEIPT):
        left, at = divmod(left, len(ALPHABET))
        made += ALPHABET[at]
    return "-".join(made[at : at + _GROUP] for at in range(0, RECEIPT, _GROUP))


def plain_receipt(said: str) -> str:
    """A code as somebody types it, read as it is kept; '' where it cannot be one."""
    letters = "".join(sign for sign in said.lower() if sign in ALPHABET)
    strange = [sign for sign in said.strip() if sign.lower() not in ALPHABET and sign not in "- 　"]
    return letters if len(letters) == RECEIPT and not strange else ""


def mark(series: str, place: str, year: int, number: int) -> str:
    """The number of a file as it is written."""
    return series.format(place=place, year=year, n=number)


def form_mark(file: str, form: str, nth: int) -> str:
    """The number of a paper: its file's, the form's place among the ten, and which of its kind on that file."""
    return f"{file}-{form}-{nth}"


# --- the same matter brought twice --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Matter:
    """What of a file is compared. `at` is where, in degrees of one datum; None where nobody knows."""

    text: str
    day: date
    respondent: str
    at: tuple[float, float] | None = None
    photos: tuple[int, ...] = ()
    bringer: str = ""


@dataclass(frozen=True)
class Same:
    """How alike two matters are, 0 to 100, and why, each reason a word with its measure."""

    score: int
    reasons: tuple[tuple[str, int], ...]


_EARTH = 6_371_000.0
NEAR_M, DAYS, BITS, TEXT = 200, 30, 6, 40  # metres, days apart, bits of 64 that differ, per cent of trigrams shared
LIKELY = 50
_WEIGHTS = {"photo": 60, "text": 40, "business": 25, "bringer": 25, "place": 15}


def sameness(one: Matter, other: Matter) -> Same:
    """How alike two matters are. Far apart in time they are none, whatever else they share."""
    if abs((one.day - other.day).days) > DAYS:
        return Same(0, ())
    found = {
        "photo": _nearest_photo(one.photos, other.photos),
        "text": _shared_text(one.text, other.text),
        "business": 1 if one.respondent and one.respondent == other.respondent else None,
        "bringer": 1 if one.bringer and one.bringer == other.bringer else None,
        "place": _close(one.at, other.at),
    }
    reasons = tuple((name, measure) for name, measure in found.items() if measure is not None)
    return Same(min(100, sum(_WEIGHTS[name] for name, _measure in reasons)), reasons)


def trigrams(text: str) -> frozenset[str]:
    """Runs of three signs, spaces and punctuation left out; a shorter text is one run."""
    plain = "".join(sign for sign in text.lower() if sign.isalnum())
    if len(plain) < 3:
        return frozenset({plain}) if plain else frozenset()
    return frozenset(plain[at : at + 3] for at in range(len(plain) - 2))


def likeness_of_texts(one: str, other: str) -> int:
    """Per cent of runs that two texts share, of all that either has."""
    a, b = trigrams(one), trigrams(other)
    return 100 * len(a & b) // len(a | b) if a and b else 0


def _shared_text(one: str, other: str) -> int | None:
    share = likeness_of_texts(one, other)
    return share if share >= TEXT else None


def _nearest_photo(one: Collection[int], other: Collection[int]) -> int | None:
    apart = [(a ^ b).bit_count() for a in one for b in other]
    return min(apart) if apart and min(apart) <= BITS else None


def _close(one: tuple[float, float] | None, other: tuple[float, float] | None) -> int | None:
    if one is None or other is None:
        return None
    apart = metres(one, other)
    return apart if apart <= NEAR_M else None


def metres(one: tuple[float, float], other: tuple[float, float]) -> int:
    """How far two places (latitude, longitude in degrees) lie apart, in whole metres."""
    (a, b), (c, d) = map(_radians, (one, other))
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return round(2 * _EARTH * asin(sqrt(half)))


def _radians(place: tuple[float, float]) -> tuple[float, float]:
    return radians(place[0]), radians(place[1])


# --- what is owed next --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Running:
    """A clock that is not met: its name, its day, whether it stands."""

    name: str
    due: date
    stands: bool = False


def next_limit(clocks: Sequence[Running]) -> Running | None:
    """The one that runs out first; one that stands comes after all that run."""
    return min(clocks, key=lambda one: (one.stands, one.due), default=None)


def may_extend(from_day: date, first_due: date, extended: bool, on: date) -> Because[bool]:
    """Whether a check may be extended: once, and before its first limit is over."""
    facts = {"from": from_day, "due": first_due, "extended": extended}
    return Because(not extended and on <= first_due, "《市场监督管理行政处罚程序规定》第十八条", facts)


# --- what the other side must not read ----------------------------------------------------------------------------

_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)\d{17}[\dx](?!\d)")
_BETWEEN = re.compile(r"[\s\-－—_.·,，、()（）]+")
BRINGER = "投诉人"


def _plain(text: str) -> str:
    """Letters and digits as they would be read aloud: width, case, gaps and dashes make no difference."""
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", text)).lower()


def betrayed(text: str, facts: Mapping[str, str]) -> str:
    """Which of a bringer's facts (name, phone, identity, address) stands in a text, however it is written; '' for none.

    A name of one sign is no name: it would be found everywhere. Any mobile or identity number betrays somebody.
    """
    said = _plain(text)
    named = [name for name, fact in facts.items() if len(_plain(fact)) > 1 and _plain(fact) in said]
    numbers = {"phone": _MOBILE, "identity": _IDENTITY}
    return next(iter(named + [name for name, number in numbers.items() if number.search(said)]), "")


def scrubbed(text: str, facts: Mapping[str, str]) -> str:
    """A text with its bringer called the complainant; '' where that is not enough and a person has to write it."""
    for fact in sorted((fact.strip() for fact in facts.values()), key=len, reverse=True):
        text = text.replace(fact, BRINGER) if len(fact) > 1 else text
    return "" if betrayed(text, facts) else text


def covered(text: str, covers: Mapping[str, str]) -> str:
    """A text with each fact under its cover, the longest first, so that none shows in part."""
    for fact in sorted(filter(None, covers), key=len, reverse=True):
        text = text.replace(fact, covers[fact])
    return text


def offer_words(words: str, fen: int | None) -> str:
    """What the other side would do to settle, with the sum where it named one."""
    return words if fen is None else f"{words}（{yuan(fen)}元）"


# --- recusal of the mediator --------------------------------------------------------------------------------------


def may_decide(decider: UUID | None, mediator: UUID | None, asker: UUID | None) -> bool:
    """Whether somebody may decide on a recusal: neither the mediator nor whoever asked for it."""
    return decider is not None and decider not in (mediator, asker)


def is_same_person(one: str, other: str) -> bool:
    """Whether two names, each perhaps with a post before it, are one person's: the name stands last."""
    a, b = _last(one), _last(other)
    return bool(a) and a == b


def _last(name: str) -> str:
    return next(iter(reversed(name.split())), "").lower()
