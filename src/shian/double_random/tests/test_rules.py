"""How many are drawn of a class, and who cannot be drawn for a door, each with the reason."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shian.double_random.rules import Door, Officer, sorted_out, to_draw, unfit

DOOR = Door("cn/33/04/83/001/b/", "food", frozenset({"boss"}))
FIT = Officer("li", "cn/33/04/83/", frozenset({"food", "price"}), seated=True)


def test_of_each_class_its_share_rounded_up() -> None:
    share = {"A": 1, "B": 10, "C": 50, "D": 100}
    assert to_draw({"A": 1, "B": 101, "C": 3, "D": 7}, share) == {"A": 1, "B": 11, "C": 2, "D": 7}
    assert to_draw({"A": 200, "B": 0, "C": 2}, share) == {"A": 2, "C": 1}
    assert to_draw({"A": 201}, share) == {"A": 3}
    assert to_draw({}, share) == {}


@given(st.integers(1, 10**6), st.integers(1, 100))
def test_nobody_is_left_in_peace_and_none_is_drawn_twice(held: int, share: int) -> None:
    drawn = to_draw({"B": held}, {"B": share})["B"]
    assert 1 <= drawn <= held
    assert held * share <= drawn * 100 < held * share + 100


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, ""),
        ({"ground": "cn/33/04/83/001/"}, ""),
        ({"ground": "cn/33/04/83/002/"}, "region"),
        ({"skills": frozenset({"price"})}, "skill"),
        ({"skills": frozenset()}, "skill"),
        ({"person": "boss"}, "recusal"),
        ({"seated": False}, "left"),
        ({"seated": False, "ground": "cn/44/", "person": "boss", "skills": frozenset()}, "left"),
        ({"ground": "cn/44/", "person": "boss", "skills": frozenset()}, "region"),
        ({"person": "boss", "skills": frozenset()}, "skill"),
    ],
)
def test_why_somebody_cannot_go(changed: dict[str, object], why: str) -> None:
    assert unfit(replace(FIT, **changed), DOOR) == why  # type: ignore[arg-type]  # named facts of a table


def test_the_list_is_split_and_keeps_its_order() -> None:
    officers = {3: FIT, 1: replace(FIT, seated=False), 2: replace(FIT, person="wu"), 0: replace(FIT, person="boss")}
    assert sorted_out(officers, DOOR) == ([3, 2], [(1, "left"), (0, "recusal")])
    assert sorted_out({}, DOOR) == ([], [])
