"""Regular expressions of a form: a small part of the language that server, phone and field app read alike, and that no answer can
keep busy for long. It is read into one way of writing, which Python and a browser understand as the same.

As in ODK Collect a pattern is for the whole of an answer, whether or not `^` and `$` say so.
"""

import re
from functools import lru_cache

DEEPEST = 20
LONGEST_RUN, MOST_RUNS = 500, 3  # an answer has 500 characters; each run without an end multiplies the ways to read it
SHORT = 16  # between how few and how many of something are no run
_SYNTAX = frozenset("^$\\.*+?()[]{}|/")
_ANY = r"[^\n\r]"
_SETS = {"d": "0-9", "w": "A-Za-z0-9_", "s": r" \t\n\r\f\v"}
_ESCAPES = {"t": r"\t", "n": r"\n", "r": r"\r"}
_TIMES = re.compile(r"\{(\d{1,3})(?:(,)(\d{0,3}))?\}")


class Unread(ValueError):
    """Outside of the part that is taken."""


def canonical(pattern: str) -> str:
    """The pattern without anchors, as both sides read it. Raises Unread."""
    inner = pattern.removeprefix("^")
    if inner.endswith("$") and not inner.endswith("\\$"):
        inner = inner[:-1]
    reader = _Reader(inner)
    found = reader.either()
    if reader.at < len(inner) or reader.runs > MOST_RUNS:
        raise Unread(pattern)
    return found


def fits(text: str, pattern: str) -> bool:
    """Whether the whole of a text is as a pattern, which is `canonical`, says."""
    return _compiled(pattern).fullmatch(text) is not None


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


class _Reader:
    """One pattern from left to right. `runs` counts what has no near end, `varied` whether what was read last may be read in several ways."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.depth, self.runs, self.varied = text, 0, 0, 0, False

    def either(self) -> str:
        parts = [self._sequence()]
        while self._next() == "|":
            self.at += 1
            parts.append(self._sequence())
            self.varied = True
        return "|".join(parts)

    def _sequence(self) -> str:
        found, varied = "", False
        while (mark := self._next()) and mark not in "|)":
            found += self._piece()
            varied = varied or self.varied
        self.varied = varied
        return found

    def _piece(self) -> str:
        atom = self._atom()
        mark, varied = self._next(), self.varied
        if mark and mark in "*+?":
            self.at += 1
            least, most = (1 if mark == "+" else 0), (1 if mark == "?" else LONGEST_RUN)
            times = mark
        elif mark == "{":
            times, least, most = self._times()
        else:
            return atom
        if most > 1 and varied:  # a run of runs can be read in more ways than there are grains of sand
            raise Unread(self.text)
        self.runs += most - least > SHORT
        self.varied = varied or most > least
        if self._next() and self._next() in "*+?{":
            raise Unread(self.text)
        return atom + times

    def _times(self) -> tuple[str, int, int]:
        found = _TIMES.match(self.text, self.at)
        if found is None:
            raise Unread(self.text)
        self.at = found.end()
        least = int(found[1])
        most = least if found[2] is None else int(found[3] or LONGEST_RUN)
        if not least <= most <= LONGEST_RUN:
            raise Unread(self.text)
        return found[0], least, most

    def _atom(self) -> str:
        self.varied = False
        mark = self._take()
        if mark == "(":
            return self._group()
        if mark == "[":
            return self._class()
        if mark == ".":
            return _ANY
        if mark == "\\":
            return self._escaped(self._take())
        if mark in _SYNTAX - {"/"}:
            raise Unread(self.text)
        return f"\\{mark}" if mark in _SYNTAX else mark

    def _group(self) -> str:
        if self._next() == "?":
            if self.text[self.at : self.at + 2] != "?:":
                raise Unread(self.text)
            self.at += 2
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unread(self.text)
        inside = self.either()
        self.depth -= 1
        if self._take() != ")":
            raise Unread(self.text)
        return f"(?:{inside})"

    def _escaped(self, mark: str) -> str:
        if mark.lower() in _SETS:
            return f"[{'^' if mark.isupper() else ''}{_SETS[mark.lower()]}]"
        if mark in _ESCAPES:
            return _ESCAPES[mark]
        return self._literal(mark, _SYNTAX)

    def _class(self) -> str:
        found = "["
        if self._next() == "^":
            self.at += 1
            found += "^"
        empty = len(found)
        while (mark := self._take()) != "]":
            found += self._ranged(mark)
        if len(found) == empty:
            raise Unread(self.text)
        return f"{found}]"

    def _ranged(self, mark: str) -> str:
        first = self._member(mark)
        if self._next() != "-" or self.text[self.at + 1 : self.at + 2] in ("]", ""):
            return first
        self.at += 1
        last = self._member(self._take())
        if _bare(first) > _bare(last):
            raise Unread(self.text)
        return f"{first}-{last}"

    def _member(self, mark: str) -> str:
        if mark == "[":
            raise Unread(self.text)
        if mark != "\\":
            return f"\\{mark}" if mark in "^-/" else mark
        escaped = self._take()
        if escaped in _SETS:
            if self._next() == "-":
                raise Unread(self.text)
            return _SETS[escaped]
        return _ESCAPES.get(escaped) or self._literal(escaped, _SYNTAX | {"-"})

    def _literal(self, mark: str, syntax: frozenset[str]) -> str:
        """A mark after a backslash: one that means something by itself, a sign that means nothing, or four digits of a character."""
        if mark == "u" and re.fullmatch(r"[0-9A-Fa-f]{4}", code := self.text[self.at : self.at + 4]):
            self.at += 4
            mark = chr(int(code, 16))
        elif mark.isalnum():
            raise Unread(self.text)
        if mark in syntax:
            return f"\\{mark}"
        if ord(mark) < ord(" ") or "\ud800" <= mark <= "\udfff":
            raise Unread(self.text)
        return mark

    def _next(self) -> str:
        return self.text[self.at : self.at + 1]

    def _take(self) -> str:
        if self.at >= len(self.text):
            raise Unread(self.text)
        self.at += 1
        return self.text[self.at - 1]


def _bare(member: str) -> str:
    """The character that a member of a class stands for. Raises Unread where it stands for several."""
    bare = {r"\t": "\t", r"\n": "\n", r"\r": "\r"}.get(
        member, member[1:] if member[:1] == "\\" and len(member) == 2 else member
    )
    if len(bare) != 1:
        raise Unread(member)
    return bare
