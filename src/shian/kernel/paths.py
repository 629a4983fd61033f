"""Paths of the territory: `cn/33/04/83/001/`. Every segment ends in `/`, so a subtree is one range of text.

The range is compared in code-point order (COLLATE "C"). `lo <= path < upper(lo)` is leakproof in
PostgreSQL, so it uses the index below row-level security, where LIKE falls to a full scan.
"""

import re

ROOT = "cn/"
_SHAPE = re.compile(r"cn/(?:[0-9A-Za-z-]+/)*")


def is_path(text: str) -> bool:
    """Whether the text is a whole path; the empty text is none (it would be a prefix of everything)."""
    return bool(_SHAPE.fullmatch(text))


def upper(path: str) -> str:
    """The first text after the whole subtree: the final '/' (0x2F) becomes '0' (0x30)."""
    if not is_path(path):
        raise ValueError(f"not a path: {path!r}")
    return path[:-1] + "0"


def within(path: str, ground: str) -> bool:
    """Whether a path lies in the subtree of a ground. Nothing lies in an empty ground."""
    return is_path(ground) and path.startswith(ground)


def parent(path: str) -> str | None:
    """The path one step up, or None at the root."""
    if path == ROOT or not is_path(path):
        return None
    return path[: path.rstrip("/").rindex("/") + 1]


def trail(path: str) -> list[str]:
    """All paths from the root to this one, both included."""
    steps = path.rstrip("/").split("/")
    return ["/".join(steps[: i + 1]) + "/" for i in range(len(steps))]


def at_depth(path: str, depth: int) -> str:
    """The path's first so many steps; a path that has fewer stays as it is."""
    steps = path.split("/", depth)
    return path[: len(path) - len(steps[depth])] if len(steps) > depth else path


def county_of(path: str) -> str:
    """The county a place lies in, by its path: country, province, city, county; what lies above a county is its own."""
    return at_depth(path, 4)


def moved(path: str, old: str, new: str) -> str:
    """The path after its ground `old` became `new`."""
    if not within(path, old):
        raise ValueError(f"{path!r} is not within {old!r}")
    return new + path[len(old) :]
