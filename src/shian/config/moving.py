"""When a place moves, the rows of every room above follow: `path` is rewritten in slices, `path_then` never."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connection, models

from shian.kernel.actor import Actor, Grant, Reach
from shian.kernel.lens import PathField
from shian.kernel.paths import ROOT, upper
from shian.kernel.secrecy import Secrecy
from shian.kernel.wall import worn
from shian.territory.events import PlaceMoved

SLICE = 5000
MOVER = Actor("mover", grants=(Grant(frozenset({"see"}), Reach.GROUND, ROOT, clearance=Secrecy.SEALED),))

# What stays where it was: the room of places moves its own; the ledger is never changed; a release is the law of its
# jurisdiction; a stored figure is as it was given; a mapping of columns is one office's habit.
STAYS = {"territory", "packs", "ledger.entry", "insight.storedfigure", "registry.importmapping"}

# The slice is found by the range of paths and written by key, so each touches only what it moves.
REWRITE = """
UPDATE {table} SET path = %(new)s || substr(path, %(length)s + 1)
WHERE {key} IN (SELECT {key} FROM {table} WHERE path >= %(old)s AND path < %(end)s ORDER BY path LIMIT %(slice)s)
"""


def follow_the_place(envelope: dict[str, Any], now: datetime) -> None:
    """The follower of `territory.place_moved`."""
    moved = PlaceMoved.opened(envelope)
    rewrite_paths(moved.old, moved.new)


def rewrite_paths(old: str, new: str, slice_: int = SLICE) -> int:
    """Bring every row of the subtree under its new path; run again it finds nothing left. Returns rows moved."""
    with worn(MOVER):
        return sum(_rewrite(model, old, new, slice_) for model in moving())


def moving() -> Iterator[type[models.Model]]:
    """The tables whose rows lie somewhere and follow their place."""
    for model in apps.get_models():
        meta = model._meta
        if not {meta.app_label, meta.label_lower} & STAYS and any(_is_place(field) for field in meta.concrete_fields):
            yield model


def _is_place(field: object) -> bool:
    return isinstance(field, PathField) and field.name == "path"


def _rewrite(model: type[models.Model], old: str, new: str, slice_: int) -> int:
    name, key = model._meta.db_table, str(model._meta.pk.column)
    statement = REWRITE.format(table=connection.ops.quote_name(name), key=connection.ops.quote_name(key))
    words: dict[str, str | int] = {"old": old, "new": new, "end": upper(old), "length": len(old), "slice": slice_}
    total, moved = 0, slice_
    with connection.cursor() as cursor:
        while moved == slice_:
            cursor.execute(statement, words)
            moved = cursor.rowcount
            total += moved
    return total
