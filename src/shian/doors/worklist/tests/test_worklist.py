"""The first page of the day, as the cast sees it."""

from datetime import timedelta
from typing import Any

import pytest

from shian.registry.models import Business
from tests.at_the_doors import bound, entered, planned, visited
from tests.world import NOW, World, business


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
