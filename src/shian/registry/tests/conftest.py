"""A county of two towns and its food-safety office."""

from collections.abc import Iterator
from datetime import date

import pytest

from shian.kernel.actor import Actor, Grant, Reach
from shian.kernel.ids import new_id
from shian.kernel.secrecy import Secrecy
from shian.kernel.wall import worn
from shian.packs.actions import load_release
from shian.registry.counties import county_codes
from shian.registry.rules.lawbook import lawbook_of
from shian.registry.rules.places import gazetteer
from shian.registry.rules.rows import Known
from shian.territory.models import Place
from tests.world import FOUNDER, the_law

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


@pytest.fixture
def known() -> Known:
    return Known(TODAY, county_codes(), gazetteer(COUNTY, PLACES), lawbook_of(the_law()[0].pack))


def official(path: str, *verbs: str) -> Actor:
    grant = Grant(frozenset(verbs), Reach.GROUND, path, clearance=Secrecy.CASE)
    return Actor("食安办", person=new_id(), grants=(grant,))


OFFICE_VERBS = (
    "see", "record_business", "record_status", "set_grade", "appoint", "dismiss", "declare_rest", "import_register",
    "undo_import", "export", "register_person", "open_post", "seat", "load_release",
)  # fmt: skip


@pytest.fixture
def county(db: None) -> None:
    for path, name, level in PLACES:
        Place.objects.get_or_create(
            path=path, defaults={"name": name, "level": level, "code": f"t{path[3:].replace('/', '')}"}
        )


@pytest.fixture
def law(db: None) -> None:
    with worn(FOUNDER):
        for loaded in the_law():
            load_release(loaded, by=FOUNDER)


@pytest.fixture
def office(county: None) -> Iterator[Actor]:
    """The county's office, with its ground worn: what it may not see is not there."""
    with worn(official(COUNTY, *OFFICE_VERBS)) as actor:
        yield actor
