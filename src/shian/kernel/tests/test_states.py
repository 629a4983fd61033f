"""A state machine is its table; the slower of two is told so."""

import threading
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from shian.kernel.refused import Conflict, Refused
from shian.kernel.states import States
from shian.territory.models import Place

# Any table with a text column will do: the level of a place plays the state.
LIFE = States(
    "place",
    initial="village",
    moves={"grow": (("village", "grid"), "township"), "rule": (("township",), "county"), "fall": (("county",), "grid")},
    field="level",
)


def place() -> Place:
    return Place.objects.create(code="1", name="x", path="cn/1/", level="village")


def test_the_table_knows_its_states_and_ends() -> None:
    assert LIFE.all == {"village", "grid", "township", "county"}
    assert LIFE.final == frozenset()
    assert States("x", "a", {"end": (("a",), "b")}).final == {"b"}


@given(st.lists(st.sampled_from(["grow", "rule", "fall"]), max_size=12))
def test_no_row_of_moves_leaves_the_table(moves: list[str]) -> None:
    state = LIFE.initial
    for move in moves:
        sources, target = LIFE.moves[move]
        assert LIFE.may(state, move) == (state in sources)
        if state in sources:
            state = LIFE.next(state, move)
            assert state == target
        else:
            with pytest.raises(Refused) as refused:
                LIFE.next(state, move)
            assert refused.value.code == "illegal_move"
    assert state in LIFE.all


@pytest.mark.django_db
def test_a_move_writes_its_fields_and_an_illegal_one_writes_nothing() -> None:
    row = place()
    LIFE.move(row, "grow", name="y")
    assert (row.level, row.name) == ("township", "y")
    with pytest.raises(Refused):
        LIFE.move(row, "fall", name="z")
    row.refresh_from_db()
    assert (row.level, row.name) == ("township", "y")


@pytest.mark.django_db
def test_the_slower_of_two_is_told_so() -> None:
    fast = place()
    slow = Place.objects.get(pk=fast.pk)
    LIFE.move(fast, "grow", name="fast")
    with pytest.raises(Conflict):
        LIFE.move(slow, "grow", name="slow")
    fast.refresh_from_db()
    assert fast.name == "fast"
    assert slow.level == "village", "what the slower holds is not changed either"


@pytest.mark.django_db(transaction=True)
def test_of_many_at_the_same_moment_one_wins() -> None:
    row = place()
    start, outcomes = threading.Barrier(6), list[str]()

    def hurry(number: int) -> None:
        try:
            mine: Any = Place.objects.get(pk=row.pk)
            start.wait(10)
            LIFE.move(mine, "grow", name=str(number))
            outcomes.append(str(number))
        except Conflict:
            outcomes.append("too late")
        finally:
            connection.close()

    threads = [threading.Thread(target=hurry, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert outcomes.count("too late") == 5
    row.refresh_from_db()
    assert row.name in outcomes


@pytest.mark.django_db
def test_many_move_at_once_and_only_those_that_may() -> None:
    for number, level in enumerate(["village", "grid", "county"]):
        Place.objects.create(code=str(number), name="x", path=f"cn/{number}/", level=level)
    assert LIFE.move_many(Place.objects.all(), "grow", name="moved") == 2
    assert set(Place.objects.filter(name="moved").values_list("level", flat=True)) == {"township"}
    assert Place.objects.get(level="county").name == "x"
