"""What the columns of an office's table are called."""

import pytest

from shian.registry.rules.columns import BINDING_COLUMNS, Target, label, missing
from shian.registry.rules.headings import propose, recognise, settled


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("主体名称", "name"), ("店 名", "name"), ("企业名称（必填）", "name"), ("name", "name"), ("营业收入(万元)", "revenue"), ("面积（平方米）", "area"),
        ("从业人数（人）", "staff"), ("成立日期（年月日）", "founded"), ("安全总监手机", "director_phone"), ("主要负责人", "principal_name"),
        ("食品安全管理员证件号码", "officer_identity"), ("人", ""), ("必填", ""), ("填报日记", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_header_is_known_by_any_of_its_names_with_or_without_a_unit(header: str, key: str) -> None:
    assert recognise(Target.BUSINESSES, header) == key


def test_the_same_word_means_another_column_in_another_file() -> None:
    assert [recognise(target, "包保等级") for target in Target] == ["grade", "tier", "grade"]
    assert [recognise(target, "包保干部") for target in Target] == ["", "name", "cadre_name"]


def test_the_first_of_two_headers_for_one_column_is_taken() -> None:
    assert propose(Target.BUSINESSES, ("填报日记", "企业名称", "单位名称", "业态")) == {1: "name", 3: "kind"}


def test_what_an_office_settled_goes_before_any_guess() -> None:
    remembered = settled(("备 注", "企业名称", "", "业态"), {0: "address", 3: "kind"})
    assert remembered == {"备注": "address", "企业名称": "", "业态": "kind"}
    assert propose(Target.BUSINESSES, ("业态", "新的一列", "备注", "企业名称"), remembered) == {0: "kind", 2: "address"}


def test_required_columns_that_a_file_lacks_are_named() -> None:
    assert [column.key for column in missing(Target.BUSINESSES, {0: "name", 1: "uscc"})] == ["kind"]
    assert missing(Target.BUSINESSES, {0: "name", 5: "kind"}) == ()
    assert [column.key for column in missing(Target.CADRES, {})] == ["name", "phone", "tier"]
    assert [column.key for column in BINDING_COLUMNS if column.required] == ["cadre_name"]


def test_a_column_shows_the_name_it_has_in_its_own_file() -> None:
    assert [label(target, "name") for target in (Target.BUSINESSES, Target.CADRES)] == ["主体名称", "姓名"]
    assert label(Target.BUSINESSES, "somewhere else") == "somewhere else"
