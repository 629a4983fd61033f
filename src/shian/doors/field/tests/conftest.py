"""A cadre with a phone on a Monday in September."""

import pytest
from django.test import Client

from shian.registry.models import Business
from tests.at_the_doors import entered
from tests.world import World


@pytest.fixture
def cadre(world: World, shop: Business) -> Client:
    return entered(world, "village")


@pytest.fixture
def owner(world: World, shop: Business) -> Client:
    return entered(world, "甲饭店/principal")
