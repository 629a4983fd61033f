"""The gate: asked first, written whole, kept in the ledger once; a poison item spoils nobody else's."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shian.kernel.actor import Actor, Grant, Reach
from shian.kernel.events import Event
from shian.kernel.gate import AnnounceMany, act, act_each, act_many
from shian.kernel.ids import new_id
from shian.kernel.ports import NotWired
from shian.kernel.refused import Conflict, Denied, Refused
from shian.kernel.wall import worn
from shian.ledger.models import Entry
from shian.registry.models import Business, ImportBatch
from shian.territory.models import Place
from tests.roles import as_root
from tests.rows import plant

pytestmark = pytest.mark.django_db

HERE, BESIDE = "cn/33/04/83/", "cn/33/04/84/"
OFFICE = Actor("office", new_id(), grants=(Grant(frozenset({"see", "rename"}), Reach.GROUND, HERE),))
BESIDE_IT = Actor("neighbour", new_id(), grants=(Grant(frozenset({"see", "rename"}), Reach.GROUND, BESIDE),))
READER = Actor("reader", new_id(), grants=(Grant(frozenset({"see"}), Reach.GROUND, HERE),))

Batch = list[Place]
Work = Callable[[Batch, AnnounceMany[Place]], None]


@dataclass(frozen=True)
class Renamed(Event):
    name: ClassVar[str] = "test.renamed"
    to: str


def towns(*numbers: int) -> Batch:
    return [Place(name=str(n), code=str(n), level="township", path=f"{HERE}{n:03d}/") for n in numbers]


def written(batch: Batch, announce: AnnounceMany[Place]) -> None:
    Place.objects.bulk_create(batch)
    for place in batch:
        announce(place, Renamed(place.name))


def refusing(*poison: int, error: Callable[[], Exception] = lambda: Refused("不行")) -> Work:
    """Writes everything, then finds the poison: so all that was written must be taken back."""

    def work(batch: Batch, announce: AnnounceMany[Place]) -> None:
        written(batch, announce)
        if any(int(place.name) in poison for place in batch):
            raise error()

    return work


def stored() -> list[str]:
    return list(Place.objects.order_by("path").values_list("name", flat=True))


def ledger() -> list[tuple[str, str]]:
    with as_root():
        entries = Entry._base_manager.order_by("subject_id")
        return sorted((entry.actor, entry.verb) for entry in entries)


def subjects() -> list[str]:
    with as_root():
        return sorted(Entry._base_manager.values_list("subject_id", flat=True))


# --- one thing ---


def test_done_is_written_and_kept_once() -> None:
    (town,) = towns(1)
    with worn(OFFICE), act(OFFICE, "rename", town) as announce:
        town.save()
        announce(Renamed("1"))
    assert (stored(), ledger(), subjects()) == (["1"], [("office", "rename")], [str(town.pk)])


@pytest.mark.parametrize("by", [BESIDE_IT, READER, Actor("nobody")], ids=lambda actor: actor.label)
def test_denied_does_nothing_and_keeps_nothing(by: Actor) -> None:
    (town,) = towns(1)
    with worn(by), pytest.raises(Denied, match="没有权限"), act(by, "rename", town):
        pytest.fail("the body of a denied deed must not run")
    assert (stored(), ledger()) == ([], [])


def test_a_stored_row_is_asked_of_the_database_and_not_of_the_hand() -> None:
    """A row in hand that says it lies here is not believed: where it is stored decides."""
    row = plant(Business, path=BESIDE)
    row.path = HERE  # type: ignore[attr-defined]  # the stand-in row of a test
    row._state.adding = False
    with worn(OFFICE), pytest.raises(Denied), act(OFFICE, "rename", row):
        pytest.fail("not theirs")
    with worn(BESIDE_IT), act(BESIDE_IT, "rename", row):
        pass
    assert ledger() == [("neighbour", "rename")]


def test_an_error_takes_back_row_and_record() -> None:
    (town,) = towns(1)
    with worn(OFFICE), pytest.raises(Refused, match="不行"), act(OFFICE, "rename", town) as announce:  # noqa: PT012  what was written is taken back
        town.save()
        announce(Renamed("1"))
        raise Refused("不行")
    assert (stored(), ledger()) == ([], [])


def test_a_deed_inside_a_deed_stands_or_falls_with_it() -> None:
    inner, outer = towns(1, 2)
    with worn(OFFICE), act(OFFICE, "rename", outer), act(OFFICE, "rename", inner):
        inner.save()
        outer.save()
    assert (stored(), len(ledger())) == (["1", "2"], 2)
    third, fourth = towns(3, 4)
    with worn(OFFICE), pytest.raises(Refused, match="外面"), act(OFFICE, "rename", fourth):  # noqa: PT012  the inner deed is what is taken back
        with act(OFFICE, "rename", third):
            third.save()
        raise Refused("外面的没做成")
    assert (stored(), len(ledger())) == (["1", "2"], 2)


def test_a_denied_deed_inside_may_be_caught_and_the_outer_goes_on() -> None:
    inner, outer = towns(1, 2)
    inner.path = BESIDE
    with worn(OFFICE), act(OFFICE, "rename", outer):
        outer.save()
        with pytest.raises(Denied), act(OFFICE, "rename", inner):
            inner.save()
    assert (stored(), subjects()) == (["2"], [str(outer.pk)])


@pytest.mark.usefixtures("unwired")
def test_not_wired_it_refuses() -> None:
    (town,) = towns(1)
    with worn(OFFICE):
        with pytest.raises(NotWired), act(OFFICE, "rename", town):
            pytest.fail("nothing would keep this deed")
        with pytest.raises(NotWired):
            act_many(OFFICE, "rename", [town], written)
    assert stored() == []


# --- many things ---


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(size=st.integers(0, 17), data=st.data())
def test_poison_is_isolated_and_the_rest_is_done(size: int, data: st.DataObject) -> None:
    poison = data.draw(st.sets(st.integers(0, max(size - 1, 0)), max_size=4)) & set(range(size))
    batch = towns(*range(size))
    with transaction.atomic():
        with worn(OFFICE):
            verdicts = act_many(OFFICE, "rename", batch, refusing(*poison))
        assert [verdict.item for verdict in verdicts] == batch
        assert [n for n, verdict in enumerate(verdicts) if not verdict.ok] == sorted(poison)
        assert {verdict.message for verdict in verdicts if not verdict.ok} <= {"不行"}
        clean = [place for n, place in enumerate(batch) if n not in poison]
        assert stored() == [place.name for place in clean]
        assert subjects() == sorted(str(place.pk) for place in clean)
        transaction.set_rollback(True)


def test_each_keeps_its_own_announcements() -> None:
    batch = towns(1, 2, 3)
    with worn(OFFICE):
        act_many(OFFICE, "rename", batch, refusing(2))
    with as_root():
        kept = {entry.subject_id: [e["body"]["to"] for e in entry.events] for entry in Entry._base_manager.all()}
    assert kept == {str(batch[0].pk): ["1"], str(batch[2].pk): ["3"]}


def test_what_is_not_allowed_is_not_even_tried() -> None:
    mine, theirs, also_mine = towns(1, 2, 3)
    theirs.path = BESIDE
    tried: Batch = []

    def work(batch: Batch, announce: AnnounceMany[Place]) -> None:
        tried.extend(batch)
        written(batch, announce)

    with worn(OFFICE):
        verdicts = act_many(OFFICE, "rename", [mine, theirs, also_mine], work)
    assert [(verdict.ok, verdict.code) for verdict in verdicts] == [(True, ""), (False, "denied"), (True, "")]
    assert tried == [mine, also_mine]
    assert subjects() == sorted([str(mine.pk), str(also_mine.pk)])


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (lambda: Conflict("别人先到"), "conflict", "别人先到"),
        (lambda: Refused("不行", code="shut"), "shut", "不行"),
        (lambda: ValidationError(["甲", "乙"]), "invalid", "甲；乙"),
    ],
)
def test_a_refusal_in_a_batch_keeps_its_word(error: Callable[[], Exception], code: str, says: str) -> None:
    with worn(OFFICE):
        fine, poison = act_many(OFFICE, "rename", towns(1, 2), refusing(2, error=error))
    assert (fine.ok, poison.ok, poison.code, poison.message) == (True, False, code, says)
    assert fine.taken() is fine.item
    with pytest.raises(Refused, match=says):
        poison.taken()


def test_what_the_database_refuses_spoils_only_itself() -> None:
    first, twin, other = towns(1, 1, 2)
    twin.code = "9"
    first.save()
    with worn(OFFICE):
        verdicts = act_many(OFFICE, "rename", [twin, other], written)
    assert [(verdict.ok, verdict.code) for verdict in verdicts] == [(False, "conflict"), (True, "")]
    assert (stored(), subjects()) == (["1", "2"], [str(other.pk)])


def test_a_mistake_of_ours_is_no_poison() -> None:
    """Only refusals are isolated; a bug falls through whole, and nothing stays written."""
    with pytest.raises(ZeroDivisionError), worn(OFFICE):
        act_many(OFFICE, "rename", towns(1, 2, 3), refusing(2, error=ZeroDivisionError))
    assert (stored(), ledger()) == ([], [])


def test_each_thing_is_judged_and_kept_as_its_own_actors() -> None:
    mine, theirs, stolen = towns(1, 2, 3)
    theirs.path = BESIDE
    both = Actor("both", grants=OFFICE.grants + BESIDE_IT.grants)
    with worn(both):
        verdicts = act_each("rename", [(OFFICE, mine), (BESIDE_IT, theirs), (BESIDE_IT, stolen)], written)
    assert [verdict.ok for verdict in verdicts] == [True, True, False]
    assert ledger() == [("neighbour", "rename"), ("office", "rename")]


def test_a_mixed_batch_of_stored_and_new_rows_is_judged_row_by_row() -> None:
    stored_rows = [plant(ImportBatch, path=path) for path in (HERE, BESIDE)]
    for row in stored_rows:
        row._state.adding = False
    fresh = [ImportBatch(path=path) for path in (HERE, BESIDE)]
    with worn(OFFICE):
        verdicts = act_many(OFFICE, "rename", [*stored_rows, *fresh], lambda batch, announce: None)
    assert [verdict.ok for verdict in verdicts] == [True, False, True, False]
