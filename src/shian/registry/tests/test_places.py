"""Names of towns and villages, with and without their tails."""

import pytest

from shian.registry.rules.places import Gazetteer, gazetteer

COUNTY = "cn/33/04/83/"
PLACES = (
    (f"{COUNTY}003/", "凤鸣街道", "township"),
    (f"{COUNTY}003/001/", "灵安社区居委会", "village"),
    (f"{COUNTY}003/200/", "灵安村村委会", "village"),
    (f"{COUNTY}003/202/", "史桥村村委会", "village"),
    (f"{COUNTY}105/", "洲泉镇", "township"),
    (f"{COUNTY}105/205/", "晚村村村委会", "village"),
    (f"{COUNTY}105/206/", "史桥村", "village"),
)


@pytest.fixture
def book() -> Gazetteer:
    return gazetteer(COUNTY, PLACES)


@pytest.mark.parametrize(
    ("town", "village", "tail"),
    [
        ("凤鸣街道", "", "003/"), ("凤鸣", "", "003/"), ("凤鸣街道办事处", "", "003/"), ("凤鸣街道", "灵安村", "003/200/"),
        ("凤鸣", "灵安社区", "003/001/"), ("凤鸣", "史桥村委会", "003/202/"), ("洲泉", "史桥", "105/206/"), ("", "晚村村", "105/205/"),
        ("", "晚村", "105/205/"),
    ],
)  # fmt: skip
def test_places_are_found_as_people_write_them(book: Gazetteer, town: str, village: str, tail: str) -> None:
    assert book.find(town, village).value == COUNTY + tail


@pytest.mark.parametrize(
    ("town", "village", "kind"),
    [
        ("", "", "place_missing"), ("崇福镇", "", "town_unknown"), ("凤鸣", "晚村村", "village_unknown"),
        ("", "史桥村", "village_ambiguous"), ("凤鸣", "灵安", "village_ambiguous"), ("", "无名村", "village_unknown"),
    ],
)  # fmt: skip
def test_what_is_not_one_place_is_refused(book: Gazetteer, town: str, village: str, kind: str) -> None:
    assert book.find(town, village).kind == kind


@pytest.mark.parametrize(
    ("town", "said"), [("", "本地没有“无名村”这个村（社区）。"), ("凤鸣", "凤鸣没有“无名村”这个村（社区）。")]
)
def test_an_unknown_village_is_said_with_its_town(book: Gazetteer, town: str, said: str) -> None:
    assert str(book.find(town, "无名村").sentence) == said


def test_a_name_of_two_characters_is_its_own_stem() -> None:
    short = gazetteer(COUNTY, [(f"{COUNTY}001/", "东乡", "township"), (f"{COUNTY}001/001/", "三村", "village")])
    assert short.find("东乡", "三村").value == f"{COUNTY}001/001/"
    assert (short.find("东", "").kind, short.find("", "三").kind) == ("town_unknown", "village_unknown")
