"""A row in any table, whatever it must hold: for proofs that walk every table of the house."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from shian.kernel.bulk import insert_many
from shian.kernel.ids import floor_id, new_id
from shian.kernel.lens import PathField, Scoped
from tests.roles import as_root

CODE = 12
NUMBERS = count(1)
SOME_DAY = date(2026, 9, 14)
SOME_INSTANT = datetime(2026, 9, 14, 2, 0, tzinfo=UTC)
PLAIN: "list[tuple[type[models.Field[Any, Any]], Any]]" = [
    (models.BooleanField, False),
    (models.DateTimeField, SOME_INSTANT),
    (models.DateField, SOME_DAY),
    (models.DecimalField, 1),
    (models.FloatField, 1.0),
    (models.IntegerField, 1),
    (models.JSONField, {}),
    (models.BinaryField, b"x"),
    (ArrayField, []),
]


def scoped_models() -> list[type[Scoped]]:
    """Every table that somebody may see and others may not."""
    found = [m for m in apps.get_models() if issubclass(m, Scoped) and m._meta.managed and not m._meta.proxy]
    return sorted(found, key=lambda model: model._meta.db_table)


def plant(model: type[models.Model], **facts: Any) -> models.Model:
    """One row, written past the wall, with no regard for what its keys point at."""
    row = any_row(model, **facts)
    plant_all([row])
    return row


def plant_all(rows: list[Any]) -> None:
    with keys_may_dangle():
        insert_many(type(rows[0]), rows)


@contextmanager
def keys_may_dangle() -> Iterator[None]:
    """As the superuser, with neither triggers nor foreign keys."""
    with as_root(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")


def any_row(model: type[models.Model], **facts: Any) -> models.Model:
    """An instance with something in every column that must hold something."""
    for field in model._meta.concrete_fields:
        if field.attname not in facts and field.name not in facts and _is_wanted(field):
            facts[str(field.attname)] = _something(field)
    return model(**facts)


def _is_wanted(field: "models.Field[Any, Any]") -> bool:
    stamped = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    return stamped or not (field.null or field.has_default() or field.has_db_default() or _numbers_itself(field))


def _numbers_itself(field: "models.Field[Any, Any]") -> bool:
    return field.primary_key and not isinstance(field, models.CharField)


def _something(field: "models.Field[Any, Any]") -> Any:
    if isinstance(field, models.ForeignKey | models.UUIDField):
        return new_id()
    if field.unique or _is_of_a_key(field):  # a code that no other row may have
        return (
            next(NUMBERS)
            if isinstance(field, models.IntegerField)
            else new_id().hex[-min(CODE, field.max_length or CODE) :]
        )
    return next((value for kind, value in PLAIN if isinstance(field, kind)), "x")


def _is_of_a_key(field: "models.Field[Any, Any]") -> bool:
    """Whether a text or a number takes part in what may stand once only, under no condition."""
    once = [one for one in field.model._meta.constraints if isinstance(one, models.UniqueConstraint)]
    alone = any(field.name in one.fields for one in once if one.condition is None)
    return isinstance(field, models.CharField | models.IntegerField) and not isinstance(field, PathField) and alone


def key_of(instant: datetime) -> UUID:
    """A key whose prefix is this instant, so that its row lies in that year's partition."""
    return UUID(int=floor_id(instant).int | new_id().int & ((1 << 80) - 1))
