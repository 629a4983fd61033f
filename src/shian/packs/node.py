"""One table of a pack file, asked for typed values; a wrong one is refused where it stands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from math import inf
from typing import Any, NoReturn, TypeVar

from shian.packs.bad import BadPack, Spot
from shian.packs.cite import Cite, Span
from shian.packs.limits import Limit, parse_limit
from shian.packs.schema import KeyDay, Source
from shian.packs.titles import Title
from shian.packs.tomlines import Path
from shian.packs.tree import Tree
from shian.packs.words import WEAK_CONFIDENCES

Made = TypeVar("Made")


@dataclass(frozen=True)
class Context:
    """The words other files of the pack have introduced."""

    sources: Mapping[str, Source] = field(default_factory=dict)
    kinds: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    checklists: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    key_days: Mapping[str, KeyDay] = field(default_factory=dict)
    departments: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


class Node:
    """A table with its place; every key must be asked for, else `close` refuses it as unknown."""

    def __init__(self, tree: Tree, file: str, path: Path, table: Mapping[str, Any], context: Context) -> None:
        self.tree, self.file, self.path, self.table, self.context = tree, file, path, table, context
        self.asked: set[str] = set()

    def spot(self, key: str = "") -> Spot:
        return self.tree.spot(self.file, (*self.path, key) if key else self.path)

    def bad(self, key: str, message: str) -> NoReturn:
        raise BadPack(self.spot(key), message)

    def name(self, key: str) -> str:
        """How people say where a key is: `who.holder`."""
        return ".".join(str(part) for part in (*self.path, key) if not isinstance(part, int))

    def has(self, key: str) -> bool:
        self.asked.add(key)
        return key in self.table

    def value(self, key: str, wanted: type[Made], default: Made | None = None) -> Made:
        self.asked.add(key)
        if key not in self.table:
            if default is None:
                self.bad(key, f"{self.name(key)} is missing")
            return default
        found = self.table[key]
        if not isinstance(found, wanted) or (wanted is int and isinstance(found, bool)):
            self.bad(key, f"{self.name(key)} = {found!r} is no {wanted.__name__}")
        return found

    def text(self, key: str, default: str | None = None) -> str:
        return self.value(key, str, default).strip()

    def number(self, key: str, default: int | None = None) -> int:
        found = self.value(key, int, default)
        if found < 0:
            self.bad(key, f"{self.name(key)} = {found} is less than nothing")
        return found

    def amount(self, key: str, default: int) -> Fraction:
        """A number that may have decimals, kept exactly as it is written."""
        self.asked.add(key)
        found = self.table.get(key, default)
        if not isinstance(found, int | float) or isinstance(found, bool) or not 0 <= found < inf:
            self.bad(key, f"{self.name(key)} = {found!r} is no number")
        return Fraction(str(found))

    def truth(self, key: str, default: bool | None = None) -> bool:
        return self.value(key, bool, default)

    def day(self, key: str) -> date | None:
        """A date, or the ISO text a stored release keeps of it."""
        self.asked.add(key)
        found = self.table.get(key)
        if isinstance(found, str):
            try:
                return date.fromisoformat(found)
            except ValueError:
                self.bad(key, f"{self.name(key)} = '{found}' is no date (write 2026-07-01)")
        if found is not None and type(found) is not date:
            self.bad(key, f"{self.name(key)} = {found!r} is no date (write 2026-07-01)")
        return found

    def need_day(self, key: str) -> date:
        found = self.day(key)
        if found is None:
            self.bad(key, f"{self.name(key)} is missing")
        return found

    def days(self, key: str) -> tuple[date, ...]:
        found = self.value(key, list, [])
        return tuple(self._one_day(key, value) for value in found)

    def _one_day(self, key: str, value: object) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError:
            self.bad(key, f"{self.name(key)}: '{value}' is no date (write 2026-07-01)")

    def word(self, key: str, vocabulary: Sequence[str], default: str | None = None) -> str:
        found = self.text(key, default)
        if found or default is None:
            self.known(key, found, vocabulary)
        return found

    def words(self, key: str, vocabulary: Sequence[str] | None = None) -> tuple[str, ...]:
        found = self.value(key, list, [])
        for word in found:
            if not isinstance(word, str):
                self.bad(key, f"{self.name(key)}: {word!r} is no word")
            if vocabulary is not None:
                self.known(key, word, vocabulary)
        return tuple(found)

    def known(self, key: str, word: str, vocabulary: Sequence[str]) -> None:
        if word not in vocabulary:
            self.bad(
                key, f"{self.name(key)} = '{word}' is not one of [{', '.join(vocabulary)}]{near(word, vocabulary)}"
            )

    def limit(self, key: str, cite: Cite) -> Limit:
        words = self.text(key)
        try:
            return parse_limit(words, cite)
        except ValueError as error:
            self.bad(key, f"{self.name(key)} = {error}")

    def span(self) -> Span:
        span = Span(self.day("from"), self.day("until"))
        if span.start and span.end and span.end <= span.start:
            self.bad("until", f"{self.name('until')} = {span.end} is not after from = {span.start}")
        return span

    def title(self) -> Title:
        for key in ("zh", "en"):
            if not self.text(key):
                self.bad(key, f"{self.name(key)} is empty: whoever reads it sees nothing")
        return Title(self.text("zh"), self.text("en"))

    def cite(self) -> Cite:
        """Source ids with the clause; weak sources make what rests on them assumed."""
        ids = self._source_ids()
        for key in ids:
            if key not in self.context.sources:
                self.bad("source", f"source '{key}' is not in sources.toml{near(key, list(self.context.sources))}")
        titles = [self.context.sources[key].title for key in ids]
        text = " ".join(part for part in ("、".join(titles), self.text("clause", "")) if part)
        weak = bool(ids) and all(self.context.sources[key].confidence in WEAK_CONFIDENCES for key in ids)
        return Cite(ids, text, self.truth("assumed", default=False) or weak, self.text("note", ""))

    def _source_ids(self) -> tuple[str, ...]:
        self.asked.add("source")
        found = self.table.get("source", "")
        ids = tuple(found) if isinstance(found, list) else ((found,) if found else ())
        if not all(isinstance(key, str) for key in ids):
            self.bad("source", f"{self.name('source')} = {found} is no id of a source, nor a list of them")
        return ids

    def child(self, key: str) -> "Node":
        return Node(self.tree, self.file, (*self.path, key), self.value(key, dict), self.context)

    def optional(self, key: str) -> "Node | None":
        return self.child(key) if self.has(key) else None

    def children(self, key: str) -> list["Node"]:
        """The tables of an array [[key]]."""
        rows = self.value(key, list, [])
        for row in rows:
            if not isinstance(row, dict):
                self.bad(key, f"{self.name(key)} is a list of tables: write [[{self.name(key)}]]")
        return [Node(self.tree, self.file, (*self.path, key, at), row, self.context) for at, row in enumerate(rows)]

    def named(self, key: str) -> dict[str, "Node"]:
        """The tables [key.NAME] by their names."""
        group = self.optional(key)
        if group is None:
            return {}
        return {name: group.child(name) for name in group.table}

    def make(self, build: "Callable[[Node], Made]") -> Made:
        """Build from this table, then refuse what was never asked for."""
        made = build(self)
        self.close()
        return made

    def close(self) -> None:
        for key in self.table:
            if key not in self.asked:
                self.bad(key, f"unknown key {self.name(key)}{near(key, sorted(self.asked))}")


def near(word: str, vocabulary: Sequence[str]) -> str:
    close = get_close_matches(word, vocabulary, n=1)
    return f" (did you mean '{close[0]}'?)" if close else ""
