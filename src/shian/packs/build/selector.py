"""On which subjects a rule speaks."""

from shian.packs.node import Node
from shian.packs.schema import Selector
from shian.packs.words import GRADES, SECTORS


def selector(node: Node) -> Selector:
    """The selecting keys of a table; none given means every subject."""
    context = node.context
    return Selector(
        kinds=frozenset(node.words("kinds", context.kinds)),
        forms=frozenset(node.words("forms", context.forms)),
        grades=frozenset(node.words("grades", GRADES)),
        risk_grades=frozenset(node.words("risk_grades", GRADES)),
        sectors=frozenset(node.words("sectors", SECTORS)),
        tags=frozenset(node.words("tags", context.tags)),
        within=node.words("within"),
    )
