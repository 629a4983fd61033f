"""The second wall: on every scoped table, a question that forgot the lens returns nothing."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, models, transaction

from shian.kernel.actor import NOBODY, Actor, Grant, Reach
from shian.kernel.lens import Scoped
from shian.kernel.secrecy import Secrecy
from shian.kernel.wall import policy, worn
from tests.roles import as_owner, as_root

pytestmark = pytest.mark.django_db
SCOPED = sorted((m for m in apps.get_models() if issubclass(m, Scoped)), key=lambda m: m._meta.label)
EVERY = pytest.mark.parametrize("model", SCOPED, ids=lambda m: m._meta.label)
GROUND, NEIGHBOUR = "cn/33/04/83/", "cn/33/04/81/"
SEE = frozenset({"see"})


def looker(ground: str, clearance: Secrecy = Secrecy.INTERNAL) -> Actor:
    return Actor("looker", grants=(Grant(SEE, Reach.GROUND, ground, clearance=clearance),))


def value_for(field: Any) -> str | None:
    """A plain value of the column's type: the row only has to be there. What may be empty is."""
    if field.name in ("path", "path_then"):
        return f"'{GROUND}001/'"
    if field.name == "secrecy":
        return str(Secrecy.INTERNAL.value)
    if field.null and not field.primary_key:
        return None
    kind = field.db_type(connection)
    if kind == "uuid":
        return f"'{uuid.uuid4()}'"
    plain = {"date": "'2026-01-01'", "timestamp with time zone": "now()", "boolean": "false", "jsonb": "'{}'"}
    if kind.endswith("[]"):
        return "'{}'"
    if kind in plain:
        return plain[kind]
    choices = field.flatchoices
    if choices:
        return f"'{choices[0][0]}'"
    return "'x'" if "char" in kind or kind == "text" else "1"


def plant(model: type[models.Model]) -> None:
    """One row in the table, put there by the superuser with foreign keys and triggers asleep."""
    fields = [(f.column, value_for(f)) for f in model._meta.concrete_fields if not f.has_db_default()]
    columns = ", ".join(f'"{column}"' for column, value in fields if value is not None)
    values = ", ".join(value for _column, value in fields if value is not None)
    run("SET LOCAL session_replication_role = replica")
    run(f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({values})")
    run("SET LOCAL session_replication_role = origin")


@pytest.fixture
def planted(model: type[models.Model]) -> None:
    with as_root():
        plant(model)


def run(statement: str, *words: object) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, words or None)
        return list(cursor.fetchall()) if cursor.description else []


def seen(model: type[models.Model]) -> int:
    """How many rows a question without any lens returns."""
    return int(run(f"SELECT count(*) FROM {model._meta.db_table}")[0][0])


@EVERY
@pytest.mark.usefixtures("planted")
def test_without_an_actor_there_is_nothing(model: type[models.Model]) -> None:
    with as_root():
        assert seen(model) == 1, "the row is there"
    assert seen(model) == 0
    with worn(NOBODY):
        assert seen(model) == 0


@EVERY
@pytest.mark.usefixtures("planted")
def test_the_ground_decides_even_when_the_lens_was_forgotten(model: type[models.Model]) -> None:
    with worn(looker(GROUND)):
        assert seen(model) == 1
    with worn(looker(NEIGHBOUR)):
        assert seen(model) == 0
    with worn(looker(GROUND, Secrecy.OPEN)):
        assert seen(model) == 0, "the class decides too"


MALFORMED = [
    "",
    ",",
    "c",
    "cn",
    "cn/33/04/83",
    "/",
    "%",
    "cn/%/",
    "cn/33/04/83/'",
    "{cn/}",
    "null",
    " cn/",
    "cn//",
    "*",
]


@EVERY
@pytest.mark.usefixtures("planted")
def test_a_malformed_setting_shows_nothing(model: type[models.Model]) -> None:
    for text in MALFORMED:
        for secrecy in Secrecy:
            run("SELECT set_config(%s, %s, true)", f"shian.ground_{secrecy.value}", text)
        for kind in ("own", "held", "party"):
            run("SELECT set_config(%s, %s, true)", f"shian.{kind}", text)
        assert seen(model) == 0, text


@EVERY
@pytest.mark.usefixtures("planted")
def test_after_an_actor_left_nothing_is_seen_any_more(model: type[models.Model]) -> None:
    with worn(looker(GROUND)), worn(looker(NEIGHBOUR)):
        assert seen(model) == 0
    with worn(looker(NEIGHBOUR)):
        with worn(looker(GROUND)):
            assert seen(model) == 1
        assert seen(model) == 0
    assert seen(model) == 0


@EVERY
@pytest.mark.usefixtures("planted")
def test_a_row_is_not_written_outside_ones_ground(model: type[models.Model]) -> None:
    """Not by a change either: a row cannot be moved to where its writer sees nothing."""
    move = f"UPDATE {model._meta.db_table} SET path = '{NEIGHBOUR}'"
    words = "row-level security|permission denied"
    with worn(looker(GROUND)), pytest.raises(ProgrammingError, match=words), transaction.atomic():
        run(move)
    with worn(looker(NEIGHBOUR)):
        assert seen(model) == 0


def breaches(model: type[Scoped]) -> list[str]:
    """What is wrong with the wall of a table, asked of the database's own catalogue."""
    table = model._meta.db_table
    enabled, forced = run("SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass", table)[0]
    found = [] if enabled else ["row-level security is off"]
    found += [] if forced else ["its owner is not bound"]
    policies = run(
        "SELECT polname, polcmd, polroles = '{0}', polpermissive FROM pg_policy WHERE polrelid = %s::regclass", table
    )
    if policies != [("shian_wall", "*", True, True)]:
        return [*found, f"its policies are {policies}"]
    with probe(table, policy(model.reached)) as (stands, should):
        return found + ([] if stands == should else ["its policy is not the kernel's"])


@contextmanager
def probe(table: str, condition: str) -> Iterator[tuple[Any, Any]]:
    """The policy that stands beside the one that should, both as the database writes them."""
    text = """SELECT pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid) FROM pg_policy
              WHERE polrelid = %s::regclass AND polname = %s"""
    run(f"CREATE POLICY probe ON {table} USING ({condition}) WITH CHECK ({condition})")
    try:
        yield run(text, table, "shian_wall"), run(text, table, "probe")
    finally:
        run(f"DROP POLICY probe ON {table}")


@EVERY
def test_the_wall_stands_as_the_kernel_says(model: type[Scoped]) -> None:
    with as_owner():
        assert breaches(model) == []


DAMAGE = [
    "DROP POLICY shian_wall ON {}",
    "ALTER TABLE {} DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE {} NO FORCE ROW LEVEL SECURITY",
    "CREATE POLICY hole ON {} USING (true)",
    "ALTER POLICY shian_wall ON {} USING (true)",
    "ALTER POLICY shian_wall ON {} WITH CHECK (true)",
]


@EVERY
@pytest.mark.parametrize("damage", DAMAGE)
def test_a_hole_in_the_wall_is_found(model: type[Scoped], damage: str) -> None:
    with as_owner():
        before = transaction.savepoint()
        run(damage.format(model._meta.db_table))
        assert breaches(model) != []
        transaction.savepoint_rollback(before)


@EVERY
@pytest.mark.usefixtures("planted")
def test_without_its_policy_the_table_is_shut_not_open(model: type[Scoped]) -> None:
    with as_owner():
        run(f"DROP POLICY shian_wall ON {model._meta.db_table}")
    with worn(looker(GROUND)):
        assert seen(model) == 0


def test_every_table_with_a_class_is_scoped() -> None:
    """A table that keeps a class and is no scoped model would stand outside: only the name search does, shut to all."""
    question = """SELECT table_name FROM information_schema.columns c JOIN pg_class t ON t.relname = c.table_name
                  WHERE column_name = 'secrecy' AND table_schema = 'public' AND NOT t.relispartition"""
    with as_root():
        tables = {name for (name,) in run(question)}
    assert tables - {m._meta.db_table for m in SCOPED} == {"registry_search"}
    assert run("SELECT has_table_privilege('registry_search', 'SELECT')") == [(False,)]
    assert len(SCOPED) > 15
