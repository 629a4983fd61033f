"""B10: a cadre leaves in the middle of a quarter. What was done stays his, what is open is his successor's, and each rung of
the ladder names whoever held the post on its day. Counted by hand on the tables."""

from datetime import date
from typing import Any

import pytest
from django.db import connection

from shian.insight.figure import Question
from shian.insight.queries import completion
from shian.kernel.wall import worn
from shian.loop import queries
from shian.people.actions.persons import NewPerson, register_person
from shian.people.actions.tenure import hand_over
from shian.people.models import Person
from shian.registry.models import Business
from tests.at_the_doors import bound_and_planned, entered, visited
from tests.roles import as_root
from tests.stories.test_ladder import DUE, tick, working_day
from tests.world import COUNTY, FOUNDER, TODAY, VILLAGE, World, business

pytestmark = pytest.mark.django_db
LEAVES = date(2026, 9, 21)


def raw(question: str, *values: Any) -> list[Any]:
    with as_root(), connection.cursor() as cursor:
        cursor.execute(question, values or None)
        return list(cursor.fetchall())


@pytest.fixture
def two_shops(world: World) -> tuple[Business, Business]:
    shops = business(world), business(world, "乙饭店")
    bound_and_planned(world)
    return shops


def handed_over(world: World) -> Person:
    """The village's cadre goes, and another comes into the post."""
    with worn(FOUNDER):
        heir = register_person(NewPerson(name="继任某", phone="15409000001", path=VILLAGE), by=FOUNDER)
    office = world.actor("office")
    with worn(office):
        hand_over(world.posts["village"], heir, on=LEAVES, reason="调任", by=office)
    world.people["heir"] = heir
    return heir


def test_the_quarter_stays_right_and_the_open_work_is_the_successor_s(
    world: World, two_shops: tuple[Business, Business]
) -> None:
    done, still = two_shops
    visited(world, done, failed=0)
    leaver = world.people["village"]
    heir = handed_over(world)
    world.now = working_day(DUE, 0).replace(day=30)
    office, successor = world.actor("office"), world.actor("heir")
    with worn(successor):
        assert [task.business for task in queries.worklist(successor, on=world.now.date())] == [still]
    with worn(office):
        asked = Question.asked("guarantee_visit", "2026Q3", COUNTY, world.now, date(2026, 9, 30))
        (figure,) = completion(office, asked)
    by_hand = raw("SELECT count(*) FILTER (WHERE state = 'done'), count(*) FROM loop_task WHERE act = 'inspect'")
    assert (figure.done, figure.due) == by_hand[0] == (1, 2)
    assert raw("SELECT settled_by FROM loop_task WHERE state = 'done' AND act = 'inspect'") == [(leaver.pk,)]
    assert heir.pk != leaver.pk


@pytest.mark.mechanism("B10")
def test_each_rung_names_whoever_held_the_post_on_its_day(
    world: World, two_shops: tuple[Business, Business], monkeypatch: pytest.MonkeyPatch
) -> None:
    (found,) = visited(world, two_shops[0])
    owner = world.actor("甲饭店/principal")
    ((due,),) = raw("SELECT due FROM loop_task WHERE act = 'rectify'")
    assert TODAY <= due <= date(2026, 10, 31)
    tick(world, working_day(due, 3))  # before, or after, the handover: the post hears
    handed_over(world)
    monkeypatch.setattr("django.utils.timezone.now", lambda: world.now)
    ((told_on,),) = raw("SELECT (at AT TIME ZONE 'Asia/Shanghai')::date FROM loop_climb WHERE act = 'inform'")
    name = "village某" if told_on < LEAVES else "继任某"
    page = entered(world, "office").get(f"/findings/{found}").content.decode()
    assert f"报告上级 · village {name}" in page
    assert owner.businesses
