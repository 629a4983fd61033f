"""Whom a rule means, when it holds, and whether its answer is assumed."""

from dataclasses import replace
from datetime import date

import pytest

from shian.packs.cite import Cite, Span
from shian.packs.rules import (
    calendar_of,
    checklist_for,
    checklists_for,
    form_of,
    frequency,
    owes,
    selectors,
    speaks_of,
    tier_for,
)
from shian.packs.schema import ChecklistChoice, Holiday, OwesRule, Programme, Selector, Subject, YearOfDays
from shian.packs.tests.cn import national

DAY = date(2026, 7, 1)
SHOP = Subject(
    kind="seller",
    form="enterprise",
    grade="C",
    risk_grade="B",
    sector="seller",
    tags=frozenset({"wholesale", "cold_chain"}),
    path="cn/33/04/83/001/",
)
VISIT = national().pack.programmes["guarantee_visit"]


def one(*words: str) -> frozenset[str]:
    return frozenset(words)


@pytest.mark.parametrize(
    ("meant", "other"),
    [
        (Selector(kinds=one("seller", "caterer")), Selector(kinds=one("caterer"))),
        (Selector(forms=one("enterprise")), Selector(forms=one("household"))),
        (Selector(grades=one("C")), Selector(grades=one("A", "B", "D"))),
        (Selector(risk_grades=one("B")), Selector(risk_grades=one("C"))),
        (Selector(sectors=one("seller")), Selector(sectors=one("producer"))),
        (Selector(tags=one("wholesale", "school")), Selector(tags=one("school"))),
        (Selector(within=("cn/33/04/83/",)), Selector(within=("cn/33/04/8/", "cn/33/04/02/"))),
    ],
)
def test_a_selector_means_what_it_names(meant: Selector, other: Selector) -> None:
    assert speaks_of(Selector(), SHOP)
    assert speaks_of(meant, SHOP)
    assert not speaks_of(other, SHOP)


def test_all_named_properties_must_fit() -> None:
    assert not speaks_of(Selector(kinds=one("seller"), grades=one("A")), SHOP)


def test_a_subject_without_grade_is_meant_by_no_grade() -> None:
    assert not speaks_of(Selector(grades=one("A", "B", "C", "D")), replace(SHOP, grade=None))


def owing(*rules: OwesRule) -> Programme:
    return replace(VISIT, whom=replace(VISIT.whom, rules=rules))


@pytest.mark.parametrize("assumed", [True, False])
def test_the_first_rule_that_speaks_decides_and_says_whether_it_is_assumed(assumed: bool) -> None:
    cite = Cite(("x",), "第一条", assumed=assumed)
    free = OwesRule(False, Selector(kinds=one("seller")), Span(), cite)
    bound = OwesRule(True, Selector(), Span(), replace(cite, text="第二条", assumed=not assumed))
    answer = owes(owing(free, bound), SHOP, DAY)
    assert (answer.value, answer.clause, answer.assumed) == (False, "第一条", assumed)
    answer = owes(owing(bound, free), SHOP, DAY)
    assert (answer.value, answer.clause, answer.assumed) == (True, "第二条", not assumed)


@pytest.mark.parametrize("assumed", [True, False])
def test_where_no_rule_speaks_the_programme_answers(assumed: bool) -> None:
    programme = replace(owing(), source=replace(VISIT.source, assumed=assumed))
    answer = owes(programme, SHOP, DAY)
    assert (answer.value, answer.assumed, answer.facts["rule"]) == (False, assumed, None)
    before = owes(replace(programme, span=Span(date(2026, 7, 2))), SHOP, DAY)
    assert (before.value, before.assumed, before.facts["in force"]) == (False, assumed, False)


@pytest.mark.parametrize(("day", "holds"), [(date(2026, 6, 30), False), (DAY, True), (date(2026, 7, 31), True), (date(2026, 8, 1), False)])  # fmt: skip
def test_a_rule_holds_from_its_first_day_to_before_its_last(day: date, holds: bool) -> None:
    span = Span(DAY, date(2026, 8, 1))
    assert owes(owing(OwesRule(True, Selector(), span, Cite())), SHOP, day).value is holds
    choice = ChecklistChoice("seller", Selector(), span)
    programme = replace(VISIT, what=replace(VISIT.what, checklists=(choice,)))
    assert (checklist_for(programme, SHOP, day) == "seller") is holds


def test_an_answer_tells_what_it_was_made_from() -> None:
    """These facts are stored beside a task and read back to whoever asks why."""
    asked = {"kind": "seller", "form": "enterprise", "grade": "C", "on": DAY}
    source = VISIT.source.text
    bound = owes(owing(OwesRule(True, Selector(), Span(), Cite((), "第一条"))), SHOP, DAY)
    silent = owes(owing(), SHOP, DAY)
    before = owes(replace(owing(), span=Span(date(2026, 7, 2))), SHOP, DAY)
    assert (bound.clause, bound.facts) == ("第一条", asked)
    assert (silent.clause, silent.facts) == (source, {**asked, "rule": None})
    assert (before.clause, before.facts) == (source, {**asked, "in force": False})
    assert frequency(VISIT, SHOP, DAY).facts == {"grade": "C", "kind": "seller", "on": DAY}
    assert tier_for(national().pack, "A", "3").facts == {"grade": "A", "layers": "3"}


@pytest.mark.parametrize("assumed", [True, False])
def test_a_frequency_is_the_first_that_speaks_on_its_day(assumed: bool) -> None:
    row = replace(VISIT.when.frequencies[0], selector=Selector(), span=Span(DAY), cite=Cite((), "第二条", assumed))
    over = replace(row, span=Span(None, DAY), cite=Cite((), "旧第二条"))
    visit = replace(VISIT, when=replace(VISIT.when, frequencies=(over, row, replace(row, cite=Cite((), "第三条")))))
    found = frequency(visit, SHOP, DAY)
    assert (found.value, found.clause, found.assumed) == (row, "第二条", assumed)


def test_a_day_off_and_a_make_up_day_come_from_the_announced_year() -> None:
    day_off, make_up = date(2026, 10, 1), date(2026, 10, 10)
    holiday = Holiday("国庆", off=(day_off,), work=(make_up,))
    calendar = calendar_of({2026: YearOfDays(2026, (holiday,), Cite((), "国办发明电"))})
    assert not calendar.is_working(day_off) and calendar.is_working(make_up) and calendar.announced(2026)
    assert calendar.years[2026].source == "国办发明电"


@pytest.mark.parametrize(
    ("uscc", "household", "form"),
    [("", True, "household"), ("91330483", True, "household"), ("91330483", False, "enterprise"), ("92330483", False, "household"), ("", False, "none"), ("81330483", False, "none")],
)  # fmt: skip
def test_a_code_shows_the_form_by_how_it_begins(uscc: str, household: bool, form: str) -> None:
    assert form_of(national().pack.identity, uscc, household=household) == form


def test_no_checklist_where_none_is_meant() -> None:
    assert checklist_for(VISIT, replace(SHOP, grade=None), DAY) is None


def test_what_no_frequency_means_is_never() -> None:
    answer = frequency(VISIT, replace(SHOP, grade=None), DAY)
    assert (answer.value, answer.clause, answer.assumed) == (None, VISIT.source.text, VISIT.source.assumed)


def test_who_takes_a_where_there_is_no_city_is_assumed() -> None:
    assumed = {layers: [tier_for(national().pack, grade, layers).assumed for grade in "AB"] for layers in ("4", "3")}
    assert assumed == {"4": [False, False], "3": [True, False]}
    assert tier_for(national().pack, "A", "3").clause == "两个责任推行一周年综述"


def test_the_lists_of_a_trade_fit_whatever_its_grade_has_become() -> None:
    rows = (
        ChecklistChoice("seller_d", Selector(kinds=one("seller"), grades=one("D")), Span()),
        ChecklistChoice("caterer", Selector(kinds=one("caterer")), Span()),
    )
    visit = replace(VISIT, what=replace(VISIT.what, checklists=rows))
    assert checklists_for(visit, SHOP) == {"seller_d"}
    assert checklists_for(visit, None) == {"seller_d", "caterer"}


def test_a_campaign_asks_by_the_selectors_of_its_base_too() -> None:
    spring = next(one for one in national().pack.programmes.values() if one.campaign and one.campaign.base)
    assert spring.campaign is not None and spring.campaign.base is not None
    assert set(selectors(spring.campaign.base)) < set(selectors(spring))
    assert {rule.selector for rule in spring.campaign.base.whom.rules} <= set(selectors(spring))
