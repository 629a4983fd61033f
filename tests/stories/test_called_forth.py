"""What another room announces of a business calls an act forth there: the file says which announcement and which act."""

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from shian.config.wiring import FOLLOWS
from shian.inspection.rules import Result
from shian.kernel.events import Event
from shian.ledger.actions.outbox import Envelope, Follower
from shian.ledger.models import Entry
from shian.letters.states import LETTER
from shian.loop import submission
from shian.loop.models import Task
from shian.loop.states import FINDING, OUTCOMES_NOT_DONE
from shian.packs.check import check
from shian.packs.tests.cn import copied, written
from shian.packs.words import (
    BUSINESS_ROLES,
    DISPOSITIONS,
    EVENTS,
    FINDING_MOVES,
    FINDING_STATES,
    LETTER_MOVES,
    LETTER_STATES,
    NOT_AT_HOME,
    RESULTS,
    SCALES,
    STATUSES,
)
from shian.registry.models import Appointment, Scale, Status
from tests.at_the_doors import entered, stand_still
from tests.roles import as_root
from tests.stories.test_unseen_programmes import LIMITS, publish
from tests.world import VILLAGE, World, business, small_county

FIRST_LOOK = """key = "first_look"
zh = "新开办首查"
en = "First look at a new business"
source = "house_design"
from = 2026-01-01
[when]
trigger = "event"
event = "registry.registered"
[who]
holder = "supervising_officer"
[whom]
subject = "business"
[[whom.rule]]
owes = true
sectors = ["caterer"]
assumed = true
[what]
act = "inspect"
modes = ["on_site"]
[[what.checklist]]
use = "small_village"
"""
AFTER_A_GRADE = (
    FIRST_LOOK.replace("first_look", "downgraded")
    .replace("registry.registered", "registry.grade_changed")
    .replace("[who]", '[when.only]\nscale = ["guarantee"]\nafter = ["B"]\n[who]')
)
WITHIN = LIMITS.replace('act = { within = "end of period"', 'act = { within = "10 working days"')


@pytest.fixture
def world(db: None) -> World:
    return small_county()


@pytest.fixture
def in_force(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Put programmes into force; only then does the clock stand still, or two releases would be of one instant."""

    def load_them(**programmes: str) -> None:
        folder = copied(tmp_path)
        for key, text in programmes.items():
            written(folder, f"programmes/{key}.toml", text)
        publish(folder)
        stand_still(monkeypatch)

    return load_them


def heeded(follower: Follower, envelope: Envelope, world: World) -> bool:
    """Whether the courier would bring this to a follower: most say beforehand what can come to anything."""
    if follower.heeds is None:
        return True
    heed = follower.heeds(world.now)
    return envelope["name"] in heed.events and heed.wants(envelope)


def owed(world: World, programme: str) -> list[Task]:
    """What is owed of a programme once everybody has heard of everything, and heard it twice.

    The story's own transaction is open, so its entries lie above the courier's horizon: carried by hand.
    """
    with as_root():
        told = [one for entry in Entry._base_manager.order_by("id") for one in entry.events]
    for envelope in told * 2:
        for follower in FOLLOWS.get(envelope["name"], []):
            if heeded(follower, envelope, world):
                follower.handle(envelope, world.now)
    with as_root():
        return list(Task._base_manager.filter(programme=programme).order_by("due", "id"))


def opened(world: World, name: str, kind: str) -> UUID:
    """A business that the office enters in the register."""
    facts = {"name": name, "kind": kind, "path": VILLAGE}
    answer = entered(world, "office").post("/api/v1/businesses", facts, content_type="application/json")
    assert answer.status_code == 201, answer.content
    return UUID(answer.json()["id"])


def test_a_new_caterer_is_looked_at_within_ten_working_days(world: World, in_force: Callable[..., None]) -> None:
    in_force(first_look=FIRST_LOOK + WITHIN)
    shop = opened(world, "新开面馆", "caterer")
    opened(world, "新开粮油店", "seller")
    (task,) = owed(world, "first_look")
    assert (task.business_id, task.holder_id) == (shop, world.posts["station"].pk)
    assert task.due == date(2026, 9, 28)  # Sunday the 20th is worked, 25 to 27 September are holidays
    assert [one.pk for one in owed(world, "first_look")] == [task.pk]
    page = entered(world, "station").get("/", follow=True).content.decode()
    assert "新开面馆" in page


def graded(world: World, shop: UUID, grade: str) -> None:
    words = {"act": "guarantee", "grade": grade, "reason": "人数变了"}
    page = entered(world, "office").post(f"/businesses/{shop}/change", words, follow=True)
    assert page.status_code == 200


def test_only_the_announcements_that_say_the_word_call_it_forth(world: World, in_force: Callable[..., None]) -> None:
    in_force(downgraded=AFTER_A_GRADE + WITHIN)
    one, other = business(world, "甲酒楼"), business(world, "乙酒楼")
    graded(world, one.pk, "B")
    graded(world, other.pk, "C")
    assert [task.business_id for task in owed(world, "downgraded")] == [one.pk]


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("registry.registered", "registry.regstered", "did you mean 'registry.registered'"),
        ("registry.registered", "oversight.problem_moved", "does not go with what.act = 'inspect'"),
        ('subject = "business"', 'subject = "grid"', "whom.subject is business"),
        ("[who]", '[when.only]\ngrade = ["D"]\n[who]', "'grade' is not one of [kind]"),
        ("[who]", '[when.only]\nkind = ["restaurant"]\n[who]', "'restaurant' is not one of [producer"),
        ("[who]", '[[when.frequency]]\nevery = "month"\ntimes = 1\nassumed = true\n[who]', "it has no frequency"),
    ],
)
def test_a_file_that_nothing_could_call_forth_is_refused(tmp_path: Path, was: str, becomes: str, said: str) -> None:
    folder = copied(tmp_path)
    written(folder, "programmes/first_look.toml", (FIRST_LOOK + WITHIN).replace(was, becomes, 1))
    (problem, *_more) = check(folder)
    assert said in str(problem)


def test_every_event_a_file_may_name_is_announced_with_these_words_and_followed() -> None:
    """The vocabulary of packs stands below the rooms, so nothing but this holds it to them."""
    known = {event.name: event for event in Event.__subclasses__() if hasattr(event, "name")}
    for name, words in EVENTS.items():
        assert {"business", *words} <= {one.name for one in fields(known[name])}, name
        assert name in FOLLOWS


def test_what_such_a_word_can_be_is_what_the_rooms_say() -> None:
    """Whoever wrote a grade or a state that there is not waited for what would never be announced."""
    assert set(SCALES) == set(Scale.values) and set(STATUSES) == set(Status.values)
    assert set(BUSINESS_ROLES) == set(Appointment.Role.values)
    assert (NOT_AT_HOME, DISPOSITIONS) == (OUTCOMES_NOT_DONE, submission.DISPOSITIONS)
    assert (set(FINDING_STATES), set(FINDING_MOVES)) == (FINDING.all, set(FINDING.moves))
    assert (set(LETTER_STATES), set(LETTER_MOVES)) == (
        LETTER.all,
        {"draft", *LETTER.moves},
    )  # it is announced from its draft on
    assert set(RESULTS) == {*(one.value for one in Result), "refused"}
