"""What a cell says, however it was typed and whatever Excel made of it."""

from datetime import date, datetime, time, timedelta

import pytest

from shian.registry.rules.characters import Cell, code, key_of, plain, text_of, was_number


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("甲", "甲"), (None, ""), (True, "是"), (False, "否"), (7, "7"), (12.0, "12"), (-12.0, "-12"), (12.5, "12.5"), (0.1, "0.1"),
        (999999999999999.0, "999999999999999"), (1e15, "1000000000000000"), (3.30483199001011e17, "330483199001011000"), (-1e16, "-10000000000000000"),
        (float("nan"), ""), (float("inf"), ""), (float("-inf"), ""),
        (datetime(2026, 3, 1), "2026-03-01"), (datetime(2026, 3, 1, 8, 30), "2026-03-01 08:30:00"), (date(2026, 3, 1), "2026-03-01"),
        (time(8, 30), "08:30:00"), (timedelta(hours=1), "1:00:00"),
    ],
)  # fmt: skip
def test_a_cell_is_the_text_a_person_would_see(cell: Cell, text: str) -> None:
    assert text_of(cell) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("测试饭店", "测试饭店"), ("  测试 饭 店 ", "测试饭店"), ("测\u3000试\n饭店", "测试饭店"), ("\ufeff测\u200b试\u00ad", "测试"),
        ("A\u00a0 \tB", "A B"), ("测 A", "测 A"), ("ＡＺａｚ０９", "AZaz09"), ("（测试）", "（测试）"), (12.0, "12"), (None, ""),
    ],
)  # fmt: skip
def test_a_name_is_tidied_and_otherwise_left_as_typed(cell: Cell, text: str) -> None:
    assert plain(cell) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("jy2350", "JY2350"), (" 9111 0000-6000 ", "911100006000"), ("９１１１Ｌ", "9111L"), ("\u200b91‘11’.,，。_", "9111"), ("91–11—00‐00‑11", "9111000011"),
        (911100.0, "911100"), ("浙小作坊-3304", "浙小作坊3304"), ("", ""),
    ],
)  # fmt: skip
def test_a_number_loses_what_was_put_in_for_the_eye(cell: Cell, text: str) -> None:
    assert code(cell) == text


@pytest.mark.parametrize(
    ("cell", "key"),
    [("（测试）饭店·Ａ 店", "测试饭店a店"), ("ＫＦＣ", "kfc"), ("Straße", "strasse"), ("①号店", "1号店"), ("/", "")],
)
def test_brackets_and_spaces_make_no_different_shop(cell: Cell, key: str) -> None:
    assert key_of(cell) == key


@pytest.mark.parametrize(("cell", "number"), [(1, True), (1.5, True), (True, False), ("1", False), (None, False)])
def test_only_a_number_was_a_number(cell: Cell, number: bool) -> None:
    assert was_number(cell) is number
