"""When a place moves from a day on, the rows of every room above follow.

`path`, which says who may see, is rewritten in slices for every row. `path_then`, which figures count by, stays where it
was for everything before that day; a dated fact is cut in two on it, and what belongs to a later day follows.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models

from shian.kernel.actor import Actor, Grant, Reach
from shian.kernel.dated import Dated
from shian.kernel.lens import PathField
from shian.kernel.paths import ROOT, upper
from shian.kernel.secrecy import Secrecy
from shian.kernel.wall import worn
from shian.territory.events import PlaceMoved
from shian.territory.models import Place

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
    come_to_lie(moved.place, moved.new)
    cut_on(moved.on, moved.old, moved.new, now)


# The day of a row that figures count: a task's period, a sheet's day, the day of a finding. A business only says where
# it was entered. Dated facts have their own days.
DAYS = {
    "loop.task": "period_start",
    "loop.finding": "found_on",
    "loop.assistance": "asked_on",
    "checklists.sheet": "on_day",
    "letters.letter": "sent_on",
    "loop.discovery": "found_at::date",
    "inspection.inspection": "go_on",
    "clues.clue": "received_on",
    "complaints.complaint": "received_at::date",
}
UNDATED = {"registry.business"}

LATER = """
UPDATE {table} SET path_then = %(new)s || substr(path_then, %(length)s + 1)
WHERE path_then >= %(old)s AND path_then < %(end)s AND {day} >= %(on)s{whose}
"""
# What was known before stays in the books as a row of its own, superseded; the row itself, to which others point, becomes
# the part from the day on; the part up to the day is new.
CUT = """
WITH held AS (SELECT * FROM {table} WHERE path_then >= %(old)s AND path_then < %(end)s AND superseded_at IS NULL
    AND (valid_to IS NULL OR valid_to > %(on)s){whose}),
  onwards AS (UPDATE {table} SET valid_from = greatest(valid_from, %(on)s), recorded_at = %(now)s,
    path_then = %(new)s || substr(path_then, %(length)s + 1) WHERE {key} IN (SELECT {key} FROM held) RETURNING 1),
  cut AS (SELECT count(*) FROM onwards)
INSERT INTO {table} ({key}, valid_to, recorded_at, superseded_at, {others})
SELECT gen_random_uuid(), valid_to, recorded_at, %(now)s, {others} FROM held, cut
UNION ALL SELECT gen_random_uuid(), %(on)s, %(now)s, NULL, {others} FROM held, cut WHERE valid_from < %(on)s
"""


def rewrite_paths(old: str, new: str, slice_: int = SLICE) -> int:
    """Bring every row of the subtree under its new path; run again it finds nothing left. Returns rows moved."""
    with worn(MOVER):
        return sum(_rewrite(model, old, new, slice_) for model in moving())


# What lies in a place by its key too: a business, a post, an organisation. A task or a duty whose subject was the place
# itself keeps it.
LYING = ("registry.business", "people.post", "people.organisation")


def come_to_lie(place: UUID, path: str) -> None:
    """Where a place merged into another, what lay in it directly lies in that one and is shown under its name."""
    there = Place.objects.filter(path=path).exclude(pk=place).first()
    if there is None:
        return  # it moved as it is, and what lies in it still does
    with worn(MOVER):
        for label in LYING:
            _lying(label, place, there).update(place=there)


def _lying(label: str, place: UUID, there: Place) -> "models.QuerySet[Any]":
    """The rows that still name the place that ended; an organisation which the other place has too stays as it is."""
    model = apps.get_model(label)
    rows: models.QuerySet[Any] = model._base_manager.filter(place=place)
    if label != "people.organisation":
        return rows
    same = model._base_manager.filter(place=there, kind=models.OuterRef("kind"), name=models.OuterRef("name"))
    return rows.exclude(models.Exists(same))


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


def cut_on(on: date, old: str, new: str, now: datetime, *, business: UUID | None = None) -> None:
    """From the day on figures count these rows, or those of one business, at their new place; run again it finds nothing left."""
    words: dict[str, Any] = {"on": on, "old": old, "new": new, "end": upper(old), "length": len(old), "now": now}
    whose = " AND business_id = %(business)s" if business else ""
    with worn(MOVER), connection.cursor() as cursor:
        for model in counted():
            cursor.execute(_cut(model, whose), {**words, "business": business})


def counted() -> Iterator[type[models.Model]]:
    """The tables which figures count by where their rows lay then."""
    for model in apps.get_models():
        fields = {field.name for field in model._meta.concrete_fields}
        if "path_then" in fields and model._meta.label_lower not in UNDATED:
            yield model


def _cut(model: type[models.Model], whose: str) -> str:
    meta = model._meta
    table, key = connection.ops.quote_name(meta.db_table), str(meta.pk.column)
    if not issubclass(model, Dated):
        return LATER.format(table=table, day=DAYS[meta.label_lower], whose=whose)
    own = {"valid_to", "recorded_at", "superseded_at", key}
    columns = [str(field.column) for field in meta.concrete_fields if field.column not in own]
    return CUT.format(table=table, key=key, others=", ".join(map(connection.ops.quote_name, columns)), whose=whose)
