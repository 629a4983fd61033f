"""However people press: a case, a transfer and a measure walk their tables and nothing else, and come to an end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shian.enforcement.states import (
    CASE,
    DISPUTE,
    FILED,
    JOINT_INQUIRY,
    MEASURE,
    OPEN_DISPUTE,
    OPEN_INQUIRY,
    OWED_OF_CASE,
    OWED_OF_TRANSFER,
    TRANSFER,
    TYPICAL,
    UNDECIDED,
)
from shian.kernel.refused import Refused
from shian.kernel.states import States

TABLES = [CASE, TRANSFER, MEASURE, TYPICAL, DISPUTE, JOINT_INQUIRY]


@given(st.sampled_from(TABLES), st.data())
def test_no_walk_leaves_the_table(table: States, data: st.DataObject) -> None:
    state = table.initial
    for move in data.draw(st.lists(st.sampled_from(sorted(table.moves)), max_size=30)):
        sources, target = table.moves[move]
        if state in sources:
            state = table.next(state, move)
            assert state == target
        else:
            with pytest.raises(Refused):
                table.next(state, move)
    assert state in table.all


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.noun)
def test_from_every_state_an_end_is_reached_and_every_word_is_said(table: States) -> None:
    for state in table.all:
        reached, todo = set(), [state]
        while todo:
            here = todo.pop()
            if here not in reached:
                reached.add(here)
                todo += [target for sources, target in table.moves.values() if here in sources]
        assert reached & table.final, state
    assert set(table.words) >= table.all | set(table.moves)


def test_no_penalty_is_decided_without_a_review() -> None:
    """Every way to a decision leads through the review."""
    without = {name: move for name, move in CASE.moves.items() if name != "pass_review"}
    reached, todo = set(), [CASE.initial]
    while todo:
        here = todo.pop()
        if here not in reached:
            reached.add(here)
            todo += [target for sources, target in without.values() if here in sources]
    assert "decided" not in reached and "served" not in reached


def test_what_is_owed_is_owed_in_a_state_that_there_is() -> None:
    assert set(OWED_OF_CASE) <= CASE.all
    assert set(OWED_OF_TRANSFER) <= TRANSFER.all
    assert set(FILED) <= CASE.all and not set(FILED) & CASE.final
    assert set(OPEN_INQUIRY) == JOINT_INQUIRY.all - JOINT_INQUIRY.final
    assert set(OPEN_DISPUTE) == DISPUTE.all - DISPUTE.final
    assert set(CASE.moves["hand_over"][0]) == set(UNDECIDED)
    assert not set(OWED_OF_CASE) & CASE.final and not set(OWED_OF_TRANSFER) & TRANSFER.final
