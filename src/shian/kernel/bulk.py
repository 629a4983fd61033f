"""Set-based writes: one statement for any number of rows.

A few rows travel as one JSON parameter, typed by the table itself (`json_populate_recordset`), which costs the sender
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
from django.db import connection, models

from shian.kernel.concealed import conceal


def insert_many(model: type[models.Model], rows: Sequence[models.Model], *, skip_existing: bool = False) -> int:
    """Insert instances as they stand; with `skip_existing` a key already there is passed over. Returns rows written."""
    shape = _shape(model)
    return insert_values(model, [shape.plain(row) for row in rows], skip_existing=skip_existing)


def insert_values(model: type[models.Model], rows: Sequence[dict[str, Any]], *, skip_existing: bool = False) -> int:
    """The same for rows given as values by column; a column that a row does not name stays empty."""
    if not rows:
        return 0
    conflict = " ON CONFLICT DO NOTHING" if skip_existing else ""
    shape = _shape(model)
    cut = by_column(rows, shape.casts) if len(rows) >= MANY else None
    statement, parameters = (shape.insert_cut(cut), list(cut.values())) if cut else (shape.insert, [encoded(rows)])
    if send := _send.get():
        send(statement + conflict, parameters)
        return len(rows)
    with prepared(statement + conflict, parameters) as cursor:
        return int(cursor.rowcount)


MANY = 400
_CUT, _NONE = "\x1e", "\x1f"  # between values, and for none: signs that no keyboard has


def by_column(rows: Sequence[dict[str, Any]], casts: Iterable[tuple[str, str]]) -> dict[str, str] | None:
    """Each column that holds anything as one text; None where a value has one of our signs in it, or nothing is between."""
    texts: dict[str, str] = {}
    for column, cast in casts:
        values = [row.get(column) for row in rows]
        empty = values.count(None)
        if empty == len(values):
            continue
        text = _CUT.join(_texts(values, _json_of if "json" in cast else _text_of))
        if text.count(_CUT) != len(values) - 1 or text.count(_NONE) != empty:
            return None
        texts[column] = text
    return texts if len(rows) > 1 else None


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

    def insert_cut(self, columns: Iterable[str]) -> str:
        """The statement for one text a column. Text is not cast: a cast to varchar(60) would cut it short without a word."""
        casts = dict(self.casts)
        named = [(f'"{column}"', f"v{n}", casts[column]) for n, column in enumerate(columns)]
        return (
            f"INSERT INTO {self.table} ({', '.join(column for column, _v, _cast in named)})"
            f" SELECT {', '.join(cast % value for _column, value, cast in named)}"
            f" FROM unnest({', '.join([_APART] * len(named))}) AS cut ({', '.join(value for _c, value, _cast in named)})"
        )


_APART = f"string_to_array(%s, E'\\x{ord(_CUT):02x}', E'\\x{ord(_NONE):02x}')"


@cache
def _shape(model: type[models.Model]) -> _Shape:
    fields = [f for f in model._meta.concrete_fields if not _by_database(f)]
    columns = ", ".join(f'"{f.column}"' for f in fields)
    table = model._meta.db_table
    return _Shape(
        table,
        f"INSERT INTO {table} ({columns}) SELECT {columns} FROM json_populate_recordset(NULL::{table}, %s)",
        tuple((str(f.column), _cast(f)) for f in fields),
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
