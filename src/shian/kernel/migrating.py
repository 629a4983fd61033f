"""Migration operations for what Django has no word for: partitioned tables and the second wall."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from shian.kernel.ids import floor_id
from shian.kernel.lens import Reached
from shian.kernel.wall import policy

CHINA = ZoneInfo("Asia/Shanghai")
FIRST_YEAR, LAST_YEAR = 2022, 2032


class CreatePartitioned(CreateModel):
    """CreateModel whose table is partitioned by year on its time-prefixed uuid key, with a default for the rest."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        plain = schema_editor.sql_create_table
        schema_editor.sql_create_table = plain + " PARTITION BY RANGE (id)"
        try:
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        finally:
            schema_editor.sql_create_table = plain
        for statement in partitions(to_state.apps.get_model(app_label, self.name)._meta.db_table):
            schema_editor.execute(statement)


def partitions(table: str, first: int = FIRST_YEAR, last: int = LAST_YEAR) -> list[str]:
    """The statements that give a table its yearly partitions (local years) and a default one."""
    years = [
        f"CREATE TABLE IF NOT EXISTS {table}_{year} PARTITION OF {table} "
        f"FOR VALUES FROM ('{_new_year(year)}') TO ('{_new_year(year + 1)}')"
        for year in range(first, last + 1)
    ]
    return [*years, f"CREATE TABLE IF NOT EXISTS {table}_rest PARTITION OF {table} DEFAULT"]


def _new_year(year: int) -> str:
    return str(floor_id(datetime(year, 1, 1, tzinfo=CHINA)))


class Wall(Operation):
    """Puts a table behind the second wall: row-level security, forced on its owner too."""

    reversible = True

    def __init__(self, table: str, reached: Reached) -> None:
        self.table, self.reached = table, reached

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The wall is no part of a model's state."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        condition = policy(self.reached)
        schema_editor.execute(f"ALTER TABLE {self.table} ENABLE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {self.table} FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"DROP POLICY IF EXISTS shian_wall ON {self.table}")
        schema_editor.execute(f"CREATE POLICY shian_wall ON {self.table} USING ({condition}) WITH CHECK ({condition})")

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        schema_editor.execute(f"DROP POLICY IF EXISTS shian_wall ON {self.table}")
        schema_editor.execute(f"ALTER TABLE {self.table} NO FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {self.table} DISABLE ROW LEVEL SECURITY")

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (type(self).__name__, [self.table, self.reached], {})

    def describe(self) -> str:
        return f"Put {self.table} behind the second wall"
