"""Weeks, lists of dishes: plain values in, plain values out."""

from collections.abc import Iterable
from datetime import date, timedelta

_BETWEEN = ("、", "，", ",", ";", "；", "\n", "\r")
_A_WEEK = 7


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def week(first: date) -> list[date]:
    """Seven days from a Monday on."""
    return [first + timedelta(days=n) for n in range(_A_WEEK)]


def dishes_in(text: str) -> tuple[str, ...]:
    """The dishes somebody typed with whatever stood between them, each once, in their order."""
    for sign in _BETWEEN:
        text = text.replace(sign, "\n")
    return tuple(dict.fromkeys(part for line in text.split("\n") if (part := line.strip())))


def too_long(words: Iterable[str], most: int) -> str:
    """The first word longer than there is room for, or nothing."""
    return next((word for word in words if len(word) > most), "")


def share(done: int, all_: int) -> int:
    """Of a hundred, rounded down: ninety-nine point nine is not all of them."""
    return 100 * done // all_ if all_ else 0


def outside(day: date, on: date, *, back: int, ahead: int) -> bool:
    """Whether a day lies too far back or ahead to be entered."""
    return not on - timedelta(days=back) <= day <= on + timedelta(days=ahead)
