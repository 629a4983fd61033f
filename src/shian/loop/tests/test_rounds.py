"""The rounds of a campaign which its page lists."""

from dataclasses import replace
from datetime import date

from shian.loop.queries.campaigns import windows_of
from shian.packs.cite import Span
from shian.packs.tests.cn import national

FESTIVAL = national().pack.programmes["spring_festival"]
TODAY = date(2026, 9, 14)


def test_the_next_round_and_those_of_three_years_the_latest_first() -> None:
    assert [window.year for window in windows_of(FESTIVAL, TODAY)] == [2027, 2026, 2025, 2024]


def test_a_year_in_which_it_was_no_campaign_yet_is_not_among_them() -> None:
    young = replace(FESTIVAL, span=Span(date(2026, 1, 1)))
    assert [window.year for window in windows_of(young, TODAY)] == [2027, 2026]
