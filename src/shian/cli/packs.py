"""Check, list, load and compare the law's files.

shian packs check DIR        everything wrong, each with file and line; exit 2 where there is something
shian packs list [DIR]       the programmes: key, title, source, trigger, assumed values
shian packs load [DIR]       put the packs in the books as immutable releases
shian packs diff OLD NEW     what changed between two folders, in prose; with a county's books here, how many open tasks it touches
"""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from shian.checklists.actions import publish_law
from shian.config.databases import database_stands, open_database
from shian.kernel.actor import Actor, Grant, Reach
from shian.kernel.paths import ROOT
from shian.kernel.tables import refuse_old_tables
from shian.kernel.wall import worn
from shian.loop.facts import below
from shian.loop.queries import open_under
from shian.packs.bad import BadPack
from shian.packs.check import check, checked
from shian.packs.diff import Change, assumed_values, changes, touched
from shian.packs.loader import Loaded, load
from shian.packs.rules import selectors
from shian.packs.schema import Pack, Programme
from shian.people.queries import system
from shian.territory.queries import known_places

NEEDS_DATABASE = False  # only `load` writes, and `diff` counts where there is something to count; the others read files
BAD_INPUT = 2
NATIONAL = Path(settings.SHIAN_PACKS) / "cn"
# Who loads the law on a machine: the one thing it may do, so that a bare installation has its first roles.
INSTALLER = Actor("installer", grants=(Grant(frozenset({"load_release"}), Reach.GROUND, ROOT),))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("check", help="everything wrong with a folder").add_argument("folder", type=Path)
    listing = verbs.add_parser("list", help="the programmes of a folder")
    listing.add_argument("folder", type=Path, nargs="?", default=NATIONAL)
    listing.add_argument("--json", action="store_true")
    loading = verbs.add_parser("load", help="put a folder's packs in the books")
    loading.add_argument("folder", type=Path, nargs="?", default=NATIONAL)
    comparing = verbs.add_parser("diff", help="what changed between two folders")
    comparing.add_argument("old", type=Path)
    comparing.add_argument("new", type=Path)


def run(args: argparse.Namespace) -> int:
    try:
        return {"check": _check, "list": _list, "load": _load, "diff": _diff}[args.verb](args)
    except BadPack as bad:
        print(bad, file=sys.stderr)
        return BAD_INPUT


def _check(args: argparse.Namespace) -> int:
    problems = check(args.folder)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        return BAD_INPUT
    for loaded in load(args.folder):
        print(
            f"{loaded.pack.jurisdiction} {loaded.pack.version}: {len(loaded.pack.programmes)} programmes, "
            f"{len(loaded.pack.checklists)} checklists, {len(loaded.pack.sources)} sources, {loaded.hash[:12]}"
        )
    return 0


def _list(args: argparse.Namespace) -> int:
    rows = [_row(loaded, programme) for loaded in load(args.folder) for programme in loaded.pack.programmes.values()]
    if args.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for row in rows:
        print(f"{row['jurisdiction']:12} {row['key']:18} {row['title']}  {row['trigger']}  {row['source']}")
        print("\n".join(f"{'':12}   assumed: {value}" for value in row["assumed"]))
    return 0


def _row(loaded: Loaded, programme: Programme) -> dict[str, Any]:
    return {
        "jurisdiction": loaded.pack.jurisdiction,
        "key": programme.key,
        "title": programme.title.zh,
        "title_en": programme.title.en,
        "source": programme.source.text,
        "trigger": programme.when.trigger,
        "part_of": programme.part_of,
        "assumed": assumed_values(programme),
    }


def _load(args: argparse.Namespace) -> int:
    packs = checked(args.folder)
    open_database()
    refuse_old_tables()
    with worn(INSTALLER):
        for loaded in packs:
            release = publish_law(loaded, by=INSTALLER)
            print(f"{release.jurisdiction} {release.version} {release.digest[:12]} from {release.effective_from}")
        for key, name in sorted(_nowhere(packs)):
            print(f"{key}: '{name}' is no place here; what is said of it holds for nobody", file=sys.stderr)
    return 0


def _nowhere(packs: tuple[Loaded, ...]) -> set[tuple[str, str]]:
    """The places which programmes name and this installation has not, each with its programme."""
    named = {
        (key, name)
        for loaded in packs
        for key, programme in loaded.pack.programmes.items()
        for selector in selectors(programme)
        for name in selector.within
    }
    here = known_places({name for _key, name in named})
    return {(key, name) for key, name in named if name not in here}


def _diff(args: argparse.Namespace) -> int:
    old = {loaded.pack.jurisdiction: loaded.pack for loaded in load(args.old)}
    new = {loaded.pack.jurisdiction: loaded.pack for loaded in load(args.new)}
    stands = database_stands()
    if stands:
        open_database()
    for place, law in new.items():
        if place not in old:
            print(f"{place} is new.")
        for one in changes(old[place], law) if place in old else ():
            print(f"{place} {one.sentence}{_touching(one, law, new) if stands else ''}")
    return 0


def _touching(one: Change, law: Pack, new: Mapping[str, Pack]) -> str:
    """How many open tasks stand under what changes; nothing where no task does."""
    programmes, acts = touched(one, law)
    if not (programmes or acts):
        return ""
    others = [place for place in new if below(place, law.jurisdiction)]
    reader = system("planner")
    with worn(reader):
        count = open_under(reader, law.jurisdiction, but=others, programmes=programmes, acts=acts)
    return f" Open tasks under it: {count:,}; they keep the law they were born under."
