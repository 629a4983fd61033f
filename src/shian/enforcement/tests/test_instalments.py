"""A fine in parts: a plan sums to the fine whatever the fine, each overdue fen bears its own days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shian.enforcement.rules import Amount, added_above, monthly, plan_fault, split, standings
from shian.enforcement.tests.test_clock_table import LAW

JUNE = date(2026, 6, 1)
FINES = st.integers(1, 10**12)


def on(day: int) -> date:
    return JUNE + timedelta(days=day)


@given(FINES, st.integers(1, 60))
def test_a_plan_always_sums_to_the_fine(fine: int, parts: int) -> None:
    fens = split(fine, parts)
    assert (sum(fens), len(fens)) == (fine, parts)
    assert max(fens) - min(fens) <= 1 and list(fens) == sorted(fens, reverse=True)
    plan = monthly(fine, parts, on(1))
    assert sum(one.fen for one in plan) == fine
    assert plan_fault(plan, fine, JUNE) == ("" if fine >= parts else "empty")


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=12), st.lists(st.integers(1, 10**9), max_size=12))
def test_whatever_is_paid_what_is_paid_and_left_sum_to_the_fine(parts: list[int], fens: list[int]) -> None:
    fine, paid, room = sum(parts), [], sum(parts)
    for n, fen in enumerate(fens):
        paid.append(Amount(on(n * 7), min(fen, room)))
        room -= min(fen, room)
    plan = [Amount(on(n * 10), fen) for n, fen in enumerate(parts)]
    rows = standings(LAW, plan, paid, on(200))
    assert sum(one.paid + one.left for one in rows) == fine
    assert sum(one.left for one in rows) == room
    assert all(one.left >= 0 and 0 <= one.added <= one.part.fen for one in rows)
    assert added_above(LAW, fine, rows, before=fine).value == fine


def test_equal_parts_a_month_apart() -> None:
    assert split(500_000, 3) == (166_667, 166_667, 166_666)
    assert monthly(500_000, 3, date(2026, 12, 31)) == (
        Amount(date(2026, 12, 31), 166_667), Amount(date(2027, 1, 31), 166_667), Amount(date(2027, 2, 28), 166_666),
    )  # fmt: skip
    assert monthly(7, 1, JUNE) == (Amount(JUNE, 7),)


@pytest.mark.parametrize(
    ("plan", "fault"),
    [
        ([], "empty"),
        ([Amount(on(1), 100), Amount(on(2), 0)], "empty"),
        ([Amount(on(1), 101), Amount(on(2), -1)], "empty"),
        ([Amount(on(0), 100)], "days"),
        ([Amount(on(2), 50), Amount(on(2), 50)], "days"),
        ([Amount(on(3), 50), Amount(on(2), 50)], "days"),
        ([Amount(on(1), 50), Amount(on(2), 49)], "sum"),
        ([Amount(on(1), 50), Amount(on(2), 51)], "sum"),
        ([Amount(on(1), 1), Amount(on(2), 99)], ""),
        ([Amount(on(1), 100)], ""),
    ],
)
def test_what_is_no_plan(plan: list[Amount], fault: str) -> None:
    assert plan_fault(plan, 100, JUNE) == fault


PLAN = [Amount(on(0), 100_000), Amount(on(30), 150_000)]


def told(paid: list[Amount], day: int) -> list[tuple[int, int, int, int]]:
    return [(one.paid, one.left, one.added, one.days) for one in standings(LAW, PLAN, paid, on(day))]


@pytest.mark.parametrize(
    ("paid", "day", "rows"),
    [
        ([], 0, [(0, 100_000, 0, 0), (0, 150_000, 0, 0)]),
        ([], 2, [(0, 100_000, 6_000, 2), (0, 150_000, 0, 0)]),
        ([], 31, [(0, 100_000, 93_000, 31), (0, 150_000, 4_500, 1)]),
        ([], 40, [(0, 100_000, 100_000, 40), (0, 150_000, 45_000, 10)]),
        # In time: nothing is added however long ago. Late: the days until it was paid, and no more.
        ([Amount(on(0), 100_000)], 20, [(100_000, 0, 0, 0), (0, 150_000, 0, 0)]),
        ([Amount(on(5), 100_000)], 20, [(100_000, 0, 15_000, 5), (0, 150_000, 0, 0)]),
        # Half in time, half left; a payment that reaches into the next part; two that come in another order.
        ([Amount(on(-3), 40_000)], 10, [(40_000, 60_000, 18_000, 10), (0, 150_000, 0, 0)]),
        ([Amount(on(1), 120_000)], 32, [(100_000, 0, 3_000, 1), (20_000, 130_000, 7_800, 2)]),
        ([Amount(on(4), 60_000), Amount(on(2), 40_000)], 20, [(100_000, 0, 9_600, 4), (0, 150_000, 0, 0)]),
    ],
)
def test_each_part_on_a_day(paid: list[Amount], day: int, rows: list[tuple[int, int, int, int]]) -> None:
    assert told(paid, day) == rows


def test_what_is_added_says_why() -> None:
    rows = standings(LAW, PLAN, [], on(31))
    above = added_above(LAW, 250_000, rows)
    assert (above.value, dict(above.facts)) == (97_500, {"days": 31, "of_100": 3})
    assert above.clause == LAW.numbers["late_fee_of_100"].cite.text and not above.assumed
    before = added_above(LAW, 250_000, rows, before=2_550)
    assert (before.value, before.facts["before"]) == (100_050, "25.50")
    assert added_above(LAW, 250_000, rows, before=200_000).value == 250_000
    assert added_above(LAW, 0, []).value == 0 and added_above(LAW, 0, []).facts["days"] == 0
