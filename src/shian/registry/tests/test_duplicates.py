"""The same shop twice in a file, and the same telephone under two names."""

from typing import Any

import pytest

from shian.registry.rules.columns import Target
from shian.registry.rules.duplicates import Seen, already_there
from shian.registry.rules.keys import binding_keys, business_keys, cadre_keys
from shian.registry.rules.rows import CheckedRow, Known, Outcome, check_row
from shian.registry.rules.verdict import Level

SHOP = {"name": "测试饭店", "uscc": "91110000600037341L", "kind": "食品销售", "town": "梧桐街道"}
STALL = {"kind": "食品摊贩", "town": "梧桐街道", "address": "庆丰路1号"}


def judged(known: Known, *rows: dict[str, Any], target: Target = Target.BUSINESSES) -> list[CheckedRow]:
    seen = Seen(target)
    return [seen.judge(check_row(target, number, cells, known)) for number, cells in enumerate(rows, 2)]


def outcomes(rows: list[CheckedRow]) -> str:
    return " ".join(row.outcome.value for row in rows)


def remarks(rows: list[CheckedRow], kind: str) -> list[tuple[int, str, str]]:
    return [(row.number, each.column, str(each.sentence)) for row in rows for each in row.problems if each.kind == kind]


def test_the_later_row_is_the_duplicate_and_names_the_first(known: Known) -> None:
    rows = judged(known, SHOP, SHOP | {"name": "别家"}, SHOP | {"name": "第三家"})
    assert outcomes(rows) == "ready duplicate duplicate"
    first = "与第 2 行重复（统一社会信用代码相同），这一行不会导入。"
    assert remarks(rows, "duplicate") == [(3, "uscc", first), (4, "uscc", first)]


def test_without_a_number_name_place_and_address_make_the_shop(known: Known) -> None:
    rows = judged(known, STALL | {"name": "王记"}, STALL | {"name": "（王记）"}, STALL | {"name": "王记", "address": "庆丰路2号"}, STALL | {"name": "王记", "town": "洲泉镇"})  # fmt: skip
    assert outcomes(rows) == "ready duplicate ready ready"


def test_a_code_of_a_school_also_stands_on_its_canteens(known: Known) -> None:
    canteen = SHOP | {"kind": "学校食堂"}
    assert (
        outcomes(judged(known, canteen, canteen | {"name": "东区食堂"}, SHOP | {"name": "小卖部"}))
        == "ready ready ready"
    )


@pytest.mark.parametrize(
    ("values", "keys"),
    [
        ({"uscc": "9X", "kind": "seller", "licence": "JY1", "name": "王 记", "path": "cn/1/", "address": "1 号"}, (("uscc", "9X"), ("licence", "JY1"), ("name", "王记@cn/1/@1号"))),
        ({"uscc": "9X", "kind": "canteen", "name": "王记"}, ()), ({"name": "王记", "path": "cn/1/"}, (("name", "王记@cn/1/@"),)), ({"path": "cn/1/"}, ()),
    ],
)  # fmt: skip
def test_by_what_a_business_is_known_again(values: dict[str, str], keys: tuple[tuple[str, str], ...]) -> None:
    """The register makes the same keys of what it holds."""
    assert business_keys(values) == keys


def test_a_binding_is_known_by_the_first_number_it_has() -> None:
    everything = {"uscc": "9X", "licence": "JY1", "business_name": "王 记"}
    assert binding_keys(everything) == (("uscc", "9X"),)
    assert binding_keys(everything | {"uscc": ""}) == (("licence", "JY1"),)
    assert binding_keys({"business_name": "王 记"}) == (("business_name", "王记"),)
    assert binding_keys({}) == () and cadre_keys({}) == () and cadre_keys({"phone": "1"}) == (("phone", "1"),)


def test_a_row_that_does_not_enter_claims_no_number(known: Known) -> None:
    assert outcomes(judged(known, SHOP | {"town": "没有镇"}, SHOP, SHOP)) == "wrong ready duplicate"
    assert (
        outcomes(judged(known, SHOP | {"status": "注销"}, SHOP, SHOP | {"status": "注销"})) == "left_out ready left_out"
    )


def test_a_wrong_row_is_also_told_that_it_is_there_already(known: Known) -> None:
    rows = judged(known, SHOP, SHOP | {"town": "没有镇"})
    assert outcomes(rows) == "ready wrong" and [number for number, _, _ in remarks(rows, "duplicate")] == [3]


def test_a_number_that_is_wrong_says_nothing_about_being_the_same(known: Known) -> None:
    bad = {"uscc": "91110000600037341X"}
    rows = judged(known, SHOP | bad, SHOP | bad | {"name": "别家"})
    assert outcomes(rows) == "wrong wrong" and remarks(rows, "duplicate") == []


@pytest.mark.parametrize("first", ["principal", "director", "officer"])
@pytest.mark.parametrize("second", ["principal", "director", "officer"])
def test_one_telephone_under_two_names_is_said_where_it_comes_again(known: Known, first: str, second: str) -> None:
    phone = "13800000001"
    rows = judged(
        known,
        STALL | {"name": "甲", f"{first}_name": "张三", f"{first}_phone": phone},
        STALL | {"name": "乙", f"{second}_name": "李四", f"{second}_phone": phone},
    )
    text = f"手机号“{phone}”前面写的是张三，这里写的是李四，请核对；这一位先不能用它登录。"
    assert remarks(rows, "phone_two_names") == [(3, f"{second}_phone", text)]
    assert outcomes(rows) == "ready ready" and rows[1].problems[-1].level is Level.WARNING


@pytest.mark.parametrize(
    ("name", "phone"),
    [("张三", "13800000001"), ("李四", "13800000002"), ("", "13800000001"), ("李四", ""), ("", "")],
)
def test_the_same_person_another_telephone_or_half_a_person_is_no_second_owner(
    known: Known, name: str, phone: str
) -> None:
    rows = judged(
        known,
        STALL | {"name": "甲", "principal_name": "张三", "principal_phone": "13800000001"},
        STALL | {"name": "乙", "principal_name": name, "principal_phone": phone},
        STALL | {"name": "丙", "officer_name": "王五"},
        STALL | {"name": "丁", "officer_phone": "13800000003"},
        STALL | {"name": "戊", "officer_name": "赵六", "officer_phone": "13800000003"},
    )
    assert remarks(rows, "phone_two_names") == []


def test_one_row_may_hold_both_names_itself(known: Known) -> None:
    both = {"principal_name": "张三", "principal_phone": "13800000001", "officer_name": "李四", "officer_phone": "13800000001"}  # fmt: skip
    assert [column for _, column, _ in remarks(judged(known, STALL | {"name": "甲"} | both), "phone_two_names")] == [
        "officer_phone"
    ]


def test_two_cadres_with_one_telephone_are_one_too_many(known: Known) -> None:
    cadre = {"name": "张三", "phone": "13800000001", "organisation": "食安办", "tier": "B"}
    rows = judged(known, cadre, cadre | {"name": "李四"}, cadre | {"phone": "13800000002"}, target=Target.CADRES)
    assert outcomes(rows) == "ready duplicate ready"


def test_what_the_register_holds_is_not_brought_in_again(known: Known) -> None:
    new, there, wrong = (
        check_row(Target.BUSINESSES, number, SHOP | changed, known)
        for number, changed in ((2, {"uscc": "91330483MA2BC1XX0X", "name": "新店"}), (3, {}), (4, {"town": "没有镇"}))
    )
    rows = list(already_there(Target.BUSINESSES, [new, there, wrong], {("uscc", SHOP["uscc"]): "老饭店"}))
    assert [rows[0], rows[2]] == [new, wrong] and rows[1].outcome is Outcome.DUPLICATE
    text = "与名册里的“老饭店”重复（统一社会信用代码相同），这一行不会导入。"
    assert remarks(rows, "duplicate") == [(3, "uscc", text)]
    assert list(already_there(Target.BUSINESSES, [there], {})) == [there]
