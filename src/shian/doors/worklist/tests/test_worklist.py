"""The first page of the day, as the cast sees it."""

from dataclasses import replace
from datetime import timedelta
from re import findall
from typing import Any
from uuid import uuid4

import pytest

from shian.doors.ui.shapes.parts import Link, TaskCard
from shian.doors.worklist.presenters import of_others
from shian.loop.models import Task
from shian.people.models import Organisation
from shian.registry.models import Business
from tests.at_the_doors import bound, entered, planned, visited
from tests.roles import as_root
from tests.world import CAST, COUNTY, NOW, World, business


def test_a_cadre_sees_what_is_owed_and_a_neighbour_does_not(world: World, shop: Business) -> None:
    page = entered(world, "village").get("/worklist").content.decode()
    assert "督导：甲饭店" in page and "开始督导" in page
    assert "甲饭店" not in entered(world, "neighbour").get("/worklist").content.decode()


def test_home_leads_officials_and_shops_to_their_own_page(world: World, shop: Business) -> None:
    assert entered(world, "village").get("/")["Location"] == "/worklist"
    assert entered(world, "甲饭店/principal").get("/")["Location"] == "/shop"


def test_an_office_with_an_empty_desk_sees_what_is_overdue_below(
    world: World, shop: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    visited(world, shop)
    office = entered(world, "office")
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(days=60))
    office = entered(world, "office")
    page = office.get("/worklist").content.decode()
    assert "辖区里拖得最久的" in page and "整改：甲饭店" in page
    assert "共 1 件" in office.get("/worklist/overdue").content.decode()


def test_the_page_asks_few_questions(world: World, shop: Business, django_assert_max_num_queries: Any) -> None:
    client = entered(world, "village")
    client.get("/worklist")
    with django_assert_max_num_queries(30):
        client.get("/worklist")


def test_an_office_on_its_first_morning_is_led_from_the_register_to_the_plan(world: World) -> None:
    office = entered(world, "office")

    def way_on() -> str:
        return office.get("/worklist").content.decode()

    assert "先把名册导入进来" in way_on() and 'href="/import"' in way_on()
    assert "名册里还没有主体" in office.get("/businesses").content.decode()
    assert "没有找到这样的主体" in office.get("/businesses", {"q": "无此店"}).content.decode()
    assert "食安办导入名册以后" in entered(world, "neighbour").get("/businesses").content.decode()
    business(world)
    assert "还有主体没人包保" in way_on() and 'href="/binding"' in way_on()
    bound(world)
    assert "这个季度还没有排计划" in way_on() and 'href="/plan"' in way_on()
    planned(world)
    assert "都办完了" in way_on()
    assert "都办完了" in entered(world, "neighbour").get("/worklist").content.decode()


def on_the_desk(world: World, name: str) -> dict[str, str]:
    """The counts on somebody's first page that open: by where they lead, what they say."""
    page = entered(world, name).get("/worklist").content.decode()
    return dict(findall(r'<a class="stat-figure" href="([^"]+)">([\d,]+)', page))


@pytest.fixture
def whole_cast(monkeypatch: pytest.MonkeyPatch) -> None:
    """The roles whose work is a list and no task."""
    for role in ("association_secretary", "legal_reviewer", "regulator_chief", "other_department"):
        monkeypatch.setitem(CAST, role, (COUNTY, role, "", ""))


@pytest.mark.usefixtures("whole_cast")
def test_whoever_works_on_a_list_finds_its_length_on_the_desk_and_it_opens(world: World) -> None:
    with as_root():
        Organisation.objects.filter(pk=world.posts["association_secretary"].organisation_id).update(kind="association")
    lists = {
        "association_secretary": "/association",
        "legal_reviewer": "/cases",
        "regulator_chief": "/cases",
        "other_department": "/transfers",
    }
    for role, href in lists.items():
        assert on_the_desk(world, role).get(href) == "0", (role, on_the_desk(world, role))
        assert entered(world, role).get(href).status_code == 200


@pytest.mark.usefixtures("whole_cast")
def test_whoever_has_nothing_to_do_with_problems_is_not_told_how_many_came_back(world: World) -> None:
    assert "退回来的问题" not in entered(world, "association_secretary").get("/worklist").content.decode()
    assert "退回来的问题" in entered(world, "village").get("/worklist").content.decode()


@pytest.mark.parametrize("of_a_file", [True, False])
def test_what_is_another_s_to_do_leads_to_a_page_that_opens(of_a_file: bool) -> None:
    business, file = uuid4(), uuid4()
    task = Task(act="inspect", business_id=business, file_kind="inspection", file_id=file if of_a_file else None)
    begun = f"/visit/{task.pk}"
    shown = TaskCard("检查", begun, Link("开始", begun))
    assert of_others(task, shown).act == Link("看进展", f"/businesses/{business}")
    page = replace(shown, href=f"/inspections/{file}")
    assert of_others(task, page).href == (f"/inspections/{file}" if of_a_file else f"/businesses/{business}")
