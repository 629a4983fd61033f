from collections.abc import Sequence
from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.postgresql.operations import DatabaseOperations


class OwnersFlush(DatabaseOperations):
    """After a test of many transactions the tables are emptied, which the application's role may not do."""

    def sql_flush(self, style: Any, tables: Sequence[str], **options: Any) -> list[str]:
        """With CASCADE: some tables are known to the database only, and point at those of the models."""
        return super().sql_flush(style, tables, **options | {"allow_cascade": True})

    def execute_sql_flush(self, sql_list: Sequence[str]) -> None:
        super().execute_sql_flush(["SET LOCAL ROLE shian_owner", *sql_list] if sql_list else [])


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = OwnersFlush
