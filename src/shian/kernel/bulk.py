"""Set-based writes: one statement and one JSON parameter for any number of rows.

`json_populate_recordset` types every value by the table itself; on two cores this was three times faster than
arrays to `unnest` and spares the driver a parameter per value.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec
import psycopg
from django.db import connection, models


def insert_many(model: type[models.Model], rows: Sequence[models.Model], *, skip_existing: bool = False) -> int:
    """Insert instances as they stand; with `skip_existing` a key already there is passed over. Returns rows written."""
    shape = _shape(model)
    return insert_values(model, [shape.plain(row) for row in rows], skip_existing=skip_existing)


def insert_values(model: type[models.Model], rows: Sequence[dict[str, Any]], *, skip_existing: bool = False) -> int:
    """The same for rows given as a value for every column."""
    if not rows:
        return 0
    conflict = " ON CONFLICT DO NOTHING" if skip_existing else ""
    with prepared(_shape(model).insert + conflict, [encoded(rows)]) as cursor:
        return int(cursor.rowcount)


@contextmanager
def prepared(statement: str, parameters: Sequence[Any]) -> "Iterator[psycopg.Cursor[Any]]":
    """Run a statement that the server keeps, with its parameters beside it, and read its answer.

    Django writes parameters into the text: a megabyte of JSON would be quoted here and parsed there, each time.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(statement, parameters, prepare=True)
        yield cursor


def refresh_statistics() -> None:
    """After a mass write: let the database look at the tables again, or its next plans are those of an empty county."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT shian_refresh_statistics()")


def encoded(rows: Iterable[dict[str, Any]]) -> str:
    """Rows as one JSON text."""
    return msgspec.json.encode(list(rows), enc_hook=str).decode()


@dataclass(frozen=True)
class _Shape:
    """How the rows of one table are written: worked out once, for it is asked for every row of a mass hand-in."""

    insert: str
    plain_columns: tuple[tuple[str, str], ...]
    sealed: "tuple[models.Field[Any, Any], ...]"

    def plain(self, row: models.Model) -> dict[str, Any]:
        """The values of a row; what is none is left out, for the database reads what is not there as none too."""
        held = row.__dict__
        values = {
            c: value
            for c, name in self.plain_columns
            if (value := held[name] if name in held else getattr(row, name)) is not None
        }
        for field in self.sealed:
            bytes_ = field.get_prep_value(getattr(row, field.attname))
            values[str(field.column)] = None if bytes_ is None else "\\x" + bytes(bytes_).hex()
        return values


@cache
def _shape(model: type[models.Model]) -> _Shape:
    fields = [f for f in model._meta.concrete_fields if not _by_database(f)]
    columns = ", ".join(f'"{f.column}"' for f in fields)
    table = model._meta.db_table
    return _Shape(
        f"INSERT INTO {table} ({columns}) SELECT {columns} FROM json_populate_recordset(NULL::{table}, %s)",
        tuple((str(f.column), f.attname) for f in fields if not isinstance(f, models.BinaryField)),
        tuple(f for f in fields if isinstance(f, models.BinaryField)),
    )


def _by_database(field: Any) -> bool:
    """Columns which the database fills in: serial keys and database defaults."""
    return isinstance(field, models.AutoField) or field.has_db_default()
