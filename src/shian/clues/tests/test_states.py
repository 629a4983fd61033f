"""The life of a clue, walked at random: it never leaves the table, and what is over stays over."""

from hypothesis import given
from hypothesis import strategies as st

from shian.clues.states import CLUE, OPEN, OUTCOMES
from shian.kernel.refused import Refused

MOVES = st.lists(st.sampled_from(sorted(CLUE.moves)), max_size=30)


@given(MOVES)
def test_a_clue_ends_once_and_for_good(moves: list[str]) -> None:
    state, ended = CLUE.initial, ""
    for move in moves:
        try:
            state = CLUE.next(state, move)
        except Refused:
            continue
        assert not ended, "nothing moves after an outcome"
        ended = move if move in OUTCOMES else ""
    assert (state in CLUE.final) is bool(ended)
    assert (state in OPEN) is not bool(ended)


@given(MOVES)
def test_nothing_is_decided_that_nobody_claimed(moves: list[str]) -> None:
    """Only what is the same as another may end unclaimed."""
    state, claimed = CLUE.initial, False
    for move in moves:
        if not CLUE.may(state, move):
            continue
        state = CLUE.next(state, move)
        claimed = claimed or move == "claim"
        assert claimed or move in ("return", "send_again", "hand_over", "merge", "duplicate_of")


def test_every_state_is_open_or_an_outcome() -> None:
    assert CLUE.all == set(OPEN) | CLUE.final
    assert {CLUE.moves[move][1] for move in OUTCOMES} == CLUE.final
    assert all(word in CLUE.words for word in (*CLUE.all, *CLUE.moves))
