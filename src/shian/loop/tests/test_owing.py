"""Who owes by rule: looked at again on the next day it costs one count, and whatever has changed since is noticed."""

from datetime import timedelta

import pytest
from django.db import connection

from shian.kernel.because import Because
from shian.kernel.bulk import whole_tables
from shian.kernel.refused import Refused
from shian.kernel.wall import worn
from shian.loop import actions
from shian.loop.actions import owing
from shian.loop.models import Duty
from shian.people.actions.posts import close_post, open_post
from shian.people.actions.tenure import appoint
from shian.people.models import Post
from shian.registry.actions.grade import change_grade
from shian.registry.actions.standing import close_business
from shian.registry.models import Business
from shian.registry.rules.grading import GuaranteeGrade
from tests.world import COUNTY, FOUNDER, TODAY, World, business, small_county

PROGRAMME = "daily_oversight"  # owed on caterers of the grades A, B and C, by the nearest station


@pytest.fixture
def world(db: None) -> World:
    return small_county()


@pytest.fixture
def shop(world: World) -> Business:
    return business(world, grade="C")


def owed(world: World, *, days: int = 0) -> int:
    """How many duties began or ended when it was looked at so many days later."""
    office, on = world.actor("office"), TODAY + timedelta(days=days)
    with worn(office):
        return actions.owe_by_rule(PROGRAMME, within=COUNTY, on=on, by=office, now=world.now + timedelta(days=days))


def holders(on: int = 0) -> list[object]:
    with worn(FOUNDER):
        rows = Duty.objects.visible_to(FOUNDER).known().on(TODAY + timedelta(days=on)).filter(programme=PROGRAMME)
        return list(rows.values_list("holder_id", flat=True))


def test_where_nothing_has_changed_nothing_is_done_and_nothing_was_missed(
    world: World, shop: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert owed(world) == 1
    assert owed(world) == owed(world, days=1) == 0
    monkeypatch.setattr(owing, "_stands", lambda asking, owing: False)
    assert owed(world) == owed(world, days=1) == 0


def test_a_new_business_a_new_grade_and_a_closed_door_are_noticed(world: World, shop: Business) -> None:
    assert owed(world) == 1
    business(world, "乙饭店", grade="C")
    assert owed(world, days=1) == 1
    with worn(FOUNDER):
        change_grade(shop, Because(GuaranteeGrade.D, "重新定级"), on=TODAY + timedelta(days=2), by=FOUNDER)
    assert owed(world, days=2) == 1
    assert len(holders(on=2)) == 1
    with worn(FOUNDER):
        close_business(shop, on=TODAY + timedelta(days=3), reason="歇业", by=FOUNDER)
    assert owed(world, days=3) == 0  # it owed nothing any more


def test_a_post_that_is_closed_hands_its_duties_to_the_next_one(world: World, shop: Business) -> None:
    owed(world)
    old = world.posts["station"]
    assert holders() == [old.pk]
    with worn(FOUNDER):
        post = Post(organisation=old.organisation, place=old.place, role=old.role, title="新的监管所", opened_on=TODAY)
        new = open_post(post, by=FOUNDER)
    assert owed(world) == 0  # a colleague beside him is no reason to hand his work about
    with worn(FOUNDER):
        appoint(new, world.people["grid"], on=TODAY, by=FOUNDER)
        close_post(old, on=TODAY, by=FOUNDER)
    assert owed(world, days=1) == 2
    assert holders(on=1) == [new.pk]


def test_the_database_walks_by_its_indexes_again_after_a_mass_statement(world: World) -> None:
    def walks() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SHOW enable_nestloop")
            return str(cursor.fetchone()[0])

    with whole_tables():
        assert walks() == "off"
    assert walks() == "on"
    with pytest.raises(Refused), whole_tables():
        raise Refused("no")
    assert walks() == "on"
