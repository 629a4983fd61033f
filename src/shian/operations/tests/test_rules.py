"""The life of an operation and of a notice, what is one case, and what each department named: plain values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from shian.kernel.refused import Refused
from shian.kernel.states import States
from shian.operations.rules import Share, case_number, mark, shares, told_by
from shian.operations.states import AWAITED, NOTICE, OPERATION, RECORDING


def test_a_case_number_is_one_however_it_is_written() -> None:
    written = [
        "桐公立〔2026〕7号",
        "桐公立[2026]7号",
        "桐公立【２０２６】 7 号",
        " 桐公立（2026）7号 ",
        "桐公立(2026)7号",
    ]
    assert {case_number(one) for one in written} == {"桐公立〔2026〕7号"}
    assert case_number("a12") == case_number("Ａ１２") == "A12"
    assert case_number("桐公立〔2026〕7号") != case_number("桐公立〔2026〕71号")


@given(st.text(max_size=60))
def test_a_case_number_written_as_everybody_does_stays_so(said: str) -> None:
    assert case_number(case_number(said)) == case_number(said)


def test_an_operation_is_numbered_without_leading_noughts() -> None:
    assert mark("桐乡市", 2026, 53) == "桐乡市联行〔2026〕53号"


def test_who_names_a_thing_second_stands_beside_the_first_and_nobody_twice() -> None:
    assert told_by("police", [], "school") == ["school"]
    assert told_by("police", ["school"], "farm") == ["school", "farm"]
    assert told_by("police", ["school"], "school") is None
    assert told_by("police", [], "police") is None


def test_what_two_departments_named_stands_with_both() -> None:
    named = [("problem", ("a", "b")), ("case", ("a",)), ("case", ("b", "a")), ("seizure", ("c",))]
    assert shares(named) == {"a": Share(1, 2, 0), "b": Share(1, 1, 0), "c": Share(0, 0, 1)}
    assert shares([]) == {}


@given(st.lists(st.tuples(st.sampled_from(["problem", "case", "seizure"]), st.sets(st.integers(0, 4), min_size=1))))
def test_no_share_is_more_than_the_figure_and_together_they_are_no_less(named: list[tuple[str, set[int]]]) -> None:
    found = shares([(kind, tuple(who)) for kind, who in named]).values()
    problems = sum(kind == "problem" for kind, _who in named)
    assert all(share.problems <= problems for share in found)
    assert sum(share.problems for share in found) >= problems


class _Walk(RuleBasedStateMachine):
    """Any moves in any order: what the table has not is refused, and what is over stays over."""

    states: States

    def __init__(self) -> None:
        super().__init__()
        self.state = self.states.initial

    @rule(pick=st.integers(0, 10))
    def move(self, pick: int) -> None:
        name = sorted(self.states.moves)[pick % len(self.states.moves)]
        sources, target = self.states.moves[name]
        if self.state in sources:
            self.state = self.states.next(self.state, name)
            assert self.state == target
        else:
            with pytest.raises(Refused):
                self.states.next(self.state, name)

    @precondition(lambda self: self.state in self.states.final)
    @rule()
    def over(self) -> None:
        assert not any(self.states.may(self.state, name) for name in self.states.moves)

    @invariant()
    def has_words(self) -> None:
        assert str(self.states.words[self.state])


class OperationWalk(_Walk):
    states = OPERATION


class NoticeWalk(_Walk):
    states = NOTICE


test_an_operation_walks_its_table = OperationWalk.TestCase
test_a_notice_walks_its_table = NoticeWalk.TestCase


def test_which_states_are_over_and_which_wait() -> None:
    assert OPERATION.final == {"closed", "called_off"}
    assert NOTICE.final == {"settled"}
    assert set(AWAITED) == {state for state in NOTICE.all if NOTICE.may(state, "answer")}
    assert set(RECORDING) < OPERATION.all - OPERATION.final
