"""M21: a shop beside the licences of the register, with points that explain themselves."""

from datetime import date
from uuid import UUID

import pytest

from shian.clues.rules.listing import header, headings
from shian.clues.rules.matching import Known, Permit, Register, Shop, likeness, match, of_county
from shian.registry.rules.characters import Cell

ON = date(2026, 9, 14)
NUMBER, OTHER, USCC = "JY23304830012345", "JY23304830099999", "91330483MA2B000001"
FIRST, SECOND, THIRD = (UUID(int=n) for n in (1, 2, 3))
ZHANG = Known(FIRST, "张记面馆", USCC, "梧桐街道文华路12号", permits=(Permit(NUMBER, date(2027, 1, 1)),))
OLD = Known(
    SECOND, "李记小吃", "91330483MA2B000002", "振兴路3号", permits=(Permit("JY23304830054321", date(2026, 9, 13)),)
)
BARE = Known(THIRD, "王记炒货", "91330483MA2B000003", "校场路8号")
REGISTER = Register([ZHANG, OLD, BARE], county="330483")


@pytest.mark.parametrize(
    ("shop", "verdict", "business"),
    [
        (Shop("张记面馆", NUMBER, USCC, "文华路12号"), "licensed", FIRST),
        (Shop("张记面馆（文华路店）", NUMBER), "licensed", FIRST),
        (Shop("随便取的名", NUMBER, address="文华路12号"), "licensed", FIRST),
        (Shop("随便取的名", NUMBER, USCC), "licensed", FIRST),
        (Shop("张记面馆", f" {NUMBER[:8]}-{NUMBER[8:]}".lower()), "licensed", FIRST),
        (Shop("张记面馆", NUMBER, address="振东新区88号"), "elsewhere", FIRST),
        (Shop("陈家烧烤", NUMBER, address="振东新区88号"), "others", FIRST),
        (Shop("张记面馆", NUMBER, "91330483MA2B999999"), "others", FIRST),
        (Shop("陈家烧烤", NUMBER), "unsure", FIRST),
        (Shop("李记小吃", "JY23304830054321", address="振兴路3号"), "expired", SECOND),
        (Shop("李记小吃", address="振兴路3号"), "expired", SECOND),
        (Shop("王记炒货", uscc="91330483MA2B000003"), "unlicensed", THIRD),
        (Shop("王记炒货", address="校场路8号"), "unlicensed", THIRD),
        (Shop("王记炒货"), "unlicensed", THIRD),
        (Shop("王记炒货", OTHER), "unsure", THIRD),
        (Shop("王记炒货", uscc="91330483MA2B777777"), "unsure", THIRD),
        (Shop("张记面馆", OTHER, USCC), "unsure", FIRST),
        (Shop("张记面馆", address="文华路12号"), "unsure", FIRST),
        (Shop("张记面馆"), "unsure", FIRST),
        (Shop("陈家烧烤", address="文华路12号"), "unlicensed", None),
        (Shop("陈家烧烤", address="梧桐街道文华路12号"), "unlicensed", FIRST),
        (Shop("张记面馆", address="梧桐街道文华路12号"), "unsure", FIRST),
        (Shop("深夜黑外卖"), "unlicensed", None),
        (Shop("深夜黑外卖", OTHER), "unlicensed", None),
        (Shop("深夜黑外卖", "JY23304810012345"), "unsure", None),
    ],
)
def test_what_the_register_says_of_a_shop(shop: Shop, verdict: str, business: UUID | None) -> None:
    found = match(shop, REGISTER, ON)
    assert (found.verdict, found.business) == (verdict, business), found


@pytest.mark.parametrize(
    ("shop", "reasons"),
    [
        (Shop("张记面馆", NUMBER, USCC, "梧桐街道文华路12号"), [("licence_same", 40), ("uscc_same", 30), ("name_same", 20), ("address_same", 10)]),
        (Shop("张记面馆（文华路店）", address="文华路12号"), [("name_near", 12), ("address_near", 6)]),
        (Shop("张记", OTHER, "91330483MA2B000002", "文华"), []),
        (Shop("张记面"), [("name_near", 12)]),
    ],
)  # fmt: skip
def test_the_points_say_what_they_are_for(shop: Shop, reasons: list[tuple[str, int]]) -> None:
    assert list(likeness(shop, ZHANG)) == reasons


def test_the_score_is_the_sum_of_its_reasons() -> None:
    assert match(Shop("张记面馆", NUMBER, USCC, "梧桐街道文华路12号"), REGISTER, ON).score == 100
    assert match(Shop("深夜黑外卖"), REGISTER, ON).reasons == (("nobody_like_it", 0),)
    assert match(Shop("深夜黑外卖", "JY23304810012345"), REGISTER, ON).reasons == (("licence_of_another_county", 0),)


def test_a_licence_is_good_to_its_last_day_and_a_closed_business_has_none() -> None:
    assert OLD.permitted(date(2026, 9, 13)) and not OLD.permitted(ON)
    assert Known(FIRST, "甲", permits=(Permit("1"),)).permitted(ON), "a filing has no end"
    assert not Known(FIRST, "甲", works=False, permits=(Permit("1"),)).permitted(ON) and not BARE.permitted(ON)
    closed = Known(FIRST, "张记面馆", permits=(Permit(NUMBER),), works=False)
    assert match(Shop("张记面馆", NUMBER), Register([closed]), ON).verdict == "expired"
    last = match(Shop("李记小吃", "JY23304830054321"), REGISTER, date(2026, 9, 13))
    assert last.verdict == "licensed"


def test_of_two_numbers_the_one_shown_has_to_be_good() -> None:
    two = Known(FIRST, "张记面馆", permits=(Permit(NUMBER, date(2026, 1, 1)), Permit(OTHER)))
    assert match(Shop("张记面馆", NUMBER), Register([two]), ON).verdict == "expired"
    assert match(Shop("张记面馆", OTHER), Register([two]), ON).verdict == "licensed"


def test_the_one_most_like_it_is_taken() -> None:
    twins = [Known(SECOND, "张记面馆"), ZHANG, Known(THIRD, "张记面馆")]
    assert match(Shop("张记面馆", NUMBER), Register(twins), ON).business == FIRST
    assert match(Shop("张记面馆"), Register([twins[0], twins[2]]), ON).business == THIRD, "the same every time"


@pytest.mark.parametrize(
    ("number", "county", "here"),
    [
        (NUMBER, "330483", True), ("JY23304810012345", "330483", False), ("SC10633048100123", "330483", False),
        ("SC10633048300123", "330483", True), ("YB13304830012345", "330483", True), ("YB13304810012345", "330483", False),
        ("豫食小坊1234", "330483", True), (OTHER, "", True),
    ],
)  # fmt: skip
def test_where_a_licence_was_given_out(number: str, county: str, here: bool) -> None:
    assert of_county(number, county) is here


def test_the_headings_are_found_wherever_the_table_begins() -> None:
    rows: list[list[Cell]] = [
        ["美食外卖平台 店铺名单"],
        [None, "序号"],
        ["序号", "店铺名称", "许可证 编号", "统一社会信用代码", "地址", "电话"],
        [1, "张记"],
    ]
    assert header(rows) == (2, {"name": 1, "licence": 2, "uscc": 3, "address": 4})
    assert header([["店铺名称"], ["张记"]]) is None, "a name alone says nothing"
    assert header([["许可证号", "地址"]]) is None
    assert header([[""]] * 30 + [["店铺名称", "地址"]]) is None, "no further down than a screen"
    assert header([[""]] * 29 + [["店铺名称", "地址"]]) == (29, {"name": 0, "address": 1})
    assert headings(["名称", "店铺名称", "店铺名称"]) == {"name": 1}
    assert headings(["所在平台", "商户名称"]) == {"platform": 0, "name": 1}
