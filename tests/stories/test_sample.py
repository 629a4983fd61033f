"""B8: whom a grid officer is sent to is drawn, from a list that was sealed first; anybody makes the draw again from its file."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from shian.checklists.actions import publish_law
from shian.kernel.wall import worn
from shian.loop.models import Task
from shian.packs.loader import load
from shian.packs.tests.cn import changed, copied
from tests.at_the_doors import entered, stand_still
from tests.roles import as_root
from tests.stories.test_by_file import everybody
from tests.world import COUNTY, FOUNDER, World, business, small_county

VERIFY = Path(__file__).parents[2] / "docs" / "verify_draw.py"
PATROL = {"programme": "grid_patrol", "period": "2026-09", "within": COUNTY}


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    stand_still(monkeypatch)
    return small_county()


def patrolled() -> set[str]:
    with as_root():
        return {str(key) for key in Task.objects.filter(programme="grid_patrol").values_list("business", flat=True)}


def draws(office: Any) -> list[str]:
    return re.findall(r'href="/draws/([0-9a-f-]{36})"', office.get("/draws").content.decode())


@pytest.mark.mechanism("B8")
def test_the_plan_of_a_sample_is_a_published_draw_that_comes_out_again(world: World, tmp_path: Path) -> None:
    made, office = everybody(world, {"kind": "stall"}), entered(world, "office")
    assert "共 8 件" in office.get("/plan", PATROL).content.decode(), "twenty of a hundred of forty"
    assert draws(office) == [], "looking draws nothing"
    office.post("/plan", PATROL)
    (key,) = set(draws(office))
    page = office.get(f"/draws/{key}").content.decode()
    assert "已公布" in page and "第" in page and f"/businesses/{next(iter(patrolled()))}" in page
    answer = office.get(f"/draws/{key}/file")
    file = tmp_path / "draw.json"
    file.write_bytes(answer.content)
    said = answer.json()
    assert {one["id"] for one in said["drawn"]} == patrolled() and len(said["drawn"]) == 8
    assert {one["id"] for one in said["frame"]} == {str(one.pk) for one in made}
    assert said["about"] == {"programme": "grid_patrol", "period": "2026-09", "of_100": 20}
    again = subprocess.run([sys.executable, str(VERIFY), str(file)], check=False, capture_output=True)
    assert again.returncode == 0, again.stdout


def test_planned_again_nobody_is_drawn_again_and_who_came_since_is_on_the_next_list(world: World) -> None:
    everybody(world, {"kind": "stall"})
    office = entered(world, "office")
    office.post("/plan", PATROL)
    first = patrolled()
    office.post("/plan", PATROL)
    assert patrolled() == first and len(set(draws(office))) == 1
    fresh = {str(business(world, "新摊", kind="stall", officers=()).pk)}
    office.post("/plan", PATROL)
    assert patrolled() == first, "one newcomer of whom a fifth would be drawn waits for others"
    fresh |= {str(business(world, f"新摊{n}", kind="stall", officers=()).pk) for n in range(4)}
    office.post("/plan", PATROL)
    late = patrolled() - first
    assert len(late) == 1 and len(set(draws(office))) == 2
    assert late <= fresh, "drawn among those on no list yet"


def test_a_sample_by_stratum_takes_its_share_of_each(world: World, tmp_path: Path) -> None:
    folder = copied(tmp_path)
    changed(folder, "programmes/grid_patrol.toml", "of_100 = 20", 'of_100 = 20\nby = "kind"')
    with worn(FOUNDER):
        for loaded in load(folder):
            publish_law(loaded, by=FOUNDER)
    for n in range(20):
        business(world, f"摊{n}", kind="stall", officers=())
    for n in range(10):
        business(world, f"店{n}", kind="small_grocery", officers=())
    business(world, "坊", kind="workshop", officers=())
    office = entered(world, "office")
    assert "共 7 件" in office.get("/plan", PATROL).content.decode(), (
        "4 of 20, 2 of 10, and one though a fifth of 1 is none"
    )
    office.post("/plan", PATROL)
    (key,) = set(draws(office))
    said = office.get(f"/draws/{key}/file").json()
    assert said["strata"] == {"stall": 4, "small_grocery": 2, "workshop": 1}
    assert {one["id"] for one in said["drawn"]} == patrolled() and said["about"]["by"] == "kind"
    file = tmp_path / "draw.json"
    file.write_text(json.dumps(said), encoding="utf-8")
    assert subprocess.run([sys.executable, str(VERIFY), str(file)], check=False, capture_output=True).returncode == 0


def test_whoever_may_plan_but_not_draw_plans_no_sample(world: World) -> None:
    everybody(world, {"kind": "stall"})
    cadre = entered(world, "village")
    assert cadre.post("/plan", PATROL).status_code in (403, 404, 422)
    assert patrolled() == set()
