"""docs/glossary.md: the clauses it names are sources, and the law's own words are in it."""

import re

from shian.packs import words
from shian.packs.tests.cn import REPOSITORY, national, tongxiang

ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (REPOSITORY / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| 中文")
]


def test_every_clause_is_a_source_of_the_pack() -> None:
    named = {word for row in ROWS for word in re.findall(r"[a-z]+(?:_[a-z0-9]+)+", row[3])}
    assert len(named) > 15
    assert named <= set(national().pack.sources) | set(tongxiang().pack.sources)


def test_the_programmes_letters_and_vocabularies_are_explained() -> None:
    known = {word.strip("` ") for row in ROWS for word in re.split(r"[,;(]", row[1])}
    explained = known | {"guarantee_visit", "commitment"}  # a visit, as its row says
    assert set(national().pack.programmes) <= explained
    assert set(national().pack.letters) <= explained
    assert {*words.SEVERITIES, *words.MODES, *words.RUNG_ACTS, *words.BUSINESS_ROLES, *words.SIZES} <= known
