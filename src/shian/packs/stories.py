"""Stories beside the law: a sentence, a question, the answer; run against the pure rules in milliseconds."""

from collections.abc import Callable, Mapping
from datetime import date

from shian.kernel.paths import is_path
from shian.packs.bad import BadPack, Problem
from shian.packs.node import Context, Node
from shian.packs.occasions import occasions
from shian.packs.periods import parse_period
from shian.packs.placed import placed
from shian.packs.rules import calendar_of, checklist_for, frequency, owes, selectors, tier_for
from shian.packs.schema import Pack, Programme, Subject
from shian.packs.tree import Tree
from shian.packs.windows import window_at
from shian.packs.words import GRADES, LAYERS, LIMIT_KEYS, SECTORS
from shian.territory.rules import lies_in

Ask = Callable[[Node, Pack], object]


def run_stories(pack: Pack, tree: Tree) -> list[Problem]:
    """What each story that does not hold says, and what the rules said instead."""
    return [problem for file in tree.under("stories") for node in nodes(tree, file) if (problem := told(node, pack))]


def nodes(tree: Tree, file: str) -> list[Node]:
    return Node(tree, file, (), tree.files[file], Context()).children("story")


def told(node: Node, pack: Pack) -> Problem | None:
    try:
        says, ask = node.text("says"), node.word("ask", tuple(_ASKS))
        found, wanted = _ASKS[ask](node, pack), node.table.get("answer")
        node.has("answer")
        node.close()
    except BadPack as bad:
        return bad.problem
    if _plain(found) == _plain(wanted):
        return None
    return Problem(node.spot("answer"), f"“{says}”: the story says {_plain(wanted)!r}, the rules say {_plain(found)!r}")


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _programme(node: Node, pack: Pack) -> Programme:
    key = node.text("programme")
    node.known("programme", key, tuple(pack.programmes))
    one = pack.programmes[key]
    path = str(node.table.get("subject", {}).get("path", ""))
    codes = {name for selector in selectors(one) for name in selector.within if not is_path(name)}
    return placed(one, {code: path for code in codes if path and lies_in(path, code)})


def _subject(node: Node, pack: Pack) -> Subject:
    of = node.child("subject")
    kind = of.word("kind", tuple(pack.identity.kinds))
    made = Subject(
        kind=kind,
        form=of.word("form", tuple(pack.identity.forms), "enterprise"),
        grade=of.word("grade", GRADES, "") or None,
        sector=of.word("sector", SECTORS, pack.identity.kinds[kind].sector),
        tags=frozenset(of.words("tags", tuple(pack.identity.tags))),
        categories=frozenset(of.words("categories")),
        path=of.text("path", ""),
    )
    of.close()
    return made


def _owes(node: Node, pack: Pack) -> bool:
    return owes(_programme(node, pack), _subject(node, pack), node.need_day("on")).value


def _owes_clause(node: Node, pack: Pack) -> str:
    return owes(_programme(node, pack), _subject(node, pack), node.need_day("on")).clause


def _how_often(node: Node, pack: Pack) -> str | None:
    found = frequency(_programme(node, pack), _subject(node, pack), node.need_day("on")).value
    return found.words if found else "never"


def _assumed(node: Node, pack: Pack) -> bool:
    return frequency(_programme(node, pack), _subject(node, pack), node.need_day("on")).assumed


def _window(node: Node, pack: Pack) -> str:
    """The window that holds a day or comes next, as from..to; `?` where only a notice makes it certain."""
    found = window_at(_programme(node, pack).when, node.need_day("on"))
    return f"{found.period.name}{'?' if found.provisional else ''}" if found else "none"


def _visits(node: Node, pack: Pack) -> int:
    """How many times a programme is owed in a period, as it is planned on a day."""
    asked = parse_period(node.text("period"))
    return len(occasions(_programme(node, pack), _subject(node, pack), asked, node.need_day("on")))


def _checklist(node: Node, pack: Pack) -> str | None:
    return checklist_for(_programme(node, pack), _subject(node, pack), node.need_day("on"))


def _due(node: Node, pack: Pack) -> date:
    limit = _programme(node, pack).by_when[node.word("limit", LIMIT_KEYS)]
    period = parse_period(node.text("period")) if node.has("period") else None
    return limit.due(node.need_day("from"), calendar_of(pack.calendar), period).value.day


def _clock(node: Node, pack: Pack) -> date:
    return (
        pack.clocks[node.word("clock", tuple(pack.clocks))]
        .due(node.need_day("from"), calendar_of(pack.calendar))
        .value.day
    )


def _tier(node: Node, pack: Pack) -> str:
    return tier_for(pack, node.word("grade", GRADES), node.word("layers", LAYERS)).value.level


_ASKS: Mapping[str, Ask] = {
    "owes": _owes,
    "on what clause": _owes_clause,
    "how often": _how_often,
    "assumed": _assumed,
    "checklist": _checklist,
    "window": _window,
    "how many": _visits,
    "due": _due,
    "clock": _clock,
    "tier": _tier,
}
