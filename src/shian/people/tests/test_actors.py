"""Rights belong to posts held for a time."""

from datetime import UTC, datetime, timedelta

import pytest

from shian.kernel.actor import Reach
from shian.kernel.refused import Denied, Missing
from shian.kernel.secrecy import Secrecy
from shian.kernel.wall import worn
from shian.people import queries
from shian.people.actions.posts import grant_extra
from shian.people.actions.tenure import hand_over
from shian.people.models import Person, PostGrant, Role
from shian.people.tests.conftest import FOUNDER, NOW, SPRING, TODAY, County

pytestmark = pytest.mark.django_db


def test_a_holder_acts_with_the_role_of_the_post_at_its_place(county: County) -> None:
    actor = county.actor("town")
    assert actor.post == county.posts["town"].pk
    assert actor.may_at("hand_in", "cn/33/04/83/001/001/")
    assert not actor.may_at("hand_in", "cn/33/04/83/002/")
    assert not actor.may_at("seat", "cn/33/04/83/001/")


def test_before_the_first_day_and_after_the_last_there_are_no_rights(county: County) -> None:
    key = county.people["village"].pk
    before = datetime(SPRING.year, SPRING.month, SPRING.day, tzinfo=UTC) - timedelta(days=1)
    assert queries.actor_for(key, before).posts == frozenset()
    with worn(FOUNDER):
        hand_over(county.posts["village"], county.people["heir"], on=TODAY, reason="轮岗", by=FOUNDER)
    assert county.actor("village").posts == frozenset()
    assert not county.actor("village").may_at("see", "cn/33/04/83/001/001/")


def test_rights_move_with_the_post(county: County) -> None:
    assert not county.actor("heir").may_at("hand_in", "cn/33/04/83/001/001/")
    with worn(FOUNDER):
        hand_over(county.posts["village"], county.people["heir"], on=TODAY, reason="轮岗", by=FOUNDER)
    heir = county.actor("heir")
    assert heir.posts == {county.posts["village"].pk}
    assert heir.may_at("hand_in", "cn/33/04/83/001/001/")


def test_a_closed_post_gives_nothing(county: County) -> None:
    post = county.posts["village"]
    post.closed_on = TODAY
    post.save()
    assert county.actor("village").posts == frozenset()


def test_a_stranger_sees_only_themselves(county: County) -> None:
    stranger = county.actor("heir")
    with worn(stranger):
        assert [p.name for p in queries.persons(stranger)] == ["孙七"]
        assert [p.name for p in Person._base_manager.all()] == ["孙七"]
    assert {grant.reach for grant in stranger.grants} == {Reach.PARTY}


def test_a_neighbour_sees_nobody_of_ours(county: County) -> None:
    neighbour = county.actor("neighbour")
    with worn(neighbour):
        assert [p.name for p in queries.persons(neighbour)] == ["赵六"]
        with pytest.raises(Missing):
            queries.person(county.people["village"].pk, viewer=neighbour)


def test_two_posts_of_one_person_lend_each_other_nothing(county: County) -> None:
    with worn(FOUNDER):
        hand_over(county.posts["village"], county.people["town"], on=TODAY, reason="兼任", by=FOUNDER)
    both = county.actor("town")
    held = {grant.only: grant.verbs for grant in both.grants if grant.reach is Reach.HELD}
    assert "take_over" in held[frozenset({county.posts["town"].pk})]
    assert "take_over" not in held[frozenset({county.posts["village"].pk})]


def test_an_extra_grant_adds_ground_for_a_time(county: County) -> None:
    office = county.actor("office")
    extra = PostGrant(
        post=county.posts["village"],
        role=Role.objects.get(pk="village_cadre"),
        path="cn/33/04/83/002/",
        reason="代管",
        valid_from=SPRING,
        valid_to=TODAY + timedelta(days=1),
    )
    with worn(office):
        grant_extra(extra, by=office)
    assert county.actor("village").may_at("hand_in", "cn/33/04/83/002/")
    later = queries.actor_for(county.people["village"].pk, NOW + timedelta(days=1))
    assert not later.may_at("hand_in", "cn/33/04/83/002/")


@pytest.mark.parametrize(
    ("path", "clearance"), [("cn/33/04/83/002/", Secrecy.SEALED), ("cn/33/04/81/", Secrecy.INTERNAL)]
)
def test_nobody_grants_what_they_do_not_have(county: County, path: str, clearance: Secrecy) -> None:
    office = county.actor("office")
    extra = PostGrant(
        post=county.posts["village"],
        role=Role.objects.get(pk="village_cadre"),
        path=path,
        clearance=int(clearance),
        reason="越权",
        valid_from=SPRING,
    )
    with worn(office), pytest.raises(Denied):
        grant_extra(extra, by=office)
    assert not PostGrant.objects.exists()


def test_the_house_acts_under_its_own_names_only(county: County) -> None:
    clock = queries.system("clock")
    assert clock.may_at("tick", "cn/33/04/83/")
    assert not clock.may_at("seat", "cn/33/04/83/")
    with pytest.raises(Missing):
        queries.system("office")
