"""From a folder to packs: the national one and each overlay's, read, merged, and held to be no looser."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from shian.packs.bad import BadPack, Problem
from shian.packs.build.pack import try_pack
from shian.packs.overlay import merge
from shian.packs.schema import Pack
from shian.packs.tighten import loosened
from shian.packs.tree import Tree, fingerprint, overlay_folders, read_tree


@dataclass(frozen=True)
class Loaded:
    """One jurisdiction's pack, the merged tree it was built from, and its own files as written."""

    pack: Pack
    tree: Tree
    own: Tree

    @cached_property
    def hash(self) -> str:
        return fingerprint(self.tree.content())


@dataclass(frozen=True)
class Reading:
    """What a folder gave: packs (national first), the trees as written, and what is wrong."""

    loaded: tuple[Loaded, ...]
    trees: tuple[Tree, ...]
    problems: tuple[Problem, ...]


def load(folder: Path) -> tuple[Loaded, ...]:
    """Every pack of a folder, or the first thing wrong with it."""
    reading = read(folder)
    if reading.problems:
        raise BadPack(reading.problems[0].spot, reading.problems[0].message)
    return reading.loaded


def read(folder: Path) -> Reading:
    """Every pack of a folder as far as it can be read, and every problem found on the way."""
    try:
        base = read_tree(folder, str(folder))
    except BadPack as bad:
        return Reading((), (), (bad.problem,))
    pack, problems = try_pack(base)
    if pack is None:
        return Reading((), (base,), tuple(problems))
    return _with_overlays(folder, Loaded(pack, base, base))


def _with_overlays(folder: Path, base: Loaded) -> Reading:
    loaded: dict[Path, Loaded] = {folder: base}
    trees, problems = [base.tree], list[Problem]()
    for below in overlay_folders(folder):
        try:
            tree = read_tree(below, str(below))
            trees.append(tree)
            loaded[below] = _laid_over(_nearest(below, loaded), tree)
        except BadPack as bad:
            problems.append(bad.problem)
        except _Wrong as wrong:
            problems += wrong.problems
    return Reading(tuple(loaded.values()), tuple(trees), tuple(sorted(set(problems))))


class _Wrong(Exception):
    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(str(problems[0]))


def _laid_over(below: Loaded, over: Tree) -> Loaded:
    tree = merge(below.tree, over)
    pack, problems = try_pack(tree)
    if pack is None:
        raise _Wrong(problems)
    if loose := loosened(below.pack, pack, over):
        raise _Wrong(loose)
    return Loaded(pack, tree, over)


def _nearest(folder: Path, loaded: dict[Path, Loaded]) -> Loaded:
    """The pack of the closest folder above: a county's overlay lies on its province's."""
    return next(loaded[above] for above in folder.parents if above in loaded)
