"""Every clock of the law counts alike: the vectors of 2026, the limits of penalty cases, hours, months, an unknown year."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from shian.packs.deadlines import deadline
from shian.packs.loader import load
from shian.packs.rules import calendar_of
from shian.packs.schema import Pack

LAW = Path(__file__).parents[4] / "packs" / "cn"
CHINA = ZoneInfo("Asia/Shanghai")


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load(LAW)[0].pack


@pytest.mark.parametrize(
    ("start", "words", "due"),
    [
        ("2026-09-30", "7 working days", "2026-10-15"),
        ("2026-02-13", "7 working days", "2026-03-02"),
        ("2026-04-30", "15 working days", "2026-05-25"),
        ("2026-02-13", "15 working days", "2026-03-12"),
        ("2026-07-06", "90 days", "2026-10-08"),
        ("2026-06-01", "60 days", "2026-07-31"),
        ("2026-08-03", "60 calendar days", "2026-10-08"),
        ("2026-09-18", "1 working day", "2026-09-20"),  # a Sunday worked to make up
        ("2026-09-30", "1 day", "2026-10-08"),
        ("2026-01-30", "1 month", "2026-02-28"),  # a shorter month's last day, a Saturday that is worked
        ("2026-06-30", "3 months", "2026-09-30"),
        ("2026-07-01", "3 months", "2026-10-08"),
        ("2026-01-31", "12 months", "2027-02-01"),
    ],
)
def test_a_day_and_a_limit_make_a_day(pack: Pack, start: str, words: str, due: str) -> None:
    found = deadline(date.fromisoformat(start), words, calendar_of(pack.calendar))
    assert found.value.due == due
    assert found.facts["limit"] == words and found.clause


@pytest.mark.parametrize(
    ("name", "start", "due"),
    [
        ("check", "2026-04-30", "2026-05-25"),
        ("check_more", "2026-02-13", "2026-03-12"),
        ("keep_goods", "2026-09-30", "2026-10-15"),
        ("seize", "2026-09-04", "2026-10-08"),
        ("seize_more", "2026-03-02", "2026-04-16"),
        ("assist", "2026-04-30", "2026-05-25"),
        ("review", "2026-09-30", "2026-10-20"),
        ("plead", "2026-09-30", "2026-10-13"),
        ("decide", "2026-07-06", "2026-10-08"),
        ("decide_more", "2026-06-01", "2026-07-01"),
        ("serve", "2026-02-13", "2026-03-02"),
        ("serve_notice", "2026-06-01", "2026-07-01"),
        ("pay", "2026-06-01", "2026-06-16"),
        ("urge", "2026-09-30", "2026-10-20"),
        ("apply_court", "2026-06-30", "2026-09-30"),
        ("close", "2026-04-30", "2026-05-25"),
        ("withdraw", "2026-09-30", "2026-10-10"),
        ("publish", "2026-04-30", "2026-06-01"),
        ("transfer_decide", "2026-06-01", "2026-06-04"),
        ("transfer_hand", "2026-06-01", "2026-06-02"),
        ("transfer_hand", "2026-09-30", "2026-10-01"),  # twenty-four hours stop for no holiday
        ("police_file", "2026-06-01", "2026-06-04"),
        ("police_complex", "2026-06-01", "2026-06-11"),
        ("police_major", "2026-06-01", "2026-07-01"),
        ("ask_review", "2026-06-01", "2026-06-04"),
        ("police_review", "2026-06-01", "2026-06-04"),
        ("ask_supervision", "2026-06-01", "2026-06-04"),
        ("hand_goods", "2026-09-30", "2026-10-08"),
        ("supply_papers", "2026-06-01", "2026-06-04"),
    ],
)
def test_every_clock_of_a_case_falls_on_its_day(pack: Pack, name: str, start: str, due: str) -> None:
    assert pack.enforcement is not None
    found = pack.enforcement.clocks[name].due(date.fromisoformat(start), calendar_of(pack.calendar))
    assert (found.value.day.isoformat(), found.value.provisional) == (due, False)
    assert found.clause


def test_hours_run_through_the_night_of_a_holiday(pack: Pack) -> None:
    start = datetime(2026, 9, 30, 15, tzinfo=CHINA)
    assert deadline(start, "24 hours", calendar_of(pack.calendar)).value.due == "2026-10-01T15:00+08:00"
    assert deadline(start, "7 working days", calendar_of(pack.calendar)).value.due == "2026-10-15"


def test_a_year_that_is_not_announced_is_provisional(pack: Pack) -> None:
    assert deadline(date(2026, 12, 28), "10 working days", calendar_of(pack.calendar)).value.provisional
    assert not deadline(date(2026, 11, 2), "10 working days", calendar_of(pack.calendar)).value.provisional


@pytest.mark.parametrize("words", ["soon", "same day", "7 workdays", "0 working days", "24 hours", "-1 days"])
def test_other_words_are_refused(pack: Pack, words: str) -> None:
    with pytest.raises(ValueError, match=r"is not one of|hours are counted"):
        deadline(date(2026, 9, 30), words, calendar_of(pack.calendar))
