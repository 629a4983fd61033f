"""Weeks, dishes and shares, as plain values."""

from datetime import date

import pytest

from shian.disclosure.rules import dishes_in, monday, outside, share, too_long, week

WEDNESDAY = date(2026, 9, 16)


def test_a_week_begins_on_monday() -> None:
    assert monday(WEDNESDAY) == monday(date(2026, 9, 20)) == monday(date(2026, 9, 14)) == date(2026, 9, 14)
    assert week(date(2026, 9, 28)) == [
        *(date(2026, 9, day) for day in (28, 29, 30)),
        *(date(2026, 10, day) for day in (1, 2, 3, 4)),
    ]


@pytest.mark.parametrize("sign", ["、", "，", ",", ";", "；", "\n", "\r", "\r\n", " 、 "])
def test_dishes_with_whatever_stood_between(sign: str) -> None:
    assert dishes_in(f" 青菜{sign}红烧 肉{sign}{sign}青菜 ") == ("青菜", "红烧 肉")


def test_nothing_typed_is_no_dish() -> None:
    assert dishes_in(" 、\n") == ()


def test_the_first_word_that_is_too_long() -> None:
    assert too_long(["四个字呢", "五个字的菜", "六个字的好菜"], 4) == "五个字的菜"
    assert too_long(["四个字呢"], 4) == ""


@pytest.mark.parametrize(("done", "of", "hundred"), [(0, 0, 0), (0, 3, 0), (999, 1000, 99), (3, 3, 100), (1, 3, 33)])
def test_a_share_is_rounded_down(done: int, of: int, hundred: int) -> None:
    assert share(done, of) == hundred


@pytest.mark.parametrize(("day", "is_"), [(8, True), (9, False), (16, False), (30, False)])
def test_a_day_that_may_be_entered(day: int, is_: bool) -> None:
    assert outside(date(2026, 9, day), WEDNESDAY, back=7, ahead=14) is is_
    assert outside(date(2026, 10, 1), WEDNESDAY, back=7, ahead=14)
