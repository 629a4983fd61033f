"""The tree from the national list, and an office's own places in it."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from shian.kernel.actor import Actor, Grant, Reach
from shian.kernel.refused import Conflict, Denied, Missing, Refused
from shian.territory import queries
from shian.territory.actions.changing import Basis, set_layers
from shian.territory.actions.entering import open_grid, open_station, open_zone, seed_county
from shian.territory.models import Level, Place
from shian.territory.tests.conftest import OFFICE

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 14)


def paths() -> set[str]:
    return set(Place.objects.values_list("path", flat=True))


def test_a_county_brings_all_above_and_below_it(tongxiang: Place) -> None:
    assert tongxiang.path == "cn/33/04/83/"
    assert [place.name for place in queries.way_to("cn/33/04/83/002/201/")] == [
        "浙江省",
        "嘉兴市",
        "桐乡市",
        "凤鸣街道",
        "同福村委会",
    ]
    assert [place.level for place in queries.below("cn/33/04/83/")] == [Level.TOWNSHIP] * 2
    assert {place.code_system for place in Place.objects.all()} == {"nbs"}
    assert Place.objects.count() == 1 + 1 + 1 + 1 + 2 + 4


@pytest.mark.usefixtures("national_list")
@pytest.mark.parametrize(("code", "path"), [("500235", "cn/50/0235/"), ("429004", "cn/42/9004/")])
def test_a_county_without_a_prefecture_stands_below_its_province(code: str, path: str) -> None:
    county = seed_county(code, layers=4, by=OFFICE)
    assert county.path == path
    assert county.parent is not None
    assert county.parent.level == Level.PROVINCE
    assert not Place.objects.filter(level=Level.CITY).exists()


def test_the_same_county_again_changes_nothing_and_a_second_shares_what_is_above(tongxiang: Place) -> None:
    before = paths()
    seed_county("330483", layers=4, by=OFFICE)
    assert paths() == before
    seed_county("330481", layers=4, by=OFFICE)
    assert paths() - before == {"cn/33/04/81/", "cn/33/04/81/001/"}


@pytest.mark.usefixtures("national_list")
@pytest.mark.parametrize("code", ["33048", "3304831", "abcdef", "", "330499"])
def test_a_wrong_code_is_refused_with_nothing_written(code: str) -> None:
    with pytest.raises(Refused):
        seed_county(code, layers=4, by=OFFICE)
    assert not paths()


def test_without_the_list_it_says_how_to_get_it(db: None) -> None:
    with override_settings(SHIAN_DIVISIONS="/nowhere/data.sqlite"), pytest.raises(Missing, match="make setup"):
        seed_county("330483", layers=4, by=OFFICE)


@pytest.mark.parametrize("layers", [0, 2, 5])
@pytest.mark.usefixtures("national_list")
def test_cadres_come_in_three_layers_or_four(layers: int) -> None:
    with pytest.raises(Refused):
        seed_county("330483", layers=layers, by=OFFICE)
    assert not paths()


def test_layers_are_set_for_a_place_and_all_below(tongxiang: Place) -> None:
    assert set_layers(tongxiang, 3, Basis(TODAY, "桐政发〔2026〕3号"), by=OFFICE) == 7
    assert queries.layers_at("cn/33/04/83/002/201/", on=date(2026, 9, 14)) == 3
    assert queries.layers_at("cn/33/04/", on=date(2026, 9, 14)) == 4


def test_grids_and_stations_lie_below_villages(tongxiang: Place) -> None:
    village = queries.place("330483002201")
    grid = open_grid(village, "01", "同福第一网格", on=TODAY, by=OFFICE)
    station = open_station(village, "01", "同福食品安全工作站", on=TODAY, by=OFFICE)
    assert (grid.path, station.path) == ("cn/33/04/83/002/201/G01/", "cn/33/04/83/002/201/S01/")
    assert {grid.code_system, station.code_system} == {"local"}
    with pytest.raises(Conflict):
        open_grid(village, "01", "又一个", on=TODAY, by=OFFICE)
    with pytest.raises(Refused):
        open_grid(tongxiang, "01", "县里的网格", on=TODAY, by=OFFICE)
    with pytest.raises(Refused, match="编号"):
        open_grid(village, "1/2", "斜杠", on=TODAY, by=OFFICE)


def test_a_zone_stands_beside_the_counties(tongxiang: Place) -> None:
    city = queries.place("3304")
    zone = open_zone(city, "01", "高新园区", on=TODAY, by=OFFICE)
    assert zone.path == "cn/33/04/Z01/"
    assert zone in queries.below(city.path)
    with pytest.raises(Refused):
        open_zone(tongxiang, "01", "县里的管理区", on=TODAY, by=OFFICE)


def test_nobody_changes_the_tree_outside_their_ground(tongxiang: Place) -> None:
    neighbour = Actor("haining", grants=(Grant(frozenset({"*"}), Reach.GROUND, "cn/33/04/81/"),))
    with pytest.raises(Denied):
        open_grid(queries.place("330483002201"), "01", "越界", on=TODAY, by=neighbour)
    with pytest.raises(Denied):
        set_layers(tongxiang, 3, Basis(TODAY, "文"), by=neighbour)
    assert queries.layers_at(tongxiang.path, on=date(2026, 9, 14)) == 4


REAL = Path(settings.SHIAN_DIVISIONS)


@pytest.mark.skipif(not REAL.is_file(), reason="the national list comes with the front end at make setup")
@pytest.mark.parametrize(
    ("code", "path", "towns", "villages"),
    [
        ("330483", "cn/33/04/83/", 11, 221),
        ("500235", "cn/50/0235/", 42, 480),
        ("540630", "cn/54/06/30/", 7, None),
        ("441900", "cn/44/19/00/", None, None),
        ("659001", "cn/65/9001/", None, None),
    ],
)
def test_counties_of_the_real_list(code: str, path: str, towns: int | None, villages: int | None) -> None:
    """Counts of the 2023 list: Tongxiang 3 streets and 8 towns, 221 villages; Yunyang 42 and 480."""
    county = seed_county(code, layers=4, by=OFFICE)
    assert county.path == path
    assert towns in (None, Place.objects.filter(level=Level.TOWNSHIP).count())
    assert villages in (None, Place.objects.filter(level=Level.VILLAGE).count())
    for place in Place.objects.exclude(parent=None).select_related("parent"):
        assert place.parent is not None
        assert place.path.startswith(place.parent.path)
