"""What an import has to know before it judges a row, and where a batch stands."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.concealed import blind_index
from shian.kernel.paths import upper
from shian.kernel.refused import Missing, Refused
from shian.people.models import Person
from shian.registry.checking import Register
from shian.registry.counties import county_codes
from shian.registry.models import Business, ImportBatch, ImportMapping, ImportRow, Licence
from shian.registry.rules.characters import key_of
from shian.registry.rules.columns import Target
from shian.registry.rules.duplicates import Key
from shian.registry.rules.licences import LocalPattern
from shian.registry.rules.places import gazetteer
from shian.registry.rules.rows import Known
from shian.territory.models import Place


def office_ground(viewer: Actor) -> str:
    """Where an office may import: the one subtree on which it holds the verb."""
    grounds = viewer.grounds("import_register")
    if len(grounds) != 1:
        raise Refused(_("您没有导入名册的权限，或有几个辖区，请指明导入到哪一个"))
    return grounds[0]


def known_on(on: date, ground: str, cards: tuple[LocalPattern, ...] = ()) -> Known:
    """Places below the office, county codes, local card patterns: read once for a whole file."""
    open_places = Place.objects.filter(path__gte=ground, path__lt=upper(ground), closed_on__isnull=True)
    places = gazetteer(ground, open_places.values_list("path", "name", "level"))
    return Known(on, county_codes(), places, cards)


def register_of(viewer: Actor) -> Register:
    """Looks keys up in what this viewer can see; what lies outside is caught by the database, without being told."""
    return partial(_look_up, viewer)


def _look_up(viewer: Actor, target: Target, keys: set[Key]) -> Mapping[Key, str]:
    by_column: defaultdict[str, set[str]] = defaultdict(set)
    for column, value in keys:
        by_column[column].add(value)
    if target is Target.CADRES:
        return _phones(viewer, by_column["phone"])
    return _businesses(viewer, by_column) if target is Target.BUSINESSES else {}


def _phones(viewer: Actor, phones: set[str]) -> dict[Key, str]:
    by_index = {blind_index(phone): phone for phone in phones}
    there = Person.objects.visible_to(viewer).filter(phone_index__in=by_index)
    return {("phone", by_index[index]): name for index, name in there.values_list("phone_index", "name")}


def _businesses(viewer: Actor, by_column: Mapping[str, set[str]]) -> dict[Key, str]:
    there = Business.objects.visible_to(viewer)
    found: dict[Key, str] = {
        ("uscc", uscc): name for uscc, name in there.filter(uscc__in=by_column["uscc"]).values_list("uscc", "name")
    }
    licences = Licence.objects.visible_to(viewer).filter(number__in=by_column["licence"])
    found |= {("licence", number): name for number, name in licences.values_list("number", "business__name")}
    paths = {value.split("@")[1] for value in by_column["name"]}
    named = there.filter(path__in=paths, status__in=["operating", "suspended"]).values_list("name", "path", "address")
    keys = {("name", f"{key_of(name)}@{path}@{key_of(address)}"): name for name, path, address in named}
    return found | {key: name for key, name in keys.items() if key[1] in by_column["name"]}


def remembered(ground: str, target: Target) -> dict[str, str]:
    """What this office settled about its headers, the latest word last."""
    settled: dict[str, str] = {}
    for mapping in ImportMapping.objects.filter(path=ground, kind=target.value).order_by("updated_at"):
        settled |= mapping.columns
    return settled


def batches(viewer: Actor) -> QuerySet[ImportBatch]:
    """The imports of this office, newest first."""
    return ImportBatch.objects.visible_to(viewer, "import_register").order_by("-id")


def batch(viewer: Actor, key: UUID) -> ImportBatch:
    found = batches(viewer).filter(pk=key).first()
    if found is None:
        raise Missing(_("没有这次导入"))
    return found


def rows_of(viewer: Actor, batch: ImportBatch) -> QuerySet[ImportRow]:
    return ImportRow.objects.visible_to(viewer, "import_register").filter(batch=batch).order_by("number")


def staged(row: ImportRow) -> dict[str, Any]:
    """What was sealed with the row: the cells as typed, and the values as read."""
    return dict(json.loads(row.data))


def waiting(viewer: Actor, batch: ImportBatch) -> QuerySet[ImportRow]:
    """Rows that may enter and have not yet."""
    return rows_of(viewer, batch).filter(number__gt=batch.cursor, errors=[])


def findings(viewer: Actor, batch: ImportBatch) -> Iterator[dict[str, Any]]:
    """Everything said about the rows of a batch, in the order of the file."""
    for row in rows_of(viewer, batch).exclude(errors=[], warnings=[]).iterator(2000):
        yield from row.errors
        yield from row.warnings
