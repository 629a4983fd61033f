"""Binding in bulk: a verdict for every pair, a load counted once, and an undo after which all is as it was."""

from uuid import UUID, uuid4

import pytest

from shian.kernel.refused import Denied
from shian.kernel.wall import worn
from shian.loop import actions, queries
from shian.loop.actions.binding import Binding
from shian.loop.models import BulkBatch
from shian.registry.models import Business
from tests.world import COUNTY, NOW, TODAY, World, business, small_county

VISIT = "guarantee_visit"
LATER = NOW.replace(hour=3)


@pytest.fixture
def world(db: None) -> World:
    return small_county()


def bind(world: World, pairs: list[Binding], by: str = "office") -> list[tuple[UUID | None, bool, str]]:
    actor = world.actor(by)
    with worn(actor):
        done = actions.bind_many(pairs, on=TODAY, by=actor, now=NOW)
    return [(one.item.business_id, one.ok, one.code) for one in done.verdicts]


def test_a_business_out_of_sight_gets_its_verdict_too(world: World) -> None:
    shop, nowhere = business(world), uuid4()
    village = world.posts["village"].pk
    said = bind(world, [Binding(nowhere, village), Binding(shop.pk, village)])
    assert sorted(said, key=str) == sorted([(shop.pk, True, ""), (nowhere, False, "missing")], key=str)


@pytest.mark.parametrize("who", ["village", "grid", "甲饭店/principal"])
def test_who_may_not_bind_leaves_no_batch_behind(world: World, who: str) -> None:
    shop = business(world)
    with pytest.raises(Denied):
        bind(world, [Binding(shop.pk, world.posts["village"].pk)], by=who)
    assert not BulkBatch.objects.exists()


def test_a_poison_pair_does_not_weigh_the_others_twice(world: World) -> None:
    """Twenty businesses are within the limit, however often the batch had to be halved to find the bad one."""
    village = world.posts["village"].pk
    shops = [business(world, f"第{n}饭店") for n in range(20)]
    pairs = [Binding(shop.pk, village) for shop in shops]
    lost = business(world, "没人管饭店")
    said = bind(world, [*pairs, Binding(lost.pk, uuid4())])
    assert [ok for _key, ok, _code in said] == [True] * 20 + [False]


def test_after_an_undo_the_visit_is_owed_by_whoever_owed_it_before(world: World) -> None:
    """Also where the first binding was of the same day, and so never stood a whole day."""
    shop = business(world)
    village, office = world.actor("village"), world.actor("office")
    bind(world, [Binding(shop.pk, world.posts["village"].pk)])
    with worn(office):
        actions.plan(VISIT, "2026Q3", within=COUNTY, by=office, now=NOW)
        moved = actions.bind_many([Binding(shop.pk, world.posts["town"].pk)], on=TODAY, by=office, now=LATER)
        assert holders(world, shop) == ["town"]
        actions.undo_binding(moved.batch, by=office, now=LATER.replace(hour=4))
        assert holders(world, shop) == ["village"]
    with worn(village):
        assert queries.worklist(village, on=TODAY).get().business_id == shop.pk


def holders(world: World, shop: Business) -> list[str]:
    names = {post.pk: name for name, post in world.posts.items()}
    office = world.actor("office")
    owed = queries.tasks_at(shop, viewer=office, on=TODAY).filter(act="inspect")
    return [names[key] for key in owed.values_list("holder_id", flat=True)]
