"""Set-based writes: one statement for any number of rows.

A few rows travel as JSON, typed by the table itself (`json_populate_recordset`), which costs the sender
nothing. Many rows travel as one text a column, cut apart by the database (`string_to_array`): read there in a third of
the time (measured on slices of a thousand rows of the register), for a little more work here.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec
import psycopg
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models, transaction

from shian.kernel.concealed import conceal


def insert_many(model: type[models.Model], rows: Sequence[models.Model], *, skip_existing: bool = False) -> int:
    """Insert instances as they stand; with `skip_existing` a key already there is passed over. Returns rows written."""
    shape = _shape(model)
    return _insert(shape, shape.columns_of(rows), len(rows), skip_existing)


def insert_values(model: type[models.Model], rows: Sequence[dict[str, Any]], *, skip_existing: bool = False) -> int:
    """The same for rows given as values by column; a column that a row does not name stays empty."""
    shape = _shape(model)
    columns = {column: [row.get(column) for row in rows] for column, _cast in shape.casts}
    return _insert(shape, columns, len(rows), skip_existing)


def _insert(shape: "_Shape", columns: "Columns", rows: int, skip_existing: bool) -> int:
    if not rows:
        return 0
    conflict = " ON CONFLICT DO NOTHING" if skip_existing else ""
    cut = by_column(columns, shape.casts) if rows >= MANY else None
    statement, parameters = (
        (shape.insert_cut(cut), list(cut.values())) if cut else (shape.insert, _told(columns, shape, rows))
    )
    if send := _send.get():
        send(statement + conflict, parameters)
        return rows
    with prepared(statement + conflict, parameters) as cursor:
        return int(cursor.rowcount)


Columns = dict[str, list[Any]]


def _told(columns: Columns, shape: "_Shape", rows: int) -> list[str]:
    """What all rows say alike, said once, and what is left of each: of a morning's sheets three columns in four are
    alike, and the database would read each of them anew in every row."""
    alike: dict[str, Any] = {}
    apart: Columns = {}
    for column, values in columns.items():
        if len(set(map(id, values))) == 1:
            alike[column] = values[0]
            continue
        # Of two JSON values Python takes 1 for true: their texts are compared.
        said = [msgspec.json.encode(value, enc_hook=str) for value in values] if column in shape.json else values
        if said[-1] == said[0] and said.count(said[0]) == rows:
            alike[column] = values[0]
        else:
            apart[column] = [msgspec.Raw(one) for one in said] if column in shape.json else values
    each = [dict(zip(apart, row, strict=True)) for row in zip(*apart.values(), strict=True)] or [{}] * rows
    return [msgspec.json.encode(alike, enc_hook=str).decode(), encoded(each)]


MANY = 400
_CUT, _NONE = "\x1e", "\x1f"  # between values, and for none: signs that no keyboard has


def by_column(columns: Columns, casts: Iterable[tuple[str, str]]) -> dict[str, str] | None:
    """Each column that holds anything as one text; None where a value has one of our signs in it, or nothing is between."""
    texts: dict[str, str] = {}
    for column, cast in casts:
        values = columns[column]
        empty = values.count(None)
        if empty == len(values):
            continue
        text = _CUT.join(_texts(values, _json_of if "json" in cast else _text_of))
        if text.count(_CUT) != len(values) - 1 or text.count(_NONE) != empty:
            return None
        texts[column] = text
    return texts


def _texts(values: Sequence[Any], text_of: Callable[[Any], str]) -> Iterable[str]:
    """Many columns say the same in every row: the day, the instant, the secrecy."""
    if values[0] is values[-1] and values.count(values[0]) == len(values):
        return [text_of(values[0])] * len(values)
    return map(text_of, values)


def _text_of(value: Any) -> str:
    return value if type(value) is str else _NONE if value is None else str(value)


def _json_of(value: Any) -> str:
    return _NONE if value is None else msgspec.json.encode(value, enc_hook=str).decode()


@contextmanager
def prepared(statement: str, parameters: Sequence[Any]) -> "Iterator[psycopg.Cursor[Any]]":
    """Run a statement that the server keeps, with its parameters beside it, and read its answer.

    Django writes parameters into the text: a megabyte of JSON would be quoted here and parsed there, each time.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(statement, parameters, prepare=True)
        yield cursor


Send = Callable[[str, Sequence[Any]], None]
_send: ContextVar[Send | None] = ContextVar("send", default=None)


@contextmanager
def pipelined() -> Iterator[None]:
    """Mass writes within are not waited for: the next rows are made here while the database writes those before them.

    One hand sends them in order on this very connection. What the database refuses is raised at the end; a question in
    between may be answered before what was sent, and no count of rows is known. (libpq's own pipeline stops the sender
    once the socket is full, which is after a few hundred rows: that gained nothing.)
    """
    connection.ensure_connection()
    raw, sent = connection.connection, list[Future[None]]()
    with connection.wrap_database_errors, ThreadPoolExecutor(1) as hand:
        token = _send.set(lambda statement, values: sent.append(hand.submit(_executed, raw, statement, values)))
        try:
            yield
        finally:
            _send.reset(token)
        for one in sent:
            one.result()


def _executed(raw: Any, statement: str, parameters: Sequence[Any]) -> None:
    with psycopg.Cursor(raw) as cursor:
        cursor.execute(statement, parameters, prepare=True)


@contextmanager
def whole_tables() -> Iterator[None]:
    """For statements that go through everybody in a county. Behind the wall the database expects a few rows and walks to
    each of them by an index, three times 20,000; told not to, it reads each table once: a third of the time, measured.
    """
    with transaction.atomic(), connection.cursor() as cursor:  # after an error the roll-back brings the setting back
        cursor.execute("SET LOCAL enable_nestloop = off")
        yield
        cursor.execute("SET LOCAL enable_nestloop = on")


def refresh_statistics() -> None:
    """After a mass write: let the database look at the tables again, or its next plans are those of an empty county."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT shian_refresh_statistics()")


def sealed(text: str) -> str | None:
    """A concealed text as it is written into a row of values; nothing for none."""
    return f"\\x{conceal(text).hex()}" if text else None


def encoded(rows: Iterable[dict[str, Any]]) -> str:
    """Rows as one JSON text."""
    return msgspec.json.encode(list(rows), enc_hook=str).decode()


@dataclass(frozen=True)
class _Shape:
    """How the rows of one table are written: worked out once, for it is asked for every row of a mass hand-in."""

    table: str
    insert: str
    casts: tuple[tuple[str, str], ...]
    json: frozenset[str]
    plain_columns: tuple[tuple[str, str], ...]
    sealed: "tuple[models.Field[Any, Any], ...]"

    def columns_of(self, rows: Sequence[models.Model]) -> Columns:
        """The values of these rows, column by column."""
        held = [row.__dict__ for row in rows]
        columns = {column: _values(held, rows, name) for column, name in self.plain_columns}
        for field in self.sealed:
            columns[str(field.column)] = [_hexed(field.get_prep_value(getattr(row, field.attname))) for row in rows]
        return columns

    def insert_cut(self, columns: Iterable[str]) -> str:
        """The statement for one text a column. Text is not cast: a cast to varchar(60) would cut it short without a word."""
        casts = dict(self.casts)
        named = [(f'"{column}"', f"v{n}", casts[column]) for n, column in enumerate(columns)]
        return (
            f"INSERT INTO {self.table} ({', '.join(column for column, _v, _cast in named)})"
            f" SELECT {', '.join(cast % value for _column, value, cast in named)}"
            f" FROM unnest({', '.join([_APART] * len(named))}) AS cut ({', '.join(value for _c, value, _cast in named)})"
        )


def _values(held: Sequence[dict[str, Any]], rows: Sequence[models.Model], name: str) -> list[Any]:
    try:
        return [values[name] for values in held]
    except KeyError:  # a column that was not fetched
        return [getattr(row, name) for row in rows]


def _hexed(value: Any) -> str | None:
    return None if value is None else "\\x" + bytes(value).hex()


_APART = f"string_to_array(%s, E'\\x{ord(_CUT):02x}', E'\\x{ord(_NONE):02x}')"


@cache
def _shape(model: type[models.Model]) -> _Shape:
    fields = [f for f in model._meta.concrete_fields if not _by_database(f)]
    columns = ", ".join(f'"{f.column}"' for f in fields)
    table = model._meta.db_table
    return _Shape(
        table,
        f"INSERT INTO {table} ({columns})"
        f" SELECT {columns} FROM json_populate_recordset(json_populate_record(NULL::{table}, %s), %s)",
        tuple((str(f.column), _cast(f)) for f in fields),
        frozenset(str(f.column) for f in fields if isinstance(f, models.JSONField)),
        tuple((str(f.column), f.attname) for f in fields if not isinstance(f, models.BinaryField)),
        tuple(f for f in fields if isinstance(f, models.BinaryField)),
    )


def _cast(field: Any) -> str:
    """How a text becomes a value of this column; the length in a type's brackets is left to the column itself."""
    kind = str(field.db_type(connection)).partition("(")[0]
    if isinstance(field, ArrayField):
        return f"ARRAY(SELECT json_array_elements_text(%s::json))::{str(field.base_field.db_type(connection)).partition('(')[0]}[]"
    return "%s" if kind in {"varchar", "text"} else f"%s::{kind}"


def _by_database(field: Any) -> bool:
    """Columns which the database fills in: serial keys and database defaults."""
    return isinstance(field, models.AutoField) or field.has_db_default()
