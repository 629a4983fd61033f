"""`packs check`: everything wrong with a folder of law, each with file and line."""

from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath
from typing import Any

from shian.packs.bad import BadPack, Problem
from shian.packs.limits import counts_days
from shian.packs.loader import Loaded, load, read
from shian.packs.node import near
from shian.packs.questions import asked_twice
from shian.packs.stories import run_stories
from shian.packs.tomlines import Path
from shian.packs.tree import Tree
from shian.packs.words import CLOCKS, EVENTS

_NO_LAW = ("pack.toml", "overlay.toml")


def check(folder: FilePath) -> list[Problem]:
    """Unreadable files, unknown words, uncited numbers, loosened overlays, stories that no longer hold."""
    reading = read(folder)
    found = list(reading.problems)
    for tree in reading.trees:
        found += uncited(tree)
    for loaded in reading.loaded:
        found += asked_twice(loaded)
        found += _without_a_clock(loaded)
        found += _without_a_key_item(loaded)
        found += _upon_a_campaign(loaded)
        found += _never_announced(loaded)
        found += _in_circles(loaded)
        found += run_stories(loaded.pack, loaded.own)
    return sorted(set(found))


def checked(folder: FilePath) -> tuple[Loaded, ...]:
    """Every pack of a folder that is right in every respect, or the first thing wrong with it."""
    if problems := check(folder):
        raise BadPack(problems[0].spot, problems[0].message)
    return load(folder)


def uncited(tree: Tree) -> Iterator[Problem]:
    """Numbers whose own table names neither a source nor assumed = true."""
    for file, table in tree.files.items():
        if file.endswith(".csv"):
            yield from _uncited_rows(tree, file)
        elif file not in _NO_LAW and not file.startswith("stories/"):
            yield from _uncited_tables(tree, file, table, ())


def _uncited_rows(tree: Tree, file: str) -> Iterator[Problem]:
    for at, row in enumerate(tree.files[file]["rows"]):
        if not row.get("source"):
            yield Problem(tree.spot(file, ("rows", at)), f"{row.get('code', '')} cites no source")


def _uncited_tables(tree: Tree, file: str, table: Mapping[str, Any], path: Path) -> Iterator[Problem]:
    cited = bool(table.get("source")) or table.get("assumed") is True
    for key, value in table.items():
        if not cited and _carries_number(value):
            yield Problem(
                tree.spot(file, (*path, key)), f"{key} = {value} cites no source and does not say assumed = true"
            )
        if isinstance(value, dict):
            yield from _uncited_tables(tree, file, value, (*path, key))
        elif isinstance(value, list):
            for at, row in enumerate(value):
                if isinstance(row, dict):
                    yield from _uncited_tables(tree, file, row, (*path, key, at))


def _carries_number(value: object) -> bool:
    if isinstance(value, list):
        return any(_carries_number(each) for each in value)
    if isinstance(value, str):
        return counts_days(value)
    return isinstance(value, int | float) and not isinstance(value, bool)


def _without_a_clock(loaded: Loaded) -> Iterator[Problem]:
    """The house has no number of its own to fall back upon."""
    for key in CLOCKS:
        if key not in loaded.pack.clocks:
            yield Problem(loaded.tree.spot("clocks.toml"), f"clock.{key} is missing, and the house asks for it")


def _without_a_key_item(loaded: Loaded) -> Iterator[Problem]:
    """A look-back opens a finding again by its key items: without one it could never find anything unfixed."""
    for key, programme in sorted(loaded.pack.programmes.items()):
        for at, choice in enumerate(programme.what.checklists if programme.what.act == "look_back" else ()):
            if not any(item.key for item in loaded.pack.checklists[choice.checklist].items):
                spot = loaded.tree.spot(f"programmes/{key}.toml", ("what", "checklist", at, "use"))
                yield Problem(spot, f"{choice.checklist} has no key item, and a look-back opens a finding again by one")


def _upon_a_campaign(loaded: Loaded) -> Iterator[Problem]:
    """What a campaign multiplies is a programme of every day, not another campaign."""
    for key, one in loaded.pack.programmes.items():
        base = one.campaign.base if one.campaign else None
        if base is not None and (base.campaign or base.whom.subject != "business"):
            spot = loaded.tree.spot(f"programmes/{key}.toml", ("campaign", "over"))
            yield Problem(spot, f"campaign.over = '{base.key}' is itself a campaign, or not on businesses")


def _never_announced(loaded: Loaded) -> Iterator[Problem]:
    """What waits for a word that no announcement says waits for ever. A release of before may: it is told here, not read."""
    pack = loaded.pack
    given = {"kinds": tuple(pack.identity.kinds), "letters": tuple(pack.letters)}
    for key, one in sorted(pack.programmes.items()):
        for name, wanted in one.when.only:
            said = EVENTS[one.when.event][name]
            known = given[said] if isinstance(said, str) else said
            for word in sorted(set(wanted) - set(known)):
                spot = loaded.tree.spot(f"programmes/{key}.toml", ("when", "only", name))
                yield Problem(
                    spot, f"when.only.{name} = '{word}' is not one of [{', '.join(known)}]{near(word, known)}"
                )


def _in_circles(loaded: Loaded) -> Iterator[Problem]:
    """What waits for another, is made of another, or ends in another, must not come back to itself."""
    pack = loaded.pack
    after = {key: one.whom.after for key, one in pack.programmes.items()}
    made = {key: one.what.rolls_up for key, one in pack.programmes.items()}
    heavier = {key: one.escalates_to for key, one in pack.letters.items()}
    for name, steps in (("whom.after", after), ("what.rolls_up", made)):
        for key in sorted(_round(steps)):
            spot = loaded.tree.spot(f"programmes/{key}.toml", tuple(name.split(".")))
            yield Problem(spot, f"{name} = '{steps[key]}' comes back to {key} itself")
    for key in sorted(_round(heavier)):
        file = next(f for f in loaded.tree.under("letters") if key in loaded.tree.files[f].get("letter", {}))
        spot = loaded.tree.spot(file, ("letter", key, "escalates_to"))
        yield Problem(spot, f"letter.{key}.escalates_to = '{heavier[key]}' comes back to {key} itself")


def _round(steps: Mapping[str, str]) -> set[str]:
    """Those from which one comes back to where one was."""
    found = set[str]()
    for start in steps:
        at, seen = steps[start], set[str]()
        while at and at not in seen and at != start:
            seen.add(at)
            at = steps.get(at, "")
        if at == start:
            found.add(start)
    return found
