"""The law's roles file and the code speak of the same verbs."""

import re
from pathlib import Path

from shian.packs.loader import load
from shian.people.grants import MYSELF

REPOSITORY = Path(__file__).parents[2]
SOURCE = REPOSITORY / "src" / "shian"
DONE = re.compile(r"\bact(?:_many)?\(\s*by,\s*\"([a-z_]+)\"|^VERB = \"([a-z_]+)\"", re.MULTILINE)
QUOTED = re.compile(r"\"([a-z_]+)\"")


def texts() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py") if "tests" not in path.parts]


def held() -> set[str]:
    roles = load(REPOSITORY / "packs" / "cn")[0].pack.roles.values()
    return set(MYSELF).union(*(role.verbs for role in roles))


def done() -> set[str]:
    return {verb for text in texts() for pair in DONE.findall(text) for verb in pair if verb}


def test_every_verb_that_is_done_is_held_by_some_role() -> None:
    assert len(done()) > 20
    assert done() - held() == set()


def test_every_verb_a_role_holds_is_spoken_of_in_the_code() -> None:
    spoken = {word for text in texts() for word in QUOTED.findall(text)}
    assert held() - spoken == set()
