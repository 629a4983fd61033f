"""The rows that stories say they walk are known, and what is told of them is true."""

import re
from pathlib import Path

import pytest

from tests.mechanisms import ROWS, WHERE, told, verdict

REPOSITORY = Path(__file__).parents[2]
ANY_MARK = re.compile(r"pytest\.mark\.mechanism\(")


def files() -> list[Path]:
    found = [path for root in ("tests", "src") for path in (REPOSITORY / root).rglob("test_*.py")]
    return [path for path in found if path != Path(__file__)]


def marks(path: Path) -> list[str]:
    return re.findall(r"pytest\.mark\.mechanism\(\"([^\"]*)\"\)", path.read_text(encoding="utf-8"))


def test_every_mark_names_a_known_row_and_the_rows_stand_once() -> None:
    assert len(ROWS) == len(set(ROWS))
    named = {row for path in files() for row in marks(path)}
    assert len(named) > 15
    assert named - set(ROWS) == set()


def test_a_mark_is_a_plain_word_where_the_stories_are_looked_for() -> None:
    for path in files():
        text = path.read_text(encoding="utf-8")
        assert len(ANY_MARK.findall(text)) == len(marks(path)), path
        if marks(path):
            assert str(path.relative_to(REPOSITORY)).startswith(WHERE), path


@pytest.mark.parametrize(
    ("outcomes", "word"),
    [
        ((), "none"),
        (("passed",), "pass"),
        (("passed", "failed"), "fail"),
        (("skipped",), "none"),
        (("skipped", "passed"), "pass"),
    ],
)
def test_a_row_passes_only_where_a_story_was_walked_and_none_failed(outcomes: tuple[str, ...], word: str) -> None:
    assert verdict(outcomes) == word


def test_rows_without_a_story_are_told_in_the_last_line() -> None:
    lines = told(["M01", "M07"], {"M01": {"passed"}})
    assert lines == ["M01 pass", "M07 none", "rows without a story: M07"]
