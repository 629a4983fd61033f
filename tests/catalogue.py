"""What the house says and what its English says: each msgid in code and templates, each entry of the catalogue."""

import ast
import os
import re
import struct
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "shian"
ENGLISH = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
CHINESE = re.compile("[\u3001-\u303f\u3400-\u9fff\uff01-\uff5e]")  # its signs and its marks
COUNTERS = frozenset({"ngettext", "plural", "counted"})  # one and many are said apart
SAYERS = frozenset({"_", "gettext", "gettext_lazy", "_lazy", "marked"})
IN_ITS_PLACE = frozenset({"pgettext", "pgettext_lazy"})  # the same Chinese, other English: where it stands comes first
BETWEEN = "\4"
VERDICTS = frozenset({"error", "warning", "sentence"})  # of the register's rules, which know no language themselves
IN_TEMPLATE = re.compile(r"\{%\s*translate\s+\"((?:[^\"\\]|\\.)*)\"|_\(\"([^\"]*)\"\)")
IN_BLOCK = re.compile(r"\{%\s*blocktranslate([^%]*)%\}(.*?)\{%\s*(?:plural|endblocktranslate)", re.S)
PLACED = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")


def said(but: frozenset[str] = frozenset()) -> dict[str, str]:
    """Every Chinese msgid, with a file in which it stands; but those which only these functions say."""
    found: dict[str, str] = {}
    for path in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html")]):
        if "tests" in path.parts or "gallery" in path.parts:
            continue
        for words in (_in_code if path.suffix == ".py" else _in_template)(path, but):
            if CHINESE.search(words):
                found.setdefault(words, str(path.relative_to(SOURCE)))
    return found


def in_numbers() -> set[str]:
    """Every Chinese msgid that code says with a number."""
    files = [path for path in SOURCE.rglob("*.py") if "tests" not in path.parts]
    blocks = {words for path in SOURCE.rglob("*.html") for words, counts in _blocks(path) if counts}
    return blocks | {texts[0] for path in files for name, texts in _calls(path) if name in COUNTERS and texts}


def _in_code(path: Path, but: frozenset[str]) -> Iterator[str]:
    for name, texts in _calls(path):
        if name in but:
            continue
        if name in VERDICTS:
            yield from texts
        elif name in IN_ITS_PLACE:
            yield BETWEEN.join(texts)
        elif name in SAYERS | COUNTERS:
            yield from texts[:1]


def _calls(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Each function that is called by its bare name, with the texts that it is given."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            given = [one.value for one in node.args if isinstance(one, ast.Constant)]
            yield node.func.id, [one for one in given if isinstance(one, str)]


def _in_template(path: Path, but: frozenset[str]) -> Iterator[str]:
    for match in IN_TEMPLATE.finditer(path.read_text(encoding="utf-8")):
        yield match.group(1) or match.group(2)
    yield from (words for words, counts in _blocks(path) if not (counts and but))


def _blocks(path: Path) -> Iterator[tuple[str, bool]]:
    """The words between two marks of a template, and whether they are said with a number."""
    for match in IN_BLOCK.finditer(path.read_text(encoding="utf-8")):
        yield re.sub(r"\{\{\s*(\w+)\s*\}\}", r"%(\1)s", match.group(2)), " count " in match.group(1)


def english() -> dict[str, tuple[str, ...]]:
    """The catalogue: a msgid with its translations, one or, for counted words, two."""
    found: dict[str, tuple[str, ...]] = {}
    for block in re.split(r"\n\s*\n", ENGLISH.read_text(encoding="utf-8")):
        parts: dict[str, str] = {}
        key = ""
        for line in block.splitlines():
            if line.startswith("#"):
                continue
            if match := re.match(r'(msg\w+(?:\[\d\])?)\s+(".*")$', line):
                key = match.group(1)
                parts[key] = ast.literal_eval(match.group(2))
            elif line.startswith('"') and key:
                parts[key] += ast.literal_eval(line)
        if parts.get("msgid"):
            place = parts["msgctxt"] + BETWEEN if "msgctxt" in parts else ""
            found[place + parts["msgid"]] = tuple(
                words for name, words in sorted(parts.items()) if name.startswith("msgstr")
            )
    return found


def places(words: str) -> set[str]:
    """The names that are filled in."""
    return {first or second for first, second in PLACED.findall(words)}


def compiled() -> None:
    """Write the compiled catalogue where it is missing or older than its source; `make setup` does it with Babel."""
    made = ENGLISH.with_suffix(".mo")
    if not made.exists() or made.stat().st_mtime < ENGLISH.stat().st_mtime:
        draft = made.with_suffix(f".{os.getpid()}")  # several workers begin at once: none may read half of it
        draft.write_bytes(_machine_object(_entries()))
        draft.replace(made)


def _entries() -> list[tuple[bytes, bytes]]:
    head = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
    rows = {"": head}
    for words, translated in english().items():
        rows[words if len(translated) == 1 else f"{words}\0{words}"] = "\0".join(translated)
    return sorted((key.encode(), value.encode()) for key, value in rows.items())


def _machine_object(rows: list[tuple[bytes, bytes]]) -> bytes:
    """The format of gettext: two tables of lengths and places, then the words."""
    start = 28 + 16 * len(rows)
    words, keys, values = b"", [], []
    for table, column in ((keys, 0), (values, 1)):
        for row in rows:
            table += [len(row[column]), start + len(words)]
            words += row[column] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(rows), 28, 28 + 8 * len(rows), 0, start)
    return head + struct.pack(f"<{4 * len(rows)}I", *keys, *values) + words
