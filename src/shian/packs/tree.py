"""A pack as it is written: files, tables and rows, each remembering its line."""

import csv
import hashlib
import io
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path as FilePath
from typing import Any

from shian.packs.bad import BadPack, Spot
from shian.packs.tomlines import Path, lines_of

_TOML_LINE = re.compile(r"\(at line (\d+), column \d+\)")
_DIVISION = re.compile(r"^\d+$")


@dataclass(frozen=True)
class Tree:
    """Files by relative name: a TOML file is a table, a CSV file is {"rows": [...]}."""

    name: str
    files: Mapping[str, dict[str, Any]]
    spots: Mapping[str, Mapping[Path, Spot]] = field(default_factory=dict)

    def spot(self, file: str, path: Path = ()) -> Spot:
        """The line of a key, or of the nearest table around it."""
        known = self.spots.get(file, {})
        nearest = next((known[path[:size]] for size in range(len(path), -1, -1) if path[:size] in known), None)
        return nearest or Spot(self.label(file))

    def label(self, file: str) -> str:
        return f"{self.name}/{file}" if self.name else file

    def under(self, folder: str) -> list[str]:
        return sorted(file for file in self.files if file.startswith(f"{folder}/"))

    def content(self) -> dict[str, Any]:
        """What a release keeps: the same files with dates as text."""
        plain: dict[str, Any] = json.loads(json.dumps(self.files, default=_plain, ensure_ascii=False))
        return plain


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a pack file may not hold {type(value).__name__}")


def canonical(content: Mapping[str, Any]) -> str:
    """One spelling for one meaning: the release's hash is taken over this."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def fingerprint(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def tree_of(content: Mapping[str, dict[str, Any]], name: str = "") -> Tree:
    """A tree from a release's stored content; its lines are no longer known."""
    return Tree(name, content)


def read_tree(folder: FilePath, name: str = "") -> Tree:
    """The files of one folder, without those of overlays below it."""
    if not folder.is_dir():
        raise BadPack(Spot(str(folder)), "is no folder")
    files: dict[str, dict[str, Any]] = {}
    spots: dict[str, Mapping[Path, Spot]] = {}
    for path in _own_files(folder):
        file = path.relative_to(folder).as_posix()
        spot = Spot(f"{name}/{file}" if name else file)
        text = _text(path, spot)
        files[file], lines = _toml(text, spot) if path.suffix == ".toml" else _csv(text, spot)
        spots[file] = {key: Spot(spot.file, line) for key, line in lines.items()}
    return Tree(name, files, spots)


def overlay_folders(folder: FilePath) -> list[FilePath]:
    """Folders of digits below the pack that carry an overlay.toml, outer before inner."""
    found = (path.parent for path in folder.rglob("overlay.toml"))
    return sorted((path for path in found if path != folder), key=lambda path: (len(path.parts), path))


def _own_files(folder: FilePath) -> list[FilePath]:
    found = [path for path in folder.rglob("*") if path.suffix in (".toml", ".csv") and path.is_file()]
    return sorted(path for path in found if not _below_division(path.relative_to(folder)))


def _below_division(relative: FilePath) -> bool:
    return any(_DIVISION.match(part) for part in relative.parts[:-1])


def _text(path: FilePath, spot: Spot) -> str:
    """UTF-8 with or without a byte-order mark, or the GB18030 that a Chinese Excel writes."""
    raw = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadPack(spot, "is neither UTF-8 nor GB18030 text")


def _toml(text: str, spot: Spot) -> tuple[dict[str, Any], Mapping[Path, int]]:
    try:
        return tomllib.loads(text), lines_of(text)
    except tomllib.TOMLDecodeError as error:
        line = _TOML_LINE.search(str(error))
        message = _TOML_LINE.sub("", str(error)).strip()
        raise BadPack(Spot(spot.file, int(line.group(1)) if line else 0), message) from error


def _csv(text: str, spot: Spot) -> tuple[dict[str, Any], Mapping[Path, int]]:
    """Rows by column name; Excel's semicolons, tabs, blank rows and trailing commas are read as meant."""
    skipped, text = _without_sep(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    header = [name.strip() for name in next(reader, [])]
    while header and not header[-1]:
        header.pop()
    rows: list[dict[str, str]] = []
    lines: dict[Path, int] = {(): 1}
    for cells in reader:
        values = [cell.strip() for cell in cells]
        if not any(values):
            continue
        line = reader.line_num + skipped
        if any(values[len(header) :]):
            raise BadPack(Spot(spot.file, line), f"has {len(values)} cells under {len(header)} headings")
        lines[("rows", len(rows))] = line
        rows.append(dict(zip(header, values + [""] * len(header), strict=False)))
    return {"rows": rows}, lines


def _without_sep(text: str) -> tuple[int, str]:
    """Excel may begin a file with `sep=;`: a line for itself, not for us."""
    first, _, rest = text.partition("\n")
    return (1, rest) if first.strip().lower().startswith("sep=") else (0, text)


def _delimiter(text: str) -> str:
    heading = text.split("\n", 1)[0]
    return max((",", ";", "\t"), key=heading.count)
