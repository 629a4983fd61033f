"""risk_points.toml: what a risk control list may begin with."""

import re

from shian.packs import words
from shian.packs.node import Node
from shian.packs.risks import RHYTHMS_OF_POINTS, UNITS, ProposedPoint

_NUMBER = re.compile(r"(-?\d{1,5}(\.\d{1,2})?)?")


def risk_points(node: Node) -> tuple[ProposedPoint, ...]:
    return tuple(one.make(_point) for one in node.children("point"))


def _point(node: Node) -> ProposedPoint:
    return ProposedPoint(
        sectors=node.words("sectors", words.SECTORS),
        step=node.text("step"),
        title=node.title(),
        words={name: node.text(name, "") for name in ("risk", "measure", "goal")},
        every=node.word("every", RHYTHMS_OF_POINTS),
        codes=node.words("codes"),
        unit=node.word("unit", UNITS, ""),
        low=_bound(node, "low"),
        high=_bound(node, "high"),
        cite=node.cite(),
    )


def _bound(node: Node, name: str) -> str:
    found = node.text(name, "")
    if not _NUMBER.fullmatch(found):
        node.bad(name, f'{node.name(name)} = \'{found}\' is no number (write "8" or "-18.5")')
    return found
