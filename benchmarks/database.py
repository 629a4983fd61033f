"""A database of their own for the benchmarks, on the embedded cluster, made anew for each run.

It must be prepared before Django reads its settings: the processes that are measured find it by DATABASE_URL.
"""

import os
import time
from collections.abc import Iterable

import django
import psycopg
from psycopg import sql

from shian.config.cluster import use
from shian.config.cluster.access import APP, OWNER, ROOT, Access
from shian.config.cluster.bootstrap import make_database

NAME = "bench_shian"


def prepared(name: str = NAME) -> Access:
    """An empty database with all tables, and Django set up on it as the application's role."""
    access = use().access
    make_anew(access, name)
    point_at(access, name)
    django.setup()
    from shian.config.migrating import migrate  # noqa: PLC0415 - its models can be read only after the setup

    migrate(verbosity=0)
    return access


def point_at(access: Access, name: str) -> None:
    """This process and those it starts find their database here."""
    os.environ["DATABASE_URL"], os.environ["DATABASE_OWNER_URL"] = access.uri(APP, name), access.uri(OWNER, name)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shian.config.settings")


def make_anew(access: Access, name: str) -> None:
    dropped(access, name)
    with psycopg.connect(access.uri(ROOT, "postgres"), autocommit=True) as connection:
        make_database(connection, name)


def dropped(access: Access, name: str) -> None:
    """Leave nothing behind of a database with some gigabytes in it."""
    with psycopg.connect(access.uri(ROOT, "postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def as_root(access: Access, name: str = NAME) -> psycopg.Connection:
    """Past lens and wall: for counts by hand and for the bare limit. Never what is measured."""
    return psycopg.connect(access.uri(ROOT, name), autocommit=True)


def copied_bare(root: psycopg.Connection, tables: Iterable[str], where: str = "true") -> float:
    """Seconds for the same rows into the same tables with the same indexes, by nothing but the database."""
    took = 0.0
    for table in tables:
        name, copy = sql.Identifier(table), sql.Identifier(f"bare_{table}")
        root.execute(sql.SQL("CREATE TABLE {} (LIKE {} INCLUDING ALL)").format(copy, name))
        began = time.perf_counter()
        root.execute(sql.SQL(f"INSERT INTO {{}} SELECT * FROM {{}} WHERE {where}").format(copy, name))
        took += time.perf_counter() - began
        root.execute(sql.SQL("DROP TABLE {}").format(copy))
    return took
