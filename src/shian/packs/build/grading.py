"""Sizes, grades, uplifts and who must appoint whom: data for the registry's rules."""

from shian.packs import words
from shian.packs.build.selector import selector
from shian.packs.node import Node
from shian.packs.schema import AppointmentRule, AreaRule, GradeRule, Grading, SizeRule, Uplift


def grading(node: Node) -> Grading:
    unknown = node.optional("unknown")
    return Grading(
        sizes=tuple(row.make(_size) for row in node.children("size")),
        areas=tuple(row.make(_area) for row in node.children("area")),
        grades=tuple(row.make(_grade) for row in node.children("grade")),
        uplifts=tuple(row.make(_uplift) for row in node.children("uplift")),
        unknown=unknown.make(_unknown) if unknown else None,
    )


def _size(node: Node) -> SizeRule:
    return SizeRule(
        sector=node.word("sector", words.SECTORS),
        industry=node.word("industry", ("", "industry", "wholesale", "retail", "catering")),
        size=node.word("size", words.SIZES),
        employees=node.number("employees"),
        revenue_wan=node.number("revenue_wan"),
        span=node.span(),
        cite=node.cite(),
    )


def _area(node: Node) -> AreaRule:
    size = node.word("size", words.SIZES)
    return AreaRule(size, node.number("area_above"), node.number("seats_above"), node.span(), node.cite())


def _grade(node: Node) -> GradeRule:
    return GradeRule(node.word("size", words.SIZES), node.word("grade", words.GRADES), node.span(), node.cite())


def _unknown(node: Node) -> GradeRule:
    """The grade of a business whose size nobody has recorded."""
    return GradeRule("", node.word("grade", words.GRADES), node.span(), node.cite())


def _uplift(node: Node) -> Uplift:
    exact = node.has("exactly")
    return Uplift(
        selector=selector(node),
        grade=node.word("exactly" if exact else "at_least", words.GRADES),
        exact=exact,
        diners_at_least=node.number("diners_at_least", 0),
        span=node.span(),
        cite=node.cite(),
    )


def appointments(node: Node) -> tuple[AppointmentRule, ...]:
    found: list[AppointmentRule] = []
    for role in words.BUSINESS_ROLES:
        for row in node.children(role):
            found.append(_appointment(row, role))
            row.close()
    return tuple(found)


def _appointment(node: Node, role: str) -> AppointmentRule:
    return AppointmentRule(
        role=role,
        rule_set=node.text("set"),
        item=node.text("item", ""),
        selector=selector(node),
        sizes=frozenset(node.words("sizes", words.SIZES)),
        diners_at_least=node.number("diners_at_least", 0),
        diners_above=node.number("diners_above", 0),
        span=node.span(),
        cite=node.cite(),
    )
