"""A place's own files laid over the national pack: what they may touch at all, and the merged tree.

What they may say there (tighter, never looser) is judged in tighten.py on the built packs.
"""

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any, NoReturn

from shian.kernel.paths import is_path, within
from shian.packs.bad import BadPack, Spot
from shian.packs.node import Context, Node
from shian.packs.tomlines import Path
from shian.packs.tree import Tree

HEAD = "overlay.toml"


def merge(base: Tree, over: Tree) -> Tree:
    """The base with the overlay's files worked in; every key keeps the line it was written on."""
    work = _Merge(base, over)
    for file in over.files:
        _handler(file)(work, file)
    return Tree(base.name, work.files, work.spots)


class _Merge:
    """The growing tree."""

    def __init__(self, base: Tree, over: Tree) -> None:
        self.over = over
        self.base = base
        self.files: dict[str, dict[str, Any]] = {file: deepcopy(table) for file, table in base.files.items()}
        self.spots: dict[str, dict[Path, Spot]] = {file: dict(known) for file, known in base.spots.items()}

    def bad(self, file: str, path: Path, message: str) -> NoReturn:
        raise BadPack(self.over.spot(file, path), message)

    def take(self, file: str) -> None:
        """A file the base does not have."""
        self.files[file] = deepcopy(self.over.files[file])
        self.spots[file] = dict(self.over.spots.get(file, {}))

    def put(self, file: str, path: Path) -> None:
        """The overlay's value at a path instead of the base's."""
        self._parent(file, path)[path[-1]] = deepcopy(_at(self.over.files[file], path))
        self._forget(file, path)
        self._graft(file, path, self.over.spots.get(file, {}), path)

    def join(self, file: str, path: Path, *, over_first: bool) -> None:
        """Both arrays of tables, the overlay's before or after the base's."""
        sides = [(self.over, file), (self.base, file)] if over_first else [(self.base, file), (self.over, file)]
        self._forget(file, path)
        rows: list[Any] = []
        for tree, name in sides:
            for at, row in enumerate(_at(tree.files[name], path) or []):
                self._graft(file, (*path, len(rows)), tree.spots.get(name, {}), (*path, at))
                rows.append(deepcopy(row))
        self._parent(file, path)[path[-1]] = rows

    def _parent(self, file: str, path: Path) -> Any:
        """The table a path ends in, made where the base has none."""
        table: Any = self.files[file]
        for part in path[:-1]:
            table = table.setdefault(part, {})
        return table

    def _forget(self, file: str, path: Path) -> None:
        known = self.spots.setdefault(file, {})
        for key in [key for key in known if key[: len(path)] == path]:
            del known[key]

    def _graft(self, file: str, to: Path, known: Mapping[Path, Spot], start: Path) -> None:
        for key, spot in known.items():
            if key[: len(start)] == start:
                self.spots.setdefault(file, {})[(*to, *key[len(start) :])] = spot


def _at(table: Any, path: Path) -> Any:
    for part in path:
        if part not in table:
            return None
        table = table[part]
    return table


def _handler(file: str) -> Callable[[_Merge, str], None]:
    if file in _FILES:
        return _FILES[file]
    folder = file.split("/", 1)[0] if "/" in file else ""
    return _FOLDERS.get(folder, _refuse)


def _refuse(work: _Merge, file: str) -> None:
    work.bad(file, (), "an overlay may not touch this file")


def _head(work: _Merge, file: str) -> None:
    """The overlay's own name, place and day become the merged pack's."""
    node = Node(work.over, file, (), work.over.files[file], Context())
    place, title, start = node.text("within"), node.title(), node.need_day("effective_from")
    version = node.text("version")
    node.close()
    head = work.files["pack.toml"]
    if not (is_path(place) and within(place, head["jurisdiction"]) and place != head["jurisdiction"]):
        work.bad(file, ("within",), f"within = '{place}' is no place inside {head['jurisdiction']}")
    later = max(str(start), str(head["effective_from"]))
    head |= {"jurisdiction": place, "zh": title.zh, "en": title.en, "effective_from": later}
    head["version"] = f"{head['version']}+{version}"


def _new_tables(key: str) -> Callable[[_Merge, str], None]:
    """Tables [key.NAME] of names the base does not have."""

    def add(work: _Merge, file: str) -> None:
        _only_keys(work, file, (key,))
        for name in work.over.files[file].get(key, {}):
            if _at(work.base.files[file], (key, name)) is not None:
                work.bad(file, (key, name), f"{key}.{name} is already given by the pack below")
            work.put(file, (key, name))

    return add


def _only_keys(work: _Merge, file: str, allowed: tuple[str, ...]) -> None:
    for key in work.over.files[file]:
        if key not in allowed:
            work.bad(file, (key,), f"an overlay may not change {key} here, only {', '.join(allowed)}")


def _identity(work: _Merge, file: str) -> None:
    """New kinds, numbers and tags; and a pattern for a number that had none."""
    _only_keys(work, file, ("kind", "number", "tag"))
    for key, tables in work.over.files[file].items():
        for name in tables:
            old = _at(work.base.files[file], (key, name))
            if old is not None and not (key == "number" and old.get("pattern", "") == ""):
                work.bad(file, (key, name), f"{key}.{name} is already given by the pack below")
            work.put(file, (key, name))


def _named_anew(key: str) -> Callable[[_Merge, str], None]:
    """What the pack below does not name, in a file that it may not have."""

    def add(work: _Merge, file: str) -> None:
        if file in work.base.files:
            _new_tables(key)(work, file)
        else:
            work.take(file)

    return add


def _programme(work: _Merge, file: str) -> None:
    """A programme of the place's own, or tighter limits, more often, on more subjects, with more rungs."""
    if file not in work.base.files:
        work.take(file)
        return
    table = work.over.files[file]
    _only_keys(work, file, ("by_when", "when", "whom", "ladder", "and_then"))
    for key in table.get("by_when", {}):
        work.put(file, ("by_when", key))
    for path in (("when", "frequency"), ("whom", "rule")):
        _only_inner(work, file, path)
        if _at(table, path):
            work.join(file, path, over_first=True)
    for key in ("ladder", "and_then"):
        if key in table:
            work.join(file, (key,), over_first=False)


def _only_inner(work: _Merge, file: str, path: tuple[str, str]) -> None:
    for key in work.over.files[file].get(path[0], {}):
        if key != path[1]:
            work.bad(file, (path[0], key), f"an overlay may not change {path[0]}.{key}, only add [[{'.'.join(path)}]]")


def _checklist(work: _Merge, file: str) -> None:
    """Questions added, or put more strictly under the same code."""
    if file not in work.base.files:
        work.take(file)
        return
    mine = {row.get("code"): row for row in work.over.files[file]["rows"]}
    for at, row in enumerate(work.base.files[file]["rows"]):
        if row.get("code") in mine:
            work.files[file]["rows"][at] = deepcopy(mine[row["code"]])
            where = next(n for n, new in enumerate(work.over.files[file]["rows"]) if new is mine[row["code"]])
            work.spots[file][("rows", at)] = work.over.spot(file, ("rows", where))
    known = {row.get("code") for row in work.base.files[file]["rows"]}
    for at, row in enumerate(work.over.files[file]["rows"]):
        if row.get("code") not in known:
            work.spots[file][("rows", len(work.files[file]["rows"]))] = work.over.spot(file, ("rows", at))
            work.files[file]["rows"].append(deepcopy(row))


def _whole(work: _Merge, file: str) -> None:
    for key in work.over.files[file]:
        work.put(file, (key,))


def _clocks(work: _Merge, file: str) -> None:
    _only_keys(work, file, ("clock",))
    for name in work.over.files[file].get("clock", {}):
        work.put(file, ("clock", name))


def _key_days(work: _Merge, file: str) -> None:
    """Days that only this place keeps, and what its own notice says of a day that waits for one."""
    _only_keys(work, file, ("day",))
    for name, table in work.over.files[file].get("day", {}).items():
        old = _at(work.base.files[file], ("day", name))
        if old is None:
            work.put(file, ("day", name))
            continue
        for key in table:
            if key != "announced":
                work.bad(
                    file, ("day", name, key), f"an overlay may not change day.{name}.{key}, only announce its days"
                )
        if not old.get("by_notice"):
            work.bad(file, ("day", name), f"day.{name} waits for no notice: its day is the same everywhere")
        work.join(file, ("day", name, "announced"), over_first=True)


def _appended(*keys: str) -> Callable[[_Merge, str], None]:
    def add(work: _Merge, file: str) -> None:
        _only_keys(work, file, keys)
        for key in work.over.files[file]:
            work.join(file, (key,), over_first=False)

    return add


def _letters(work: _Merge, file: str) -> None:
    """Letters of the place's own, how its organs call themselves and number, when its notices go and whether they do."""
    if file not in work.base.files:
        work.take(file)
        return
    _only_keys(work, file, ("issuer", "letter"))
    for name in work.over.files[file].get("issuer", {}):
        work.put(file, ("issuer", name))
    for name, table in work.over.files[file].get("letter", {}).items():
        _notice(work, file, name, table)


def _notice(work: _Merge, file: str, name: str, table: Mapping[str, Any]) -> None:
    """Which period, how long after it, which figures, to whom, or not at all: that is the place's to say."""
    for key in table:
        if key != "notice" or _at(work.base.files[file], ("letter", name, "notice")) is None:
            work.bad(
                file,
                ("letter", name, key),
                f"an overlay may not change letter.{name}.{key}, only a notice that is there",
            )
    for key in table.get("notice", {}):
        work.put(file, ("letter", name, "notice", key))


def _added(work: _Merge, file: str) -> None:
    if file in work.base.files:
        work.bad(file, (), "is already given by the pack below")
    work.take(file)


_FILES: Mapping[str, Callable[[_Merge, str], None]] = {
    HEAD: _head,
    "sources.toml": _new_tables("source"),
    "checklists/titles.toml": _new_tables("checklist"),
    "identity.toml": _identity,
    "categories.toml": _named_anew("category"),
    "departments.toml": _named_anew("department"),
    "loads.toml": _whole,
    "clocks.toml": _clocks,
    "key_days.toml": _key_days,
    "appointments.toml": _appended("director", "safety_officer", "principal"),
    "grading.toml": _appended("uplift"),
}
_FOLDERS: Mapping[str, Callable[[_Merge, str], None]] = {
    "programmes": _programme,
    "checklists": _checklist,
    "letters": _letters,
    "stories": _added,
}
