"""What is written beside the code says what the code says: glossary, READMEs, decisions, dependencies."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

from shian.clues.states import CLUE
from shian.complaints.states import COMPLAINT_20, COMPLAINT_121, MIXED, REPORTED
from shian.draws.states import DRAW
from shian.enforcement.states import CASE, MEASURE, SPOT, TRANSFER, TYPICAL
from shian.inspection.states import DECISION, INSPECTION
from shian.kernel.events import Event
from shian.kernel.states import States
from shian.loop.actions.commitment import COMMITMENT
from shian.loop.states import FINDING, MODES, OUTCOMES_NOT_DONE, TASK
from shian.operations.states import NOTICE, OPERATION
from shian.oversight.states import OVERSIGHT, PROBLEM
from shian.reception.states import CALL, FIRST_LOOK
from shian.registry.models import Appointment, Kind, Status
from tests.house.test_verbs import done, held

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "shian"
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
WORD = re.compile(r"[a-z_0-9]+")


def snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def code_words() -> set[str]:
    """The second column of the glossary, and what stands as code in the third."""
    rows = [line.split("|") for line in GLOSSARY.splitlines() if line.startswith("|")]
    said = [text for row in rows for text in (row[2], *re.findall(r"`([^`]+)`", row[3]))]
    return {word for text in said for word in WORD.findall(text.lower())}


def of_states(states: States) -> Iterator[str]:
    yield from states.all
    yield from states.moves


def nouns() -> list[str]:
    return [snake(model.__name__) for model in apps.get_models() if model.__module__.startswith("shian.")]


def events() -> list[type[Event]]:
    modules = [
        import_module(f"shian.{path.parent.name}.events")
        for path in SOURCE.glob("*/events.py")
        if path.parent.name != "kernel"
    ]
    return [
        kind
        for module in modules
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Event) and kind is not Event
    ]


STATES = (
    TASK, FINDING, COMMITMENT, DRAW, INSPECTION, DECISION, OVERSIGHT, PROBLEM, OPERATION, NOTICE,
    COMPLAINT_20, COMPLAINT_121, REPORTED, MIXED, CALL, FIRST_LOOK, CLUE, CASE, MEASURE, SPOT, TRANSFER, TYPICAL,
)  # fmt: skip
SPOKEN = {
    "nouns": nouns,
    "verbs": lambda: done() | held() - {"*"},
    "states and moves": lambda: [word for states in STATES for word in of_states(states)],
    "events": lambda: [kind.name.rpartition(".")[2] for kind in events()],
    "kinds": lambda: [*Kind.values, *Status.values, *Appointment.Role.values, *MODES, *OUTCOMES_NOT_DONE],
}


@pytest.mark.parametrize("part", SPOKEN)
def test_every_word_of_the_code_is_in_the_glossary(part: str) -> None:
    spoken = set(SPOKEN[part]())
    assert len(spoken) >= 15
    assert sorted(spoken - code_words()) == []


def rooms() -> list[Path]:
    """The floors, and behind the doors each door."""
    within = [path for top in (SOURCE, SOURCE / "doors") for path in top.iterdir() if (path / "__init__.py").is_file()]
    return sorted(path for path in within if path.name != "tests")


@pytest.mark.parametrize("room", rooms(), ids=lambda room: str(room.relative_to(SOURCE)))
def test_every_room_says_in_half_a_page_what_it_holds(room: Path) -> None:
    text = (room / "README.md").read_text(encoding="utf-8")
    assert 3 < len(text.splitlines()) <= 80
    label = room.name if room.parent == SOURCE else f"doors.{room.name}"
    said = set(re.findall(r"\w+", text))
    models = [model.__name__ for model in apps.get_models() if model.__module__ == f"shian.{label}.models"]
    announced = [kind.name.rpartition(".")[2] for kind in events() if kind.name.startswith(f"{label}.")]
    assert [name for name in [*models, *announced] if name not in said] == []


def test_a_decision_is_one_page() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("0*.md"))
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    assert {page.name: n for page in pages if (n := len(page.read_text(encoding="utf-8").splitlines())) > 40} == {}


def asked_for() -> set[str]:
    """What we ask of the registries by name, for the server and for the pages."""
    lines = [line for file in ROOT.glob("requirements*.in") for line in file.read_text(encoding="utf-8").splitlines()]
    python = {found[0] for line in lines if (found := re.match(r"[A-Za-z][\w.-]*", line))}
    web = re.findall(r'"([\w.@/-]+)": "\d', (ROOT / "web" / "package.json").read_text(encoding="utf-8"))
    return {name.lower() for name in [*python, *web]}


def test_every_dependency_says_why_and_under_which_licence() -> None:
    text = (ROOT / "docs" / "decisions" / "dependencies.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if line.startswith("| ")]
    named = {name.lower() for row in rows for name in re.findall(r"@?[A-Za-z][\w./-]*", re.sub(r"\[.*?\]", "", row[0]))}
    assert asked_for() - named == set()
    assert [row for row in rows if len(row) != 3 or not all(row)] == []
