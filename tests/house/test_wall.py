"""The second wall stands around every scoped table: without it a forgotten lens would show everything."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from shian.config.migrating import APPEND_ONLY, CLOSED
from shian.kernel.actor import Actor, Grant, Reach
from shian.kernel.ids import new_id
from shian.kernel.lens import Scoped
from shian.kernel.secrecy import Secrecy
from shian.kernel.wall import policy, worn
from tests.roles import as_owner, as_root
from tests.rows import any_row, plant, scoped_models

pytestmark = pytest.mark.django_db

SCOPED = scoped_models()
HERE, BESIDE = "cn/33/04/83/001/", "cn/33/04/83/002/"
every_table = pytest.mark.parametrize("model", SCOPED, ids=[model._meta.db_table for model in SCOPED])


def test_there_are_tables_to_look_at() -> None:
    assert len(SCOPED) > 20


# --- how it is built ---


@every_table
def test_the_wall_stands(model: type[Scoped]) -> None:
    assert breaches(model) == []


def breaches(model: type[Scoped]) -> list[str]:
    """What is wrong with the wall of a table; nothing where it stands as the model says."""
    table = model._meta.db_table
    ((enabled, forced),) = asked(
        "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass", table
    )
    found = ["not enabled"] * (not enabled) + ["not forced on its owner"] * (not forced)
    policies = policies_of(table)
    if [named[:-2] for named in policies] != [("shian_wall", "*", True, [0])]:
        return [*found, f"its policies are {[named[0] for named in policies]}"]
    wanted = as_printed(model)
    return found + ["another condition"] * ([policies[0][-2:]] != [(wanted, wanted)])


def policies_of(table: str) -> list[Any]:
    return asked(
        """SELECT polname, polcmd::text, polpermissive, polroles::int[],
                  pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)
           FROM pg_policy WHERE polrelid = %s::regclass ORDER BY polname""",
        table,
    )


def as_printed(model: type[Scoped]) -> str:
    """The condition that the kernel writes for this model, in the database's own hand."""
    condition = policy(model.reached)
    with as_owner(), torn_down_after():
        said(f"CREATE TEMP TABLE scratch (LIKE {model._meta.db_table})")
        said(f"CREATE POLICY scratch ON scratch USING ({condition})")
        return str(policies_of("scratch")[0][-2])
    raise AssertionError


BROKEN = {
    "no policy": "DROP POLICY shian_wall ON {table}",
    "switched off": "ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    "not forced": "ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
    "a door beside it": "CREATE POLICY beside ON {table} USING (true)",
    "reading opened": "ALTER POLICY shian_wall ON {table} USING (true)",
    "writing opened": "ALTER POLICY shian_wall ON {table} WITH CHECK (true)",
}


@pytest.mark.parametrize("harm", BROKEN)
@every_table
def test_a_broken_wall_is_noticed(model: type[Scoped], harm: str) -> None:
    with torn_down_after():
        with as_owner():
            said(BROKEN[harm].format(table=model._meta.db_table))
        assert breaches(model)
    assert breaches(model) == []


def test_no_table_with_a_class_stands_outside() -> None:
    """Whatever has a path and a class is a scoped model, or closed to the application altogether."""
    tables = asked(
        """SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'secrecy'
           WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace"""
    )
    assert {name for (name,) in tables} - CLOSED == {model._meta.db_table for model in SCOPED}


def test_what_is_closed_cannot_be_asked() -> None:
    for table in CLOSED:
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            asked(f"SELECT 1 FROM {table}")


def test_nothing_goes_round_the_wall() -> None:
    """A view, or a function with its owner's rights, reads as its owner: each one there is known and looked at."""
    views = asked("SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace")
    definers = asked(
        "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace ORDER BY proname"
    )
    assert views == []
    searches = [
        f"{room}_{what}" for room in ("disclosure", "registry") for what in ("find", "search_enter", "search_follow")
    ]
    known = [*searches, "shian_refresh_statistics"]
    assert [name for (name,) in definers] == known


# --- what it does ---


@every_table
def test_a_query_that_forgot_everything_shows_nothing(model: type[Scoped]) -> None:
    planted(model)
    assert shown(model) == 0
    with as_root():
        assert shown(model) == 1


@every_table
def test_it_opens_to_whom_the_row_belongs(model: type[Scoped]) -> None:
    row = planted(model)
    for actor in reaching(model, row):
        with worn(actor):
            assert shown(model) == 1, actor.label
    for actor in just_beside():
        with worn(actor):
            assert shown(model) == 0, actor.label


@every_table
def test_switched_off_it_would_show_everything(model: type[Scoped]) -> None:
    """Or the two tests above would prove nothing."""
    planted(model)
    with torn_down_after():
        with as_owner():
            said(BROKEN["switched off"].format(table=model._meta.db_table))
        assert shown(model) == 1


@every_table
def test_nobody_changes_what_they_do_not_see(model: type[Scoped]) -> None:
    planted(model)
    if model._meta.db_table in APPEND_ONLY:
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            model._base_manager.update(secrecy=int(Secrecy.OPEN))
    else:
        assert model._base_manager.update(secrecy=int(Secrecy.OPEN)) == 0
    with as_root():
        assert model._base_manager.get().secrecy == int(Secrecy.INTERNAL)


@every_table
def test_nobody_writes_where_they_do_not_see(model: type[Scoped]) -> None:
    for actor in just_beside():
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic(), worn(actor):
            any_row(model, path=HERE).save(force_insert=True)
    with as_root():
        assert shown(model) == 0


MALFORMED = [
    "", " ", ",", ",,", "%", "_", "cn", "cn/33", "/", "n/", "*", "cn/%/", "cn/_3/", " cn/", "cn/ ", "CN/", "cn//", "cn/\n", "\n",
    "x' OR true", "x') OR true --", "cn/33/04/83/001", "{cn/}", '"cn/"', "null", "NULL", "../",
    "00000000-0000-0000-0000-00000000000", "{}", "'",
]  # fmt: skip


@every_table
def test_a_setting_that_is_none_shows_nothing(model: type[Scoped]) -> None:
    """After a transaction with SET LOCAL a setting reads '', and every path starts with ''."""
    planted(model)
    for text in MALFORMED:
        with torn_down_after():
            put_on(text)
            assert shown(model) == 0, repr(text)


def test_a_good_ground_beside_a_bad_one_still_holds() -> None:
    model = SCOPED[0]
    planted(model)
    with torn_down_after():
        put_on(f",%,{HERE},cn/33")
        assert shown(model) == 1


def test_a_lower_clearance_does_not_open_a_higher_class() -> None:
    for model in SCOPED:
        for secrecy in Secrecy:
            plant(model, path=HERE, secrecy=int(secrecy))
    for clearance in Secrecy:
        grant = Grant(frozenset({"see"}), Reach.GROUND, HERE, clearance=clearance)
        with worn(Actor("cleared", grants=(grant,))):
            assert {shown(model) for model in SCOPED} == {clearance + 1}


@pytest.mark.django_db(transaction=True)
def test_what_was_worn_is_gone_after_the_transaction() -> None:
    """On the same connection: the next request must not look through the eyes of the last."""
    from_ground = Actor("office", grants=(Grant(frozenset({"see"}), Reach.GROUND, "cn/", clearance=Secrecy.SEALED),))
    model = next(model for model in SCOPED if model._meta.db_table == "registry_importbatch")
    with transaction.atomic():
        planted(model)
    with worn(from_ground):
        assert shown(model) == 1
    assert asked("SELECT current_setting('shian.ground_1', true)") == [("",)]
    assert shown(model) == 0


# --- by hand ---


def planted(model: type[Scoped]) -> Scoped:
    named = [column for column in (model.reached.own, model.reached.held, model.reached.party) if column]
    row = plant(model, path=HERE, secrecy=int(Secrecy.INTERNAL), **{column: new_id() for column in named})
    assert isinstance(row, Scoped)
    return row


def reaching(model: type[Scoped], row: Scoped) -> Iterator[Actor]:
    reached = model.reached
    for ground in (HERE, "cn/33/04/83/", "cn/"):
        yield Actor(f"above: {ground}", grants=(Grant(frozenset({"see"}), Reach.GROUND, ground),))
    if reached.own:
        yield Actor("the business", businesses=frozenset({getattr(row, reached.own)}))
    if reached.held:
        yield Actor("the holder", posts=frozenset({getattr(row, reached.held)}))
    if reached.party:
        yield Actor("the party", person=getattr(row, reached.party))


def just_beside() -> Iterator[Actor]:
    for ground in (BESIDE, HERE + "001/", "cn/33/04/8/", "cn/33/04/83/00/"):
        yield Actor(
            f"beside: {ground}", grants=(Grant(frozenset({"*"}), Reach.GROUND, ground, clearance=Secrecy.SEALED),)
        )
    someone = new_id()
    yield Actor("somebody else", someone, someone, frozenset({someone}), frozenset({someone}))
    open_only = Grant(frozenset({"*"}), Reach.GROUND, HERE, clearance=Secrecy.OPEN)
    yield Actor("cleared for open rows only", grants=(open_only,))


def put_on(text: str) -> None:
    names = [f"ground_{secrecy.value}" for secrecy in Secrecy] + ["own", "held", "party"]
    for name in names:
        asked("SELECT set_config(%s, %s, true)", f"shian.{name}", text)


def shown(model: type[Scoped]) -> int:
    return int(asked(f"SELECT count(*) FROM {model._meta.db_table}")[0][0])


@contextmanager
def torn_down_after() -> Iterator[None]:
    """Whatever is done inside is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def asked(question: str, *values: object) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(question, values or None)
        return list(cursor.fetchall())


def said(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
