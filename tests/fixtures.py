"""What most pages are looked at with: a small county on a Monday morning in September, and a shop that is to be visited.

A file of tests that wants another county or another shop says so itself, under the same word.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from shian.kernel.wall import worn
from shian.loop import actions
from shian.packs.tests.cn import copied, written
from shian.registry.models import Business
from tests.at_the_doors import bound_and_planned, entered, stand_still
from tests.one_door import publish
from tests.world import COUNTY, NOW, World, business, small_county


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


@pytest.fixture
def due_here(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Client]:
    """Programmes in force beside the guarantee visit, all due at the shop's door; the cadre is let in."""

    def planned(**programmes: str) -> Client:
        folder = copied(tmp_path)
        for key, text in programmes.items():
            written(folder, f"programmes/{key}.toml", text)
        publish(folder)
        stand_still(monkeypatch)
        bound_and_planned(world)
        office = world.actor("office")
        with worn(office):
            for key in programmes:
                assert actions.plan(key, "2026-09", within=COUNTY, by=office, now=NOW).new == 1
        return entered(world, "village")

    return planned
