"""Sizes and grades, from the pack's own thresholds; and who must appoint a director."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from shian.kernel.because import Because
from shian.packs.cite import Cite, Span
from shian.packs.schema import AppointmentRule, AreaRule, GradeRule, Grading, Selector, SizeRule, Subject, Uplift
from shian.registry.rules.appointments import director_required, directors_owed
from shian.registry.rules.facts import Facts
from shian.registry.rules.grading import GuaranteeGrade, RiskGrade, clauses, guarantee_grade, in_force, size_of

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


def test_all_that_is_known_of_a_business_reaches_the_rules() -> None:
    tags = frozenset({"wholesale"})
    facts = Facts("market", "seller", form="cooperative", tags=tags, path="cn/33/04/83/")
    assert facts.subject() == Subject(
        kind="market", form="cooperative", sector="seller", tags=tags, path="cn/33/04/83/"
    )


@pytest.mark.parametrize(
    ("sector", "tags", "industry"),
    [("producer", (), "industry"), ("caterer", (), "catering"), ("seller", (), "retail"), ("seller", ("wholesale",), "wholesale"), ("caterer", ("wholesale",), "catering")],
)  # fmt: skip
def test_a_seller_is_retail_unless_known_to_be_wholesale(sector: str, tags: Collection[str], industry: str) -> None:
    assert caterer(sector=sector, tags=frozenset(tags)).industry == industry


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


CITED = Cite(("cited",), "已公布办法")
SURE = replace(GRADING, sizes=tuple(replace(rule, cite=CITED) for rule in GRADING.sizes))
NOT_YET = date(2000, 1, 1)
LATER = Span(date(2020, 1, 1))
YOUNG = replace(
    SURE,
    sizes=tuple(replace(rule, span=LATER) for rule in SURE.sizes),
    areas=tuple(replace(rule, span=LATER) for rule in SURE.areas),
    grades=tuple(replace(rule, span=LATER) for rule in SURE.grades),
    uplifts=tuple(replace(rule, span=LATER) for rule in SURE.uplifts),
)


def staffed(employees: int | None, revenue: int | None) -> dict[str, Any]:
    return {"从业人数": employees, "营业收入（万元）": revenue}


def measured(area: int | None, seats: int | None) -> dict[str, Any]:
    return {"面积（平方米）": area, "餐位": seats}


UNKNOWN = {"规模": "未填"}


@pytest.mark.parametrize(
    ("facts", "grading", "on", "answer"),
    [
        (caterer(employees=300, revenue_wan=10000), SURE, TODAY, Because("large", "已公布办法", staffed(300, 10000))),
        (caterer(employees=300, revenue_wan=10000), GRADING, TODAY, Because("large", "统计划分办法", staffed(300, 10000), True)),
        (caterer(employees=300), SURE, TODAY, Because("large", "已公布办法", staffed(300, None), True)),
        (caterer(revenue_wan=2000), SURE, TODAY, Because("medium", "已公布办法", staffed(None, 2000), True)),
        (caterer(employees=0, revenue_wan=0, area_m2=900), SURE, TODAY, Because("micro", "已公布办法", staffed(0, 0))),
        (caterer(employees=300, revenue_wan=10000), YOUNG, NOT_YET, Because("", "", staffed(300, 10000), True)),
        (caterer(sector="producer", employees=300), SURE, TODAY, Because("", "", staffed(300, None), True)),
        (caterer(area_m2=501), GRADING, TODAY, Because("large", "本地办法", measured(501, None))),
        (caterer(seats=251), GRADING, TODAY, Because("large", "本地办法", measured(None, 251))),
        (caterer(area_m2=1), GRADING, TODAY, Because("small", "本地办法", measured(1, None))),
        (caterer(seats=1), GRADING, TODAY, Because("small", "本地办法", measured(None, 1))),
        (caterer(area_m2=0), GRADING, TODAY, Because("", "", measured(0, None), True)),
        (caterer(seats=0), GRADING, TODAY, Because("", "", measured(None, 0), True)),
        (caterer(area_m2=501), YOUNG, NOT_YET, Because("", "", measured(501, None), True)),
        (caterer(), GRADING, TODAY, Because("", "", UNKNOWN, True)),
        (caterer(sector="seller", area_m2=900), GRADING, TODAY, Because("", "", UNKNOWN, True)),
    ],
)  # fmt: skip
def test_a_size_says_what_it_rests_on(facts: Facts, grading: Grading, on: date, answer: Because[str]) -> None:
    assert size_of(facts, grading, on) == answer


def test_a_floor_rule_that_is_only_assumed_says_so() -> None:
    guessed = replace(GRADING, areas=(AreaRule("large", 500, 250, ALWAYS, STATISTICS),))
    assert size_of(caterer(area_m2=501), guessed, TODAY).assumed


FULL = {"employees": 300, "revenue_wan": 10000}
SMALL = {"employees": 10, "revenue_wan": 100}
TINY = {"employees": 0, "revenue_wan": 0}
BY_SIZE = "本地办法；已公布办法"


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        (caterer(**FULL), Because(GuaranteeGrade.A, BY_SIZE, {**staffed(300, 10000), "规模": "large"})),
        (caterer(employees=300), Because(GuaranteeGrade.A, BY_SIZE, {**staffed(300, None), "规模": "large"}, True)),
        (caterer(), Because(GuaranteeGrade.D, "未登记先列D", UNKNOWN, True)),
        (caterer(kind="canteen", **FULL), Because(GuaranteeGrade.A, BY_SIZE, {**staffed(300, 10000), "规模": "large"})),
        (caterer(kind="canteen", **SMALL), Because(GuaranteeGrade.C, BY_SIZE, {**staffed(10, 100), "规模": "small"})),
        (
            caterer(kind="canteen", **TINY),
            Because(GuaranteeGrade.C, "食堂不低于C", {**staffed(0, 0), "规模": "micro", "按规模": "D", "调整": "食堂不低于C"}),
        ),
        (
            caterer(kind="small_caterer", **FULL),
            Because(GuaranteeGrade.D, "三小列D", {**staffed(300, 10000), "规模": "large", "按规模": "A", "调整": "三小列D"}),
        ),
    ],
)  # fmt: skip
def test_a_grade_says_what_it_rests_on(facts: Facts, answer: Because[GuaranteeGrade]) -> None:
    assert guarantee_grade(facts, SURE, TODAY) == answer


def test_an_uplift_may_carry_a_note_and_be_assumed() -> None:
    noted = Cite(("local",), "第三条", assumed=True, note="人多")
    grading = replace(SURE, uplifts=(Uplift(Selector(), "B", False, 1, ALWAYS, noted),))
    lifted = guarantee_grade(caterer(diners=1, **TINY), grading, TODAY)
    assert (lifted.value, lifted.clause, lifted.facts["调整"], lifted.assumed) == (
        GuaranteeGrade.B,
        "第三条",
        "人多",
        True,
    )
    assert guarantee_grade(caterer(**TINY), grading, TODAY).value is GuaranteeGrade.D


def test_a_fixed_grade_goes_before_a_higher_uplift() -> None:
    fixed = Uplift(Selector(), "C", True, 0, ALWAYS, Cite((), "固定"))
    higher = Uplift(Selector(), "B", False, 0, ALWAYS, Cite((), "上调"))
    for uplifts in ((fixed, higher), (higher, fixed)):
        assert guarantee_grade(caterer(**TINY), replace(SURE, uplifts=uplifts), TODAY).value is GuaranteeGrade.C


def test_rules_that_are_not_yet_in_force_do_not_grade() -> None:
    graded = guarantee_grade(caterer(kind="canteen", **FULL), YOUNG, NOT_YET)
    assert graded == Because(GuaranteeGrade.D, "未登记先列D", {**staffed(300, 10000), "规模": "未填"}, True)


def test_a_pack_that_grades_nothing_unknown_is_a_fault_that_names_size_and_day() -> None:
    silent = replace(SURE, grades=(), unknown=None)
    with pytest.raises(LookupError, match=r"^the pack grades no business of size 'large' on 2026-11-22$"):
        guarantee_grade(caterer(**FULL), silent, TODAY)


def test_of_a_grading_only_what_is_in_force_is_left() -> None:
    assert in_force(YOUNG, NOT_YET) == Grading((), (), (), (), YOUNG.unknown)
    assert in_force(YOUNG, TODAY) == YOUNG


def test_several_sources_make_one_line_each_named_once() -> None:
    assert clauses([Cite((), "甲"), Cite(), Cite((), "乙"), Cite((), "甲")]) == "甲；乙"


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


SCHOOL = {"school", "contracted_out"}
ASKED = {"主体类别": "canteen", "规模": "未填", "每餐人数": 600}


@pytest.mark.parametrize(
    ("tags", "diners", "on", "answer"),
    [
        (SCHOOL, 600, TODAY, Because(2, "dual", {**ASKED, "承包经营": "是"})),
        (SCHOOL, None, TODAY, Because(0, "canteen-school；canteen-other", {**ASKED, "每餐人数": "未填"}, True)),
        ({"school"}, 600, TODAY, Because(1, "canteen-school", ASKED)),
        (SCHOOL, 499, TODAY, Because(0, "97-4；canteen-school；canteen-other；dual", {**ASKED, "每餐人数": 499})),
        (SCHOOL, 600, date(2025, 4, 14), Because(0, "60-3；60-5", ASKED)),
    ],
)
def test_the_number_of_directors_says_what_it_rests_on(
    tags: set[str], diners: int | None, on: date, answer: Because[int]
) -> None:
    assert directors_owed(caterer(kind="canteen", diners=diners, tags=frozenset(tags)), "", RULES, on) == answer


@pytest.mark.parametrize(("guess", "assumed"), [("", False), ("canteen-school", True), ("dual", True)])
def test_two_directors_are_assumed_where_either_rule_is(guess: str, assumed: bool) -> None:
    rules = [replace(rule, cite=replace(rule.cite, assumed=rule.item == guess)) for rule in RULES]
    facts = caterer(kind="canteen", diners=600, tags=frozenset(SCHOOL))
    assert directors_owed(facts, "", rules, TODAY).assumed is assumed


def test_a_caterer_of_size_owes_one_director_whatever_it_contracts_out() -> None:
    facts = caterer(tags=frozenset(SCHOOL))
    told = {"主体类别": "caterer", "规模": "medium", "每餐人数": "未填"}
    assert directors_owed(facts, "medium", RULES, TODAY) == Because(1, "97-4", told)


def test_a_size_nobody_told_leaves_the_no_assumed() -> None:
    found = director_required(caterer(), "", RULES, TODAY)
    assert found == Because(False, "97-4", {"主体类别": "caterer", "规模": "未填", "每餐人数": "未填"}, True)
    assert not director_required(caterer(), "small", RULES, TODAY).assumed
