"""One rule, read twice: the query and the judgement in hand agree on every row, for every actor."""

from datetime import UTC, date, datetime
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shian.checklists.models import Sheet
from shian.kernel import lens
from shian.kernel.actor import NOBODY, Actor, Grant, Reach
from shian.kernel.bulk import insert_many
from shian.kernel.secrecy import Secrecy
from shian.registry.models import Business
from tests.house.test_wall import run
from tests.roles import as_root

PATHS = ["cn/33/04/83/", "cn/33/04/83/001/", "cn/33/04/830/", "cn/33/04/81/001/", "cn/50/"]
IDS = [UUID(int=n) for n in (1, 2, 3)]
NOW = datetime(2026, 9, 14, tzinfo=UTC)

grounds = st.sampled_from(["", "cn/", "cn/33/04/", "cn/33/04/83/", "cn/33/04/83/001/"])
grants = st.builds(
    Grant,
    verbs=st.sampled_from([frozenset({"see"}), frozenset({"close"}), frozenset({"see", "close"}), frozenset({"*"})]),
    reach=st.sampled_from(Reach),
    path=grounds,
    category=st.sampled_from([frozenset[str](), frozenset({"catering"}), frozenset({"production", "catering"})]),
    clearance=st.sampled_from(Secrecy),
    only=st.sampled_from([frozenset[UUID](), frozenset(IDS[:1]), frozenset(IDS[1:])]),
)
some_ids = st.sets(st.sampled_from(IDS)).map(frozenset)
actors = st.builds(
    Actor,
    label=st.just("x"),
    person=st.sampled_from([None, *IDS]),
    posts=some_ids,
    businesses=some_ids,
    grants=st.lists(grants, max_size=3).map(tuple),
)


def sheets() -> list[Sheet]:
    at = {"programme": "p", "on_day": date(2026, 9, 14), "recorded_at": NOW}
    reached = product(PATHS, Secrecy, [None, IDS[0]], [None, IDS[1]], [None, IDS[2]])
    return [
        Sheet(path=path, path_then=path, secrecy=secrecy, business_id=own, post_id=held, person_id=party, **at)
        for path, secrecy, own, held, party in reached
    ]


def businesses() -> list[Business]:
    kinds = ["catering", "production", "retail"]
    found = product(PATHS, Secrecy, kinds)
    return [
        Business(path=p, path_then=p, secrecy=s, kind=kind, name="x", place_id=IDS[0], recorded_at=NOW)
        for p, s, kind in found
    ] + [
        Business(id=key, path="cn/50/", path_then="cn/50/", kind="retail", place_id=IDS[0], recorded_at=NOW)
        for key in IDS
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "make"), [(Sheet, sheets), (Business, businesses)])
def test_the_query_and_the_judgement_agree(model: Any, make: Any) -> None:
    rows = make()
    with as_root():  # so that the lens stands alone, with no wall behind it
        run("SET LOCAL session_replication_role = replica")
        insert_many(model, rows)

        @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
        @given(actors, st.sampled_from(["see", "close", "other"]))
        def agree(actor: Actor, verb: str) -> None:
            found = set(model.objects.visible_to(actor, verb).values_list("pk", flat=True))
            judged = {row.pk for row in rows if lens.may(actor, verb, row)}
            assert found == judged

        agree()


def test_nobody_may_anything() -> None:
    assert not any(lens.may(NOBODY, verb, sheet) for verb in ("see", "*") for sheet in sheets()[:20])


def test_a_question_is_a_range_of_the_path_and_never_a_pattern() -> None:
    office = Actor("x", grants=(Grant(frozenset({"see"}), Reach.GROUND, "cn/33/04/83/"),))
    question = str(Sheet.objects.visible_to(office).query)
    assert "LIKE" not in question.upper()
    assert "cn/33/04/83/" in question
    assert "cn/33/04/830" in question


def test_a_grant_on_one_thing_reaches_no_other() -> None:
    verbs = frozenset({"close"})
    actor = Actor("x", posts=frozenset(IDS), grants=(Grant(verbs, Reach.HELD, only=frozenset({IDS[0]})),))
    mine = Sheet(path="cn/50/", post_id=IDS[0])
    other = Sheet(path="cn/50/", post_id=IDS[1])
    assert lens.may(actor, "close", mine)
    assert not lens.may(actor, "close", other)


def test_grounds_are_told_once_and_none_inside_another() -> None:
    see = frozenset({"see"})
    paths = ["cn/33/04/83/001/", "cn/33/04/83/", "cn/50/", "cn/33/04/83/"]
    actor = Actor("x", grants=tuple(Grant(see, Reach.GROUND, path) for path in paths))
    assert actor.grounds() == ["cn/33/04/83/", "cn/50/"]
