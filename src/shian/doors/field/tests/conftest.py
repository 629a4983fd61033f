"""A cadre with a phone on a Monday in September."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import timezone

from shian.registry.models import Business
from tests.world import NOW, World, bound_and_planned, business, enter, small_county


@pytest.fixture(autouse=True)
def _monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def world(db: None) -> Iterator[World]:
    yield small_county()


@pytest.fixture
def shop(world: World) -> Business:
    made = business(world)
    bound_and_planned(world)
    return made


@pytest.fixture
def cadre(world: World, shop: Business) -> Client:
    return enter(Client(), world, "village")


@pytest.fixture
def owner(world: World, shop: Business) -> Client:
    return enter(Client(), world, "甲饭店/principal")
