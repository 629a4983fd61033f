"""What knocking costs: so much is free, debt is forgiven by the minute, waits double and have an end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shian.reception.rules import PATIENCE, Patience

HERE = Patience(free=10, forgiven=2, first=5, longest=120, step=10)


@pytest.mark.parametrize(
    ("debt", "seconds"),
    [(0, 0), (9.999, 0), (10, 5), (19.9, 5), (20, 10), (30, 20), (40, 40), (50, 80), (60, 120), (70, 120), (1e9, 120)],
)
def test_the_wait_doubles_with_each_step_and_has_an_end(debt: float, seconds: int) -> None:
    assert HERE.wait(debt) == seconds


@pytest.mark.parametrize(("debt", "seconds", "left"), [(10, 0, 10), (10, 60, 8), (10, 90, 7), (1, 60, 0), (3, -60, 3)])
def test_debt_is_forgiven_by_the_minute_and_never_grows_by_waiting(debt: float, seconds: float, left: float) -> None:
    assert HERE.left(debt, seconds) == left


def test_a_wait_of_one_step_that_does_not_divide() -> None:
    assert Patience(free=1, forgiven=1, first=3, longest=50, step=4).wait(9) == 12


@given(st.sampled_from(sorted(PATIENCE)), st.floats(0, 1e6), st.floats(0, 1e6))
def test_nobody_is_locked_out_and_more_debt_never_waits_less(what: str, one: float, more: float) -> None:
    patience = PATIENCE[what]
    assert patience.wait(one) <= patience.wait(one + more) <= patience.longest <= 300
    assert patience.left(one, more) <= one and patience.left(one, 60 * one / patience.forgiven + 1) == 0
