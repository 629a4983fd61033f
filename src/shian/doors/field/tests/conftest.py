"""A cadre with a phone on a Monday in September."""

import pytest
from django.test import Client

from shian.registry.models import Business
from tests.at_the_doors import bound_and_planned, entered, stand_still
from tests.world import World, business, small_county


@pytest.fixture(autouse=True)
def _monday(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_still(monkeypatch)


@pytest.fixture
def world(db: None) -> World:
    return small_county()


@pytest.fixture
def shop(world: World) -> Business:
    made = business(world)
    bound_and_planned(world, "2026Q3")
    return made


@pytest.fixture
def cadre(world: World, shop: Business) -> Client:
    return entered(world, "village")


@pytest.fixture
def owner(world: World, shop: Business) -> Client:
    return entered(world, "甲饭店/principal")
