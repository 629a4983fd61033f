"""enforcement.toml: the clocks and numbers of penalty cases."""

from shian.packs.enforcement import (
    CLOCKS,
    CRIME_FACTS,
    FACTS,
    LATER,
    NUMBERS,
    Band,
    EnforcementLaw,
    Exemption,
    Flag,
    Term,
)
from shian.packs.inspection import Number
from shian.packs.limits import Limit
from shian.packs.node import Node


def enforcement(node: Node) -> EnforcementLaw:
    clocks = {key: one.make(_clock) for key, one in _all_of(node, "clock", CLOCKS).items()}
    numbers = {key: one.make(_number) for key, one in _all_of(node, "number", NUMBERS).items()}
    bands = sorted((one.make(_band) for one in node.named("band").values()), key=lambda band: (band.least, band.most))
    if any(band.least > band.most or band.most > 100 for band in bands):
        node.bad("band", "band: from least to most, in hundredths of the range of the fine")
    return EnforcementLaw(
        clocks,
        numbers,
        tuple(one.make(_exemption) for one in _by_name(node, "exemption")),
        tuple(bands),
        {key: one.make(_term) for key, one in node.named("term").items()},
        tuple(one.make(_flag) for one in _by_name(node, "flag")),
    )


def _by_name(node: Node, key: str) -> list[Node]:
    """In an order that a release, which keeps none, gives back."""
    return [one for _name, one in sorted(node.named(key).items())]


def _all_of(node: Node, key: str, wanted: tuple[str, ...]) -> dict[str, Node]:
    """Each of the words the house asks for, and no other."""
    found = node.named(key)
    for name in found:
        node.known(key, name, wanted)
    for name in wanted:
        if name not in found and name not in LATER:
            node.bad(key, f"[{key}.{name}] is missing")
    return found


def _clock(node: Node) -> Limit:
    return node.limit("within", node.cite())


def _number(node: Node) -> Number:
    return Number(node.number("count"), node.cite())


def _exemption(node: Node) -> Exemption:
    needs = node.words("needs", FACTS)
    if not needs:
        node.bad("needs", f"{node.name('needs')} is empty: then every breach would go unpunished")
    return Exemption(str(node.path[-1]), node.title(), needs, node.truth("must", default=False), node.cite())


def _band(node: Node) -> Band:
    return Band(str(node.path[-1]), node.title(), node.number("least"), node.number("most"), node.cite())


def _term(node: Node) -> Term:
    least, most = node.number("least"), node.number("most")
    if least > most:
        node.bad("least", f"{node.name('least')} = {least} is more than most = {most}")
    return Term(str(node.path[-1]), node.title(), least, most, node.cite())


def _flag(node: Node) -> Flag:
    flag = Flag(
        str(node.path[-1]), node.title(), node.words("any_of", CRIME_FACTS), node.number("sales_least", 0),
        node.number("sales_below", 0), node.number("ill_least", 0), node.cite(),
    )  # fmt: skip
    if not (flag.any_of or flag.sales_least or flag.ill_least):
        node.bad("any_of", "a flag that asks for nothing would stand on every case")
    return flag
