"""A programme that would plan a million tasks by mistake: the dry run says how many and for whom, and the plan asks."""

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from shian.cli import plan as command
from shian.kernel.refused import Refused
from shian.kernel.wall import worn
from shian.loop import actions
from shian.loop.models import Task
from shian.packs.tests.cn import changed, copied
from shian.registry.models import Business
from tests.at_the_doors import VISIT, entered, stand_still
from tests.roles import as_root
from tests.world import COUNTY, NOW, TODAY, World, business, in_force, small_county, with_parents

PERIOD = "2026"


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> World:
    """Twelve visits are owed, and the law asks above four."""
    stand_still(monkeypatch)
    world = small_county()
    with_parents(world)
    folder = copied(tmp_path)
    changed(folder, "loads.toml", "ask_above = 50000", "ask_above = 4")
    in_force(folder)
    for n in range(5):
        business(world, f"第{n}饭店")
    business(world, "大饭店", grade="C")
    with worn(office := world.actor("office")):
        pairs = actions.preview_binding(Business.objects.visible_to(office), by=office, on=TODAY).pairs
        actions.bind_many(pairs, on=TODAY, by=office, now=NOW)
    return world


def planned() -> int:
    with as_root():
        return Task.objects.filter(programme=VISIT).count()


def test_the_dry_run_says_how_many_and_for_whom(world: World) -> None:
    with worn(office := world.actor("office")):
        foreseen = actions.foresee(VISIT, PERIOD, within=COUNTY, by=office, now=NOW)
        total = actions.plan_preview(VISIT, PERIOD, within=COUNTY, by=office, now=NOW)
    # What is left of the year: two for each of the village cadre's five, two for the one of the township's.
    assert foreseen.total == total == 12
    assert foreseen.by_role == {"village_cadre": 10, "township_cadre": 2}
    assert foreseen.by_place == {"cn/33/04/83/001/": 12}
    assert (foreseen.cadres, foreseen.median, foreseen.most, foreseen.asks) == (2, 6.0, 10, True)
    assert planned() == 0


def test_a_plan_above_the_limit_is_made_only_by_whoever_says_the_number(world: World) -> None:
    with worn(office := world.actor("office")):
        for agreed in (None, 11):
            with pytest.raises(Refused, match="这次要排 12 件任务，超过 4 件，没有排") as refused:
                actions.plan(VISIT, PERIOD, within=COUNTY, by=office, now=NOW, agreed=agreed)
            assert refused.value.code == "too_many"
    assert planned() == 0
    with worn(office):
        assert actions.plan(VISIT, PERIOD, within=COUNTY, by=office, now=NOW, agreed=12).new == 12


def test_below_the_limit_nobody_is_asked(world: World) -> None:
    with worn(office := world.actor("office")):
        assert actions.plan("monthly_minutes", "2026-09", within=COUNTY, by=office, now=NOW).new == 0


def test_the_page_asks_for_the_number(world: World) -> None:
    office = entered(world, "office")
    asked: dict[str, Any] = {"programme": VISIT, "period": PERIOD, "within": COUNTY}
    page = office.get("/plan", asked).content.decode()
    assert 'name="agreed"' in page and "村（社区）干部" in page
    refused = office.post("/plan", asked)
    assert refused.status_code == 422 and "把 12 这个数再写一遍" in refused.content.decode()
    assert office.post("/plan", asked | {"agreed": "11"}).status_code == 422
    assert planned() == 0
    assert office.post("/plan", asked | {"agreed": "12"}).status_code == 302
    assert planned() == 12


def test_the_command_asks_too(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)

    def run(*words: str) -> str:
        command.run(parser.parse_args([VISIT, PERIOD, "--within", COUNTY, *words]))
        return capsys.readouterr().out

    told = json.loads(run("--dry-run", "--json"))
    assert (told["owed"], told["by_role"]["village_cadre"], told["most_per_cadre"], told["asks"]) == (12, 10, 10, True)
    assert "--yes 12" in run("--dry-run")
    with pytest.raises(Refused, match="再写一遍"):
        run()
    assert "新增 12 件任务" in run("--yes", "12")
