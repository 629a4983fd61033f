"""school.toml: the numbers of school canteens."""

from shian.packs.node import Node
from shian.packs.school import MenuDays, Plausible, Retention, SchoolLaw, SurveyLaw


def school(node: Node) -> SchoolLaw:
    return SchoolLaw(
        retention=node.child("retention").make(_retention),
        menu=node.child("menu").make(_menu),
        survey=node.child("survey").make(_survey),
    )


def _retention(node: Node) -> Retention:
    least, most = node.number("celsius_least"), node.number("celsius_most")
    if least >= most:
        node.bad("celsius_least", "retention.celsius_least is not below celsius_most")
    return Retention(
        grams_least=node.number("grams_least"),
        hours_least=node.number("hours_least"),
        celsius_least=least,
        celsius_most=most,
        typed=node.child("typed").make(_typed),
        cite=node.cite(),
    )


def _typed(node: Node) -> Plausible:
    return Plausible(
        node.number("grams_most"), node.number("below_zero_most"), node.number("celsius_most"), node.cite()
    )


def _menu(node: Node) -> MenuDays:
    return MenuDays(node.number("days_back"), node.number("days_ahead"), node.number("diners_most"), node.cite())


def _survey(node: Node) -> SurveyLaw:
    return SurveyLaw(node.number("shown_from"), node.number("days_open"), node.cite())
