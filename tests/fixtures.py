"""What most pages are looked at with: a small county on a Monday morning in September, and a shop that is to be visited.

A file of tests that wants another county or another shop says so itself, under the same word.
"""

import pytest

from shian.registry.models import Business
from tests.at_the_doors import bound_and_planned, stand_still
from tests.world import World, business, small_county


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    stand_still(monkeypatch)
    return small_county()


@pytest.fixture
def shop(world: World) -> Business:
    """Bound to its cadre, and planned for the quarter."""
    shop = business(world)
    bound_and_planned(world)
    return shop
