"""A county of two towns, its food-safety office, and a ledger that really writes."""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

import pytest
from django.utils import timezone

from shian.kernel import ports
from shian.kernel.actor import Actor, Grant, Reach
from shian.kernel.ids import new_id
from shian.kernel.secrecy import Secrecy
from shian.kernel.wall import worn
from shian.ledger.models import Entry
from shian.registry.counties import county_codes
from shian.registry.rules.places import gazetteer
from shian.registry.rules.rows import Known
from shian.territory.models import Place

COUNTY = "cn/33/04/83/"
TODAY = date(2026, 11, 22)
PLACES = (
    (COUNTY, "桐乡市", "county"),
    (f"{COUNTY}001/", "梧桐街道", "township"),
    (f"{COUNTY}001/001/", "百花社区", "village"),
    (f"{COUNTY}001/002/", "城东村", "village"),
    (f"{COUNTY}102/", "洲泉镇", "township"),
    (f"{COUNTY}102/001/", "湘溪村", "village"),
    (f"{COUNTY}102/002/", "城东村", "village"),
)  # fmt: skip


class Ledger:
    """Writes deeds as the real one does, as far as the registry reads them again."""

    def record(self, done: Sequence[tuple[Actor, ports.Deed]]) -> None:
        Entry.objects.bulk_create(
            Entry(
                at=timezone.now(), verb=deed.verb, actor=by.label, person_id=by.person, path=deed.subject.path,
                subject_kind=deed.subject._meta.label_lower, subject_id=str(deed.subject.pk), facts=deed.facts,
                events=[event.envelope() for event in deed.events],
            )
            for by, deed in done
        )  # fmt: skip


class Nobody:
    def actor_for(self, person: UUID, now: object) -> Actor:
        raise LookupError(person)

    def system(self, name: str) -> Actor:
        raise LookupError(name)

    def wake(self) -> None:
        """Nothing is delivered here."""


@pytest.fixture
def known() -> Known:
    return Known(TODAY, county_codes(), gazetteer(COUNTY, PLACES))


def official(path: str, *verbs: str) -> Actor:
    grant = Grant(frozenset(verbs), Reach.GROUND, path, clearance=Secrecy.CASE)
    return Actor("食安办", person=new_id(), grants=(grant,))


OFFICE_VERBS = (
    "see", "record_business", "record_status", "set_grade", "appoint", "dismiss", "declare_rest", "import_register",
    "undo_import", "export",
)  # fmt: skip


@pytest.fixture
def county(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "_installed", [ports.Ports(Ledger(), Nobody(), Nobody())])
    for path, name, level in PLACES:
        Place.objects.get_or_create(
            path=path, defaults={"name": name, "level": level, "code": f"t{path[3:].replace('/', '')}"}
        )


@pytest.fixture
def office(county: None) -> Iterator[Actor]:
    """The county's office, with its ground worn: what it may not see is not there."""
    with worn(official(COUNTY, *OFFICE_VERBS)) as actor:
        yield actor
