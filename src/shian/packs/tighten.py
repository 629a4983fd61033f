"""An overlay may tighten, never loosen: the merged pack is held against the one below it."""

from collections.abc import Iterator

from shian.packs.bad import Problem
from shian.packs.limits import Limit, not_longer
from shian.packs.periods import SHORTEST
from shian.packs.schema import Checklist, Frequency, Item, Pack, Programme, Selector
from shian.packs.tree import Tree
from shian.packs.words import PHOTOS, SEVERITIES, WEEKDAYS


def loosened(base: Pack, merged: Pack, over: Tree) -> list[Problem]:
    """Everything an overlay makes easier, each where it is written."""
    found = [
        *_clocks(base, merged, over),
        *_loads(base, merged, over),
        *_uplifts(over),
    ]
    for key in base.programmes.keys() & merged.programmes.keys():
        found += _programme(base.programmes[key], merged.programmes[key], over)
    for key in base.checklists.keys() & merged.checklists.keys():
        found += _checklist(base.checklists[key], merged.checklists[key], over)
    return sorted(found)


def _programme(old: Programme, new: Programme, over: Tree) -> Iterator[Problem]:
    file = f"programmes/{old.key}.toml"
    for key, limit in new.by_when.items():
        if key in old.by_when and (why := _longer(limit, old.by_when[key])):
            yield Problem(over.spot(file, ("by_when", key, "within")), f"by_when.{key} {why}")
    for at, row in enumerate(new.when.frequencies[: _added(new.when.frequencies, old.when.frequencies)]):
        yield from _seldomer(row, old, over, file, at)
    for at, rule in enumerate(new.whom.rules[: _added(new.whom.rules, old.whom.rules)]):
        if not rule.owes:
            yield Problem(
                over.spot(file, ("whom", "rule", at, "owes")),
                "whom.rule frees subjects: an overlay may only oblige more",
            )


def _added(new: tuple[object, ...], old: tuple[object, ...]) -> int:
    """An overlay's rows stand before the base's."""
    return len(new) - len(old)


def _longer(new: Limit, old: Limit) -> str:
    """Why the new limit is refused; empty when it never falls later."""
    verdict = not_longer(new, old)
    if verdict is None:
        return f"= '{new.words}' cannot be held against '{old.words}': an overlay may only shorten it"
    return "" if verdict else f"= '{new.words}' is longer than '{old.words}': an overlay may only shorten it"


def _seldomer(row: Frequency, old: Programme, over: Tree, file: str, at: int) -> Iterator[Problem]:
    for base in old.when.frequencies:
        if _meet(row, base) and not _as_often(row, base):
            spot = over.spot(file, ("when", "frequency", at, "every"))
            yield Problem(
                spot,
                f"{_often(row)} is seldomer than {_often(base)}: an overlay may only ask for more",
            )
            return


def _often(row: Frequency) -> str:
    return f"{row.words}{' on site' if row.on_site else ''}"


def _meet(row: Frequency, base: Frequency) -> bool:
    """Whether some subject on some day falls under both."""
    apart = (row.span.end and base.span.start and row.span.end <= base.span.start) or (
        base.span.end and row.span.start and base.span.end <= row.span.start
    )
    return not apart and _overlap(row.selector, base.selector)


def _overlap(one: Selector, other: Selector) -> bool:
    names = ("kinds", "forms", "grades", "risk_grades", "sectors")
    pairs = [(getattr(one, name), getattr(other, name)) for name in names]
    return all(not left or not right or left & right for left, right in pairs)


def _as_often(row: Frequency, base: Frequency) -> bool:
    if base.on_site and not row.on_site:
        return False
    if base.on_days and not _on_the_days_of(row, base):
        return False
    (days, times), (most, least) = _round(row), _round(base)
    return days <= most and most // days * times >= least


def _on_the_days_of(row: Frequency, base: Frequency) -> bool:
    """A visit each day covers every day; one a week falls on the days of the law only where it is said so."""
    mine, theirs = set(row.on_days or (WEEKDAYS if row.every == "day" else ())), set(base.on_days)
    return mine >= theirs if row.every == "day" else bool(mine) and mine <= theirs


def _round(row: Frequency) -> tuple[int, int]:
    """In how many days it comes round, and how many times in them."""
    if row.every == "day" and row.on_days:
        return SHORTEST["week"], len(row.on_days) * row.times
    return SHORTEST[row.every] * row.several, row.times


def _clocks(base: Pack, merged: Pack, over: Tree) -> Iterator[Problem]:
    for key, limit in merged.clocks.items():
        if key in base.clocks and (why := _longer(limit, base.clocks[key])):
            yield Problem(over.spot("clocks.toml", ("clock", key, "within")), f"clock.{key} {why}")


def _loads(base: Pack, merged: Pack, over: Tree) -> Iterator[Problem]:
    for path, name in ((("warn",), "warn"), (("block",), "block"), (("plan", "ask_above"), "ask_above")):
        new, old = getattr(merged.loads, name), getattr(base.loads, name)
        if old is not None and (new is None or new > old):
            yield Problem(
                over.spot("loads.toml", path), f"{name} = {new} is more than {old}: an overlay may only lower it"
            )


def _uplifts(over: Tree) -> Iterator[Problem]:
    for at, row in enumerate(over.files.get("grading.toml", {}).get("uplift", [])):
        if "exactly" in row:
            spot = over.spot("grading.toml", ("uplift", at, "exactly"))
            yield Problem(spot, "uplift.exactly may lower a grade: an overlay may only say at_least")


def _checklist(old: Checklist, new: Checklist, over: Tree) -> Iterator[Problem]:
    file = f"checklists/{old.key}.csv"
    rows = {row.get("code"): at for at, row in enumerate(over.files.get(file, {}).get("rows", []))}
    for item in old.items:
        mine = new.item(item.code)
        if mine and item.code in rows and (why := _easier(mine, item)):
            yield Problem(
                over.spot(file, ("rows", rows[item.code])), f"{item.code}: {why}; an overlay may only tighten it"
            )


def _easier(new: Item, old: Item) -> str:
    if SEVERITIES.index(new.severity) < SEVERITIES.index(old.severity):
        return f"severity {new.severity} is milder than {old.severity}"
    if old.key and not new.key:
        return "is no key item any more"
    if not new.applies >= old.applies:
        return "applies to fewer sectors"
    if PHOTOS.index(new.photo) < PHOTOS.index(old.photo):
        return f"photo {new.photo} asks for less than {old.photo}"
    if new.valid_for is not None and (old.valid_for is None or new.valid_for > old.valid_for):
        return "an answer would stay valid for longer"
    return ""
