"""The arithmetic of the loop, with plain values."""

import pytest

from shian.kernel.because import Because
from shian.loop import rules
from shian.loop.rules import Counts, Question

FLOOR = Question("floor_dry", "地面干燥", "general")
COLD = Question("cold_chain", "冷藏温度", "serious")


def test_a_question_wants_a_photo_where_it_fails_unless_it_says_otherwise() -> None:
    assert FLOOR.photo == "on_fail"


def test_what_was_not_answered_is_named_by_its_text() -> None:
    assert rules.unanswered([FLOOR, COLD], ["cold_chain", "other"]) == ["地面干燥"]
    assert rules.unanswered([FLOOR, COLD], ["floor_dry", "cold_chain"]) == []


def test_what_was_never_asked_is_named_by_its_code() -> None:
    assert rules.unknown([FLOOR], ["x", "floor_dry", "a"]) == ["a", "x"]


def test_not_applicable_is_neither_checked_nor_failed() -> None:
    said = {"a": "conform", "b": "fail", "c": "not_applicable", "d": "conform", "e": "fail", "f": "fail"}
    assert rules.count(said) == Counts(checked=5, failed=3)
    assert rules.count({}) == Counts(0, 0)


@pytest.mark.parametrize(
    ("failed", "zero_risk", "true"),
    [(0, True, True), (0, False, False), (1, False, True), (1, True, False), (2, True, False)],
)
def test_zero_risk_is_said_if_and_only_if_nothing_failed(failed: int, zero_risk: bool, true: bool) -> None:
    assert rules.zero_risk_said(failed, zero_risk) is true


@pytest.mark.parametrize(
    ("severity", "rounds", "read_as"),
    [
        ("general", 0, "general"),
        ("general", 1, "general"),
        ("general", 2, "serious"),
        ("general", 3, "critical"),
        ("general", 9, "critical"),
        ("serious", 1, "serious"),
        ("serious", 2, "critical"),
        ("serious", 3, "critical"),
        ("critical", 1, "critical"),
        ("critical", 2, "critical"),
    ],
)
def test_each_failed_round_is_read_one_step_harder(severity: str, rounds: int, read_as: str) -> None:
    assert rules.harder(severity, rounds) == read_as


def test_nobody_verifies_what_they_fixed_or_typed_in() -> None:
    assert rules.may_verify("c", "a", "b") == Because(
        True, "整改人、代录人不得自行复查", {"is_fixer": False, "entered_it": False}
    )
    assert rules.may_verify("a", "a", "b") == Because(
        False, "整改人、代录人不得自行复查", {"is_fixer": True, "entered_it": False}
    )
    assert rules.may_verify("b", "a", "b") == Because(
        False, "整改人、代录人不得自行复查", {"is_fixer": False, "entered_it": True}
    )
    assert rules.may_verify("c", None, None)


@pytest.mark.parametrize(
    ("recheck_by", "within"), [("superior", True), ("finder", False), ("supervising_officer", False), ("none", False)]
)
def test_only_its_own_records_are_rechecked_within_the_business(recheck_by: str, within: bool) -> None:
    found = rules.may_close_from_within(recheck_by)
    assert found == Because(within, "检查发现的问题由检查方复查", {"recheck_by": recheck_by})


@pytest.mark.parametrize(("count", "verdict"), [(0, "fine"), (15, "fine"), (16, "warn"), (30, "warn"), (31, "block")])
def test_a_load_warns_above_fifteen_and_blocks_above_thirty(count: int, verdict: str) -> None:
    assert rules.load_verdict(count, warn=15, block=30) == rules.Load(count, verdict)


def test_work_is_spread_to_the_lightest_and_ties_to_the_first_named() -> None:
    before: dict[object, int] = {"张": 1, "李": 0, "王": 0}
    assert rules.spread(["a", "b", "c", "d"], before) == [("a", "李"), ("b", "王"), ("c", "张"), ("d", "李")]
    assert before == {"张": 1, "李": 0, "王": 0}
    assert rules.spread([], {}) == []


def test_whoever_had_a_hand_in_a_fix_does_not_look_back_at_it() -> None:
    why = "整改人、代录人、复查人不得自行回头看"
    assert rules.may_look_back("wang", {"li"}) == Because(True, why, {"had_a_hand": False})
    assert rules.may_look_back("li", {"li"}) == Because(False, why, {"had_a_hand": True})
    assert rules.may_look_back(None, {"li"}) == Because(False, why, {"had_a_hand": False})


def test_a_look_back_holds_or_opens_the_problem_again() -> None:
    assert rules.came_of_it(unfixed=True) == "reopened"
    assert rules.came_of_it(unfixed=False) == "held"
