"""double_random.toml: ratios by class of credit risk, items, the day of publication."""

from shian.packs.double_random import CLASSES, CheckItem, DoubleRandomLaw, Ratio
from shian.packs.node import Node


def double_random(node: Node) -> DoubleRandomLaw:
    ratios = {key: one.make(_ratio) for key, one in node.named("ratio").items()}
    if set(ratios) != set(CLASSES):
        node.bad("ratio", f"ratio names each of {', '.join(CLASSES)} once")
    shares = [ratios[key].of_100 for key in ("A", "B", "C", "D")]
    if shares != sorted(shares):
        node.bad("ratio", "ratio: a class of higher risk is not drawn less than one of lower risk")
    items = {key: one.make(_item) for key, one in node.named("item").items()}
    if not items:
        node.bad("item", "item: at least one")
    return DoubleRandomLaw(node.child("publish").make(lambda one: one.limit("within", one.cite())), ratios, items)


def _ratio(node: Node) -> Ratio:
    of_100 = node.number("of_100")
    if of_100 > 100:
        node.bad("of_100", f"{node.name('of_100')} = {of_100} is more than all of them")
    return Ratio(of_100, node.cite())


def _item(node: Node) -> CheckItem:
    return CheckItem(str(node.path[-1]), node.title(), frozenset(node.words("kinds", node.context.kinds)), node.cite())
