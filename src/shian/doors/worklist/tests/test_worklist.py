"""The first page of the day, as the cast sees it."""

from datetime import timedelta
from typing import Any

import pytest

from shian.registry.models import Business
from tests.at_the_doors import entered, visited
from tests.world import NOW, World


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
