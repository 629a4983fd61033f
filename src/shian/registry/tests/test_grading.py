"""Sizes and grades, from the pack's own thresholds; and who must appoint a director."""

from collections.abc import Collection
from datetime import date
from typing import Any

import pytest

from shian.packs.cite import Cite, Span
from shian.packs.schema import AppointmentRule, AreaRule, GradeRule, Grading, Selector, SizeRule, Uplift
from shian.registry.rules.appointments import director_required, directors_owed
from shian.registry.rules.facts import Facts
from shian.registry.rules.grading import GuaranteeGrade, RiskGrade, guarantee_grade, size_of

TODAY = date(2026, 11, 22)
ALWAYS = Span()
STATISTICS = Cite(("size_statistics_2017",), "统计划分办法", assumed=True)
LOCAL = Cite(("local",), "本地办法")


def size(name: str, employees: int, revenue: int) -> SizeRule:
    return SizeRule("caterer", "catering", name, employees, revenue, ALWAYS, STATISTICS)


GRADING = Grading(
    sizes=(size("large", 300, 10000), size("medium", 100, 2000), size("small", 10, 100), size("micro", 0, 0)),
    areas=(AreaRule("large", 500, 250, ALWAYS, LOCAL), AreaRule("small", 0, 0, ALWAYS, LOCAL)),
    grades=tuple(GradeRule(s, g, ALWAYS, LOCAL) for s, g in zip(("large", "medium", "small", "micro"), "ABCD", strict=True)),
    uplifts=(
        Uplift(Selector(kinds=frozenset({"canteen"})), "C", False, 0, ALWAYS, Cite((), "食堂不低于C")),
        Uplift(Selector(kinds=frozenset({"canteen"})), "B", False, 300, ALWAYS, Cite((), "三百人食堂不低于B")),
        Uplift(Selector(kinds=frozenset({"small_caterer"})), "D", True, 0, ALWAYS, Cite((), "三小列D")),
    ),
    unknown=GradeRule("", "D", ALWAYS, Cite((), "未登记先列D", assumed=True)),
)  # fmt: skip


def caterer(**known: Any) -> Facts:
    return Facts(**{"kind": "caterer", "sector": "caterer", **known})


@pytest.mark.parametrize(
    ("employees", "revenue", "expected"),
    [
        (300, 10000, "large"), (299, 10000, "medium"), (300, 9999, "medium"), (100, 2000, "medium"), (99, 2000, "small"),
        (100, 1999, "small"), (10, 100, "small"), (9, 100, "micro"), (10, 99, "micro"), (0, 0, "micro"),
    ],
)  # fmt: skip
def test_both_lower_limits_must_be_met(employees: int, revenue: int, expected: str) -> None:
    assert size_of(caterer(employees=employees, revenue_wan=revenue), GRADING, TODAY).value == expected


def test_one_missing_figure_makes_the_size_assumed() -> None:
    found = size_of(caterer(employees=120), GRADING, TODAY)
    assert (found.value, found.assumed) == ("medium", True)


@pytest.mark.parametrize(
    ("area", "seats", "expected"), [(501, 0, "large"), (500, 0, "small"), (20, 251, "large"), (20, 250, "small")]
)
def test_a_caterer_without_figures_is_sized_by_floor_or_seats(area: int, seats: int, expected: str) -> None:
    assert size_of(caterer(area_m2=area, seats=seats), GRADING, TODAY).value == expected


def test_an_unmeasured_business_gets_the_grade_for_unknown_and_says_so() -> None:
    grade = guarantee_grade(caterer(), GRADING, TODAY)
    assert grade.value is GuaranteeGrade.D and grade.assumed and "未登记先列D" in grade.why()


@pytest.mark.parametrize(("diners", "grade"), [(None, "C"), (299, "C"), (300, "B"), (5000, "B")])
def test_a_canteen_is_lifted_by_its_diners(diners: int | None, grade: str) -> None:
    facts = caterer(kind="canteen", diners=diners, employees=12, revenue_wan=5)
    assert guarantee_grade(facts, GRADING, TODAY).value is GuaranteeGrade(grade)


def test_an_uplift_never_lowers_but_an_exact_grade_does() -> None:
    big = {"employees": 400, "revenue_wan": 20000}
    assert guarantee_grade(caterer(kind="canteen", **big), GRADING, TODAY).value is GuaranteeGrade.A
    assert guarantee_grade(caterer(kind="small_caterer", **big), GRADING, TODAY).value is GuaranteeGrade.D


def test_the_reason_names_size_and_what_lifted_it() -> None:
    because = guarantee_grade(caterer(kind="canteen", employees=5, revenue_wan=5), GRADING, TODAY)
    assert because.clause == "食堂不低于C" and because.facts["按规模"] == "D"


def test_the_two_scales_never_compare_equal() -> None:
    assert {GuaranteeGrade.A, RiskGrade.A} == {RiskGrade.A, GuaranteeGrade.A} and len(
        {GuaranteeGrade.A, RiskGrade.A}
    ) == 2


OLD, NEW = Span(date(2022, 11, 1), date(2025, 4, 15)), Span(date(2025, 4, 15))


def director(item: str, span: Span, *, kinds: Collection[str], tags: Collection[str] = (), sizes: Collection[str] = (), at_least: int = 0, above: int = 0) -> AppointmentRule:  # fmt: skip
    selector = Selector(kinds=frozenset(kinds), tags=frozenset(tags))
    return AppointmentRule("director", item, item, selector, frozenset(sizes), at_least, above, span, Cite((), item))


RULES = (
    director("60-3", OLD, kinds={"caterer"}, sizes={"large", "medium"}),
    director("60-5", OLD, kinds={"canteen"}, above=1000),
    director("97-4", NEW, kinds={"caterer"}, sizes={"large", "medium"}),
    director("canteen-school", NEW, kinds={"canteen"}, tags={"school"}, at_least=500),
    director("canteen-other", NEW, kinds={"canteen"}, at_least=1000),
    director("dual", NEW, kinds={"canteen"}, tags={"school", "kindergarten"}),
)


@pytest.mark.parametrize(
    ("on", "facts", "size", "required", "clause"),
    [
        (date(2025, 4, 14), caterer(), "medium", True, "60-3"),
        (date(2025, 4, 15), caterer(), "medium", True, "97-4"),
        (date(2025, 4, 15), caterer(), "small", False, ""),
        (date(2025, 4, 14), caterer(kind="canteen", diners=1000), "", False, ""),
        (date(2025, 4, 14), caterer(kind="canteen", diners=1001), "", True, "60-5"),
        (date(2025, 4, 15), caterer(kind="canteen", diners=1000), "", True, "canteen-other"),
        (date(2025, 4, 15), caterer(kind="canteen", diners=999), "", False, ""),
        (TODAY, caterer(kind="canteen", diners=499, tags=frozenset({"school"})), "", False, ""),
        (TODAY, caterer(kind="canteen", diners=500, tags=frozenset({"school"})), "", True, "canteen-school"),
    ],
)
def test_who_must_appoint_a_director(on: date, facts: Facts, size: str, required: bool, clause: str) -> None:
    found = director_required(facts, size, RULES, on)
    assert found.value is required and (not clause or found.clause == clause) and not found.assumed


def test_a_no_for_want_of_a_figure_is_assumed_and_names_the_rule() -> None:
    found = director_required(caterer(kind="canteen"), "", RULES, TODAY)
    assert found.value is False and found.assumed and "canteen-other" in found.clause


@pytest.mark.parametrize(
    ("tags", "owed"), [({"school"}, 1), ({"school", "contracted_out"}, 2), ({"contracted_out"}, 0)]
)
def test_a_school_that_contracts_out_appoints_its_own_as_well(tags: set[str], owed: int) -> None:
    found = directors_owed(caterer(kind="canteen", diners=600, tags=frozenset(tags)), "", RULES, TODAY)
    assert found.value == owed and (owed < 2 or found.clause == "dual")


def test_before_the_canteen_rules_nobody_owed_two() -> None:
    facts = caterer(kind="canteen", diners=2000, tags=frozenset({"school", "contracted_out"}))
    assert directors_owed(facts, "", RULES, date(2025, 4, 14)).value == 1
