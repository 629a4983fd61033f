"""A draw in the books: sealed first, then drawn, then published; or cancelled, and that is seen."""

from collections.abc import Iterator

import pytest

from shian.draws import actions, queries
from shian.draws.models import Draw
from shian.draws.rules import Frame, Listed, sha
from shian.kernel.refused import Conflict, Denied, Missing, Refused
from shian.kernel.wall import worn
from shian.ledger.models import Entry
from shian.people.queries import actor_for
from tests.roles import as_root
from tests.world import COUNTY, NOW, World, small_county

TEN = Frame(tuple(Listed(f"row-{n}", "ab"[n % 2]) for n in range(10)), {"a": 2, "b": 1})
PURPOSE = actions.Purpose("back_check", "第三方监测复核", COUNTY, {"since": "2026-07-01"})


@pytest.fixture
def world(db: None) -> Iterator[World]:
    world = small_county()
    with worn(world.actor("office")):
        yield world


def sealed(world: World) -> Draw:
    return actions.commit_draw(TEN, PURPOSE, by=world.actor("office"), now=NOW)


def deeds() -> list[str]:
    with as_root():
        return list(Entry.objects.filter(subject_kind="draws.draw").order_by("id").values_list("verb", flat=True))


def test_the_hashes_stand_in_the_ledger_before_the_seed_is_known(world: World) -> None:
    office = world.actor("office")
    draw = sealed(world)
    with as_root():
        committed = Entry.objects.get(verb="commit_draw")
    assert committed.facts["commitment"] == draw.commitment and committed.facts["frame_hash"] == draw.frame_hash
    with pytest.raises(Refused, match="还没有抽取"):
        queries.published(draw, viewer=office)
    stored = queries.draw(draw.pk, viewer=office)
    assert (stored.seed, stored.drawn, stored.state) == ("", [], "committed")
    done = actions.run_draw(stored, by=office, now=NOW, word=" 1949 ")
    assert sha(done.seed) == committed.facts["commitment"]
    actions.publish_draw(done, by=office, now=NOW)
    said = queries.published(queries.draw(draw.pk, viewer=office), viewer=office)
    assert (len(said["drawn"]), said["word"], said["nth"], said["earlier"]) == (3, "1949", 1, [])
    assert deeds() == ["draft_draw", "commit_draw", "run_draw", "publish_draw"]


def test_a_second_draw_says_that_it_is_the_second_and_what_became_of_the_first(world: World) -> None:
    office = world.actor("office")
    first = actions.run_draw(sealed(world), by=office, now=NOW)
    with pytest.raises(Refused, match="为什么作废"):
        actions.cancel_draw(first, reason=" ", by=office, now=NOW)
    actions.cancel_draw(first, reason="结果不合意", by=office, now=NOW)
    second = actions.run_draw(sealed(world), by=office, now=NOW)
    said = queries.published(second, viewer=office)
    assert said["nth"] == 2
    assert [(one["id"], one["state"], one["reason"]) for one in said["earlier"]] == [
        (str(first.pk), "cancelled", "结果不合意")
    ]
    kept = queries.draw(first.pk, viewer=office)
    assert (kept.seed != "", len(kept.drawn), kept.state) == (True, 3, "cancelled")
    assert [one.nth for one in queries.draws(office)] == [2, 1]


def test_what_was_published_is_neither_cancelled_nor_drawn_again(world: World) -> None:
    office = world.actor("office")
    draw = actions.publish_draw(actions.run_draw(sealed(world), by=office, now=NOW), by=office, now=NOW)
    with pytest.raises(Refused, match="已公布"):
        actions.cancel_draw(draw, reason="不要", by=office, now=NOW)
    with pytest.raises(Refused, match="已公布"):
        actions.run_draw(draw, by=office, now=NOW)
    assert queries.draw(draw.pk, viewer=office).state == "published"


def test_the_slower_of_two_is_told_so_and_draws_nothing(world: World) -> None:
    office, draw = world.actor("office"), sealed(world)
    mine, theirs = (queries.draw(draw.pk, viewer=office) for _ in range(2))
    first = actions.run_draw(mine, by=office, now=NOW, word="甲")
    with pytest.raises(Conflict):
        actions.run_draw(theirs, by=office, now=NOW, word="乙")
    assert queries.draw(draw.pk, viewer=office).drawn == first.drawn


def test_a_list_changed_after_it_was_sealed_is_not_drawn_from(world: World) -> None:
    office, draw = world.actor("office"), sealed(world)
    with as_root():
        Draw._base_manager.filter(pk=draw.pk).update(rows=[*draw.rows[:-1], ["favourite", "b"]])
    with pytest.raises(Conflict, match="与封存时不一致"):
        actions.run_draw(queries.draw(draw.pk, viewer=office), by=office, now=NOW)
    assert queries.draw(draw.pk, viewer=office).state == "committed"


def test_a_list_that_cannot_be_drawn_from_is_not_kept(world: World) -> None:
    office = world.actor("office")
    for frame, words in [
        (Frame((), {}), "空的"),
        (Frame((Listed("a"), Listed("a")), {"": 1}), "两次"),
        (Frame((Listed("a"),), {"": 2}), "没有那么多"),
    ]:
        with pytest.raises(Refused, match=words):
            actions.commit_draw(frame, PURPOSE, by=office, now=NOW)
    assert deeds() == [] and not queries.draws(office).exists()


def test_a_cadre_may_not_draw_and_a_neighbouring_county_sees_nothing(world: World) -> None:
    draw = sealed(world)
    village, stranger = world.actor("village"), actor_for(world.people["stranger"].pk, NOW)
    with worn(village), pytest.raises(Denied):
        actions.commit_draw(TEN, PURPOSE, by=village, now=NOW)
    with worn(stranger), pytest.raises(Missing):
        queries.draw(draw.pk, viewer=stranger)
    assert deeds() == ["draft_draw", "commit_draw"]


def test_the_seed_lies_sealed_in_the_database_until_the_draw(world: World) -> None:
    draw = sealed(world)
    with as_root():
        (row,) = Draw._base_manager.filter(pk=draw.pk).extra(select={"raw": "encode(secret, 'hex')"}).values("raw")
    assert draw.secret and draw.secret.encode().hex() not in row["raw"]
