"""A state table and its moves; of two people at once one is told that they came second."""

from collections.abc import Callable
from threading import Barrier, Thread
from uuid import UUID

import pytest
from django.db import connection, transaction

from shian.kernel.actor import Actor, Grant, Reach
from shian.kernel.gate import act
from shian.kernel.refused import Conflict, Refused
from shian.kernel.secrecy import Secrecy
from shian.kernel.states import States
from shian.kernel.wall import worn
from shian.ledger.models import Entry
from shian.registry.models import ImportBatch
from tests.roles import as_root
from tests.rows import plant

DOOR = States(
    "door",
    initial="shut",
    moves={"open": (("shut", "ajar"), "open"), "lean": (("open",), "ajar"), "wall_up": (("shut",), "gone")},
)
FOUNDER = Actor("founder", grants=(Grant(frozenset({"*"}), Reach.GROUND, "cn/", clearance=Secrecy.SEALED),))


def test_a_table_knows_its_states() -> None:
    assert DOOR.all == {"shut", "open", "ajar", "gone"}
    assert DOOR.final == {"gone"}
    assert DOOR.next("ajar", "open") == "open"
    assert DOOR.may("shut", "wall_up")
    assert not DOOR.may("open", "wall_up")
    with pytest.raises(Refused, match="gone") as refused:
        DOOR.next("gone", "open")
    assert refused.value.code == "illegal_move"


@pytest.mark.django_db
def test_a_move_writes_what_changes_with_it_and_an_illegal_one_nothing() -> None:
    batch = door("shut")
    with worn(FOUNDER):
        DOOR.move(batch, "open", filename="开了")
        assert (batch.state, batch.filename) == ("open", "开了")
        with pytest.raises(Refused, match="wall_up"):
            DOOR.move(batch, "wall_up", filename="没了")
    assert (batch.state, batch.filename) == ("open", "开了")
    assert as_stored(batch) == ("open", "开了")


@pytest.mark.django_db
def test_who_looked_before_the_other_moved_is_told() -> None:
    first = door("shut")
    with worn(FOUNDER):
        second = ImportBatch.objects.visible_to(FOUNDER).get()
        DOOR.move(first, "open", filename="我先")
        with pytest.raises(Conflict, match="刚刚"):
            DOOR.move(second, "wall_up", filename="我也")
    assert (second.state, second.filename) == ("shut", "")
    assert as_stored(first) == ("open", "我先")


@pytest.mark.django_db
def test_many_move_only_where_they_may() -> None:
    for state in ("shut", "ajar", "open", "gone"):
        door(state)
    with worn(FOUNDER):
        assert DOOR.move_many(ImportBatch.objects.visible_to(FOUNDER), "open", filename="风") == 2
    with as_root():
        found = sorted(ImportBatch._base_manager.values_list("state", "filename"))
    assert found == [("gone", ""), ("open", ""), ("open", "风"), ("open", "风")]


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_wins_and_the_ledger_knows_one() -> None:
    """Two real connections: both have read the old state, then both move."""
    with transaction.atomic():
        key = door("shut").pk
    both_have_looked, ends = Barrier(2, timeout=120), []

    def hurried(move: str) -> Callable[[], None]:
        return lambda: ends.append(one_of_two(key, move, both_have_looked))

    people = [Thread(target=hurried(move)) for move in ("open", "wall_up")]
    for person in people:
        person.start()
    for person in people:
        person.join(300)
    assert sorted(won for won, _move in ends) == [False, True]
    winner = next(move for won, move in ends if won)
    with as_root():
        assert ImportBatch._base_manager.get().state == DOOR.moves[winner][1]
        assert list(Entry._base_manager.values_list("verb", flat=True)) == [winner]


def one_of_two(key: UUID, move: str, both_have_looked: Barrier) -> tuple[bool, str]:
    try:
        with worn(FOUNDER):
            mine = ImportBatch.objects.visible_to(FOUNDER).get(pk=key)
            both_have_looked.wait()
            with act(FOUNDER, move, mine):
                DOOR.move(mine, move)
        return True, move
    except Conflict:
        return False, move
    finally:
        connection.close()


def door(state: str) -> ImportBatch:
    row = plant(ImportBatch, path="cn/33/", state=state, filename="")
    row._state.adding = False
    assert isinstance(row, ImportBatch)
    return row


def as_stored(batch: ImportBatch) -> tuple[str, str]:
    with as_root():
        kept = ImportBatch._base_manager.get(pk=batch.pk)
    return kept.state, kept.filename
