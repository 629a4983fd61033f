"""How division codes make a tree."""

import pytest

from shian.territory.rules import (
    Division,
    ancestors,
    free_segment,
    is_code,
    is_county_code,
    lies_in,
    path_of,
    segment,
    shortened,
)

TONGXIANG = Division("330483", "桐乡市")


@pytest.fixture(autouse=True)
def _worn() -> None:
    """Nobody is at work here: plain values need no database."""


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("33", "province"),
        ("3304", "city"),
        ("330483", "county"),
        ("330483001", "township"),
        ("330483001001", "village"),
    ],
)
def test_a_code_shows_its_level_by_its_length(code: str, level: str) -> None:
    assert Division(code, "某").level == level


@pytest.mark.parametrize(
    ("code", "name", "is_place"),
    [
        ("5001", "市辖区", False),
        ("5002", "县", False),
        ("4190", "省直辖县级行政区划", False),
        ("6590", "自治区直辖县级行政区划", False),
        ("3304", "嘉兴市", True),
        ("330401", "市辖区", True),  # only at the level of a prefecture is the name no place
        ("33", "县", True),
    ],
)
def test_a_name_of_the_list_may_be_no_place(code: str, name: str, is_place: bool) -> None:
    assert Division(code, name).is_place is is_place


@pytest.mark.parametrize(
    ("code", "is_one"), [("330483", True), ("33048", False), ("3304830", False), ("33048x", False), ("", False)]
)
def test_a_county_code_is_six_digits(code: str, is_one: bool) -> None:
    assert is_county_code(code) is is_one


def test_above_a_code_stand_the_shorter_ones() -> None:
    assert ancestors("330483001") == ["33", "3304", "330483"]
    assert ancestors("33") == []


def test_a_path_adds_what_the_code_adds() -> None:
    assert path_of("33", None) == "cn/33/"
    assert path_of("330483", Division("3304", "嘉兴市"), "cn/33/04/") == "cn/33/04/83/"
    assert path_of("500235", Division("50", "重庆市"), "cn/50/") == "cn/50/0235/"
    assert path_of("330483001", TONGXIANG, "cn/33/04/83/") == "cn/33/04/83/001/"


@pytest.mark.parametrize(
    ("taken", "free"),
    [
        (set(), "001"),
        ({"002"}, "001"),
        ({"001"}, "81-001"),
        ({"001", "81-001"}, "81-001-2"),
        ({"001", "81-001", "81-001-2"}, "81-001-3"),
        ({"001", "81-001", "81-001-2", "81-001-3"}, "81-001-4"),
    ],
)
def test_a_segment_is_one_that_no_sibling_has(taken: set[str], free: str) -> None:
    assert free_segment("001", "81", taken) == free


def test_the_last_segment_of_a_path() -> None:
    assert segment("cn/33/04/83/") == "83"
    assert segment("cn/") == "cn"
    assert segment("cn/33/04X/") == "04X"


@pytest.mark.parametrize(
    ("code", "is_one"),
    [
        ("330483001", True),
        ("k1", True),
        ("9" * 20, True),
        ("9" * 21, False),
        ("", False),
        ("a/b", False),
        ("一号", False),
    ],
)
def test_an_office_may_write_digits_and_letters(code: str, is_one: bool) -> None:
    assert is_code(code) is is_one


@pytest.mark.parametrize(
    ("code", "short"),
    [
        ("330483001000", "330483001"),
        ("330483000000", "330483"),
        ("330400000000", "3304"),
        ("330483001001", "330483001001"),
        ("330483", "330483"),
        ("33048300100x", "33048300100x"),
    ],
)
def test_the_noughts_that_fill_a_code_up_say_nothing(code: str, short: str) -> None:
    assert shortened(code) == short


@pytest.mark.parametrize(
    ("path", "code", "lies"),
    [
        ("cn/33/04/83/001/", "330483001", True), ("cn/33/04/83/001/", "330483001000", True),
        ("cn/33/04/83/001/201/", "330483", True), ("cn/33/04/83/001/", "330483000000", True),
        ("cn/33/04/83/101/", "330483001", False), ("cn/33/04/83/", "330483001", False),
        ("cn/50/0235/001/", "500235", True), ("cn/50/0235/", "500234", False),
    ],
)  # fmt: skip
def test_a_path_lies_in_the_division_whose_digits_its_steps_are(path: str, code: str, lies: bool) -> None:
    assert lies_in(path, code) is lies
