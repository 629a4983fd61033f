"""Figures that open, counted again by hand."""

import re
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from shian.insight.figure import Question
from shian.insight.indicators import indicator
from shian.insight.queries import completion
from shian.kernel.wall import worn
from shian.loop.models import Task
from shian.registry.models import Business
from tests.at_the_doors import bound_and_planned, entered, visited
from tests.roles import as_root
from tests.world import COUNTY, NOW, TODAY, World, business

HERE = "/figures/completion?period=2026"
ROWS = "/figures/completion/rows?period=2026"


@pytest.fixture
def shops(world: World) -> list[Business]:
    found = [business(world, name) for name in ("甲饭店", "乙饭店", "丙饭店")]
    found.append(business(world, "丁饭店", path="cn/33/04/83/101/001/"))
    bound_and_planned(world)
    visited(world, found[0], failed=2)
    return found


def opened(page: str) -> list[tuple[str, str]]:
    """Every number of the page's table that opens: its address, and the number."""
    cells = re.findall(r'<a [^>]*href="(/figures/completion/rows[^"]*)"[^>]*>([\d,]+)</a>', page)
    return [(href.replace("&amp;", "&"), number) for href, number in cells]


@pytest.mark.mechanism("M03")
def test_the_figure_equals_a_count_of_raw_rows(world: World, shops: list[Business]) -> None:
    page = entered(world, "office").get(HERE).content.decode()
    with as_root():
        raw = Task.objects.filter(act="inspect", period_end__year=2026)
        done, every = raw.filter(state="done").count(), raw.count()
    assert (done, every) == (1, 4)
    assert "1 / 4" in page and "25.0" in page


@pytest.mark.mechanism("M03")
@pytest.mark.mechanism("M43")
def test_every_number_opens_into_as_many_rows(world: World, shops: list[Business]) -> None:
    office = entered(world, "office")
    numbers = opened(office.get(HERE).content.decode())
    assert len(numbers) >= 6
    for href, number in numbers:
        assert f"共 {number} 行" in office.get(href).content.decode(), href


@pytest.mark.parametrize("key", ["coverage", "on_site_rate", "finding_rate", "rectification", "staffing"])
@pytest.mark.parametrize("side", ["counted", "missing", "out_of"])
def test_the_other_figures_open_too(world: World, shops: list[Business], key: str, side: str) -> None:
    assert entered(world, "office").get(f"/figures/{key}/rows?period=2026&side={side}").status_code == 200


def test_findings_and_items_of_the_period_are_counted(world: World, shops: list[Business]) -> None:
    office = entered(world, "office")
    assert "共 2 行" in office.get("/figures/finding_rate/rows?period=2026&side=counted").content.decode()
    assert "共 0 行" in office.get("/figures/rectification/rows?period=2026&side=counted").content.decode()
    assert "共 4 行" in office.get("/figures/coverage/rows?period=2026&side=counted").content.decode()


def test_what_the_completion_counted_already_is_what_the_indicator_asks(world: World, shops: list[Business]) -> None:
    office = world.actor("office")
    with worn(office):
        asked = Question.asked("guarantee_visit", "2026", COUNTY, NOW, TODAY)
        whole = completion(office, asked)[0]
        found = indicator("on_site_rate")
        assert found.ratio(office, asked, whole) == found.ratio(office, asked)
    assert whole.on_site == 1


def test_a_town_sees_its_own_numbers_only(world: World, shops: list[Business]) -> None:
    page = entered(world, "town").get(ROWS).content.decode()
    assert "共 3 行" in page and "丁饭店" not in page
    foreign = entered(world, "town").get(ROWS, {"within": "cn/33/04/83/"}).content.decode()
    assert "丁饭店" not in foreign


def test_a_period_that_is_none_is_refused_in_a_sentence(world: World, shops: list[Business]) -> None:
    answer = entered(world, "office").get("/figures/completion?period=sometime")
    assert answer.status_code == 422 and "看不懂这个时段" in answer.content.decode()


def test_as_of_a_day_before_the_visit_nothing_is_done(world: World, shops: list[Business]) -> None:
    assert "共 0 行" in entered(world, "office").get(f"{ROWS}&part=done&as_of=2026-09-13").content.decode()


def test_days_open_into_days(world: World, shops: list[Business]) -> None:
    office = entered(world, "office")
    for programme in ("daily_record", "weekly_report"):
        assert office.get("/figures/completion", {"programme": programme, "period": "2026-09"}).status_code == 200
        rows = office.get("/figures/completion/rows", {"programme": programme, "period": "2026-09", "part": "overdue"})
        assert rows.status_code == 200


def test_the_export_holds_the_rows_that_are_seen(world: World, shops: list[Business]) -> None:
    answer = entered(world, "office").get(f"{ROWS}&part=open&export=xlsx")
    sheet: Any = load_workbook(BytesIO(answer.content)).active
    names = {row[0] for row in sheet.iter_rows(values_only=True)}
    assert {"乙饭店", "丙饭店", "丁饭店"} <= names and "甲饭店" not in names


def test_pages_of_figures_ask_few_questions(
    world: World, shops: list[Business], django_assert_max_num_queries: Any
) -> None:
    office = entered(world, "office")
    office.get(HERE)
    with django_assert_max_num_queries(42):
        office.get(HERE)
    with django_assert_max_num_queries(24):
        office.get(ROWS)
