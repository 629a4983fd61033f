"""How big a business is, and which guarantee grade follows. The thresholds are pack data, never here."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from enum import Enum

from shian.kernel.because import Because
from shian.packs.cite import Cite
from shian.packs.rules import speaks_of
from shian.packs.schema import AreaRule, Grading, SizeRule, Subject, Uplift
from shian.registry.rules.facts import Facts


class GuaranteeGrade(Enum):
    """包保等级: A is the biggest and goes to the highest cadre. Not a text, so that it never equals a risk grade."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class RiskGrade(Enum):
    """风险等级 (SAMR Order 49): A is the lowest risk. It runs the other way and is another type."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


UNKNOWN_SIZE = ""


def size_of(facts: Facts, grading: Grading, on: date) -> Because[str]:
    """By staff and revenue, both limits to be met; a caterer without either by floor and seats; else unknown."""
    known = {"从业人数": facts.employees, "营业收入（万元）": facts.revenue_wan}
    if all(figure is None for figure in known.values()):
        return _size_by_floor(facts, grading, on)
    industry = facts.industry
    rules = [rule for rule in grading.sizes if rule.industry == industry and rule.span.holds(on)]
    rule = next((rule for rule in rules if _meets(facts, rule)), None)
    if rule is None:
        return Because(UNKNOWN_SIZE, "", known, assumed=True)
    guessed = None in known.values()
    return Because(rule.size, rule.cite.text, known, rule.cite.assumed or guessed)


def _meets(facts: Facts, rule: SizeRule) -> bool:
    """Both lower limits; a figure that nobody wrote down does not lower the class."""
    enough_staff = facts.employees is None or facts.employees >= rule.employees
    enough_revenue = facts.revenue_wan is None or facts.revenue_wan >= rule.revenue_wan
    return enough_staff and enough_revenue


def _size_by_floor(facts: Facts, grading: Grading, on: date) -> Because[str]:
    known = {"面积（平方米）": facts.area_m2, "餐位": facts.seats}
    if facts.industry != "catering" or all(figure is None for figure in known.values()):
        return Because(UNKNOWN_SIZE, "", {"规模": "未填"}, assumed=True)
    rule = next((rule for rule in grading.areas if rule.span.holds(on) and _is_above(facts, rule)), None)
    if rule is None:
        return Because(UNKNOWN_SIZE, "", known, assumed=True)
    return Because(rule.size, rule.cite.text, known, rule.cite.assumed)


def _is_above(facts: Facts, rule: AreaRule) -> bool:
    """The larger class of the two is taken."""
    return (facts.area_m2 or 0) > rule.area_above or (facts.seats or 0) > rule.seats_above


def guarantee_grade(facts: Facts, grading: Grading, on: date) -> Because[GuaranteeGrade]:
    """By size first; then what the kind of business lifts (or fixes) it to."""
    size = size_of(facts, grading, on)
    base = _grade_of_size(size, grading, on)
    subject = facts.subject()
    lifts = [lift for lift in grading.uplifts if lift.span.holds(on) and _lifts(facts, subject, lift)]
    fixed = next((lift for lift in lifts if lift.exact), None)
    highest = min(lifts, key=lambda lift: lift.grade, default=None)
    lift = fixed or (highest if highest and highest.grade < base.value.value else None)
    return base if lift is None else _lifted(lift, base)


def _lifts(facts: Facts, subject: Subject, lift: Uplift) -> bool:
    return speaks_of(lift.selector, subject) and (facts.diners or 0) >= lift.diners_at_least


def _grade_of_size(size: Because[str], grading: Grading, on: date) -> Because[GuaranteeGrade]:
    rule = next((rule for rule in grading.grades if rule.size == size.value and rule.span.holds(on)), grading.unknown)
    if rule is None:
        raise LookupError(f"the pack grades no business of size {size.value!r} on {on}")
    clause = "；".join(part for part in (rule.cite.text, size.clause) if part)
    facts = {**size.facts, "规模": size.value or "未填"}
    return Because(GuaranteeGrade(rule.grade), clause, facts, rule.cite.assumed or size.assumed)


def _lifted(lift: Uplift, base: Because[GuaranteeGrade]) -> Because[GuaranteeGrade]:
    facts = {**base.facts, "按规模": base.value.value, "调整": lift.cite.note or lift.cite.text}
    return Because(GuaranteeGrade(lift.grade), lift.cite.text, facts, lift.cite.assumed)


def in_force(grading: Grading, on: date) -> Grading:
    """The same with only what holds on a day: for many businesses of one day."""
    return replace(
        grading,
        sizes=tuple(rule for rule in grading.sizes if rule.span.holds(on)),
        areas=tuple(rule for rule in grading.areas if rule.span.holds(on)),
        grades=tuple(rule for rule in grading.grades if rule.span.holds(on)),
        uplifts=tuple(rule for rule in grading.uplifts if rule.span.holds(on)),
    )


def clauses(cites: Iterable[Cite]) -> str:
    """Several sources in one line."""
    return "；".join(dict.fromkeys(cite.text for cite in cites if cite.text))
