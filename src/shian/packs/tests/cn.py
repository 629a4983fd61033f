"""The national pack as the tests use it: whole, or a copy with one word changed."""

import shutil
from functools import lru_cache
from pathlib import Path

from shian.packs.loader import Loaded, load

REPOSITORY = Path(__file__).parents[4]
CN = REPOSITORY / "packs" / "cn"
TONGXIANG = "33/0483"


@lru_cache(maxsize=1)
def packs() -> tuple[Loaded, ...]:
    return load(CN)


def national() -> Loaded:
    return packs()[0]


def tongxiang() -> Loaded:
    return packs()[1]


def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CN, tmp_path / "cn"))


def changed(folder: Path, file: str, old: str, new: str) -> int:
    """Change the first `old` of a file; the answer is the line on which the new text begins."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} says no {old!r}"
    at = text.index(old)
    path.write_text(text[:at] + new + text[at + len(old) :], encoding="utf-8")
    return text[:at].count("\n") + 1


def written(folder: Path, file: str, text: str) -> None:
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def appended(folder: Path, file: str, text: str) -> int:
    """Add text at the end; the answer is the line on which it begins."""
    path = folder / file
    before = path.read_text(encoding="utf-8")
    path.write_text(before + text, encoding="utf-8")
    return before.count("\n") + 1
