"""A look-back's file: who may hold it, when it is done, and what its checklist must have."""

from pathlib import Path

import pytest

from shian.packs.check import check
from shian.packs.tests.cn import copied

FILE = "programmes/look_back.toml"


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        (FILE, 'holder = "superior"', 'holder = "duty"', "does not look back"),
        (FILE, 'trigger = "order"', 'trigger = "once"', "the trigger is 'order'"),
        (FILE, 'subject = "finding"', 'subject = "business"', "a look_back is on a finding"),
        (FILE, 'act = "look_back"', 'act = "inspect"', "a look_back is on a finding"),
        ("checklists/look_back.csv", "serious,yes", "serious,no", "has no key item"),
    ],
)
def test_what_a_look_back_cannot_be_is_told_with_its_file(
    tmp_path: Path, file: str, old: str, new: str, sentence: str
) -> None:
    path = copied(tmp_path) / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    problems = [str(problem) for problem in check(tmp_path / "cn") if "look_back" in str(problem)]
    assert any(sentence in problem for problem in problems), problems


def test_as_it_stands_it_is_right() -> None:
    assert check(Path(__file__).parents[4] / "packs" / "cn") == []
