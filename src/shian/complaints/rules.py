"""The arithmetic of complaints: limits that stand while something is tested, receipts, numbers, and what looks like the same matter."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import asin, cos, radians, sin, sqrt

from shian.kernel.because import Because
from shian.kernel.workdays import Calendar, Due
from shian.packs.limits import Limit

# Without letters and figures that a telephone or an eye takes for one another.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
RECEIPT = 12  # characters: 59 bits, in groups of four
_GROUP = 4


@dataclass(frozen=True)
class Stop:
    """A clock stood from a day (which still counted) until another; None: it stands still."""

    from_day: date
    until: date | None


def due(limit: Limit, from_day: date, stops: Iterable[Stop], calendar: Calendar, *, on: date) -> Because[Due]:
    """The last day of a limit, later by the days on which its clock stood; while it stands, as if it ran again today."""
    first = limit.due(from_day, calendar)
    stood = sum(_stood(limit, stop, calendar, on) for stop in stops)
    if not stood:
        return first
    longer = replace(limit, count=limit.count + stood).due(from_day, calendar)
    return Because(longer.value, first.clause, {**first.facts, "stood": stood}, first.assumed)


def _stood(limit: Limit, stop: Stop, calendar: Calendar, on: date) -> int:
    """Days that a stop took, in the unit of the limit; a named limit ("same day") cannot stand."""
    until = stop.until or max(on, stop.from_day)
    if limit.unit == "working":
        return calendar.working_days_between(stop.from_day, until)
    return (until - stop.from_day).days if limit.unit == "calendar" else 0


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
