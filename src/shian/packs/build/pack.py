"""One pack from one tree: the order in which its files may speak of each other."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any, TypeVar

from shian.kernel.paths import is_path
from shian.packs.bad import BadPack, Problem, Spot
from shian.packs.build import grading, letters, tables
from shian.packs.build.campaign import unfolded
from shian.packs.build.checklist import checklist
from shian.packs.build.complaints import complaints
from shian.packs.build.double_random import double_random
from shian.packs.build.enforcement import enforcement
from shian.packs.build.inspection import inspection
from shian.packs.build.key_days import key_day
from shian.packs.build.programme import programme
from shian.packs.build.risks import risk_points
from shian.packs.build.school import school
from shian.packs.build.sealed import sealed
from shian.packs.build.truth import truth
from shian.packs.identity import Category, Identity
from shian.packs.node import Context, Node
from shian.packs.roles import Department
from shian.packs.schema import Checklist, Pack
from shian.packs.tree import Tree

SCHEMA = 1
TITLES = "checklists/titles.toml"
INSPECTION = "inspection.toml"
RANDOM = "double_random.toml"
SCHOOL = "school.toml"
CATEGORIES = "categories.toml"
IDENTITY = "identity.toml"
ROLES = "roles.toml"
SYNONYMS = "synonyms.toml"  # so may a law do without these
DEPARTMENTS = "departments.toml"
RECURRENCE = "recurrence.toml"  # a law that watches nothing has none
BOARD = "board.toml"
RISKS = "risk_points.toml"
COMPLAINTS = "complaints.toml"
SEALED = "sealed.toml"  # a law without it has no sealed channel
ENFORCEMENT = "enforcement.toml"  # a law without it opens no penalty cases
TRUTH = "truth.toml"  # a law without it looks for no signals
_FILES = frozenset(
    {
        "pack.toml",
        "sources.toml",
        ROLES,
        "tiers.toml",
        "grading.toml",
        "appointments.toml",
        "loads.toml",
        "clocks.toml",
        IDENTITY,
        CATEGORIES,
        DEPARTMENTS,
        "indicators.toml",
        INSPECTION,
        SCHOOL,
        RECURRENCE,
        SYNONYMS,
        SEALED,
        TRUTH,
        RANDOM,
        ENFORCEMENT,
        BOARD,
        COMPLAINTS,
        RISKS,
        "key_days.toml",
        TITLES,
    }
)
_FOLDERS = {"calendar": ".toml", "programmes": ".toml", "letters": ".toml", "stories": ".toml", "checklists": ".csv"}

Made = TypeVar("Made")
Build = Callable[[Node], Made]


def build_pack(tree: Tree) -> Pack:
    """The pack, or the first thing wrong with it."""
    pack, problems = try_pack(tree)
    if pack is None:
        raise BadPack(problems[0].spot, problems[0].message)
    return pack


def try_pack(tree: Tree) -> tuple[Pack | None, list[Problem]]:
    """The pack, or everything wrong with it: at most one problem a file or named table."""
    shop = _Workshop(tree)
    parts = {**shop.introduced(), **shop.rest()}
    problems = sorted(set(shop.problems))
    return (None if problems else Pack(**parts)), problems


@dataclass
class _Workshop:
    """Builds file by file; what one file introduces, the next may name."""

    tree: Tree
    problems: list[Problem] = field(default_factory=list)
    context: Context = field(default_factory=Context)

    def introduced(self) -> dict[str, Any]:
        """The files whose names other files use, in the order they depend on each other. A name that is given counts as
        given, also where its table is wrong: one bad line is told once, not by everybody who uses the word."""
        self._attempt(lambda: _no_strangers(self.tree))
        sources = self._named("sources.toml", "source", tables.source)
        self.context = Context(sources=sources)
        identity: Identity = self._file(IDENTITY, tables.identity) or Identity({}, {}, {}, {})
        roles = self._named(ROLES, "role", tables.role)
        self.context = replace(
            self.context,
            roles=self._names_in(ROLES, "role"),
            letters=self._names_of_letters(),
            indicators=self._names_of_indicators(),
            programmes=self._stems("programmes"),
        )
        issued = self._letters()
        key_days = self._named("key_days.toml", "day", key_day)
        self.context = replace(
            self.context,
            kinds=self._names_in(IDENTITY, "kind"),
            forms=self._names_in(IDENTITY, "form"),
            tags=self._names_in(IDENTITY, "tag"),
            programmes=self._stems("programmes"),
            key_days=key_days,
            departments=self._names_in(DEPARTMENTS, "department"),
            categories=self._names_in(CATEGORIES, "category"),
        )
        checklists = self._checklists()
        self.context = replace(self.context, checklists=self._stems("checklists", ".csv"))
        return {
            "sources": sources,
            "identity": identity,
            "roles": roles,
            **issued,
            "checklists": checklists,
            "key_days": key_days,
        }

    def rest(self) -> dict[str, Any]:
        head = self._file("pack.toml", _head) or {}
        years = self._folder("calendar", tables.year)
        return {
            **head,
            "programmes": unfolded(self._folder("programmes", programme)),
            "calendar": {year.year: year for year in years.values()},
            "tiers": self._named("tiers.toml", "layers", tables.tiers),
            "grading": self._file("grading.toml", grading.grading),
            "appointments": self._file("appointments.toml", grading.appointments),
            "loads": self._file("loads.toml", tables.load),
            "recurrence": self._file(RECURRENCE, tables.recurrence) if RECURRENCE in self.tree.files else None,
            "synonyms": self._named(SYNONYMS, "same", tables.synonyms) if SYNONYMS in self.tree.files else {},
            "clocks": self._named("clocks.toml", "clock", tables.clock),
            "indicators": self._named("indicators.toml", "indicator", tables.indicator),
            # A release loaded before there was statutory inspection has none, and stays readable.
            "inspection": self._file(INSPECTION, inspection) if INSPECTION in self.tree.files else None,
            "double_random": self._file(RANDOM, double_random) if RANDOM in self.tree.files else None,
            "school": self._file(SCHOOL, school) if SCHOOL in self.tree.files else None,
            "hotline": self._file(BOARD, tables.hotline) if BOARD in self.tree.files else None,
            "risk_points": (self._file(RISKS, risk_points) or ()) if RISKS in self.tree.files else (),
            "truth": self._file(TRUTH, truth) if TRUTH in self.tree.files else None,
            "complaints": self._file(COMPLAINTS, complaints) if COMPLAINTS in self.tree.files else None,
            "sealed": self._file(SEALED, sealed) if SEALED in self.tree.files else None,
            "enforcement": self._file(ENFORCEMENT, enforcement) if ENFORCEMENT in self.tree.files else None,
            "categories": self._categories(),
            "departments": self._departments(),
        }

    def _attempt(self, build: Callable[[], Made]) -> Made | None:
        try:
            return build()
        except BadPack as bad:
            self.problems.append(bad.problem)
            return None

    def _node(self, file: str) -> Node:
        if file not in self.tree.files:
            raise BadPack(Spot(self.tree.label(file)), "is missing")
        return Node(self.tree, file, (), self.tree.files[file], self.context)

    def _file(self, file: str, build: Build[Made]) -> Made | None:
        return self._attempt(lambda: self._node(file).make(build))

    def _named(self, file: str, key: str, build: Build[Made]) -> dict[str, Made]:
        """Every table [key.NAME] of a file; a bad one is told and left out."""
        nodes = self._attempt(lambda: _only(self._node(file), key)) or {}
        return self._each({name: _maker(node, build) for name, node in nodes.items()})

    def _folder(self, folder: str, build: Build[Made]) -> dict[str, Made]:
        files = [file for file in self.tree.under(folder) if file.endswith(".toml")]
        return self._each({PurePath(file).stem: _maker_of(self, file, build) for file in files})

    def _each(self, makers: Mapping[str, Callable[[], Made]]) -> dict[str, Made]:
        made = {name: self._attempt(maker) for name, maker in makers.items()}
        return {name: thing for name, thing in made.items() if thing is not None}

    def _categories(self) -> dict[str, Category]:
        """A pack may do without them, as releases did before there were any."""
        return self._named(CATEGORIES, "category", tables.category) if CATEGORIES in self.tree.files else {}

    def _departments(self) -> dict[str, Department]:
        """Which departments there are; a release loaded before any acted together has none."""
        return self._named(DEPARTMENTS, "department", tables.department) if DEPARTMENTS in self.tree.files else {}

    def _names_in(self, file: str, key: str) -> tuple[str, ...]:
        given = self.tree.files.get(file, {}).get(key, {})
        return tuple(given) if isinstance(given, Mapping) else ()

    def _names_of_letters(self) -> tuple[str, ...]:
        return tuple(name for file in self.tree.under("letters") for name in self.tree.files[file].get("letter", {}))

    def _names_of_indicators(self) -> tuple[str, ...]:
        return self._names_in("indicators.toml", "indicator")

    def _letters(self) -> dict[str, dict[str, Any]]:
        """Three groups of tables, which may stand in one file or in several."""
        builds: dict[str, Build[Any]] = {"letter": letters.letter, "issuer": letters.issuer, "facts": letters.facts}
        found: dict[str, dict[str, Any]] = {key: {} for key in builds}
        for file in self.tree.under("letters"):
            for key, nodes in self._grouped(file, builds).items():
                found[key] |= self._each({name: _maker(node, builds[key]) for name, node in nodes.items()})
        return {"letters": found["letter"], "issuers": found["issuer"], "facts": found["facts"]}

    def _grouped(self, file: str, keys: Iterable[str]) -> dict[str, dict[str, Node]]:
        return self._attempt(lambda: _groups(self._node(file), keys)) or {}

    def _checklists(self) -> dict[str, Checklist]:
        titles = self._attempt(lambda: _only(self._node(TITLES), "checklist")) or {}
        files = {PurePath(file).stem: file for file in self.tree.under("checklists") if file.endswith(".csv")}
        return self._each({stem: _reader(self, stem, file, titles) for stem, file in files.items()})

    def _stems(self, folder: str, suffix: str = ".toml") -> tuple[str, ...]:
        return tuple(PurePath(file).stem for file in self.tree.under(folder) if file.endswith(suffix))


def _maker(node: Node, build: Build[Made]) -> Callable[[], Made]:
    return lambda: node.make(build)


def _maker_of(shop: _Workshop, file: str, build: Build[Made]) -> Callable[[], Made]:
    return lambda: shop._node(file).make(build)


def _reader(shop: _Workshop, stem: str, file: str, titles: Mapping[str, Node]) -> Callable[[], Checklist]:
    def read() -> Checklist:
        if stem not in titles:
            raise BadPack(shop.tree.spot(TITLES), f"has no [checklist.{stem}] with the title of {file}")
        return titles[stem].make(lambda title: checklist(shop.tree, file, shop.context, title))

    return read


def _only(node: Node, key: str) -> dict[str, Node]:
    """The named tables of a file which may hold nothing else."""
    named = node.named(key)
    node.close()
    return named


def _groups(node: Node, keys: Iterable[str]) -> dict[str, dict[str, Node]]:
    """The named tables of a file which may hold these groups and nothing else."""
    groups = {key: node.named(key) for key in keys}
    node.close()
    return groups


def _no_strangers(tree: Tree) -> None:
    """A file nobody reads is a misspelt one."""
    for file in tree.files:
        path = PurePath(file)
        folder = path.parts[0] if len(path.parts) == 2 else ""
        if file not in _FILES and _FOLDERS.get(folder) != path.suffix:
            raise BadPack(Spot(tree.label(file)), "belongs to no part of a pack: is its name or folder misspelt?")


def _head(node: Node) -> dict[str, Any]:
    schema = node.number("schema")
    if schema != SCHEMA:
        node.bad("schema", f"schema = {schema}, but this house reads schema {SCHEMA}")
    if not is_path(node.text("jurisdiction")):
        node.bad("jurisdiction", f"jurisdiction = '{node.text('jurisdiction')}' is no place path: write cn/")
    return {
        "schema": schema,
        "jurisdiction": node.text("jurisdiction"),
        "title": node.title(),
        "version": node.text("version"),
        "effective_from": node.need_day("effective_from"),
    }
