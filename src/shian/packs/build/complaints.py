"""complaints.toml: the rules complaints and reports are handled by."""

from itertools import pairwise

from shian.packs.build.programme import rung
from shian.packs.complaints import CLOCKS, OPTIONAL, ComplaintLaw, Reason, Regime
from shian.packs.limits import Limit
from shian.packs.node import Node


def complaints(node: Node) -> ComplaintLaw:
    regimes = {key: one.make(_regime) for key, one in node.named("regime").items()}
    if not regimes:
        node.bad("regime", "regime: at least one rule must be in force")
    in_order = sorted(regimes.values(), key=lambda one: str(one.span.start or ""))
    for one, after in pairwise(in_order):
        if one.span.end is None or one.span.end != after.span.start:
            gap = "ends on another day than the next begins: a file would be born under both, or under none"
            node.named("regime")[one.key].bad("until", f"regime.{one.key} {gap}")
    series = node.text("series")
    if "{year}" not in series or "{n}" not in series:
        node.bad("series", f"series = '{series}' must name {{year}} and {{n}}: no number twice")
    return ComplaintLaw(
        regimes={one.key: one for one in in_order},
        categories={key: one.make(_reason) for key, one in node.named("category").items()},
        series=series,
        ladder=tuple(one.make(rung) for one in node.children("ladder")),
    )


def _regime(node: Node) -> Regime:
    clocks = {key: _known(key, one).make(_clock) for key, one in node.named("clock").items()}
    if missing := [key for key in CLOCKS if key not in clocks and key not in OPTIONAL]:
        node.bad("clock", f"clock.{missing[0]} is missing, and a file is owed by it")
    return Regime(
        key=str(node.path[-1]),
        title=node.title(),
        span=node.span(),
        clocks=clocks,
        refusals={key: one.make(_reason) for key, one in node.named("refusal").items()},
        endings={key: one.make(_reason) for key, one in node.named("ending").items()},
        cite=node.cite(),
    )


def _known(key: str, one: Node) -> Node:
    one.known("", key, CLOCKS)
    return one


def _clock(node: Node) -> Limit:
    return node.limit("within", node.cite())


def _reason(node: Node) -> Reason:
    return Reason(str(node.path[-1]), node.title(), node.cite())
