"""What an import has to know before it judges a row, and where a batch stands."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.concealed import blind_index
from shian.kernel.paths import upper
from shian.kernel.refused import Missing, Refused
from shian.kernel.spelled import apart
from shian.people.models import Person
from shian.registry.checking import Register
from shian.registry.counties import county_codes
from shian.registry.models import Business, ImportBatch, ImportMapping, ImportRow, Licence
from shian.registry.rules.characters import key_of
from shian.registry.rules.columns import Target
from shian.registry.rules.keys import Key
from shian.registry.rules.lawbook import UNWRITTEN, Lawbook
from shian.registry.rules.places import gazetteer
from shian.registry.rules.rows import Known
from shian.territory.models import Place

StagedRow = tuple[int, Mapping[str, str], str]  # number in the file, values as read, remarks that stay with the row


def office_ground(viewer: Actor) -> str:
    """Where an office may import: the one subtree on which it holds the verb."""
    grounds = viewer.grounds("import_register")
    if len(grounds) != 1:
        raise Refused(_("您没有导入名册的权限，或有几个辖区，请指明导入到哪一个"))
    return grounds[0]


def known_on(on: date, ground: str, lawbook: Lawbook = UNWRITTEN) -> Known:
    """Places below the office, county codes, the law of the place: read once for a whole file."""
    open_places = Place.objects.filter(path__gte=ground, path__lt=upper(ground), closed_on__isnull=True)
    places = gazetteer(ground, open_places.values_list("path", "name", "level"))
    return Known(on, county_codes(), places, lawbook)


def register_of(viewer: Actor) -> Register:
    """Looks keys up in what this viewer can see; what lies outside is caught by the database, without being told."""
    return AtHand(viewer).look_up


@dataclass(slots=True)
class AtHand:
    """What the register holds already, asked slice by slice; the names of a place are read once for a whole file."""

    viewer: Actor
    names: dict[str, dict[Key, str]] = field(default_factory=dict)

    def look_up(self, target: Target, keys: set[Key]) -> Mapping[Key, str]:
        by_column: defaultdict[str, set[str]] = defaultdict(set)
        for column, value in keys:
            by_column[column].add(value)
        if target is Target.CADRES:
            return _phones(self.viewer, by_column["phone"])
        return self._businesses(by_column) if target is Target.BUSINESSES else {}

    def _businesses(self, by_column: Mapping[str, set[str]]) -> dict[Key, str]:
        there = Business.objects.visible_to(self.viewer)
        found: dict[Key, str] = {
            ("uscc", uscc): name for uscc, name in there.filter(uscc__in=by_column["uscc"]).values_list("uscc", "name")
        }
        licences = Licence.objects.visible_to(self.viewer).filter(number__in=by_column["licence"])
        found |= {("licence", number): name for number, name in licences.values_list("number", "business__name")}
        return found | self._named(by_column["name"])

    def _named(self, wanted: set[str]) -> dict[Key, str]:
        paths = {value.split("@")[1] for value in wanted}
        self._read_names(paths - self.names.keys())
        keys = ((("name", value), self.names[value.split("@")[1]]) for value in wanted)
        return {key: there[key] for key, there in keys if key in there}

    def _read_names(self, paths: set[str]) -> None:
        self.names |= {path: {} for path in paths}
        alive = Business.objects.visible_to(self.viewer).filter(path__in=paths, status__in=["operating", "suspended"])
        for name, path, address in alive.values_list("name", "path", "address").iterator(5000):
            self.names[path]["name", f"{key_of(name)}@{path}@{key_of(address)}"] = name


def _phones(viewer: Actor, phones: set[str]) -> dict[Key, str]:
    by_index = {blind_index(phone): phone for phone in phones}
    there = Person.objects.visible_to(viewer).filter(phone_index__in=by_index)
    return {("phone", by_index[index]): name for index, name in there.values_list("phone_index", "name")}


def remembered(ground: str, target: Target) -> dict[str, str]:
    """What this office settled about its headers, the latest word last."""
    settled: dict[str, str] = {}
    for mapping in ImportMapping.objects.filter(path=ground, kind=target.value).order_by("updated_at", "pk"):
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


def last_import(viewer: Actor, target: Target, sha256: str) -> ImportBatch:
    """The latest import of a file with this content which still stands, or the sentence for none."""
    stands = batches(viewer).filter(kind=target.value, sha256=sha256, applied__gt=0).exclude(state="undone")
    found = stands.first()
    if found is None:
        raise Missing(_("这个文件没有导入过，或者已经撤销"))
    return found


def rows_of(viewer: Actor, batch: ImportBatch) -> QuerySet[ImportRow]:
    return ImportRow.objects.visible_to(viewer, "import_register").filter(batch=batch).order_by("number")


def waiting(viewer: Actor, batch: ImportBatch, most: int) -> list[StagedRow]:
    """The next rows that may enter and have not yet."""
    rows = rows_of(viewer, batch).filter(number__gt=batch.cursor, errors=[])
    return [
        (number, msgspec.json.decode(data)["values"], _remark(warnings))
        for number, data, warnings in rows.values_list("number", "data", "warnings")[:most]
    ]


def _remark(warnings: list[dict[str, Any]]) -> str:
    """What was said of its licence stays written beside the licence."""
    return apart(str(said["message"]) for said in warnings if said["field"] == "licence")


def findings(viewer: Actor, batch: ImportBatch) -> Iterator[dict[str, Any]]:
    """Everything said about the rows of a batch, in the order of the file."""
    for row in rows_of(viewer, batch).exclude(errors=[], warnings=[]).iterator(2000):
        yield from row.errors
        yield from row.warnings
