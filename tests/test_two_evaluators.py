"""The phone says of an office's form what the server says of it: one table, two evaluators (tests/two_evaluators.py)."""

import json
import os
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from shian.checklists.rules.evaluating import EPOCH
from shian.checklists.rules.expressions import Unreadable, parsed
from shian.checklists.rules.settling import Said
from tests.two_evaluators import DAY, OFFICE, SEED, TABLE, evaluated, judged, whole_forms

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def table() -> Any:
    return json.loads(TABLE.read_text("utf-8"))


def test_the_table_is_large_enough_to_mean_something(table: Any) -> None:
    words = {_head(case["tree"]) for case in table["expressions"]}
    assert len(table["expressions"]) > 1200 and len(table["forms"]) >= 400
    assert {
        "and",
        "or",
        "not",
        "selected",
        "count-selected",
        "if",
        "today",
        "round",
        "int",
        "div",
        "mod",
        "coalesce",
    } <= words
    kinds = {kind for case in table["forms"] for kind in case["says"]["troubles"].values()}
    assert kinds == {"value", "choice", "constraint"}
    assert any(case["says"]["missing"] for case in table["forms"])


def test_the_server_says_what_the_table_says(table: Any) -> None:
    assert [case for case in table["expressions"] if evaluated(case) != case["says"]] == []
    office = [case for case in table["forms"] if "village" in case["form"]["questions"]]
    assert len(office) >= 200
    for case in office:
        answers = {code: Said(one["word"], one["note"], one["photos"]) for code, one in case["answers"].items()}
        assert judged(OFFICE, answers, EPOCH + timedelta(days=case["today"])) == case["says"]


def test_forms_drawn_by_the_seed_are_the_tables_own(table: Any) -> None:
    """Whoever changes the rules draws the table anew (`python -m tests.two_evaluators`), and sees in it what changed."""
    assert (SEED, DAY.isoformat()) == (20260914, "2026-09-14")
    first = next(iter(whole_forms()))
    assert json.loads(json.dumps(first)) == table["forms"][0]


def test_the_phone_says_what_the_table_says(table: Any) -> None:
    path = os.pathsep.join([str(ROOT / ".venv" / "bin"), os.environ["PATH"]])
    run = subprocess.run(
        ["node", "twins.mjs", str(TABLE)], cwd=ROOT / "web", env=os.environ | {"PATH": path}, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    phone = json.loads(run.stdout)
    for kind in ("expressions", "forms"):
        assert len(phone[kind]) == len(table[kind])
        differ = [(case, said) for case, said in zip(table[kind], phone[kind], strict=True) if case["says"] != said]
        assert differ == [], (
            f"{len(differ)} of {len(phone[kind])} {kind}, the first: {json.dumps(differ[0], ensure_ascii=False)}"
        )


@pytest.mark.parametrize(
    "written",
    [
        "regex(., '(?=1)[0-9]+')",
        "regex(., ${a})",
        "regex(., '(a+)+')",
        "${a} ~ 'x'",
        "pulldata('a', 'b')",
        "${a} = 'open",
        "matches(., 'a')",
    ],
)
def test_what_neither_could_judge_alike_is_refused_when_the_form_comes_in(written: str) -> None:
    with pytest.raises(Unreadable):
        parsed(written)


def _head(tree: Any) -> str:
    return str(tree[0]) if isinstance(tree, list) else ""
