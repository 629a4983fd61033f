"""The law's words on a business: its grade, its officers, the card numbers of its place."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from shian.kernel.because import Because
from shian.packs.identity import Identity
from shian.packs.queries import current_release, pack_of
from shian.packs.schema import Grading, Pack
from shian.registry.models import Business
from shian.registry.rules.appointments import director_required as rule_on_directors
from shian.registry.rules.appointments import directors_owed as rule_on_number
from shian.registry.rules.facts import Facts
from shian.registry.rules.grading import GuaranteeGrade, guarantee_grade, in_force, size_of
from shian.registry.rules.lawbook import Lawbook, lawbook_of
from shian.registry.schemas import NewBusiness


def law_of(path: str, on: date) -> Pack:
    return pack_of(current_release(on, path).pk)


def lawbook_at(path: str, on: date) -> Lawbook:
    """What rows of a file are held against at this place."""
    return lawbook_of(law_of(path, on))


def category_titles(law: Pack) -> dict[str, str]:
    """What is written for a code in a spreadsheet, and read back from it."""
    return {code: one.title.zh for code, one in law.categories.items()}


def facts_of(business: Business | NewBusiness, law: Pack) -> Facts:
    """A stored business, or one about to be, as the rules want it."""
    kind = law.identity.kinds.get(business.kind)
    return Facts(
        kind=business.kind,
        sector=kind.sector if kind else "",
        form=form_of(business.uscc, business.kind, law.identity),
        tags=frozenset(business.tags),
        employees=business.employees,
        revenue_wan=_number(business.revenue_wan),
        area_m2=business.area_m2,
        seats=business.seats,
        diners=business.diners,
        path=business.path,
    )


def _number(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)


def form_of(credit_code: str, kind: str, identity: Identity) -> str:
    """The legal form that the credit code shows; a farmer without one is a farmer, anybody else is unregistered."""
    found = next(
        (form.key for form in identity.forms.values() for head in form.uscc if head and credit_code.startswith(head)),
        "",
    )
    return found or ("farmer" if kind == "farmer" else "none")


def grade_of(business: Business | NewBusiness, *, on: date) -> Because[GuaranteeGrade]:
    """The guarantee grade that the law gives on this day, with its reason."""
    law = law_of(business.path, on)
    return guarantee_grade(facts_of(business, law), law.grading, on)


def grader(on: date) -> Callable[[NewBusiness], Because[GuaranteeGrade]]:
    """The same for many: the law of a place is looked up once, not once a business."""
    laws: dict[str, tuple[Pack, Grading]] = {}

    def grade(new: NewBusiness) -> Because[GuaranteeGrade]:
        if new.path not in laws:
            law = law_of(new.path, on)
            laws[new.path] = law, in_force(law.grading, on)
        law, grading = laws[new.path]
        return guarantee_grade(facts_of(new, law), grading, on)

    return grade


def director_required(business: Business, *, on: date) -> Because[bool]:
    """Whether it must appoint a food-safety director, with the clause."""
    law = law_of(business.path, on)
    facts = facts_of(business, law)
    return rule_on_directors(facts, size_of(facts, law.grading, on).value, law.appointments, on)


def directors_owed(business: Business, *, on: date) -> Because[int]:
    """None, one, or two (a school that contracts its canteen out)."""
    law = law_of(business.path, on)
    facts = facts_of(business, law)
    return rule_on_number(facts, size_of(facts, law.grading, on).value, law.appointments, on)
