"""The rules of the ladder, of what follows, of what came back: plain values, no tables."""

from datetime import date
from uuid import UUID, uuid5

import pytest

from shian.loop.rules import Heard, above_all_told, failed_again, first_to_hear, moment_has_come, stage_stands


def post(name: str) -> UUID:
    return uuid5(UUID(int=0), name)


TOWN, OFFICE, LEADER, CADRE = (post(name) for name in ("town", "office", "leader", "cadre"))
CHAIN = (TOWN, OFFICE, LEADER)


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ((), CHAIN),
        ((CADRE,), CHAIN),
        ((TOWN,), (OFFICE, LEADER)),
        ((OFFICE,), (LEADER,)),
        ((OFFICE, TOWN), (LEADER,)),
        ((TOWN, LEADER), (LEADER,)),
    ],
)
def test_word_goes_above_all_who_know_and_at_the_end_to_the_last_again(
    told: tuple[UUID, ...], left: tuple[UUID, ...]
) -> None:
    assert tuple(above_all_told(CHAIN, told)) == left


def test_above_nobody_there_is_nobody() -> None:
    assert tuple(above_all_told((), (TOWN,))) == ()


def test_the_first_who_is_there_hears() -> None:
    assert first_to_hear(CHAIN, vacant=()) == Heard(TOWN)


def test_a_vacant_post_is_passed_over_and_named_once() -> None:
    assert first_to_hear((TOWN, TOWN, OFFICE, LEADER), vacant={TOWN, OFFICE}) == Heard(LEADER, (TOWN, OFFICE))


def test_where_all_are_vacant_nobody_hears() -> None:
    assert first_to_hear(CHAIN, vacant=set(CHAIN)) == Heard(None, CHAIN)


def test_whoever_is_late_hears_once_and_not_again_at_once() -> None:
    asked = (CADRE, TOWN)
    assert first_to_hear(asked, vacant=(), late=CADRE) == Heard(CADRE)
    assert first_to_hear(asked, vacant=(), late=CADRE, last=TOWN) == Heard(CADRE)
    assert first_to_hear(asked, vacant=(), late=CADRE, last=CADRE) == Heard(TOWN)
    assert first_to_hear(asked, vacant=(), late=None, last=CADRE) == Heard(CADRE)


@pytest.mark.parametrize(
    ("moment", "come"), [("found", True), ("passed", False), ("closed", False), ("lapsed", False), ("repeated", False)]
)
def test_of_a_new_finding_only_the_finding_has_come(moment: str, come: bool) -> None:
    assert moment_has_come(moment, state="urged", lapsed=False, repeated=False) is come


@pytest.mark.parametrize(("state", "come"), [("closed", True), ("struck_off", True), ("withdrawn", False)])
def test_withdrawn_is_not_struck_off(state: str, come: bool) -> None:
    assert moment_has_come("closed", state=state, lapsed=True, repeated=True) is come


def test_lapse_and_repetition_are_told_apart() -> None:
    assert moment_has_come("lapsed", state="pushed", lapsed=True, repeated=False)
    assert not moment_has_come("repeated", state="pushed", lapsed=True, repeated=False)
    assert moment_has_come("repeated", state="pushed", lapsed=False, repeated=True)
    assert not moment_has_come("lapsed", state="pushed", lapsed=False, repeated=True)


@pytest.mark.parametrize(
    ("done", "asked", "come", "stands"),
    [
        (True, False, False, "done"),
        (True, True, True, "done"),
        (False, False, True, "not_asked"),
        (False, True, False, "later"),
        (False, True, True, "owed"),
    ],
)
def test_a_stage_is_never_done_because_it_is_due(done: bool, asked: bool, come: bool, stands: str) -> None:
    assert stage_stands(done=done, asked=asked, come=come) == stands


@pytest.mark.parametrize(
    ("failed", "days"),
    [
        (date(2026, 8, 31), None),
        (date(2026, 9, 1), 0),
        (date(2026, 10, 1), 30),
        (date(2026, 11, 30), 90),
        (date(2026, 12, 1), None),
    ],
)
def test_what_fails_within_the_longest_watch_came_back(failed: date, days: int | None) -> None:
    assert failed_again(date(2026, 9, 1), failed, (30, 60, 90)) == days


def test_where_nothing_is_watched_nothing_comes_back() -> None:
    assert failed_again(date(2026, 9, 1), date(2026, 9, 2), ()) is None
