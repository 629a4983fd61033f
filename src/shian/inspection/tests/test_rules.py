"""Results, clocks, risk points and faces, by the law as it lies in the pack."""

from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shian.inspection import rules
from shian.inspection.rules import Checked, Point, Result
from shian.packs.cite import Cite
from shian.packs.inspection import Factor, InspectionLaw, Trigger
from shian.packs.titles import Title
from tests.world import the_law


@cache
def law() -> InspectionLaw:
    found = the_law()[0].pack.inspection
    assert found is not None
    return found


def counted(key_failed: int = 0, general_failed: int = 0, key: int = 7, general: int = 31) -> Checked:
    return Checked(key, general, key_failed, general_failed)


def test_a_table_is_counted_without_the_not_applicable() -> None:
    answers = {"a": "conform", "b": "fail", "c": "not_applicable", "d": "fail", "e": "conform", "k": "not_applicable"}
    assert rules.checked(answers, ["a", "b", "k"]) == Checked(2, 2, 1, 1)
    assert (rules.checked(answers, ["a", "b", "k"]).items, rules.checked(answers, ["a", "b", "k"]).failed) == (4, 2)
    assert rules.checked({}, ["a"]) == Checked(0, 0, 0, 0)


@pytest.mark.parametrize(
    ("key_failed", "general_failed", "said"),
    [
        (0, 0, Result.CONFORM),
        (0, 1, Result.MOSTLY),
        (0, 8, Result.MOSTLY),
        (0, 9, Result.NOT),
        (1, 0, Result.NOT),
        (1, 8, Result.NOT),
        (7, 31, Result.NOT),
    ],
)
def test_the_result_of_a_table_of_forty(key_failed: int, general_failed: int, said: Result) -> None:
    found = rules.result(counted(key_failed, general_failed), law().result)
    assert found.value is said
    assert found.assumed, "the thresholds are remembered, not read"
    assert (found.facts["查"], found.facts["重点项不符合"], found.facts["一般项不符合"]) == (
        38,
        key_failed,
        general_failed,
    )
    assert (found.facts["重点项最多"], found.facts["一般项最多"]) == (0, 8)


def test_a_province_may_let_a_key_item_pass() -> None:
    mild = replace(law().result, key_most=1)
    assert rules.result(counted(1, 8), mild).value is Result.MOSTLY
    assert rules.result(counted(2, 0), mild).value is Result.NOT


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 11, 15), 1, date(2026, 12, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2024, 2, 29), 24, date(2026, 2, 28)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_months_later(day: date, months: int, later: date) -> None:
    assert rules.months_after(day, months) == later


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-60, 60))
def test_months_later_keep_the_day_or_the_last_of_the_month(day: date, months: int) -> None:
    later = rules.months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


def test_a_lower_level_waits_three_months_after_an_upper_one() -> None:
    upper = date(2026, 6, 10)
    assert rules.barred_until(upper, date(2026, 9, 9), law().repeat_months).value == date(2026, 9, 10)
    assert rules.barred_until(upper, date(2026, 9, 10), law().repeat_months).value is None
    assert rules.barred_until(None, date(2026, 9, 9), law().repeat_months).value is None
    because = rules.barred_until(upper, date(2026, 9, 9), law().repeat_months)
    assert because.clause.endswith("第四十二条") and not because.assumed
    assert (because.facts["上级检查"], because.facts["月数"]) == (upper, 3)


def test_every_item_is_looked_at_every_two_years() -> None:
    rule = law().full_years
    first = rules.whole_check_due(None, date(2025, 3, 1), rule)
    assert (first.value, first.facts["上次全项目检查"]) == (date(2027, 2, 28), "没有")
    again = rules.whole_check_due(date(2026, 6, 1), date(2025, 3, 1), rule)
    assert (again.value, again.facts["从"], again.facts["年数"]) == (date(2028, 5, 31), date(2026, 6, 1), 2)
    assert again.clause.endswith("第二十二条") and not again.assumed


def factor(key: str) -> Factor:
    return next(one for one in law().risk.factors if one.key == key)


@pytest.mark.parametrize(
    ("amount", "points"),
    [(0, 0), (1, 2), (50, 2), (51, 4), (200, 4), (201, 6), (500, 6), (501, 8), (3000, 8), (3001, 10)],
)
def test_points_of_floor_go_up_by_steps(amount: int, points: int) -> None:
    assert rules.factor_point(factor("area"), amount).points == points


def test_a_point_says_what_it_was_given_for() -> None:
    assert rules.factor_point(factor("area"), 60) == Point("area", "经营场所面积", 4, "60 ㎡，超过 50")
    assert rules.factor_point(factor("area"), 1).why == "1 ㎡"


def test_static_points_add_up_and_stop_at_forty() -> None:
    factors = [factor(key) for key in ("area", "seats", "cold_dishes", "perishable_dishes", "cakes", "drinks")]
    some = {"area": 100, "seats": 80, "cold_dishes": 3}
    total, points = rules.static_points(factors, some, law().risk)
    assert total == 4 + 3 + 3
    assert [point.points for point in points] == [4, 3, 3, 0, 0, 0]
    assert rules.static_points([*factors, *factors], {f.key: 10_000 for f in factors}, law().risk)[0] == 40


@pytest.mark.parametrize(
    ("found", "points"),
    [
        (counted(), 0),
        (counted(7, 31), 60),
        (counted(0, 1), 1),  # 60 × 1 / 52 = 1.15
        (counted(1, 0), 3),  # 60 × 3 / 52 = 3.46
        (counted(1, 1), 5),  # 60 × 4 / 52 = 4.6
        (counted(0, 1, 0, 8), 8),  # 7.5, half up
        (counted(0, 0, 0, 0), 0),
    ],
)
def test_dynamic_points_weigh_a_key_item_three_times(found: Checked, points: int) -> None:
    assert rules.dynamic_points(found, law().risk).points == points


def test_dynamic_points_say_how_they_came_about() -> None:
    point = rules.dynamic_points(counted(1, 2), law().risk)
    assert (point.key, point.words) == ("dynamic", "检查要点表换算")
    assert point.why == "重点项 1/7，一般项 2/31，重点项按 3 倍"


def test_a_business_never_inspected_stands_by_its_static_points() -> None:
    assert rules.risk_score(10, None, law().risk) == 25
    assert rules.risk_score(40, None, law().risk) == 100
    assert rules.risk_score(13, None, law().risk) == 32
    assert rules.risk_score(40, Point("dynamic", "", 60, ""), law().risk) == 100
    assert rules.risk_score(10, Point("dynamic", "", 7, ""), law().risk) == 17
    assert rules.risk_score(60, None, replace(law().risk, static_most=60, dynamic_most=60)) == 120


@pytest.mark.parametrize(
    ("score", "letter"),
    [(0, "A"), (30, "A"), (31, "B"), (45, "B"), (46, "C"), (60, "C"), (61, "D"), (100, "D"), (101, "D")],
)
def test_the_letter_of_a_score(score: int, letter: str) -> None:
    assert rules.letter_of(score, law().risk.cuts) == letter


def happened(*keys: str) -> list[Trigger]:
    return [law().risk.triggers[key] for key in keys]


@pytest.mark.parametrize(
    ("letter", "keys", "after"),
    [
        ("A", [], "A"),
        ("A", ["punished"], "B"),
        ("A", ["punished", "accident"], "C"),
        ("A", ["punished", "accident", "sample_failed"], "C"),
        ("C", ["punished", "accident"], "D"),
        ("D", ["punished"], "D"),
        ("A", ["dishonest"], "D"),
        ("B", ["dishonest", "certified"], "D"),
        ("B", ["clean_years"], "A"),
        ("C", ["clean_years", "certified", "awarded"], "B"),
        ("A", ["clean_years"], "A"),
        ("B", ["clean_years", "punished"], "C"),
    ],
)
def test_what_happened_moves_a_grade(letter: str, keys: list[str], after: str) -> None:
    assert rules.moved(letter, happened(*keys), law().risk.levels_most) == after


def test_a_trigger_may_weigh_more_than_one_level() -> None:
    heavy = Trigger("x", Title("x", "x"), 2, False, Cite())
    assert rules.moved("A", [heavy], 3) == "C"
    assert rules.moved("A", [heavy, heavy], 3) == "D"


def test_an_assessment_shows_every_point() -> None:
    factors = [factor("area"), factor("seats")]
    found = rules.assessed(factors, {"area": 600, "seats": 300}, counted(2, 5), ["punished"], law().risk)
    # static 8 + 5; dynamic 60 × (2·3 + 5) / 52 = 12.7
    assert (found.score, found.by_score, found.grade.value) == (26, "A", "B")
    assert [(point.key, point.points) for point in found.points] == [("area", 8), ("seats", 5), ("dynamic", 13)]
    assert found.grade.facts == {"静态": 13, "动态": 13, "总分": 26, "按分数": "A", "调整": "违法行为被立案查处"}
    assert found.grade.assumed and found.grade.clause


def test_an_assessment_without_a_check_says_so() -> None:
    found = rules.assessed([factor("area")], {"area": 600}, None, [], law().risk)
    assert (found.score, found.grade.value) == (20, "A")
    assert (found.grade.facts["动态"], found.grade.facts["调整"]) == ("还没有检查过，静态分按 2.5 倍", "无")
    assert [point.key for point in found.points] == ["area"]


@given(st.integers(0, 7), st.integers(0, 31), st.integers(0, 7), st.integers(0, 31))
def test_more_failures_never_make_a_better_grade(k1: int, g1: int, k2: int, g2: int) -> None:
    less, more = counted(min(k1, k2), min(g1, g2)), counted(max(k1, k2), max(g1, g2))
    factors = [factor("area")]
    one = rules.assessed(factors, {"area": 100}, less, [], law().risk)
    other = rules.assessed(factors, {"area": 100}, more, [], law().risk)
    assert one.grade.value <= other.grade.value and one.score <= other.score


@pytest.mark.parametrize(
    ("general_failed", "face"),
    [(0, "laugh"), (1, "laugh"), (2, "smile"), (3, "smile"), (4, "plain"), (5, "plain"), (6, None)],
)
def test_the_face_of_a_check(general_failed: int, face: str | None) -> None:
    # 14 items: 13/14 = 9.2, 12/14 = 8.5, 11/14 = 7.8, 10/14 = 7.1, 9/14 = 6.4, 8/14 = 5.7
    found = rules.face(counted(0, general_failed, 4, 10), None, date(2026, 9, 14), law().faces)
    assert (found.value.key if found.value else None) == face


def test_scores_at_the_borders() -> None:
    borders = {90: "laugh", 89: "smile", 75: "smile", 74: "plain", 60: "plain", 59: None}
    for score, face in borders.items():
        found = rules.face(counted(0, 100 - score, 0, 100), None, date(2026, 9, 14), law().faces)
        assert ((found.value.key if found.value else None), found.facts["得分"]) == (face, f"{score / 10:.1f}")
    assert rules.face_score(counted(0, 0, 0, 0)) == 0


def test_two_key_items_failed_leave_no_face() -> None:
    one = rules.face(counted(1, 0, 20, 80), None, date(2026, 9, 14), law().faces)
    two = rules.face(counted(2, 0, 20, 80), None, date(2026, 9, 14), law().faces)
    assert one.value is not None and two.value is None
    assert two.facts["重点项不符合"] == 2


def test_a_new_licence_is_not_rated_for_three_months() -> None:
    on = date(2026, 9, 14)
    new = rules.face(counted(), date(2026, 6, 15), on, law().faces)
    assert new.value is None and (new.facts["新领证"], new.facts["月数"]) == (date(2026, 6, 15), 3)
    assert rules.face(counted(), date(2026, 6, 14), on, law().faces).value is not None
    assert not new.assumed and new.clause


@pytest.mark.parametrize(
    ("scores", "letter"),
    [([], ""), ([95, 85], "A"), ([95, 84], "B"), ([75], "B"), ([74], "C"), ([60], "C"), ([59], "")],
)
def test_the_letter_of_a_year(scores: list[int], letter: str) -> None:
    found = rules.year_letter(scores, law().faces)
    assert (found.value, found.facts["次数"]) == (letter, len(scores))


def test_the_mean_of_a_year_is_told() -> None:
    assert rules.year_letter([95, 84], law().faces).facts["平均"] == "8.9"


def test_two_officers_at_least() -> None:
    assert [rules.enough_officers(n, law()) for n in (0, 1, 2, 3)] == [False, False, True, True]
