"""Conditions of a form, read from XLSForm's words into a closed tree; whatever is not in the subset is refused by name.

The tree is plain JSON, the same for server and phone: a literal stands for itself, `["$", code]` is the answer to a
question, `["."]` the answer in hand, `["col", name]` a column of the choice in hand, `["regex", text, pattern, as written]` a
pattern (`patterns`), `[word, …]` an operator or function.
"""

import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from shian.checklists.rules import patterns

Node = Any  # str | float | bool | list[Any]: the closed shapes above

LONGEST, DEEPEST = 1000, 30
OR, AND, EQUAL, ORDER, SUM, PRODUCT = (
    ("or",), ("and",), ("=", "!="), ("<=", "<", ">=", ">"), ("+", "-"), ("*", "div", "mod"),
)  # fmt: skip
LEVELS = (OR, AND, EQUAL, ORDER, SUM, PRODUCT)
OPERATORS = frozenset(word for level in LEVELS for word in level)
# By name, how few and how many arguments a function takes.
FUNCTIONS: Mapping[str, tuple[int, int]] = {
    "selected": (2, 2), "count-selected": (1, 1), "not": (1, 1), "true": (0, 0), "false": (0, 0), "if": (3, 3),
    "coalesce": (2, 2), "string-length": (1, 1), "contains": (2, 2), "starts-with": (2, 2), "concat": (1, 20),
    "number": (1, 1), "string": (1, 1), "int": (1, 1), "round": (1, 2), "today": (0, 0),
    "date": (1, 1), "regex": (2, 2),
}  # fmt: skip
NEGATIVE = "neg"
_TOKEN = re.compile(
    r"\s*(?:(?P<ref>\$\{\s*[^\W\d][\w.\-]*\s*\})|(?P<number>\d+(?:\.\d+)?|\.\d+)|(?P<text>\"[^\"]*\"|'[^']*')"
    r"|(?P<name>[A-Za-z_][\w\-]*(?:\.[\w\-]+)*)|(?P<mark><=|>=|!=|[=<>+\-*(),])|(?P<dot>\.)|(?P<strange>\S))"
)


class Unreadable(ValueError):
    """An expression outside the subset; `what` is the word that is not understood."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def parsed(text: str, columns: Collection[str] = ()) -> Node:
    """The tree of an expression; `columns` are the names of a choice's own columns. Raises Unreadable."""
    return _parsed(text, frozenset(columns))


@lru_cache(maxsize=4096)
def _parsed(text: str, columns: frozenset[str]) -> Node:
    """A tree is never changed, and a form is judged by the same ones thousands of times."""
    if len(text) > LONGEST:
        raise Unreadable(f"{text[:30]}…")
    reader = _Reader(list(_tokens(text)), columns)
    found = reader.level(0, 0)
    if reader.at < len(reader.tokens):
        raise Unreadable(reader.tokens[reader.at][1])
    return found


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    place = 0
    while text[place:].strip():
        match = _TOKEN.match(text, place)
        kind = match.lastgroup if match else None
        if match is None or kind is None or kind == "strange":
            raise Unreadable(text[place:].strip()[:20])
        place = match.end()
        yield kind, match[kind]


class _Reader:
    """One expression, read from left to right, the weakest operators first."""

    def __init__(self, tokens: list[tuple[str, str]], columns: frozenset[str]) -> None:
        self.tokens, self.columns, self.at = tokens, columns, 0

    def level(self, depth: int, nested: int) -> Node:
        if nested > DEEPEST:
            raise Unreadable("(((…")
        if depth == len(LEVELS):
            return self._signed(nested)
        left = self.level(depth + 1, nested)
        while self._word() in LEVELS[depth]:
            word = self._take()[1]
            left = [word, left, self.level(depth + 1, nested)]
            if _height(left) > DEEPEST:
                raise Unreadable(word)
        return left

    def _signed(self, nested: int) -> Node:
        if self._word() != "-":
            return self._primary(nested)
        if nested > DEEPEST:
            raise Unreadable("-")
        self._take()
        return [NEGATIVE, self._signed(nested + 1)]

    def _primary(self, nested: int) -> Node:
        kind, word = self._take()
        if kind == "number":
            return _finite(word)
        if kind == "text":
            return word[1:-1]
        if kind == "ref":
            return ["$", word[2:-1].strip()]
        if kind == "dot":
            return ["."]
        if word == "(":
            inside = self.level(0, nested + 1)
            self._expect(")")
            return inside
        if kind == "name" and self._word() == "(":
            return self._call(word, nested)
        if kind == "name" and word in self.columns:
            return ["col", word]
        raise Unreadable(word)

    def _call(self, word: str, nested: int) -> Node:
        if word not in FUNCTIONS:
            raise Unreadable(f"{word}()")
        self._take()
        given: list[Node] = []
        while self._word() != ")":
            if given:
                self._expect(",")
            given.append(self.level(0, nested + 1))
        self._take()
        least, most = FUNCTIONS[word]
        if not least <= len(given) <= most:
            raise Unreadable(f"{word}()")
        return _matching(*given) if word == "regex" else [word, *given]

    def _word(self) -> str:
        """The next word where it may be an operator or a mark: a text in quotes never is."""
        kind, word = self.tokens[self.at] if self.at < len(self.tokens) else ("", "")
        return word if kind in ("mark", "name") else ""

    def _take(self) -> tuple[str, str]:
        if self.at >= len(self.tokens):
            raise Unreadable("…")
        self.at += 1
        return self.tokens[self.at - 1]

    def _expect(self, mark: str) -> None:
        if self._take()[1] != mark:
            raise Unreadable(self.tokens[self.at - 1][1])


def _matching(text: Node, pattern: Node) -> Node:
    """A pattern is read at once: one that is worked out, or outside of the part we take, is refused."""
    if not isinstance(pattern, str):
        raise Unreadable("regex()")
    try:
        return ["regex", text, patterns.canonical(pattern), pattern]
    except patterns.Unread as unread:
        raise Unreadable(f"regex(…, {pattern[:40]})") from unread


def _finite(word: str) -> float:
    value = float(word)
    if math.isinf(value):
        raise Unreadable(word[:20])
    return value


def _height(node: Node) -> int:
    return 1 + max((_height(one) for one in node[1:]), default=0) if isinstance(node, list) else 1


def written(node: Node) -> str:
    """The tree in XLSForm's words again, with every bracket that it needs; read again it is the same tree."""
    if isinstance(node, bool):
        return "true()" if node else "false()"
    if isinstance(node, float):
        return _number(node)
    if isinstance(node, str):
        return f'"{node}"' if "'" in node else f"'{node}'"
    word, *parts = node
    if word in _PLAIN:
        return _PLAIN[word](parts)
    if word in OPERATORS:
        return f"{_within(parts[0])} {word} {_within(parts[1])}"
    return f"{word}({', '.join(written(one) for one in parts)})"


_PLAIN: Mapping[str, Callable[[list[Node]], str]] = {
    "$": lambda parts: f"${{{parts[0]}}}",
    ".": lambda parts: ".",
    "col": lambda parts: str(parts[0]),
    NEGATIVE: lambda parts: f"-{_within(parts[0])}",
    "regex": lambda parts: f"regex({written(parts[0])}, {written(parts[2])})",
}


def _within(node: Node) -> str:
    compound = isinstance(node, list) and (node[0] in OPERATORS or node[0] == NEGATIVE)
    return f"({written(node)})" if compound else written(node)


def _number(value: float) -> str:
    """Without an exponent, which the language does not read, and with every digit."""
    return format(Decimal(repr(value)), "f").removesuffix(".0")


def asks_for(node: Node) -> frozenset[str]:
    """The questions whose answers an expression reads."""
    if not isinstance(node, list):
        return frozenset()
    if node[0] == "$":
        return frozenset({node[1]})
    return frozenset().union(*(asks_for(one) for one in node[1:]))


def renamed(node: Node, names: Mapping[str, str]) -> Node:
    """The same expression where questions go by other names."""
    if not isinstance(node, list):
        return node
    if node[0] == "$":
        return ["$", names.get(node[1], node[1])]
    return [node[0], *(renamed(one, names) for one in node[1:])]
