"""A checklist from its CSV: officials think in rows."""

import re
from pathlib import PurePath
from typing import Any, NoReturn

from shian.packs import words
from shian.packs.bad import BadPack
from shian.packs.node import Context, Node
from shian.packs.schema import Checklist, Item
from shian.packs.titles import Title
from shian.packs.tree import Tree

COLUMNS = (
    "code",
    "text_zh",
    "text_en",
    "module",
    "severity",
    "key",
    "applies",
    "photo",
    "valid_for",
    "source",
    "note",
)
MAYBE = ("distinct_from",)  # a column that most lists do without: the codes that only sound alike
_CODE = re.compile(r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$")


def checklist(tree: Tree, file: str, context: Context, title: Node) -> Checklist:
    """The rows of one file, with the title its entry in checklists/titles.toml gives."""
    rows = [_Row(tree, file, at, row, context) for at, row in enumerate(tree.files[file]["rows"])]
    if not rows:
        raise BadPack(tree.spot(file), "has no questions")
    seen: dict[str, _Row] = {}
    for row in rows:
        row.columns()
        if row.text("code") in seen:
            row.bad(f"code '{row.text('code')}' stands twice in this checklist")
        seen[row.text("code")] = row
    items = tuple(row.item() for row in rows)
    return Checklist(
        PurePath(file).stem,
        title.title(),
        items,
        title.cite(),
        title.text("again", ""),
        fresh=title.truth("fresh", default=False),
    )


class _Row:
    """One question as it is written."""

    def __init__(self, tree: Tree, file: str, at: int, cells: dict[str, str], context: Context) -> None:
        self.tree, self.file, self.at, self.cells, self.context = tree, file, at, cells, context

    def bad(self, message: str) -> NoReturn:
        raise BadPack(self.tree.spot(self.file, ("rows", self.at)), message)

    def columns(self) -> None:
        if set(self.cells) - set(MAYBE) != set(COLUMNS):
            missing = sorted(set(COLUMNS) - set(self.cells)) or sorted(set(self.cells) - {*COLUMNS, *MAYBE})
            raise BadPack(
                self.tree.spot(self.file), f"wants the columns {', '.join(COLUMNS)}; look at {', '.join(missing)}"
            )

    def text(self, column: str) -> str:
        return self.cells.get(column, "")

    def word(self, column: str, vocabulary: tuple[str, ...]) -> str:
        word = self.text(column).lower()
        if word not in vocabulary:
            self.bad(f"{column} = '{self.text(column)}' is not one of [{', '.join(vocabulary)}]")
        return word

    def item(self) -> Item:
        return Item(
            code=self._code(),
            text=Title(self._said("text_zh"), self._said("text_en")),
            module=self._said("module"),
            severity=self.word("severity", words.SEVERITIES),
            key=self.word("key", words.YES_NO) == "yes",
            applies=self._applies(),
            photo=self.word("photo", words.PHOTOS),
            valid_for=self._valid_for(),
            cite=self._node().cite(),
            distinct_from=tuple(self._listed("distinct_from")),
        )

    def _code(self) -> str:
        if not _CODE.match(self.text("code")):
            self.bad(f"code = '{self.text('code')}' is no question code: write it like licence.displayed")
        return self.text("code")

    def _said(self, column: str) -> str:
        if not self.text(column):
            self.bad(f"{column} is empty")
        return self.text(column)

    def _applies(self) -> frozenset[str]:
        """Sectors; blank means every one. Excel's semicolons and spaces separate alike."""
        named = self._listed("applies")
        for word in named:
            if word not in words.SECTORS:
                self.bad(f"applies = '{word}' is not one of [{', '.join(words.SECTORS)}]")
        return frozenset(named or words.SECTORS)

    def _listed(self, column: str) -> list[str]:
        return [word for word in re.split(r"[;,|\s]+", self.text(column)) if word]

    def _valid_for(self) -> int | None:
        """Days; Excel likes to make 30 into 30.0."""
        said = re.sub(r"\.0+$", "", self.text("valid_for"))
        if said and not said.isdecimal():
            self.bad(f"valid_for = '{self.text('valid_for')}' is no number of days")
        return int(said) if said else None

    def _node(self) -> Node:
        table: dict[str, Any] = {"source": self.text("source"), "note": self.text("note")}
        return Node(self.tree, self.file, ("rows", self.at), table, self.context)
