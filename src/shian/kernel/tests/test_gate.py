"""No other way to write: denied writes nothing, poison stands alone, every deed is one row of the ledger."""

from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shian.kernel import ports
from shian.kernel.actor import Actor, Grant, Reach
from shian.kernel.gate import AnnounceMany, act, act_many
from shian.kernel.refused import Denied, Refused
from shian.kernel.wall import worn
from shian.ledger.models import Entry
from shian.territory.models import Place

pytestmark = pytest.mark.django_db
OFFICE = Actor("office", grants=(Grant(frozenset({"see", "enter"}), Reach.GROUND, "cn/1/"),))


@pytest.fixture(autouse=True)
def _worn(db: None) -> Iterator[None]:
    with worn(OFFICE):
        yield


def place(name: str, path: str = "") -> Place:
    return Place(code=name, name=name, path=path or f"cn/1/{name}/", level="village")


def enter(batch: list[Place], announce: AnnounceMany[Place]) -> None:
    """A set-based verb that cannot abide a name with 'poison' in it."""
    for one in batch:
        announce.note(one, name=one.name)
    if any("poison" in one.name for one in batch):
        raise Refused("这一条不行")
    Place.objects.bulk_create(batch)


def stored() -> set[str]:
    return set(Place.objects.values_list("name", flat=True))


def recorded() -> list[str]:
    return sorted(e.facts.get("name", "") for e in Entry.objects.visible_to(OFFICE))


def test_a_permitted_deed_is_done_and_recorded_once() -> None:
    with act(OFFICE, "enter", place("a")) as announce:
        announce.note(name="a")
        place("a").save()
    assert stored() == {"a"}
    assert recorded() == ["a"]


def test_a_denied_deed_writes_nothing() -> None:
    for verb, path in [("enter", "cn/2/a/"), ("close", "cn/1/a/")]:
        thing = place("a", path)
        with pytest.raises(Denied, match=verb), act(OFFICE, verb, thing):
            thing.save()
    assert stored() == set()
    assert recorded() == []


def test_a_deed_that_fails_is_taken_back_with_its_record() -> None:
    def changes_its_mind() -> None:
        with act(OFFICE, "enter", place("a")):
            place("a").save()
            raise Refused("想了想不行")

    with pytest.raises(Refused):
        changes_its_mind()
    assert stored() == set()
    assert recorded() == []


def test_a_deed_within_a_deed_is_taken_back_with_it() -> None:
    def outer() -> None:
        with act(OFFICE, "enter", place("a")):
            with act(OFFICE, "enter", place("b")):
                place("b").save()
            raise Refused("外面的不行")

    with pytest.raises(Refused):
        outer()
    assert stored() == set()
    assert recorded() == []


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(["good", "poison", "outside"]), max_size=20))
def test_every_item_has_its_verdict_and_only_the_good_are_done(kinds: list[str]) -> None:
    Place.objects.all().delete()
    before = Entry.objects.visible_to(OFFICE).count()
    items = [place(f"{kind}{n}", f"cn/2/{n}/" if kind == "outside" else "") for n, kind in enumerate(kinds)]
    verdicts = act_many(OFFICE, "enter", items, enter)
    assert [verdict.item for verdict in verdicts] == items
    assert [verdict.ok for verdict in verdicts] == [kind == "good" for kind in kinds]
    codes = {"good": "", "poison": "refused", "outside": "denied"}
    assert [verdict.code for verdict in verdicts] == [codes[kind] for kind in kinds]
    assert stored() == {item.name for item, kind in zip(items, kinds, strict=True) if kind == "good"}
    assert Entry.objects.visible_to(OFFICE).count() - before == kinds.count("good")


def test_a_row_the_database_refuses_stands_alone_too() -> None:
    twice = [place("a"), place("b"), place("c", "cn/1/b/")]
    verdicts = act_many(OFFICE, "enter", twice, enter)
    assert [verdict.ok for verdict in verdicts] == [True, True, False]
    assert "duplicate" not in verdicts[2].message, "the database's own words are not for people"


def test_what_is_no_rows_fault_goes_up_and_nothing_is_written() -> None:
    def cut_off(batch: list[Place], announce: AnnounceMany[Place]) -> None:
        Place.objects.bulk_create(batch)
        raise OperationalError("the line is cut")

    with pytest.raises(OperationalError):
        act_many(OFFICE, "enter", [place("a"), place("b")], cut_off)
    assert stored() == set()


def test_a_large_batch_is_few_statements() -> None:
    items = [place(str(n)) for n in range(300)]
    with CaptureQueriesContext(connection) as few:
        act_many(OFFICE, "enter", items, enter)
    assert len(few) < 10
    assert len(recorded()) == 300


def test_one_sent_alone_is_taken_or_raises_what_was_refused() -> None:
    assert act_many(OFFICE, "enter", [place("a")], enter)[0].taken().name == "a"
    with pytest.raises(Refused, match="这一条不行"):
        act_many(OFFICE, "enter", [place("poison")], enter)[0].taken()
    with pytest.raises(Denied):
        act_many(OFFICE, "enter", [place("b", "cn/2/b/")], enter)[0].taken()


def test_without_its_wiring_the_gate_refuses() -> None:
    was = ports.ports()
    ports.uninstall()
    try:
        with pytest.raises(ports.NotWired), act(OFFICE, "enter", place("a")):
            place("a").save()
        with pytest.raises(ports.NotWired):
            act_many(OFFICE, "enter", [place("a")], enter)
    finally:
        ports.install(was.recorder, was.grants, was.outbox)
    assert stored() == set()
