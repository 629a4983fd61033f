"""Windows of key periods: by the moon and the sun for any year, and held against every notice we have."""

from dataclasses import replace
from datetime import date, time
from fractions import Fraction

import pytest

from shian.packs.cite import Cite
from shian.packs.occasions import occasions, visits_more
from shian.packs.periods import parse_period, span_of
from shian.packs.schema import AnnouncedDays, KeyDay, Subject, When
from shian.packs.tests.cn import national
from shian.packs.titles import Title
from shian.packs.windows import LUNAR_YEARS, days_of, window_at, windows

PACK = national().pack
DAYS = PACK.key_days
CAMPAIGN = PACK.programmes["spring_festival"]
BIG_CATERER = Subject(kind="caterer", grade="B", sector="caterer")
NAMES = {"spring_festival": "春节", "dragon_boat": "端午节", "mid_autumn": "中秋节", "national_day": "国庆节"}


@pytest.mark.parametrize("key", NAMES)
@pytest.mark.parametrize("year", sorted(PACK.calendar))
def test_the_computed_day_lies_among_the_days_off_of_that_years_notice(key: str, year: int) -> None:
    """A holiday that falls together with another's is named with it (2023: 中秋节、国庆节)."""
    off = {day for holiday in PACK.calendar[year].holidays if NAMES[key][:2] in holiday.name for day in holiday.off}
    assert days_of(DAYS[key], year).opens in off


@pytest.mark.parametrize(
    ("year", "first"),
    [(2025, date(2025, 1, 29)), (2026, date(2026, 2, 17)), (2027, date(2027, 2, 6)), (2033, date(2033, 1, 31))],
)
def test_spring_festival_follows_the_moon(year: int, first: date) -> None:
    assert days_of(DAYS["spring_festival"], year).opens == first


@pytest.mark.parametrize("year", [LUNAR_YEARS.start, 1999, 2028, 2057, LUNAR_YEARS.stop - 1])
def test_every_key_day_has_days_in_every_year(year: int) -> None:
    assert all(days_of(day, year).opens.year == year for day in DAYS.values())


def test_days_that_wait_for_a_notice_are_provisional_until_it_is_there() -> None:
    sessions = DAYS["two_sessions"]
    guessed = days_of(sessions, 2027)
    assert (guessed.opens, guessed.closes, guessed.provisional) == (date(2027, 3, 3), date(2027, 3, 13), True)
    told = replace(sessions, announced=(AnnouncedDays(2027, date(2027, 3, 4), date(2027, 3, 11), Cite()),))
    assert days_of(told, 2027) == replace(guessed, opens=date(2027, 3, 4), closes=date(2027, 3, 11), provisional=False)
    assert days_of(told, 2028).provisional


def test_a_day_of_the_twelfth_month_is_announced_for_the_time_in_which_it_lies() -> None:
    """The eighth day of the twelfth month of 2026 lies in January 2027: announced for 2027 it counts once, and 2028 has its own."""
    laba = KeyDay("laba", Title("腊八", "Laba"), (12, 8), None, 1, False, (), Cite())
    told = replace(laba, announced=(AnnouncedDays(2027, date(2027, 1, 16), date(2027, 1, 16), Cite()),))
    assert [days_of(laba, year).opens for year in (2026, 2027)] == [date(2027, 1, 15), date(2028, 1, 4)]
    assert [days_of(told, year).opens for year in (2026, 2027)] == [date(2027, 1, 16), date(2028, 1, 4)]


def test_a_window_opens_before_and_closes_after_its_day() -> None:
    (window,) = windows(CAMPAIGN.when, date(2027, 1, 1), date(2027, 4, 1))
    assert (window.opens, window.closes) == (date(2027, 1, 15), date(2027, 2, 20))
    assert windows(CAMPAIGN.when, date(2027, 2, 21), date(2027, 12, 1)) == []


def test_the_window_of_a_day_is_the_one_it_lies_in_or_the_next() -> None:
    when = CAMPAIGN.when
    assert window_at(when, date(2027, 1, 20)) == window_at(when, date(2026, 9, 14))
    after = window_at(when, date(2027, 2, 21))
    assert after is not None and after.opens == date(2028, 1, 4)
    closed = window_at(
        When("window", window=replace(CAMPAIGN.span, start=date(2026, 1, 1), end=date(2026, 2, 1))), date(2026, 9, 1)
    )
    assert closed is not None and closed.closes == date(2026, 1, 31)


def test_a_window_across_new_year_is_found_from_either_side() -> None:
    when = replace(CAMPAIGN.when, around=DAYS["spring_festival"], opens_before=40)
    assert windows(when, date(2026, 12, 28), date(2027, 1, 1))[0].opens == date(2026, 12, 28)
    assert windows(when, date(2027, 1, 1), date(2027, 1, 2))[0].opens == date(2026, 12, 28)


@pytest.mark.parametrize(
    ("times", "every", "count", "more"),
    [
        ("2", "quarter", 1, 1),  # none of the base falls due in the window: one of them is asked for again
        ("2", "week", 1, 5),  # five Sundays between 15 January and 20 February
        ("1.5", "week", 1, 3),  # half of five, rounded up
        ("3", "month", 1, 2),  # the end of January
        ("2", "month", 2, 3),  # halves of months that end on 15 and 31 January and on 14 February
        ("1", "week", 1, 0),
    ],
)
def test_times_as_many_as_fall_due_in_the_window(times: str, every: str, count: int, more: int) -> None:
    assert CAMPAIGN.campaign is not None and CAMPAIGN.campaign.base is not None
    base = CAMPAIGN.campaign.base
    row = replace(base.when.frequencies[1], every=every, times=count)
    base = replace(base, when=replace(base.when, frequencies=(row,)))
    campaign = replace(CAMPAIGN.campaign, times=Fraction(times))
    window = span_of(date(2027, 1, 15), date(2027, 2, 20))
    assert visits_more(campaign, base, BIG_CATERER, window, date(2027, 1, 1)) == more


def test_what_a_campaign_asks_beyond_the_base_is_spread_over_the_window() -> None:
    one = occasions(CAMPAIGN, BIG_CATERER, parse_period("2027Q1"), date(2026, 12, 1))
    assert [(part.start, part.last) for part in one] == [(date(2027, 1, 15), date(2027, 2, 20))]
    assert occasions(CAMPAIGN, BIG_CATERER, parse_period("2027Q2"), date(2026, 12, 1)) == []
    assert occasions(CAMPAIGN, BIG_CATERER, parse_period("2027Q1"), date(2027, 2, 21)) == []


def test_a_campaign_brings_a_report_for_every_day_and_one_at_the_end() -> None:
    daily, closing = PACK.programmes["spring_festival_zero"], PACK.programmes["spring_festival_closing"]
    place = Subject(kind="", form="", path="cn/33/04/83/001/")
    days = occasions(daily, place, parse_period("2027Q1"), date(2026, 12, 1))
    assert (len(days), days[0].start, days[-1].last) == (37, date(2027, 1, 15), date(2027, 2, 20))
    assert CAMPAIGN.campaign and CAMPAIGN.campaign.zero_report and CAMPAIGN.campaign.zero_report.by == time(16)
    assert (daily.part_of, daily.what.act, closing.what.act) == ("spring_festival", "report", "closing_report")
    assert len(occasions(closing, place, parse_period("2027Q1"), date(2026, 12, 1))) == 1
