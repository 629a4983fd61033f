"""What the law says on a day: pure questions, each answered with its reason."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from shian.kernel.because import Because
from shian.kernel.paths import within
from shian.kernel.workdays import Calendar, YearPlan
from shian.packs.identity import Identity
from shian.packs.schema import (
    ChecklistChoice,
    Frequency,
    OwesRule,
    Pack,
    Programme,
    Selector,
    Subject,
    Tier,
    YearOfDays,
)


def speaks_of(selector: Selector, subject: Subject) -> bool:
    """Whether a selector means this subject: every named property must fit, an unnamed one is free."""
    return (
        _among(selector.kinds, subject.kind)
        and _among(selector.forms, subject.form)
        and _among(selector.grades, subject.grade)
        and _among(selector.risk_grades, subject.risk_grade)
        and _among(selector.sectors, subject.sector)
        and (not selector.tags or bool(selector.tags & subject.tags))
        and (not selector.categories or any(_below(code, selector.categories) for code in subject.categories))
        and (not selector.within or any(within(subject.path, path) for path in selector.within))
    )


def selectors(programme: Programme) -> Iterator[Selector]:
    """Every selector by which a programme asks something of its subjects."""
    yield from (rule.selector for rule in programme.whom.rules)
    yield from (row.selector for row in programme.when.frequencies)
    yield from (row.selector for row in programme.what.checklists)
    if programme.campaign and programme.campaign.base:
        yield from selectors(programme.campaign.base)


def _below(code: str, classes: frozenset[str]) -> bool:
    return code.startswith(tuple(classes))


def _among(named: frozenset[str], found: str | None) -> bool:
    return not named or found in named


def owes(programme: Programme, subject: Subject, on: date) -> Because[bool]:
    """Whether this subject owes the programme on this day; the first rule that speaks decides."""
    facts = {"kind": subject.kind, "form": subject.form, "grade": subject.grade, "on": on}
    if not programme.span.holds(on):
        return Because(False, programme.source.text, {**facts, "in force": False}, programme.source.assumed)
    rule = owes_rule(programme, subject, on)
    if rule is None:
        return Because(False, programme.source.text, {**facts, "rule": None}, programme.source.assumed)
    base = programme.campaign.base if programme.campaign else None
    if rule.owes and base is not None and not (told := owes(base, subject, on)):
        return told
    return Because(rule.owes, rule.cite.text, facts, rule.cite.assumed)


def owes_rule(programme: Programme, subject: Subject, on: date) -> OwesRule | None:
    return next(
        (rule for rule in programme.whom.rules if rule.span.holds(on) and speaks_of(rule.selector, subject)), None
    )


def frequency(programme: Programme, subject: Subject, on: date) -> Because[Frequency | None]:
    """How often on this day; the first frequency that speaks decides, None where none does."""
    facts = {"grade": subject.grade, "kind": subject.kind, "on": on}
    rows = programme.when.frequencies
    found = next((row for row in rows if row.span.holds(on) and speaks_of(row.selector, subject)), None)
    cite = found.cite if found else programme.source
    return Because(found, cite.text, facts, cite.assumed)


def checklist_for(programme: Programme, subject: Subject, on: date) -> str | None:
    """The checklist a sheet on this subject is filled from; None where the act asks no questions."""
    choice = next((row for row in programme.what.checklists if _chosen(row, subject, on)), None)
    return choice.checklist if choice else None


def checklists_for(programme: Programme, subject: Subject | None) -> frozenset[str]:
    """The checklists that fit this kind of subject; its grade may have changed since it was asked, its trade has not."""
    rows = programme.what.checklists
    fitting = (row for row in rows if subject is None or speaks_of(replace(row.selector, grades=frozenset()), subject))
    return frozenset(row.checklist for row in fitting)


def _chosen(row: ChecklistChoice, subject: Subject, on: date) -> bool:
    return row.span.holds(on) and speaks_of(row.selector, subject)


def tier_for(pack: Pack, grade: str, layers: str) -> Because[Tier]:
    """Who answers for this guarantee grade where government has so many layers."""
    tier = pack.tiers[layers][grade]
    return Because(tier, tier.cite.text, {"grade": grade, "layers": layers}, tier.cite.assumed)


def calendar_of(years: Mapping[int, YearOfDays]) -> Calendar:
    """The announced years as a calendar; a year not among them is reckoned by weekday and provisional."""
    return Calendar({number: _plan(year) for number, year in years.items()})


def _plan(year: YearOfDays) -> YearPlan:
    off = frozenset(day for holiday in year.holidays for day in holiday.off)
    work = frozenset(day for holiday in year.holidays for day in holiday.work)
    return YearPlan(off, work, year.cite.text)


def form_of(identity: Identity, uscc: str, *, household: bool = False) -> str:
    """The legal form a credit code shows by how it begins; without a code only a household is known."""
    if household:
        return "household"
    shown = (key for key, form in identity.forms.items() if uscc.startswith(form.uscc))
    return next(shown, "none")
