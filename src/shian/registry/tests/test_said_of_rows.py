"""Every answer of the register's rules, held word by word against what was agreed (`said_of_rows.txt`)."""

from itertools import zip_longest
from pathlib import Path

from shian.registry.tests.said_of_rows import said

AGREED = Path(__file__).with_name("said_of_rows.txt")


def test_the_rules_say_what_was_agreed() -> None:
    agreed = AGREED.read_text(encoding="utf-8").splitlines()
    changed = [(now, was) for now, was in zip_longest("\n".join(said()).split("\n"), agreed) if now != was]
    assert changed[:3] == []
