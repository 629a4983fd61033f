"""What many tests begin with, made once in a process by its verbs and afterwards copied within the database, row by row.

Two fifths of the time of a test of pages were spent on the same county, made anew. The first test that asks makes it as ever; its
rows are kept in a schema of their own, on a connection of their own, so that they outlive the test.
"""

import hashlib
import pickle
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

import psycopg
from django.apps import apps
from django.conf import settings
from django.db import connection, connections, transaction
from django.utils import timezone
from psycopg import sql

from shian.config.cluster.access import APP

T = TypeVar("T")
RUNS = timezone.now
DJANGO_S_OWN = {"django_content_type", "auth_permission"}
OF_ITS_TRANSACTION = "xid"  # of an entry of the ledger: it says which transaction wrote it, and that is the test's

_kept: dict[str, tuple[bytes, list[sql.Composed]]] = {}


def laid_down(of: object, lay: Callable[[], T], *, still_at: datetime) -> T:
    """What `lay` makes of something and answers, in an empty database; each way the clock goes is kept apart: rows tell the time.

    Where rows lie already, or the clock stands at some other moment, it is made by its verbs; so it is for a bench.
    """
    if settings.SETTINGS_MODULE != "tests.settings":
        return lay()
    clock = "runs" if timezone.now is RUNS else "still" if timezone.now() == still_at else ""
    kept = f"laid_down_{hashlib.sha256(repr(of).encode()).hexdigest()[:12]}_{clock}"
    if not clock or _lying():
        return lay()
    if kept not in _kept:
        made = lay()
        _kept[kept] = pickle.dumps(made), _keep(kept, _lying())
        return made
    pickled, copies = _kept[kept]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.SQL(";").join(copies).as_string())
    again: T = pickle.loads(pickled)  # noqa: S301  what this process wrote itself
    return again


def _lying() -> list[str]:
    """The tables of the house in which rows lie."""
    tables = sorted({model._meta.db_table for model in apps.get_models()} - DJANGO_S_OWN)
    asked = sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(sql.Literal(table), sql.Identifier(table))
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(asked.as_string())
        return [table for (table,) in cursor.fetchall()]


def _keep(schema: str, tables: list[str]) -> list[sql.Composed]:
    """The rows of these tables, out of this test's transaction, under a schema that nothing empties; how they come back."""
    copies = []
    with psycopg.connect(**connections["owner"].get_connection_params()) as outside, connection.cursor() as inside:
        outside.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
        outside.execute(sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(sql.Identifier(schema), sql.Identifier(APP)))
        for table in tables:
            here, there = sql.Identifier(table), sql.Identifier(schema, table)
            outside.execute(sql.SQL("CREATE TABLE {} (LIKE {})").format(there, here))
            outside.execute(sql.SQL("GRANT SELECT ON {} TO {}").format(there, sql.Identifier(APP)))
            with (
                inside.copy(sql.SQL("COPY (SELECT * FROM {}) TO STDOUT").format(here)) as rows,
                outside.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(there)) as kept,
            ):
                for part in rows:
                    kept.write(part)
            columns = sql.SQL(", ").join(map(sql.Identifier, _columns(table)))
            copies.append(sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {}").format(here, columns, columns, there))
    return copies


def _columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        found = connection.introspection.get_table_description(cursor, table)
    return [column.name for column in found if column.name != OF_ITS_TRANSACTION]
