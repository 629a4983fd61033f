"""Whether the tables are as new as the code: an older table would break in the middle of somebody's work."""

from functools import cache

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from shian.kernel.refused import Refused


def refuse_old_tables() -> None:
    """Raises Refused where the code wants a migration that was not applied."""
    if behind := steps_behind():
        raise Refused(
            _("数据库的表比程序旧，差 %(n)d 步；请先停下来运行 shian migrate，再启动") % {"n": behind},
            code="old_tables",
        )


def steps_behind() -> int:
    """How many migrations of the code the tables have not had."""
    return len(wanted_migrations() - applied_migrations())


@cache
def wanted_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations or {})


def applied_migrations() -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('django_migrations')")
        if cursor.fetchone() == (None,):
            return set()
        cursor.execute("SELECT app, name FROM django_migrations")
        return set(cursor.fetchall())
