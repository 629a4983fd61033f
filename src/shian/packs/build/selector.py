"""On which subjects a rule speaks."""

import re

from shian.kernel.paths import is_path
from shian.packs.node import Node
from shian.packs.schema import Selector
from shian.packs.words import GRADES, SECTORS

# A class of the catalogue of foods, whole or as far as it is meant: 22 bakery, 2201 pastries.
_CATEGORY = re.compile(r"\d{2}(\d{2}){0,3}")
_CODE = re.compile(r"\d{2}(\d{2}(\d{2}(\d{3}(\d{3})?)?)?)?")
_KEYS = ("kinds", "forms", "grades", "risk_grades", "sectors", "tags", "within", "categories")


def selector(node: Node) -> Selector:
    """The selecting keys of a table; none given means every subject."""
    context = node.context
    for name in _KEYS:
        if node.table.get(name) == []:
            node.bad(name, f"{node.name(name)} is empty, and would mean everybody: name some, or leave it out")
    return Selector(
        kinds=frozenset(node.words("kinds", context.kinds)),
        forms=frozenset(node.words("forms", context.forms)),
        grades=frozenset(node.words("grades", GRADES)),
        risk_grades=frozenset(node.words("risk_grades", GRADES)),
        sectors=frozenset(node.words("sectors", SECTORS)),
        tags=frozenset(node.words("tags", context.tags)),
        within=_places(node),
        categories=_categories(node),
    )


def _places(node: Node) -> tuple[str, ...]:
    """Places by their path or their division code."""
    named = node.words("within")
    for one in named:
        if not (is_path(one) or _CODE.fullmatch(one)):
            node.bad("within", f"{node.name('within')}: '{one}' is no place: write a division code or a whole path")
    return named


def _categories(node: Node) -> frozenset[str]:
    """Classes of food a business makes or sells, each with all that lies below it; or what it is licensed to make: cold, raw."""
    named, known = node.words("categories"), node.context.categories
    words = ", ".join(one for one in known if not one.isdigit())
    for one in named:
        if one not in known and not _CATEGORY.fullmatch(one):
            node.bad(
                "categories",
                f"{node.name('categories')}: '{one}' is no class of food: write '22' or '2201', or {words}",
            )
        if not any(other.startswith(one) or one.startswith(other) for other in known):
            node.bad("categories", f"{node.name('categories')}: '{one}' is no class of food of categories.toml")
    return frozenset(named)
