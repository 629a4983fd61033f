"""Rows of a mass path without ceremony: Django's `Model(...)` asks every field of every row in turn.

Four rows a record (what was fetched, what is written) were a fifth of all processor time of a morning's hand-in.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, models
from django.db.models.base import ModelState

from shian.kernel.bulk import prepared

M = TypeVar("M", bound=models.Model)


def fresh(model: type[M], **values: Any) -> M:
    """A new row, not stored: like `Model(**values)` with keys for foreign rows (`business_id`). Raises TypeError for a strange name."""
    blank = _blank(model)
    if strange := values.keys() - blank.names:
        raise TypeError(f"{model.__name__} has no {sorted(strange)}")
    row = model.__new__(model)
    row.__dict__.update(_state=ModelState(), **blank.plain)
    for name, make in blank.made:
        if name not in values:
            row.__dict__[name] = make()
    row.__dict__.update(values)
    return row


def stored(model: type[M], columns: tuple[str, ...], where: str, parameters: Sequence[Any]) -> list[M]:
    """Rows by an indexed condition, with these columns (none named: all), by a statement the server keeps.

    The second wall filters here and no lens does: whoever asks judges each row in hand with `lens.may`.
    """
    reading = _reading(model, columns)
    with prepared(reading.select + where, parameters) as cursor:
        using = connection.alias  # asked once: the connection of a thread has to be looked for each time
        return [_row(model, reading, values, using) for values in cursor.fetchall()]


def listed(keys: Iterable[UUID]) -> str:
    """Keys as the one text of an array: the driver would make the same, each key by itself."""
    return "{" + ",".join([f"{key.int:032x}" for key in keys]) + "}"


def _row(model: type[M], reading: "_Reading", values: Sequence[Any], using: str) -> M:
    row = model.__new__(model)
    held = row.__dict__
    state = held["_state"] = ModelState()
    state.adding, state.db = False, using
    held.update(zip(reading.names, values, strict=True))
    for name, convert in reading.converted:
        held[name] = convert(held[name], None, connection)
    return row


@dataclass(frozen=True)
class _Blank:
    """What a new row of a table has where nothing is said."""

    names: frozenset[str]
    plain: dict[str, Any]
    made: tuple[tuple[str, Callable[[], Any]], ...]


@cache
def _blank(model: type[models.Model]) -> _Blank:
    fields = model._meta.concrete_fields
    made = tuple((f.attname, f.default) for f in fields if f.has_default() and callable(f.default))
    plain = {f.attname: f.get_default() for f in fields if f.attname not in dict(made)}
    return _Blank(frozenset(f.attname for f in fields), plain, made)


@dataclass(frozen=True)
class _Reading:
    """How some columns of a table are read, and which of them Django would turn into something else."""

    select: str
    names: tuple[str, ...]
    converted: tuple[tuple[str, Callable[[Any, Any, Any], Any]], ...]


@cache
def _reading(model: type[models.Model], columns: tuple[str, ...]) -> _Reading:
    key = model._meta.pk.attname if model._meta.pk else "id"
    fields = [f for f in model._meta.concrete_fields if not columns or f.attname in columns or f.attname == key]
    listed = ", ".join(f'"{f.column}"' for f in fields)
    converted = tuple((f.attname, convert) for f in fields for convert in f.get_db_converters(connection))
    return _Reading(f"SELECT {listed} FROM {model._meta.db_table} WHERE ", tuple(f.attname for f in fields), converted)
