"""A row judged as a whole: what is wrong together, what is remembered, what enters."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

import pytest

from shian.registry.rules.columns import Target
from shian.registry.rules.kinds import Kind, Status, read_kind, read_status
from shian.registry.rules.places import CountyCodes, Gazetteer
from shian.registry.rules.rows import CheckedRow, Checker, Known, Outcome, Problem, check_row, problem
from shian.registry.rules.verdict import Level, Verdict, error, ok, warning
from shian.registry.tests.conftest import TODAY

SHOP = {
    "name": "测试饭店",
    "uscc": "91110000600037341L",
    "kind": "餐饮服务",
    "town": "梧桐街道",
    "licence": "JY23506230105266",
}


def said(row: CheckedRow) -> list[tuple[str, str]]:
    return [(each.column, each.kind) for each in row.problems if not each.kind.startswith("county")]


def shop(known: Known, **changed: Any) -> CheckedRow:
    return check_row(Target.BUSINESSES, 5, SHOP | changed, known)


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("2026-11-22", []), ("2026-11-21", ["licence_expired"]), ("2021.3.1-2026.2.28", ["licence_expired"]), ("2021.3.1-2031.2.28", []),
        ("2021.3.1-长期", []), ("长期", []), ("", []), (None, []),
        ("2026-02-30", ["date_impossible"]), ("1850-01-01", ["date_far"]), ("2020年某天", ["date_unreadable"]), ("2020-13-01", ["date_impossible"]),
    ],
)  # fmt: skip
def test_a_licence_has_run_out_or_its_date_is_unreadable_never_both(known: Known, typed: str, kinds: list[str]) -> None:
    assert said(shop(known, licence_until=typed)) == [("licence_until", kind) for kind in kinds]


def test_a_licence_that_ran_out_enters_with_a_warning(known: Known) -> None:
    row = shop(known, licence_until="2026-11-21")
    assert row.outcome is Outcome.READY and str(row.problems[-1].sentence) == "许可证已于 2026-11-21 到期。"


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        ("食品生产", [("uscc", "uscc_missing"), ("licence", "licence_missing")]), ("食品销售", [("uscc", "uscc_missing"), ("licence", "licence_missing")]),
        ("小餐饮", []), ("食品摊贩", []), ("种植养殖户", []), ("单位食堂", [("uscc", "uscc_missing"), ("licence", "licence_missing")]),
    ],
)  # fmt: skip
def test_which_numbers_a_kind_cannot_do_without(known: Known, kind: str, missing: list[tuple[str, str]]) -> None:
    assert said(shop(known, kind=kind, uscc="无", licence="/")) == missing


@pytest.mark.parametrize("kind", Kind)
def test_a_missing_licence_only_warns_and_a_missing_code_bars(known: Known, kind: Kind) -> None:
    row = shop(known, kind=kind.value, uscc="", licence="")
    assert (row.outcome is Outcome.WRONG) is known.lawbook.needs[kind].credit_code


@pytest.mark.parametrize(
    ("status", "outcome", "kinds"),
    [
        ("", Outcome.READY, []), ("在营", Outcome.READY, []), ("停业", Outcome.READY, ["suspended"]), ("注销", Outcome.LEFT_OUT, ["dead_shop"]),
        ("吊销", Outcome.LEFT_OUT, ["dead_shop"]), ("失联", Outcome.LEFT_OUT, ["dead_shop"]), ("不知道", Outcome.WRONG, ["status_unknown"]),
    ],
)  # fmt: skip
def test_the_dead_are_left_out_and_the_suspended_enter(
    known: Known, status: str, outcome: Outcome, kinds: list[str]
) -> None:
    row = shop(known, status=status)
    assert (row.outcome, [kind for _column, kind in said(row)]) == (outcome, kinds)


def test_a_register_that_says_nothing_lists_what_is_there() -> None:
    assert (read_status("").value, read_status(" ").value, read_status(None).value) == ("operating",) * 3
    assert (read_kind(" ").kind, read_kind("饭馆子").kind) == ("kind_missing", "kind_unknown")


def test_the_dead_are_left_out_even_where_more_is_wrong_and_the_suspended_stay_wrong(known: Known) -> None:
    assert shop(known, status="注销", name="").outcome is Outcome.LEFT_OUT
    assert shop(known, status="停业", name="").outcome is Outcome.WRONG
    assert [status for status in Status if status.dead] == [Status.CLOSED, Status.REVOKED, Status.LOST]


def test_a_cadre_of_a_village_needs_a_place_and_one_of_the_county_stands_at_its_root(known: Known) -> None:
    cadre = {"name": "张三", "phone": "13800000001", "organisation": "食安办", "tier": "B"}
    county = check_row(Target.CADRES, 5, cadre, known)
    assert (county.outcome, county.values["path"]) == (Outcome.READY, known.places.root)
    assert said(check_row(Target.CADRES, 5, cadre | {"tier": "D"}, known)) == [("town", "place_missing")]
    assert said(check_row(Target.CADRES, 5, cadre | {"town": "没有镇"}, known)) == [("town", "town_unknown")]
    assert said(check_row(Target.CADRES, 5, cadre | {"village": "没有村"}, known)) == [("village", "village_unknown")]


@pytest.mark.parametrize("column", ["uscc", "licence", "business_name"])
def test_a_binding_means_its_business_by_any_one_of_three(known: Known, column: str) -> None:
    binding = {column: SHOP["name" if column == "business_name" else column], "cadre_name": "张三"}
    assert check_row(Target.BINDINGS, 5, binding, known).outcome is Outcome.READY
    assert said(check_row(Target.BINDINGS, 5, {"cadre_name": "张三"}, known)) == [("business_name", "business_missing")]


def test_a_tier_is_one_the_place_has(known: Known) -> None:
    three = Known(TODAY, known.counties, known.places, tiers=("B", "C", "D"))
    cadre = {"name": "张三", "phone": "13800000001", "organisation": "食安办", "tier": "市级"}
    assert said(check_row(Target.CADRES, 5, cadre, known)) == []
    assert said(check_row(Target.CADRES, 5, cadre, three)) == [("tier", "tier_unknown")]


def test_a_cell_judged_before_is_judged_alike_and_one_that_only_looks_equal_is_not(known: Known) -> None:
    file = Checker(Target.BUSINESSES, known)
    typed: list[Any] = ["1", 1, 1.0, True, "1", True, 1]
    kept = [file.check(number, SHOP | {"staff": cell}).values["staff"] for number, cell in enumerate(typed, 2)]
    assert kept == ["1", "1", "1", "是", "1", "是", "1"]


@pytest.mark.parametrize(("length", "kinds"), [(120, []), (121, [("name", "too_long")])])
def test_a_text_is_as_long_as_its_column_holds_and_no_longer(
    known: Known, length: int, kinds: list[tuple[str, str]]
) -> None:
    row = shop(known, name="长" * length)
    assert said(row) == kinds and row.values["name"] == "长" * 120


@dataclass(frozen=True)
class CountedCounties(CountyCodes):
    asked: list[str] = field(default_factory=list)

    def status(self, code: str) -> Literal["current", "outdated", "unknown"]:
        self.asked.append(code)
        return "current"


@dataclass(frozen=True)
class CountedPlaces(Gazetteer):
    asked: list[str] = field(default_factory=list)

    def find(self, town: str, village: str) -> Verdict:
        self.asked.append(f"{town} {village}")
        return ok("cn/33/04/83/001/")


def test_what_a_file_says_a_thousand_times_is_judged_once() -> None:
    counties, places = CountedCounties(), CountedPlaces()
    file = Checker(Target.BUSINESSES, Known(TODAY, counties, places))
    villages = ["百花社区", "", "百花社区", "城东村", "百花社区"]
    rows = [file.check(number, SHOP | {"village": village}) for number, village in enumerate(villages, 2)]
    assert places.asked == ["梧桐街道 百花社区", "梧桐街道 ", "梧桐街道 城东村"]
    assert counties.asked == ["110000", "350623"] and {row.outcome for row in rows} == {Outcome.READY}


def test_a_cell_that_says_there_is_nothing_is_judged_as_empty_every_time(known: Known) -> None:
    file = Checker(Target.BUSINESSES, known)
    for number, cell in enumerate(["无", "n/a", " — ", "无", "N/A"], 2):
        assert "phone" not in file.check(number, SHOP | {"phone": cell}).values


def test_a_row_once_wrong_stays_wrong() -> None:
    one = problem(Target.BUSINESSES, "uscc", error("坏", "duplicate", "与“{value}”重复。"))
    assert CheckedRow(5, {}, outcome=Outcome.WRONG).but(Outcome.DUPLICATE, one).outcome is Outcome.WRONG
    left = CheckedRow(5, {}).but(Outcome.DUPLICATE, one)
    assert (left.number, left.outcome, left.problems) == (5, Outcome.DUPLICATE, (one,))


def test_a_problem_shows_what_was_typed_and_else_what_was_read() -> None:
    verdict = warning("2026", "odd", "“{value}”少见。")
    shown = Problem("founded", "成立日期", "２０２６", Level.WARNING, "odd", verdict.sentence)
    assert problem(Target.BUSINESSES, "founded", verdict, "２０２６") == shown
    assert problem(Target.BUSINESSES, "founded", verdict).value == "2026" and str(shown.sentence) == "“2026”少见。"
    assert str(ok("2026").sentence) == ""


def test_what_is_known_without_an_office_is_four_tiers_and_no_place() -> None:
    bare = Known(date(2026, 11, 22))
    assert said(check_row(Target.CADRES, 5, {"name": "张三", "phone": "13800000001", "organisation": "食安办", "tier": "A"}, bare)) == []  # fmt: skip
    assert bare.places.find("梧桐街道", "").kind == "town_unknown"
