"""On which subjects a rule speaks."""

import re

from shian.kernel.paths import is_path
from shian.packs.node import Node
from shian.packs.schema import Selector
from shian.packs.words import GRADES, SECTORS

_CODE = re.compile(r"\d{2}(\d{2}(\d{2}(\d{3}(\d{3})?)?)?)?")


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
        within=_places(node),
    )


def _places(node: Node) -> tuple[str, ...]:
    """Places by their path or their division code."""
    named = node.words("within")
    for one in named:
        if not (is_path(one) or _CODE.fullmatch(one)):
            node.bad("within", f"{node.name('within')}: '{one}' is no place: write a division code or a whole path")
    return named
