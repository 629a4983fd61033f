"""truth.toml: the signals of a visit, and how they raise the chance of a back-check."""

from shian.packs.node import Node
from shian.packs.truth import SIGNALS, BandRule, PlaceRule, SignalRule, TruthLaw


def truth(node: Node) -> TruthLaw:
    signals = {key: _known(node, key, one).make(_signal) for key, one in node.named("signal").items()}
    bands = tuple(row.make(_band) for row in node.children("band"))
    if not bands or bands[0].least != 0 or [b.least for b in bands] != sorted({b.least for b in bands}):
        node.bad("band", "band: the first is from = 0, each further one from more weight than the one before")
    if any(band.times < 1 for band in bands) or [b.times for b in bands] != sorted(b.times for b in bands):
        node.bad("band", "band.times: at least 1, and never less than in the band before: a signal lowers no chance")
    return TruthLaw(node.child("place").make(_place), signals, bands)


def _known(node: Node, key: str, one: Node) -> Node:
    node.known("signal", key, tuple(SIGNALS))
    return one


def _place(node: Node) -> PlaceRule:
    return PlaceRule(node.number("accuracy_most"), node.number("usual_least"), node.cite())


def _signal(node: Node) -> SignalRule:
    key = str(node.path[-1])
    limits = {name: node.number(name) for name in SIGNALS[key]}
    if nothing := next((name for name, number in limits.items() if number == 0), None):
        node.bad(nothing, f"{node.name(nothing)} = 0 would make every visit a signal")
    return SignalRule(key, node.title(), node.number("weight"), limits, node.cite())


def _band(node: Node) -> BandRule:
    return BandRule(node.number("from"), node.number("times"), node.cite())
