"""A figure never lags behind a write, whichever process made it, and still opens into exactly its rows."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from shian.doors.figures.tests.test_figures import HERE, opened
from shian.registry.models import Business
from tests.at_the_doors import bound_and_planned, entered, stand_still
from tests.world import World, business, small_county

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).parents[5]


def hand_in_beside(world: World, shop: Business) -> None:
    surroundings = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    command = [sys.executable, "-m", "tests.beside", str(shop.pk), str(world.people["village"].pk)]
    ended = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr


def test_a_visit_handed_in_by_another_process_counts_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_still(monkeypatch)
    world = small_county()
    shops = [business(world, name) for name in ("甲饭店", "乙饭店", "丙饭店")]
    bound_and_planned(world)
    office, cadre = entered(world, "office"), entered(world, "village")
    assert "0 / 3" in office.get(HERE).content.decode()
    assert "甲饭店" in cadre.get("/worklist").content.decode()

    hand_in_beside(world, shops[0])

    page = office.get(HERE).content.decode()
    assert "1 / 3" in page and "33.3" in page
    numbers = opened(page)
    assert [number for href, number in numbers if "part=done" in href]
    for href, number in numbers:
        assert f"共 {number} 行" in office.get(href).content.decode(), href
    assert "督导：甲饭店" not in cadre.get("/worklist").content.decode()
