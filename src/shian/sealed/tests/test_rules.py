"""Rewards in whole fen, their days, who gets none, what may be counted aloud."""

from datetime import UTC, date, datetime
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shian.kernel.workdays import Calendar
from shian.packs.rules import calendar_of
from shian.packs.sealed import SealedLaw
from shian.sealed.rules import (
    Case,
    claimed_by,
    collected_by,
    excluded,
    kept_until,
    names_a_number,
    openable_until,
    publishable,
    reward,
    told_by,
    wants_finance,
    yuan,
)
from tests.world import the_law

YUAN = 100
CAP = 1_000_000 * YUAN


@cache
def law() -> SealedLaw:
    found = the_law()[0].pack.sealed
    assert found is not None
    return found


@cache
def calendar() -> Calendar:
    return calendar_of(the_law()[0].pack.calendar)


@pytest.mark.parametrize(
    ("level", "money", "insider", "amount"),
    [
        ("1", 200_000, False, 10_000),
        ("1", 100_000, False, 5_000),
        ("1", 99_999, False, 5_000),
        ("1", 0, False, 5_000),
        ("2", 100_000, False, 3_000),
        ("2", 200_000, False, 6_000),
        ("2", 0, False, 3_000),
        ("3", 100_000, False, 1_000),
        ("3", 300_000, False, 3_000),
        ("3", 0, False, 1_000),
        ("1", 20_000_000, False, 1_000_000),
        ("1", 19_999_980, False, 999_999),
        ("1", 900_000_000, False, 1_000_000),
        ("1", 200_000, True, 12_000),
        ("3", 0, True, 1_200),
        ("1", 19_000_000, True, 1_000_000),
    ],
)
def test_a_reward_by_its_level(level: str, money: int, insider: bool, amount: int) -> None:
    assert reward(Case(level, money * YUAN, insider), law()).value == amount * YUAN


def test_a_part_of_a_fen_is_not_paid() -> None:
    assert reward(Case("3", 10_000_099), law()).value == 100_000
    assert reward(Case("3", 10_000_999), law()).value == 100_009
    assert reward(Case("2", 10_000_033), law()).value == 300_000


def test_a_reward_says_why() -> None:
    why = reward(Case("2", 20_000_050, insider=True), law())
    assert dict(why.facts) == {
        "money_yuan": "200,000.50",
        "level": "2",
        "permille": 30,
        "floor_yuan": "3,000",
        "cap_yuan": "1,000,000",
        "insider_percent": 20,
    }
    assert why.clause == "《市场监管领域重大违法行为举报奖励暂行办法》"
    assert why.assumed, "by how much an insider's is raised was not seen"
    plain = reward(Case("2", 20_000_050), law())
    assert (plain.assumed, plain.facts["insider_percent"]) == (False, 0)


def test_an_unknown_level_is_none() -> None:
    with pytest.raises(KeyError):
        reward(Case("4", 1), law())


@given(st.sampled_from("123"), st.integers(0, 10**13), st.integers(0, 10**10), st.booleans())
def test_more_money_never_pays_less_and_nothing_leaves_its_bounds(
    level: str, money: int, more: int, insider: bool
) -> None:
    paid, paid_more = (reward(Case(level, fine, insider), law()).value for fine in (money, money + more))
    assert law().levels[level].floor <= paid <= paid_more <= CAP
    assert reward(Case(level, money, True), law()).value >= reward(Case(level, money, False), law()).value
    assert isinstance(paid, int)


@given(st.integers(0, 10**13))
def test_a_higher_level_never_pays_less(money: int) -> None:
    first, second, third = (reward(Case(level, money), law()).value for level in "123")
    assert first >= second >= third


def test_from_half_a_million_on_the_finance_bureau_decides_too() -> None:
    assert not wants_finance(500_000 * YUAN - 1, law())
    asked = wants_finance(500_000 * YUAN, law())
    assert asked.value is True
    assert dict(asked.facts) == {"amount_yuan": "500,000", "finance_yuan": "500,000"}


def test_who_gets_none() -> None:
    assert excluded([], law(), insider=False).value == ""
    assert excluded(["nobody knows this"], law(), insider=False).value == ""
    assert excluded(["duty_bound"], law(), insider=True).value == "duty_bound"
    assert excluded(["offender"], law(), insider=False).value == "offender"
    assert excluded(["offender"], law(), insider=True).value == ""
    assert excluded(["offender", "paid_elsewhere"], law(), insider=True).value == "paid_elsewhere"
    assert dict(excluded(["infringed"], law(), insider=False).facts) == {"exclusion": "infringed"}


def test_the_days_of_a_reward() -> None:
    """Counted over the seven days off of October 2026."""
    told = told_by(date(2026, 9, 14), law(), calendar())
    assert (told.value.day, told.assumed) == (date(2026, 10, 10), True)
    on = date(2026, 9, 14)
    assert claimed_by(on, law(), calendar()).value.day == date(2026, 10, 30)
    assert collected_by(on, law(), calendar()).value.day == date(2026, 12, 11)
    assert claimed_by(on, law(), calendar()).value.day < collected_by(on, law(), calendar()).value.day


def test_what_may_still_be_collected_is_kept() -> None:
    plain = kept_until(date(2026, 9, 14), law(), calendar(), None)
    assert plain.value == date(2029, 9, 13)
    assert plain.assumed
    assert kept_until(date(2026, 9, 14), law(), calendar(), date(2030, 1, 2)).value == date(2030, 1, 2)
    assert kept_until(date(2026, 9, 14), law(), calendar(), date(2027, 1, 2)).value == date(2029, 9, 13)


def test_how_long_a_name_may_be_looked_at() -> None:
    until = openable_until(datetime(2026, 9, 14, 2, tzinfo=UTC), law())
    assert until.value == datetime(2026, 9, 15, 2, tzinfo=UTC)
    assert dict(until.facts) == {"hours": 24}


@pytest.mark.parametrize(("count", "said"), [(0, 0), (1, None), (4, None), (5, 5), (6, 6), (500, 500)])
def test_fewer_than_five_could_point_at_somebody(count: int, said: int | None) -> None:
    assert publishable(count, law()) == said


@pytest.mark.parametrize(
    "text",
    [
        "打13912345678找我",
        "139-1234-5678",
        "139 1234 5678",
        "330483199001011234",
        "33048319900101123X",
        "33048319900101123x",
        "卡号6222020200112233445",
    ],
)
def test_a_summary_with_a_number_of_a_person_in_it(text: str) -> None:
    assert names_a_number(text)


@pytest.mark.parametrize(
    "text", ["", "2026年9月14日夜里2点", "批号20260914001", "三百箱，每箱120元", "许可证JY13304830012345"]
)
def test_a_summary_without_one(text: str) -> None:
    assert not names_a_number(text)


@pytest.mark.parametrize(("fen", "words"), [(0, "0"), (5, "0.05"), (50, "0.50"), (100, "1"), (500_050, "5,000.50")])
def test_fen_as_people_write_yuan(fen: int, words: str) -> None:
    assert yuan(fen) == words
