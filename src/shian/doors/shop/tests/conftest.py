"""An enterprise with its three people, on a Monday in September, and a household beside it."""

import pytest
from django.test import Client

from shian.kernel.wall import worn
from shian.loop import actions as loop
from shian.registry.models import Business
from tests.at_the_doors import entered
from tests.world import COUNTY, OPENED, World, business

PROGRAMMES = ("daily_record", "weekly_report", "monthly_minutes")


@pytest.fixture
def shop(world: World) -> Business:
    made = business(world, "丙食品", uscc="91330483MA2BC1XX0X")
    office = world.actor("office")
    with worn(office):
        for programme in PROGRAMMES:
            loop.owe_by_rule(programme, within=COUNTY, on=OPENED, by=office, now=world.now)
    return made


@pytest.fixture
def household(world: World, shop: Business) -> Business:
    return business(world, "丁面馆", uscc="92330483MA2B0A0X12")


@pytest.fixture
def officer(world: World, shop: Business) -> Client:
    return entered(world, "丙食品/safety_officer")


@pytest.fixture
def principal(world: World, shop: Business) -> Client:
    return entered(world, "丙食品/principal")
