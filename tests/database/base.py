import time
from collections.abc import Sequence
from typing import Any

from django.db import OperationalError
from django.db.backends.postgresql import base
from django.db.backends.postgresql.operations import DatabaseOperations
from psycopg.errors import DeadlockDetected

TRIES, A_MOMENT = 4, 0.5


class OwnersFlush(DatabaseOperations):
    """After a test of many transactions the tables are emptied, which the application's role may not do."""

    def sql_flush(self, style: Any, tables: Sequence[str], **options: Any) -> list[str]:
        """With CASCADE: some tables are known to the database only, and point at those of the models."""
        return super().sql_flush(style, tables, **options | {"allow_cascade": True})

    def execute_sql_flush(self, sql_list: Sequence[str]) -> None:
        if sql_list:
            self._emptied(["SET LOCAL ROLE shian_owner", *sql_list], TRIES)

    def _emptied(self, sql_list: Sequence[str], tries: int) -> None:
        """A server in a thread may still be answering a browser that has gone: whoever is in its way waits a moment."""
        try:
            super().execute_sql_flush(sql_list)
        except OperationalError as error:
            if tries == 1 or not isinstance(error.__cause__, DeadlockDetected):
                raise
            time.sleep(A_MOMENT)
            self._emptied(sql_list, tries - 1)


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = OwnersFlush
