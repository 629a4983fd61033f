"""Places are renamed, moved, merged, split on a day; the old quarter keeps its places."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shian.kernel.actor import Actor, Grant, Reach
from shian.kernel.paths import is_path
from shian.kernel.refused import Denied, Refused
from shian.territory import queries
from shian.territory.actions.changing import Basis, close, merge, move, rename, split
from shian.territory.actions.entering import open_grid, seed_county
from shian.territory.models import Level, Place, PlaceChange, PlaceName
from shian.territory.rules import free_segment
from shian.territory.tests.conftest import OFFICE

pytestmark = pytest.mark.django_db
DAY = date(2026, 7, 1)
BEFORE, AFTER = DAY - timedelta(days=1), DAY
BASIS = Basis(DAY, "浙政函〔2026〕1号")
COUNTY = "cn/33/04/83/"


def named(name: str) -> Place:
    return Place.objects.get(name=name)


def towns_on(day: date) -> set[str]:
    return set(queries.children(named("桐乡市"), on=day).values_list("name", flat=True))


def villages_on(day: date, within: str) -> set[str]:
    found = queries.places_within(within, level=Level.VILLAGE, on=day)
    return set(found.values_list("name", flat=True))


def test_a_name_is_known_by_its_day(tongxiang: Place) -> None:
    town = named("凤鸣街道")
    rename(town, "凤凰街道", BASIS, by=OFFICE)
    rename(town, "凤鸣新街道", Basis(DAY + timedelta(days=30), "再改"), by=OFFICE)
    assert queries.names([town.path], on=BEFORE)[town.path] == "凤鸣街道"
    assert queries.names([town.path], on=AFTER)[town.path] == "凤凰街道"
    assert queries.names([town.path], on=DAY + timedelta(days=30))[town.path] == "凤鸣新街道"
    assert Place.objects.get(pk=town.pk).name == "凤鸣新街道"
    assert PlaceName.objects.known().filter(place=town).count() == 3


def test_after_a_merge_the_old_quarter_keeps_its_places(tongxiang: Place) -> None:
    wutong, fengming = named("梧桐街道"), named("凤鸣街道")
    merge([fengming], wutong, BASIS, by=OFFICE)
    assert towns_on(BEFORE) == {"梧桐街道", "凤鸣街道"}
    assert towns_on(AFTER) == {"梧桐街道"}
    assert villages_on(BEFORE, f"{COUNTY}002/") == {"环南社区居委会", "同福村委会"}
    assert villages_on(BEFORE, f"{COUNTY}001/") == {"庆丰社区居委会", "九曲社区居委会"}
    assert len(villages_on(AFTER, f"{COUNTY}001/")) == 4
    assert villages_on(AFTER, f"{COUNTY}002/") == set()


def test_two_villages_of_one_number_both_live_on(tongxiang: Place) -> None:
    merge([named("凤鸣街道")], named("梧桐街道"), BASIS, by=OFFICE)
    assert named("庆丰社区居委会").path == f"{COUNTY}001/001/"
    assert named("环南社区居委会").path == f"{COUNTY}001/002-001/"
    assert named("同福村委会").path == f"{COUNTY}001/201/"
    assert named("同福村委会").parent == named("梧桐街道")


def test_what_lies_deeper_moves_along(tongxiang: Place) -> None:
    grid = open_grid(named("同福村委会"), "01", "第一网格", on=BEFORE, by=OFFICE)
    merge([named("凤鸣街道")], named("梧桐街道"), BASIS, by=OFFICE)
    grid.refresh_from_db()
    assert grid.path == f"{COUNTY}001/201/G01/"
    assert queries.names([f"{COUNTY}002/201/G01/"]) == {f"{COUNTY}002/201/G01/": "第一网格"}


def test_a_merged_town_is_no_more_and_stays_in_the_books(tongxiang: Place) -> None:
    town = named("凤鸣街道")
    merge([town], named("梧桐街道"), BASIS, by=OFFICE)
    town.refresh_from_db()
    assert (town.path, town.closed_on) == (f"{COUNTY}002/", DAY)
    with pytest.raises(Refused, match="已经撤销"):
        rename(town, "复活街道", BASIS, by=OFFICE)
    with pytest.raises(Refused, match="已经撤销"):
        merge([named("梧桐街道")], town, BASIS, by=OFFICE)


def test_a_village_goes_over_to_another_town(tongxiang: Place) -> None:
    move([named("同福村委会")], named("梧桐街道"), BASIS, by=OFFICE)
    assert named("同福村委会").path == f"{COUNTY}001/201/"
    assert "同福村委会" in villages_on(BEFORE, f"{COUNTY}002/")
    assert "同福村委会" in villages_on(AFTER, f"{COUNTY}001/")
    assert towns_on(BEFORE) == towns_on(AFTER)


def test_a_path_once_left_is_given_to_nobody_else(tongxiang: Place) -> None:
    """Else an old figure of that path would find another village there."""
    move([named("同福村委会")], named("梧桐街道"), BASIS, by=OFFICE)
    other = named("九曲社区居委会")
    other.path = f"{COUNTY}001/777/"
    Place.objects.filter(pk=other.pk).update(path=other.path)
    Place.objects.filter(name="庆丰社区居委会").update(path=f"{COUNTY}009/201/")
    mover = Place.objects.get(name="庆丰社区居委会")
    move([mover], named("凤鸣街道"), Basis(DAY + timedelta(days=1), "再调整"), by=OFFICE)
    assert mover.path == f"{COUNTY}002/009-201/"


def test_part_of_a_town_becomes_a_town(tongxiang: Place) -> None:
    fresh = split(named("凤鸣街道"), "330483005", "新街道", [named("同福村委会")], BASIS, by=OFFICE)
    assert fresh.path == f"{COUNTY}005/"
    assert towns_on(BEFORE) == {"梧桐街道", "凤鸣街道"}
    assert towns_on(AFTER) == {"梧桐街道", "凤鸣街道", "新街道"}
    assert villages_on(AFTER, fresh.path) == {"同福村委会"}
    assert villages_on(BEFORE, fresh.path) == set()
    with pytest.raises(Refused):
        split(named("梧桐街道"), "330483006", "再分", [named("环南社区居委会")], BASIS, by=OFFICE)


def test_a_place_with_places_in_it_is_not_closed(tongxiang: Place) -> None:
    with pytest.raises(Refused):
        close(named("凤鸣街道"), BASIS, by=OFFICE)
    close(named("同福村委会"), BASIS, by=OFFICE)
    assert "同福村委会" not in villages_on(AFTER, COUNTY)
    assert "同福村委会" in villages_on(BEFORE, COUNTY)


def test_a_change_rests_on_a_document_and_is_not_slipped_in_behind(tongxiang: Place) -> None:
    town = named("凤鸣街道")
    with pytest.raises(Refused, match="依据"):
        rename(town, "无据街道", Basis(DAY, " "), by=OFFICE)
    rename(town, "凤凰街道", BASIS, by=OFFICE)
    with pytest.raises(Refused, match="倒着补"):
        rename(town, "更早街道", Basis(BEFORE, "补"), by=OFFICE)
    assert PlaceChange.objects.filter(kind=PlaceChange.Kind.RENAME).count() == 1


def test_a_place_does_not_go_into_itself(tongxiang: Place) -> None:
    with pytest.raises(Refused):
        move([named("桐乡市")], named("梧桐街道"), BASIS, by=OFFICE)
    with pytest.raises(Refused):
        merge([named("梧桐街道")], named("梧桐街道"), BASIS, by=OFFICE)


def test_both_ends_of_a_move_must_be_ones_own_ground(tongxiang: Place) -> None:
    seed_county("330481", layers=4, by=OFFICE)
    ours = Actor("tongxiang", grants=(Grant(frozenset({"*"}), Reach.GROUND, COUNTY),))
    with pytest.raises(Denied):
        move([named("凤鸣街道")], named("海宁市"), BASIS, by=ours)
    with pytest.raises(Denied):
        merge([named("硖石街道")], named("梧桐街道"), BASIS, by=ours)
    assert named("凤鸣街道").path == f"{COUNTY}002/"


@given(st.lists(st.sampled_from(["001", "002", "201", "G01"]), min_size=1, max_size=12), st.sampled_from(["003", "Z1"]))
def test_a_free_segment_is_always_free_and_always_a_path(wanted: list[str], origin: str) -> None:
    taken: set[str] = set()
    for want in wanted:
        found = free_segment(want, origin, taken)
        assert found not in taken
        assert is_path(f"cn/{found}/")
        taken.add(found)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 1)), max_size=6))
def test_whatever_moves_the_tree_stays_a_tree_and_yesterday_stays_yesterday(moves: list[tuple[int, int]]) -> None:
    """Any row of moves: every path lies in its parent's, none twice, and each former day still finds every village."""
    seeded = [("cn/9/", None, "county"), *((f"cn/9/00{n}/", "cn/9/", "township") for n in (1, 2))]
    seeded += [(f"cn/9/00{n % 2 + 1}/20{n // 2}/", f"cn/9/00{n % 2 + 1}/", "village") for n in range(4)]
    Place.objects.filter(path__startswith="cn/9/").update(parent=None)
    PlaceChange.objects.all().delete()
    Place.objects.all().delete()
    for path, parent, level in seeded:
        above = Place.objects.get(path=parent) if parent else None
        Place.objects.create(code=path.replace("/", ""), name=path, path=path, level=level, parent=above)
    snapshots = {DAY - timedelta(days=1): _villages(DAY - timedelta(days=1))}
    for number, (village, town) in enumerate(moves):
        day = DAY + timedelta(days=number)
        moving = Place.objects.filter(level=Level.VILLAGE).order_by("code")[village]
        target = Place.objects.filter(level=Level.TOWNSHIP).order_by("code")[town]
        if moving.parent != target:
            move([moving], target, Basis(day, "文"), by=OFFICE)
        snapshots[day] = _villages(day)
    for day, villages in snapshots.items():
        assert _villages(day) == villages
    for place in Place.objects.exclude(parent=None).select_related("parent"):
        assert place.parent is not None
        assert place.path.startswith(place.parent.path)


def _villages(day: date) -> dict[str, set[str]]:
    towns = queries.places_within("cn/9/", level=Level.TOWNSHIP, on=day).values_list("path", flat=True)
    return {town: villages_on(day, town) for town in towns}
