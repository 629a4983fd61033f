"""The house keeps its laws, and each law would notice a breach."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey, Model

from tests.house import laws
from tests.house.code import Module, own_modules

Law = Callable[[Module], Iterator[str]]

FLOOR = {
    "kernel": 0,
    "territory": 1,
    "people": 2,
    "ledger": 3,
    "evidence": 3,
    "draws": 3,
    "packs": 3,
    "registry": 4,
    "checklists": 5,
    "loop": 6,
    "inspection": 7,
    "letters": 7,
    "oversight": 7,
    "canteen": 7,
    "disclosure": 7,
    "operations": 7,
    "enforcement": 7,
    "truth": 7,
    "clues": 7,
    "reception": 7,
    "sealed": 7,
    "complaints": 8,
    "double_random": 8,
    "insight": 9,
    "doors": 10,
    "demo": 11,
    "config": 12,
}

BREACHES: dict[Law, list[tuple[str, str]]] = {
    laws.asks_the_table: [
        ("doors/worklist/pages.py", "def f() -> None:\n    Task.objects.all()"),
        ("loop/api.py", "Task._default_manager.all()"),
    ],
    laws.writes_outside_a_verb: [
        ("loop/queries.py", "task.save()"),
        ("loop/jobs.py", "Task.objects.filter(x=1).update(state='done')"),
        ("registry/rules.py", "Business.objects.create(name='x')"),
        ("doors/shop/views.py", "form.save()"),
        ("loop/queries.py", "rows.bulk_create([])"),
        ("insight/queries.py", "task.delete()"),
    ],
    laws.listens_to_signals: [("loop/apps.py", "from django.db.models.signals import post_save")],
    laws.hides_an_import: [("loop/queries.py", "def f() -> None:\n    import os")],
    laws.says_no_return_type: [("loop/queries.py", "async def f():\n    pass")],
    laws.has_a_nameless_name: [("loop/utils.py", ""), ("loop/helpers/dates.py", "")],
    laws.is_too_long: [("loop/queries.py", "x = 1\n" * 401)],
    laws.looks_at_a_watch: [
        ("loop/actions/clock.py", "now = timezone.now()"),
        ("registry/queries.py", "today = timezone.localdate()"),
        ("loop/rules.py", "date.today()"),
    ],
    laws.cuts_a_day_in_utc: [
        ("doors/letters/pages.py", "day = letter.sent_at.date()"),
        ("loop/queries/tasks.py", "on = now.date()"),
    ],
    laws.reads_a_path_as_text: [("loop/queries.py", "rows.filter(path__startswith=ground)")],
    laws.hides_who_acts: [
        (
            "loop/actions/finding.py",
            "def close(finding: F, by: Actor) -> None:\n    with act(by, 'close', finding): ...",
        ),
    ],
    laws.thaws_a_value: [
        ("loop/rules.py", "@dataclass\nclass Load:\n    count: int"),
        ("loop/events.py", "@dataclass(slots=True)\nclass Bound: ..."),
    ],
    laws.is_silent_without_a_reason: [
        ("loop/queries.py", "x = 1  # " + "noqa: S608"),
        ("loop/queries.py", "x = 1  # " + "type: ignore[misc]"),
        ("loop/queries.py", "x = 1  # " + "noqa"),
    ],
}
ALLOWED: list[tuple[Law, str, str]] = [
    (laws.writes_outside_a_verb, "loop/actions.py", "task.save()"),
    (laws.writes_outside_a_verb, "loop/actions/finding.py", "Task.objects.create()"),
    (laws.writes_outside_a_verb, "registry/queries.py", "facts.update(more)"),
    (laws.asks_the_table, "loop/queries.py", "Task.objects.visible_to(viewer)"),
    (laws.looks_at_a_watch, "loop/queries.py", "day = timezone.localdate(now)"),
    (laws.cuts_a_day_in_utc, "doors/letters/pages.py", "day = timezone.localdate(letter.sent_at)"),
    (laws.looks_at_a_watch, "doors/api/asked.py", "now = timezone.now()"),
    (
        laws.hides_who_acts,
        "loop/actions/finding.py",
        "def close(f: F, *, by: Actor) -> None:\n    with act(by, 'close', f): ...",
    ),
    (laws.thaws_a_value, "loop/rules.py", "@dataclass(frozen=True)\nclass Load: ..."),
    (laws.is_silent_without_a_reason, "loop/queries.py", "x = 1  # " + "noqa: S608  composed of constants"),
]


@pytest.mark.parametrize("law", laws.LAWS, ids=lambda law: law.__name__)
def test_the_house_keeps(law: Law) -> None:
    assert [breach for module in own_modules() for breach in law(module)] == []


@pytest.mark.parametrize(("law", "path", "text"), [(law, *case) for law in laws.LAWS for case in BREACHES[law]])
def test_a_breach_is_noticed(law: Law, path: str, text: str) -> None:
    assert list(law(Module(Path(path), text)))


@pytest.mark.parametrize(("law", "path", "text"), ALLOWED)
def test_what_is_right_is_left_alone(law: Law, path: str, text: str) -> None:
    assert not list(law(Module(Path(path), text)))


def room_of(model: type[Model]) -> str | None:
    """None for the models of a library."""
    top, _, rest = model.__module__.partition(".")
    return rest.partition(".")[0] if top == "shian" else None


def points_up(low: str, high: str) -> bool:
    return low != high and FLOOR[high] >= FLOOR[low]


def test_a_key_to_an_upper_room_or_a_sibling_points_up() -> None:
    assert points_up("territory", "people")
    assert points_up("ledger", "packs")
    assert not points_up("loop", "registry")
    assert not points_up("loop", "loop")


def test_foreign_keys_point_down() -> None:
    """A key written as a string needs no import, so the import contracts never see it."""
    wrong = [f"{model.__name__}.{field.name}" for model, field, room in foreign_keys() if points_up(*room)]
    assert wrong == []


def foreign_keys() -> Iterator[tuple[type[Model], "ForeignKey[Model, Model]", tuple[str, str]]]:
    for model in apps.get_models():
        for field in model._meta.get_fields():
            related = field.related_model if isinstance(field, ForeignKey) else None
            low, high = room_of(model), room_of(related) if isinstance(related, type) else None
            if isinstance(field, ForeignKey) and low and high:
                yield model, field, (low, high)


def test_there_are_foreign_keys_to_look_at() -> None:
    assert len(list(foreign_keys())) > 20
