"""The two database roles: what the tests stand on, and what the second wall stands on."""

import pytest
from django.db import ProgrammingError, connection, transaction

from shian.config.cluster.access import APP, OWNER, ROOT, Trouble
from shian.config.posture import refuse_wrong_role
from tests.roles import as_owner, as_root


def current_user() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])


def rows(question: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall())


@pytest.mark.django_db
def test_a_test_asks_as_the_application() -> None:
    assert current_user() == APP
    refuse_wrong_role()


@pytest.mark.django_db
def test_the_application_may_not_change_a_table() -> None:
    with pytest.raises(ProgrammingError, match="must be owner"), transaction.atomic():
        rows("ALTER TABLE django_session ADD COLUMN x int")


@pytest.mark.django_db
def test_serving_as_owner_is_refused() -> None:
    with as_owner():
        assert current_user() == OWNER
        with pytest.raises(Trouble, match=r"shian_owner, which owns \w+"):
            refuse_wrong_role()
    assert current_user() == APP


@pytest.mark.django_db
def test_serving_as_superuser_is_refused() -> None:
    with as_root():
        assert current_user() == ROOT
        with pytest.raises(Trouble, match="is a superuser"):
            refuse_wrong_role()


@pytest.mark.django_db
def test_serving_as_a_role_above_the_wall_is_refused() -> None:
    with as_root():
        rows_of("CREATE ROLE above_the_wall BYPASSRLS; SET LOCAL ROLE above_the_wall")
        with pytest.raises(Trouble, match="has BYPASSRLS"):
            refuse_wrong_role()
        rows_of("RESET ROLE; SET LOCAL ROLE shian_root; DROP ROLE above_the_wall")


@pytest.mark.django_db
def test_a_partition_is_closed_to_the_application() -> None:
    """A policy sits on the parent; a partition asked by its own name would go round it."""
    partitions = rows("SELECT oid::regclass::text FROM pg_class WHERE relispartition AND relkind = 'r'")
    open_ones = (
        "SELECT count(*) FROM pg_class WHERE relispartition AND relkind = 'r' AND has_table_privilege(oid, 'SELECT')"
    )
    assert len(partitions) > 10
    assert rows(open_ones) == [(0,)]


@pytest.mark.django_db
def test_history_cannot_be_rewritten_by_the_application() -> None:
    assert rows("SELECT has_table_privilege('ledger_entry', 'INSERT')") == [(True,)]
    assert rows("SELECT has_table_privilege('ledger_entry', 'UPDATE, DELETE, TRUNCATE')") == [(False,)]


@pytest.mark.django_db(transaction=True)
def test_a_test_of_many_transactions_leaves_a_row() -> None:
    rows("INSERT INTO django_session VALUES ('left', 'x', now()) RETURNING 1")
    assert rows("SELECT count(*) FROM django_session") == [(1,)]


@pytest.mark.django_db(transaction=True)
def test_and_the_next_finds_none() -> None:
    assert rows("SELECT count(*) FROM django_session") == [(0,)]


def rows_of(statements: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statements)
