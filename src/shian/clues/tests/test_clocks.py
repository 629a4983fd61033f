"""Until when a clue is to be checked: the law's limit, once longer, without the days of tests."""

from datetime import date

import pytest

from shian.clues.rules.clocks import Examined, check_by
from shian.kernel.workdays import Calendar, YearPlan
from shian.packs.cite import Cite
from shian.packs.limits import Limit

# The days of 2026 as the State Council's notice has them, as far as these tables need them.
OFF = frozenset(
    date.fromisoformat(f"2026-{day}")
    for day in (
        *(f"02-{n}" for n in range(15, 24)), "05-01", "05-02", "05-03", "05-04", "05-05",
        *(f"09-{n}" for n in (25, 26, 27)), *(f"10-0{n}" for n in range(1, 8)),
    )
)  # fmt: skip
WORKED = frozenset(map(date.fromisoformat, ("2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10")))
CALENDAR = Calendar({2026: YearPlan(OFF, WORKED, "a notice")})
CHECK = Limit("working", 15, Cite(("order_2",), "第十八条"))
LONGER = Limit("working", 15, Cite(("order_2",), "第十八条"))
ASSUMED = Limit("working", 15, Cite(text="第十八条", assumed=True))


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("since", "due"),
    [("2026-04-30", "2026-05-25"), ("2026-02-13", "2026-03-12"), ("2026-09-14", "2026-10-10")],
)
def test_fifteen_working_days_from_the_next_one_on(since: str, due: str) -> None:
    because = check_by(day(since), CHECK, CALENDAR)
    assert because.value.day == day(due) and not because.value.provisional
    assert because.clause == "第十八条" and not because.assumed
    assert dict(because.facts) == {"from": day(since), "limit": "15 working days"}


def test_an_extension_is_counted_from_the_first_last_day() -> None:
    because = check_by(day("2026-09-14"), CHECK, CALENDAR, longer=LONGER)
    assert because.value.day == day("2026-10-30")
    assert because.facts["extended"] == "15 working days" and "stopped_days" not in because.facts


@pytest.mark.parametrize(("check", "longer"), [(ASSUMED, LONGER), (CHECK, ASSUMED), (ASSUMED, ASSUMED)])
def test_what_rests_on_an_assumption_says_so(check: Limit, longer: Limit) -> None:
    assert check_by(day("2026-09-14"), check, CALENDAR, longer=longer).assumed


def test_the_days_of_a_test_do_not_count() -> None:
    stops = [Examined(day("2026-09-16"), day("2026-09-22")), Examined(day("2026-09-23"), day("2026-09-24"))]
    because = check_by(day("2026-09-14"), CHECK, CALENDAR, stops=stops)  # 17 18 20 21 22, and the 24th
    assert because.value.day == day("2026-10-19") and because.facts["stopped_days"] == 6


def test_a_test_that_ends_the_day_it_begins_moves_nothing() -> None:
    plain = check_by(day("2026-09-14"), CHECK, CALENDAR)
    stopped = check_by(day("2026-09-14"), CHECK, CALENDAR, stops=[Examined(day("2026-09-16"), day("2026-09-16"))])
    assert stopped == plain and "stopped_days" not in stopped.facts
    wrong = check_by(day("2026-09-14"), CHECK, CALENDAR, stops=[Examined(day("2026-09-18"), day("2026-09-16"))])
    assert wrong == plain, "a wrong order takes no day away"


def test_a_test_of_before_the_days_were_counted_anew_moves_nothing() -> None:
    before = [Examined(day("2026-09-01"), day("2026-09-08"))]
    plain = check_by(day("2026-09-14"), CHECK, CALENDAR)
    assert check_by(day("2026-09-14"), CHECK, CALENDAR, stops=before) == plain
    across = [Examined(day("2026-09-10"), day("2026-09-16"))]  # the 15th and the 16th
    assert check_by(day("2026-09-14"), CHECK, CALENDAR, stops=across).facts["stopped_days"] == 2


@pytest.mark.parametrize(
    ("since", "longer", "stops"),
    [
        ("2026-12-20", None, []),
        ("2026-12-01", LONGER, []),
        ("2026-12-05", None, [Examined(day("2026-12-07"), day("2026-12-31"))]),
        ("2026-12-20", LONGER, [Examined(day("2026-12-21"), day("2026-12-22"))]),
    ],
)
def test_a_year_that_nobody_announced_makes_it_provisional(
    since: str, longer: Limit | None, stops: list[Examined]
) -> None:
    assert check_by(day(since), CHECK, CALENDAR, longer=longer, stops=stops).value.provisional


def test_a_stop_is_kept_as_it_was() -> None:
    stop = Examined(day("2026-09-16"), day("2026-09-22"), "送检")
    assert Examined.of(stop.as_json()) == stop
    assert stop.as_json() == {"since": "2026-09-16", "until": "2026-09-22", "reason": "送检"}
    assert Examined.of({"since": "2026-09-16", "until": "2026-09-22"}).reason == ""
