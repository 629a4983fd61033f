"""What a new cluster holds: two roles, the extensions in the template, one database."""

import psycopg
from psycopg import sql

from shian.config.cluster.access import APP, DATABASE, OWNER, ROOT, Access

EXTENSIONS = ("btree_gist", "pg_trgm")


def bootstrap(access: Access) -> None:
    """May be cut short and run again: every step looks first."""
    with psycopg.connect(access.uri(ROOT, "template1"), autocommit=True) as connection:
        for role in (OWNER, APP):
            make_role(connection, role, access.passwords[role])
        for extension in EXTENSIONS:
            connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
    with psycopg.connect(access.uri(ROOT, "postgres"), autocommit=True) as connection:
        make_database(connection, DATABASE)


def make_role(connection: psycopg.Connection, role: str, password: str) -> None:
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    word = sql.SQL("ALTER" if known else "CREATE")
    plain = "{} ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION PASSWORD {}"
    connection.execute(sql.SQL(plain).format(word, sql.Identifier(role), sql.Literal(password)))


def make_database(connection: psycopg.Connection, name: str) -> None:
    """From template1, which has the extensions: their creation needs a superuser, the owner is none."""
    if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        return
    database, owner, app = sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(APP)
    connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(database, owner))
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
    connection.execute(sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(database, app))
