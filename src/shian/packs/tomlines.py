"""On which line a TOML key stands: tomllib tells it only for broken syntax, we owe it for every bad word."""

import re
from collections.abc import Iterator, Mapping

Path = tuple[str | int, ...]

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"^\s*((?:[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*'))*)\s*=")
_PART = re.compile(r"[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*'")
_TOKEN = re.compile(r"\"\"\"|'''|\"(?:\\.|[^\"\\])*\"|'[^']*'|[\[\]{}]|#.*")


def lines_of(text: str) -> Mapping[Path, int]:
    """Every table and key of a TOML text with the line (from 1) on which it is written."""
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    for number, line in _statements(text):
        header = _HEADER.match(line)
        if header:
            table = _opened(header, counts)
            found[table] = number
        elif key := _KEY.match(line):
            found[(*table, *_parts(key.group(1)))] = number
    return found


def _opened(header: re.Match[str], counts: dict[Path, int]) -> Path:
    """The path a header opens; each [[…]] of one name is the next element of its array."""
    parts = _parts(header.group(2))
    path: Path = ()
    for depth, part in enumerate(parts):
        path = (*path, part)
        if header.group(1) == "[[" and depth == len(parts) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Lines that begin a statement; lines inside a long string or an open bracket are passed over."""
    depth, quote = 0, ""
    for number, line in enumerate(text.splitlines(), start=1):
        begins = depth == 0 and not quote
        if begins:
            yield number, line
        if not (begins and _HEADER.match(line)):
            depth, quote = _after(line, depth, quote)


def _after(line: str, depth: int, quote: str) -> tuple[int, str]:
    """Bracket depth and open long string once this line has been read."""
    rest = line
    if quote:
        _, closed, rest = line.partition(quote)
        if not closed:
            return depth, quote
        quote = ""
    for token in _TOKEN.finditer(rest):
        mark = token.group()
        if mark in ('"""', "'''"):
            return _after(rest[token.end() :], depth, mark)
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(mark, 0)
    return depth, quote
