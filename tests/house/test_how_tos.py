"""What a reader is told to type is understood, and where they are told to look there is something."""

import re
import shlex
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from shian.cli import COMMANDS, module_name, parse
from shian.insight.indicators import INDICATORS
from shian.packs.loader import load

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "ARCHITECTURE.md", *sorted((ROOT / "docs").rglob("*.md"))]
COMMAND = re.compile(r"\.venv/bin/shian ([a-z]+)([^#`|)\n]*)")
LINK = re.compile(r"\]\(([^)#:]+)\)")
FILE = re.compile(r"`((?:src|tests|docs|packs|web|benchmarks)/[\w./-]+)`")
TO_WRITE = re.compile(r"<!-- file: ([\w./-]+)")


def commands() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        yield from COMMAND.findall(page.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("command", "words"), sorted(set(commands())))
def test_a_command_in_the_books_is_understood(command: str, words: str) -> None:
    assert command in COMMANDS
    parse(command, import_module(module_name(command)), shlex.split(words))


def test_there_are_commands_to_look_at() -> None:
    assert len(list(commands())) > 10


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_file_in_the_books_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    linked = [page.parent / name for name in LINK.findall(text)]
    written = set(TO_WRITE.findall(text))  # by the reader, on the way
    named = [ROOT / name for name in FILE.findall(text) if name.partition("packs/cn/")[2] not in written]
    assert [str(path) for path in [*linked, *named] if not path.exists()] == []


def test_every_indicator_of_the_code_has_its_words_in_the_pack() -> None:
    assert set(INDICATORS) <= set(load(ROOT / "packs" / "cn")[0].pack.indicators)
