"""The lens reads one rule twice, as a query and on a row in hand; and the wall lets through all that the lens shows."""

from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shian.checklists.models import Sheet
from shian.kernel.actor import NOBODY, Actor, Grant, Reach
from shian.kernel.ids import new_id
from shian.kernel.lens import Scoped, may
from shian.kernel.secrecy import Secrecy
from shian.kernel.wall import worn
from shian.registry.models import Business
from tests.roles import as_root
from tests.rows import any_row, plant_all

GROUNDS = ["cn/", "cn/33/", "cn/33/04/83/", "cn/33/04/83/001/", "cn/33/04/83/002/", "cn/33/04/830/", ""]
PLACES = ["cn/33/", "cn/33/04/83/", "cn/33/04/83/001/", "cn/33/04/83/001/001/", "cn/33/04/830/", "cn/34/"]
KINDS = ["caterer", "seller"]
IDS = [new_id() for _ in range(3)]
VERBS = st.frozensets(st.sampled_from(["see", "close", "*"]), max_size=2)
SOME_IDS = st.frozensets(st.sampled_from(IDS), max_size=2)
GRANTS = st.builds(
    Grant,
    VERBS,
    st.sampled_from(Reach),
    st.sampled_from(GROUNDS),
    st.frozensets(st.sampled_from(KINDS), max_size=1),
    st.sampled_from(Secrecy),
    SOME_IDS,
)
ACTORS = st.builds(
    Actor,
    st.just("someone"),
    st.none() | st.sampled_from(IDS),
    st.none(),
    SOME_IDS,
    SOME_IDS,
    st.lists(GRANTS, max_size=3).map(tuple),
)
over_many_actors = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)


@pytest.fixture
def businesses(db: None) -> list[Any]:
    rows = [
        any_row(Business, path=place, secrecy=int(secrecy), kind=kind)
        for place, secrecy, kind in product(PLACES, Secrecy, KINDS)
    ]
    rows += [any_row(Business, id=key, path="cn/34/", secrecy=n, kind=KINDS[n % 2]) for n, key in enumerate(IDS)]
    plant_all(rows)
    return list_of(Business)


@pytest.fixture
def sheets(db: None) -> list[Any]:
    rows = [
        any_row(Sheet, path=place, secrecy=int(secrecy), business_id=own, post_id=held, person_id=party)
        for place, secrecy in product(PLACES[3:], [Secrecy.INTERNAL, Secrecy.CASE])
        for own, held, party in product([None, *IDS[:2]], repeat=3)
    ]
    plant_all(rows)
    return list_of(Sheet)


@over_many_actors
@given(actor=ACTORS, verb=st.sampled_from(["see", "close"]))
def test_seen_by_query_is_allowed_in_hand_for_businesses(businesses: list[Any], actor: Actor, verb: str) -> None:
    agree(Business, businesses, actor, verb)


@over_many_actors
@given(actor=ACTORS, verb=st.sampled_from(["see", "close"]))
def test_seen_by_query_is_allowed_in_hand_for_sheets(sheets: list[Any], actor: Actor, verb: str) -> None:
    agree(Sheet, sheets, actor, verb)


def agree(model: type[Scoped], rows: list[Any], actor: Actor, verb: str) -> None:
    """In hand, through the lens alone, and through lens and wall: the same rows."""
    in_hand = {row.pk for row in rows if may(actor, verb, row)}
    query = model.objects.visible_to(actor, verb).values_list("pk", flat=True)
    with as_root():
        through_the_lens = set(query.all())
    with worn(actor):
        through_the_wall = set(query.all())
        behind_the_wall = set(model._base_manager.values_list("pk", flat=True))
    assert in_hand == through_the_lens == through_the_wall
    assert through_the_wall <= behind_the_wall


def list_of(model: type[Scoped]) -> list[Any]:
    with as_root():
        return list(model._base_manager.all())


def test_nobody_sees_nothing(businesses: list[Any]) -> None:
    assert businesses
    with as_root():
        assert not Business.objects.visible_to(NOBODY).exists()


def test_a_category_asked_of_a_table_that_has_none_opens_nothing(sheets: list[Any]) -> None:
    only_caterers = Grant(frozenset({"see"}), Reach.GROUND, "cn/", frozenset({"caterer"}), Secrecy.SEALED)
    actor = Actor("for caterers", grants=(only_caterers,))
    with as_root():
        assert not Sheet.objects.visible_to(actor).exists()
    assert not any(may(actor, "see", sheet) for sheet in sheets)


def test_two_posts_of_one_person_lend_each_other_nothing() -> None:
    here, there = new_id(), new_id()
    close_here = Grant(frozenset({"close"}), Reach.HELD, only=frozenset({here}), clearance=Secrecy.SEALED)
    actor = Actor("both", posts=frozenset({here, there}), grants=(close_here,))
    assert may(actor, "close", any_row(Sheet, post_id=here, path="cn/"))
    assert not may(actor, "close", any_row(Sheet, post_id=there, path="cn/"))


def test_grounds_are_named_once_and_never_inside_another() -> None:
    see = frozenset({"see"})
    paths = ["cn/33/04/83/", "cn/33/", "cn/33/04/83/", "cn/34/", ""]
    actor = Actor("wide", grants=tuple(Grant(see, Reach.GROUND, path) for path in paths))
    assert actor.grounds() == ["cn/33/", "cn/34/"]
    assert actor.may_at("see", "cn/33/04/")
    assert not actor.may_at("see", "cn/35/")
    assert not actor.may_at("close", "cn/33/04/")
