"""A database of their own for the benchmarks, on the embedded cluster, made anew for each run.

It must be prepared before Django reads its settings: the processes that are measured find it by DATABASE_URL.
"""

import os

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
    _make_anew(access, name)
    os.environ["DATABASE_URL"], os.environ["DATABASE_OWNER_URL"] = access.uri(APP, name), access.uri(OWNER, name)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shian.config.settings")
    django.setup()
    from shian.config.migrating import migrate  # noqa: PLC0415 - its models can be read only after the setup

    migrate(verbosity=0)
    return access


def _make_anew(access: Access, name: str) -> None:
    with psycopg.connect(access.uri(ROOT, "postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        make_database(connection, name)


def as_root(access: Access, name: str = NAME) -> psycopg.Connection:
    """Past lens and wall: for counts by hand and for the bare limit. Never what is measured."""
    return psycopg.connect(access.uri(ROOT, name), autocommit=True)
