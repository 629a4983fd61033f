"""Beside how many were closed: closed at first, for good, and how fast. Each figure against a count by hand on the tables."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from shian.insight.figure import Question
from shian.insight.indicators import INDICATORS, Ratio, by_place
from shian.kernel.wall import worn
from shian.loop import actions, queries
from shian.registry.models import Business
from tests.at_the_doors import entered, visited
from tests.roles import as_root
from tests.stories.test_whole_way import again, fixed
from tests.world import COUNTY, TOWN, World

pytestmark = pytest.mark.django_db
PERIOD = "2026"


def figure(world: World, key: str, *, as_of: datetime | None = None) -> Ratio:
    known = as_of or world.now
    office = world.actor("office")
    with worn(office):
        asked = Question.asked("guarantee_visit", PERIOD, COUNTY, known, known.date())
        ratio = INDICATORS[key].ratio(office, asked)
        assert INDICATORS[key].rows(office, asked, "out_of").count() == ratio.out_of
        return ratio


def raw(question: str, *values: Any) -> Any:
    with as_root(), connection.cursor() as cursor:
        cursor.execute(question, values or None)
        return cursor.fetchone()


def test_closed_in_the_first_round_is_counted_apart_from_closed_at_all(world: World, shop: Business) -> None:
    first, second = visited(world, shop, failed=2)
    owner, cadre = world.actor("甲饭店/principal"), world.actor("village")
    with worn(owner):
        found = queries.finding(second, viewer=owner)
        actions.report_fix(found, note="擦了", photos=[], by=owner, now=world.later(hours=1))
    with worn(cadre):
        actions.reject_fix(queries.finding(second, viewer=cadre), note="没干", by=cadre, now=world.later(hours=1))
    for key in (first, second):
        fixed(world, key, days=2)
    by_hand = raw(
        "SELECT count(*) FILTER (WHERE round = 1), count(*) FROM loop_finding WHERE state IN ('closed', 'struck_off')"
    )
    assert figure(world, "first_time_fix") == Ratio("first_time_fix", *by_hand) == Ratio("first_time_fix", 1, 2)


def test_the_days_to_fix_are_the_middle_ones(world: World, shop: Business) -> None:
    for n, key in enumerate(visited(world, shop, failed=3)):
        fixed(world, key, days=1 + 2 * n)
    took = raw(
        "SELECT array_agg((closed_at AT TIME ZONE 'Asia/Shanghai')::date - found_on ORDER BY 1) FROM loop_finding"
    )
    assert figure(world, "days_to_fix") == Ratio("days_to_fix", sorted(took[0])[1], 3)


def test_nothing_closed_gives_no_days_and_no_rate(world: World, shop: Business) -> None:
    visited(world, shop)
    assert figure(world, "days_to_fix") == Ratio("days_to_fix", 0, 0)
    assert figure(world, "first_time_fix") == Ratio("first_time_fix", 0, 0)


def test_a_recurrence_is_out_of_those_watched_long_enough_and_the_earlier_figure_stays(
    world: World, shop: Business
) -> None:
    again(world, shop, 40)
    before = world.now - timedelta(days=1)
    assert [figure(world, f"recurrence_{n}") for n in (30, 60, 90)] == [
        Ratio("recurrence_30", 0, 1),
        Ratio("recurrence_60", 0, 0),
        Ratio("recurrence_90", 0, 0),
    ]
    world.later(days=60)
    assert figure(world, "recurrence_30") == Ratio("recurrence_30", 0, 1)
    assert figure(world, "recurrence_60") == Ratio("recurrence_60", 1, 1)
    assert figure(world, "recurrence_90") == Ratio("recurrence_90", 1, 1)
    assert figure(world, "recurrence_60", as_of=before) == Ratio("recurrence_60", 0, 0)
    by_hand = raw(
        """SELECT count(*) FROM loop_finding f JOIN loop_finding g ON g.recurrence_of_id = f.id
           WHERE g.found_on - (f.closed_at AT TIME ZONE 'Asia/Shanghai')::date <= 60"""
    )
    assert by_hand == (1,)


def test_the_page_shows_them_beside_closure_and_opens_them(
    world: World, shop: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    (key,) = visited(world, shop)
    fixed(world, key, days=2)
    monkeypatch.setattr("django.utils.timezone.now", lambda: world.now)
    office = entered(world, "office")
    page = office.get("/figures/completion", {"period": "2026Q3", "programme": "guarantee_visit"}).content.decode()
    assert all(
        word in page
        for word in ("督导整改率", "一次整改到位率", "30 天再犯率", "60 天再犯率", "90 天再犯率", "整改用时中位数")
    )
    rows = office.get("/figures/first_time_fix/rows", {"period": "2026Q3", "side": "counted"}).content.decode()
    assert "共 1 行" in rows and "甲饭店" in rows


def test_a_town_s_figure_is_its_own(world: World, shop: Business) -> None:
    (key,) = visited(world, shop)
    fixed(world, key, days=2)
    office = world.actor("office")
    with worn(office):
        asked = Question.asked("guarantee_visit", PERIOD, COUNTY, world.now, date(2026, 9, 30))
        found = {place.path: ratio.out_of for place, ratio in by_place(office, asked, "first_time_fix", "township")}
    assert found == {TOWN: 1, "cn/33/04/83/101/": 0}
