"""The ledger: what was done, by whom, where, and of which class."""

import pytest
from django.db import DatabaseError

from shian.kernel import bulk
from shian.kernel.actor import NOBODY, Actor, Grant, Reach
from shian.kernel.gate import AnnounceMany, act, act_many
from shian.kernel.ids import new_id
from shian.kernel.ports import Deed
from shian.kernel.refused import Denied
from shian.kernel.secrecy import Secrecy
from shian.kernel.wall import worn
from shian.ledger import queries
from shian.ledger.models import Entry
from shian.ledger.recorder import LedgerRecorder
from shian.territory.models import Place

pytestmark = pytest.mark.django_db

OFFICE = Actor(
    "office 张三",
    person=new_id(),
    post=new_id(),
    grants=(Grant(frozenset({"see", "rename"}), Reach.GROUND, "cn/33/04/83/", clearance=Secrecy.CASE),),
)
NEIGHBOUR = Actor("neighbour", person=new_id(), grants=(Grant(frozenset({"see"}), Reach.GROUND, "cn/33/04/24/"),))


def place(name: str, path: str = "cn/33/04/83/001/") -> Place:
    return Place(name=name, path=path)


def test_a_deed_is_kept_whole() -> None:
    town = place("梧桐")
    with worn(OFFICE), act(OFFICE, "rename", town) as announce:
        announce.note(old="梧桐镇", count=2)
    with worn(OFFICE):
        (entry,) = queries.entries(OFFICE, subject=town.pk)
    assert (entry.verb, entry.actor, entry.person_id, entry.post_id) == (
        "rename",
        "office 张三",
        OFFICE.person,
        OFFICE.post,
    )
    assert (entry.subject_kind, entry.subject_id, entry.path) == ("territory.place", str(town.pk), town.path)
    assert (entry.facts, entry.events, entry.announces) == ({"old": "梧桐镇", "count": 2}, [], False)
    assert entry.xid > 0


def test_an_entry_bears_the_class_of_its_file() -> None:
    town = place("密")
    town.secrecy = Secrecy.CASE  # type: ignore[attr-defined]  # the stand-in row of a test
    with worn(OFFICE), act(OFFICE, "rename", town):
        pass
    with worn(OFFICE):
        assert queries.entries(OFFICE).get().secrecy == Secrecy.CASE


def test_a_neighbour_reads_nothing_of_it() -> None:
    with worn(OFFICE), act(OFFICE, "rename", place("梧桐")):
        pass
    with worn(NEIGHBOUR):
        assert not queries.entries(NEIGHBOUR).exists()
        assert not Entry._base_manager.exists()


def test_a_denied_deed_leaves_no_entry() -> None:
    with worn(NEIGHBOUR), pytest.raises(Denied), act(NEIGHBOUR, "rename", place("梧桐")):
        pytest.fail("the body of a denied deed must not run")
    with worn(OFFICE):
        assert not queries.entries(OFFICE).exists()


def test_many_deeds_are_one_statement(monkeypatch: pytest.MonkeyPatch) -> None:
    run: list[str] = []
    truly = bulk.prepared

    def told(sql: str, parameters: list[str]) -> object:
        run.append(sql)
        return truly(sql, parameters)

    monkeypatch.setattr(bulk, "prepared", told)
    towns = [place(str(n)) for n in range(50)]

    def work(batch: list[Place], announce: AnnounceMany[Place]) -> None:
        for town in batch:
            announce.note(town, number=town.name)

    with worn(OFFICE):
        verdicts = act_many(OFFICE, "rename", towns, work)
    assert all(verdict.ok for verdict in verdicts)
    assert sum("ledger_entry" in sql for sql in run) == 1
    with worn(OFFICE):
        assert {e.facts["number"] for e in queries.entries(OFFICE)} == {str(n) for n in range(50)}


def test_the_record_is_refused_to_whom_the_database_does_not_know() -> None:
    """The wall stands in front of the ledger too: what the actor may not reach, the database does not store."""
    with pytest.raises(DatabaseError, match="row-level security"), worn(NOBODY):
        LedgerRecorder().record([(OFFICE, Deed("rename", place("梧桐")))])


def test_facts_that_python_takes_for_equal_are_kept_apart() -> None:
    with worn(OFFICE):
        LedgerRecorder().record([(OFFICE, Deed("rename", place("梧桐"), {"said": said})) for said in (1, True, 1)])
        kept = [entry.facts["said"] is True for entry in Entry.objects.visible_to(OFFICE).order_by("id")]
    assert sorted(kept) == [False, False, True]
