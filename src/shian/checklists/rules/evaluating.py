"""What an expression says of some answers, as XPath 1.0 counts: pure, total, the same on the server and on the phone.

`web/src/evaluate.ts` is its twin; tests/data/two_evaluators.json holds both to the same verdicts.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from shian.checklists.rules.expressions import NEGATIVE, Node
from shian.checklists.rules.patterns import fits

Value = str | float | bool
EPOCH = date(1970, 1, 1)
NEAR = 1e-12  # numbers so close are the same, as in a field app: 0.1 + 0.2 is 0.3


class Day(float):
    """A day as an expression has it: a number of days where it is reckoned with, its date where it is read."""

    def __repr__(self) -> str:
        return f"Day({float(self)!r})"


NUMBER = re.compile(r"-?([0-9]+(\.[0-9]*)?|\.[0-9]+)")  # XPath 1.0, 3.7: digits of ASCII and no exponent
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
BLANK = " \t\r\n"  # XPath's own white space: what else a language calls so differs between languages


# The days of which a calendar has a name.
FIRST, LAST = (date.min - EPOCH).days, (date.max - EPOCH).days


@dataclass(frozen=True)
class Given:
    """What an expression may read: the answers by code, the one in hand, the columns of the choice in hand, the day."""

    answers: Mapping[str, Value]
    own: Value = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    today: date = EPOCH


def true_of(node: Node, given: Given) -> bool:
    """Whether a condition holds."""
    return boolean(value_of(node, given))


def value_of(node: Node, given: Given) -> Value:
    """The value of an expression; a question without an answer is the empty text."""
    if not isinstance(node, list):
        literal: Value = node
        return literal
    word, *parts = node
    match word:
        case "$":
            return given.answers.get(parts[0], "")
        case ".":
            return given.own
        case "col":
            return given.columns.get(parts[0], "")
        case "and":
            return true_of(parts[0], given) and true_of(parts[1], given)
        case "or":
            return true_of(parts[0], given) or true_of(parts[1], given)
        case "if":
            return value_of(parts[1] if true_of(parts[0], given) else parts[2], given)
        case "today":
            return days_of(given.today)
        case "=" | "!=" | "<" | "<=" | ">" | ">=":
            return _compared(word, value_of(parts[0], given), value_of(parts[1], given))
    return _WORDS[word]([value_of(one, given) for one in parts])


def days_of(day: date) -> Day:
    """A day, so that days can be compared and subtracted."""
    return Day((day - EPOCH).days)


def number(value: Value) -> float:
    """As XPath reads a number; what is none is NaN."""
    if not isinstance(value, str):
        return float(value)
    text = value.strip(BLANK)
    return float(text) if NUMBER.fullmatch(text) else math.nan


def boolean(value: Value) -> bool:
    """As XPath judges: an empty text, nought and NaN are false; every day is true."""
    if isinstance(value, float) and not isinstance(value, Day):
        return not math.isnan(value) and value != 0
    return isinstance(value, Day) or bool(value)


def text(value: Value) -> str:
    """As XPath writes: a whole number without a point, none with an exponent, the fewest digits that tell it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if isinstance(value, Day):
        return _written_day(value)
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    written = format(Decimal(repr(value)), "f").removesuffix(".0")
    return "0" if written == "-0" else written


def _written_day(value: Day) -> str:
    return (EPOCH + timedelta(days=float(value))).isoformat()


def words(value: Value) -> list[str]:
    """The choices of an answer with several."""
    return [word for word in re.split(f"[{BLANK}]+", text(value)) if word]


def _compared(word: str, left: Value, right: Value) -> bool:
    if word in ("=", "!="):
        return _alike(left, right) is (word == "=")
    a, b = number(left), number(right)
    if math.isnan(a) or math.isnan(b):
        return False
    return {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[word]


def _alike(left: Value, right: Value) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return boolean(left) == boolean(right)
    if _reckoned(left) or _reckoned(right):
        a, b = number(left), number(right)
        return a == b or abs(a - b) < NEAR
    return text(left) == text(right)


def _reckoned(value: Value) -> bool:
    """A day is compared with a text as a date is, with a number as a number."""
    return isinstance(value, float) and not isinstance(value, Day)


def _divided(a: float, b: float) -> float:
    if b == 0:
        return math.nan if a == 0 or math.isnan(a) else math.copysign(math.inf, a) * math.copysign(1, b)
    return a / b


def _rest(a: float, b: float) -> float:
    return math.nan if b == 0 or math.isinf(a) else math.fmod(a, b)


def _rounded(parts: Sequence[Value]) -> float:
    value, places = number(parts[0]), number(parts[1]) if len(parts) > 1 else 0.0
    if not math.isfinite(value) or not 0 <= places <= 9:
        return value
    step = 10 ** int(places)
    scaled = value * step
    return math.floor(scaled + 0.5) / step if math.isfinite(scaled) else value


def _whole(value: float) -> float:
    return float(math.trunc(value)) if math.isfinite(value) else math.nan


def _arithmetic(sum_of: Callable[[float, float], float]) -> Callable[[Sequence[Value]], Value]:
    return lambda parts: sum_of(number(parts[0]), number(parts[1]))


def _selected(chosen: Sequence[str], name: str) -> bool:
    """Nothing is what is selected where nothing is, as in a field app."""
    return name in chosen if name else not chosen


def _day(value: Value) -> Value:
    """A date that is written, or a number of days, as a day; what is none is nothing."""
    if isinstance(value, str) and DAY.fullmatch(value):
        with suppress(ValueError):
            return days_of(date.fromisoformat(value))
    found = math.floor(number(value)) if math.isfinite(number(value)) else math.inf
    return Day(found) if FIRST <= found <= LAST else ""


_WORDS: Mapping[str, Callable[[Sequence[Value]], Value]] = {
    "+": _arithmetic(lambda a, b: a + b),
    "-": _arithmetic(lambda a, b: a - b),
    "*": _arithmetic(lambda a, b: a * b),
    "div": _arithmetic(_divided),
    "mod": _arithmetic(_rest),
    NEGATIVE: lambda parts: -number(parts[0]),
    "selected": lambda parts: _selected(words(parts[0]), text(parts[1])),
    "count-selected": lambda parts: float(len(words(parts[0]))),
    "not": lambda parts: not boolean(parts[0]),
    "true": lambda parts: True,
    "false": lambda parts: False,
    "coalesce": lambda parts: parts[0] if text(parts[0]) else parts[1],
    "string-length": lambda parts: float(len(text(parts[0]))),
    "contains": lambda parts: text(parts[1]) in text(parts[0]),
    "starts-with": lambda parts: text(parts[0]).startswith(text(parts[1])),
    "concat": lambda parts: "".join(map(text, parts)),
    "number": lambda parts: number(parts[0]),
    "string": lambda parts: text(parts[0]),
    "int": lambda parts: _whole(number(parts[0])),
    "round": _rounded,
    "date": lambda parts: _day(parts[0]),
    "regex": lambda parts: fits(text(parts[0]), text(parts[1])),
}
