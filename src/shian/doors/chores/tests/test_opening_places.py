"""An office opens its own grids on a page; a grid officer is then seated there and answers for what lies in it."""

import pytest

from shian.territory.models import Level, Place
from tests.at_the_doors import entered, stand_still
from tests.world import VILLAGE, World, small_county

GRID = {"level": "grid", "above": VILLAGE, "number": "01", "title": "文昌第一网格", "on": "2026-09-14"}


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    stand_still(monkeypatch)
    county = small_county()
    Place.objects.filter(path=VILLAGE).update(code="330483001001")
    return county


@pytest.mark.mechanism("M14")
def test_a_grid_is_opened_once(world: World) -> None:
    office = entered(world, "office")
    assert office.get("/places/open").status_code == 200
    assert office.post("/places/open", GRID).status_code == 302
    grid = Place.objects.get(level=Level.GRID)
    assert (grid.path, grid.name) == (f"{VILLAGE}G01/", "文昌第一网格")
    again = office.post("/places/open", GRID)
    assert again.status_code == 422 and "已有编号" in again.content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"above": "cn/33/04/83/"}, "网格应设在村"),
        ({"number": "一"}, "编号只能用"),
        ({"number": "0000001"}, "最多六位"),
        ({"title": ""}, "请写名称"),
        ({"above": ""}, "请选设立什么"),
        ({"level": "county"}, "请选设立什么"),
        ({"above": "cn/33/04/81/"}, "不在您的辖区"),
        ({"on": "昨天"}, "从哪天起"),
    ],
)
def test_what_cannot_be_opened_is_said(world: World, wrong: dict[str, str], sentence: str) -> None:
    answer = entered(world, "office").post("/places/open", GRID | wrong)
    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert not Place.objects.filter(level=Level.GRID).exists()


def test_who_may_not_change_places_finds_no_such_page(world: World) -> None:
    assert entered(world, "village").get("/places/open").status_code == 404
