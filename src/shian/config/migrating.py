"""Bringing the tables up to date: as the owner, who then lets the application in as far as it needs."""

from django.core.management import call_command
from django.db import connections
from psycopg import sql

from shian.config.cluster.access import APP

# Written once and never changed: not even the application's own role can rewrite history.
APPEND_ONLY = frozenset({"ledger_entry", "packs_release"})
READ_ONLY = frozenset({"django_migrations"})
# Read only through a function that applies the scope itself.
CLOSED = frozenset({"registry_search", "disclosure_search"})

# Partitions stay closed: a policy sits on the parent, and a partition asked by its own name would go round it.
TABLES = """
SELECT relname FROM pg_class
 WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
   AND relowner = current_user::regrole
 ORDER BY relname
"""


def migrate(verbosity: int = 1) -> None:
    call_command("migrate", database="owner", verbosity=verbosity, interactive=False)
    grant()


def verbs(table: str) -> str:
    if table in READ_ONLY:
        return "SELECT"
    return "SELECT, INSERT" if table in APPEND_ONLY else "SELECT, INSERT, UPDATE, DELETE"


def grant() -> None:
    role = sql.Identifier(APP if app_exists() else connections["default"].settings_dict["USER"])
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role))
        cursor.execute(sql.SQL("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}").format(role))
        cursor.execute(TABLES)
        for (table,) in cursor.fetchall():
            name = sql.Identifier(table)
            cursor.execute(sql.SQL("REVOKE ALL ON {} FROM {}").format(name, role))
            if table not in CLOSED:
                cursor.execute(sql.SQL("GRANT {} ON {} TO {}").format(sql.SQL(verbs(table)), name, role))


def app_exists() -> bool:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP])
        return cursor.fetchone() is not None
