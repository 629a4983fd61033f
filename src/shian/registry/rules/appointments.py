"""Who must appoint a food-safety director (Order 60 to 2025-04-14; then Order 97 and the canteen rules)."""

from collections.abc import Iterable, Sequence
from datetime import date

from shian.kernel.because import Because
from shian.packs.rules import speaks_of
from shian.packs.schema import AppointmentRule
from shian.registry.rules.facts import Facts
from shian.registry.rules.grading import clauses

DIRECTOR = "director"
DUAL = "dual"  # the item of a rule set by which a school that contracts its canteen out appoints one too
CONTRACTED_OUT = "contracted_out"


def director_required(facts: Facts, size: str, rules: Iterable[AppointmentRule], on: date) -> Because[bool]:
    """The first rule that speaks answers with its clause. A rule that only lacks a figure is named, and the no is assumed."""
    asked = [rule for rule in rules if _asks(rule, facts, on) and rule.item != DUAL]
    found = next((rule for rule in asked if _fits(rule, facts, size)), None)
    told = {
        "主体类别": facts.kind,
        "规模": size or "未填",
        "每餐人数": "未填" if facts.diners is None else facts.diners,
    }
    if found is not None:
        return Because(True, found.cite.text, told, found.cite.assumed)
    lacking = [rule for rule in asked if _lacks_a_figure(rule, facts, size)]
    in_force = lacking or [rule for rule in rules if rule.role == DIRECTOR and rule.span.holds(on)]
    return Because(False, clauses(rule.cite for rule in in_force), told, assumed=bool(lacking))


def directors_owed(facts: Facts, size: str, rules: Sequence[AppointmentRule], on: date) -> Because[int]:
    """None, one, or two: a school or kindergarten that contracts its canteen out appoints its own beside the contractor's."""
    one = director_required(facts, size, rules, on)
    dual = next((rule for rule in rules if rule.item == DUAL and _asks(rule, facts, on)), None)
    if not one.value or dual is None or CONTRACTED_OUT not in facts.tags:
        return one.of(int(one.value))
    return Because(2, clauses((dual.cite,)), {**one.facts, "承包经营": "是"}, one.assumed or dual.cite.assumed)


def _asks(rule: AppointmentRule, facts: Facts, on: date) -> bool:
    return rule.role == DIRECTOR and rule.span.holds(on) and speaks_of(rule.selector, facts.subject())


def _fits(rule: AppointmentRule, facts: Facts, size: str) -> bool:
    if rule.sizes and size not in rule.sizes:
        return False
    return _feeds_enough(rule, facts.diners)


def _feeds_enough(rule: AppointmentRule, diners: int | None) -> bool:
    """≥ where the clause says 以上, > where it says 超过."""
    if diners is None:
        return not rule.diners_at_least and not rule.diners_above
    return diners >= rule.diners_at_least and (not rule.diners_above or diners > rule.diners_above)


def _lacks_a_figure(rule: AppointmentRule, facts: Facts, size: str) -> bool:
    about_diners = bool(rule.diners_at_least or rule.diners_above)
    return (bool(rule.sizes) and not size) or (about_diners and facts.diners is None)
