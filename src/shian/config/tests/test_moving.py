"""When a place moves, what lies in it follows; where it lay then is not touched."""

import pytest
from django.utils import timezone

from shian.config.moving import MOVER, moving, rewrite_paths
from shian.config.wiring import FOLLOWS
from shian.kernel.secrecy import Secrecy
from shian.kernel.wall import worn
from shian.ledger.actions.outbox import deliver_all
from shian.ledger.models import Entry
from shian.people import queries as people
from shian.people.actions.persons import NewPerson, register_persons
from shian.people.models import Person
from shian.people.tests.conftest import FOUNDER, NOW, TODAY, County, county
from shian.registry.models import Business
from shian.territory.actions.changing import Basis, merge, move
from shian.territory.models import Level, Place

__all__ = ["county"]
pytestmark = pytest.mark.django_db
OLD, NEW = "cn/33/04/83/001/", "cn/33/04/83/002/"


@pytest.fixture
def second_town(county: County) -> Place:
    return Place.objects.create(
        code="330483002", name="凤鸣街道", path=NEW, level=Level.TOWNSHIP, parent=county.places["county"]
    )


def shop(path: str, secrecy: Secrecy = Secrecy.INTERNAL) -> Business:
    place = Place.objects.get(path=path)
    return Business.objects.create(
        name="小店", kind="individual", place=place, path=path, path_then=path, secrecy=secrecy
    )


def test_rows_of_every_class_follow_and_what_was_then_stays(county: County, second_town: Place) -> None:
    with worn(MOVER):
        shops = [shop(OLD + "001/", secrecy) for secrecy in Secrecy]
    assert rewrite_paths(OLD, NEW, slice_=2) > len(shops)
    with worn(MOVER):
        found = list(Business.objects.visible_to(MOVER).values_list("path", "path_then"))
    assert found == [(NEW + "001/", OLD + "001/")] * len(shops)
    assert rewrite_paths(OLD, NEW, slice_=2) == 0, "run again it finds nothing left"


def test_a_merge_takes_posts_people_and_grants_along_through_the_outbox(county: County, second_town: Place) -> None:
    for key in ("village", "town"):
        county.places[key].parent = county.places["county" if key == "town" else "town"]
        county.places[key].save()
    with worn(FOUNDER):
        merge([county.places["town"]], second_town, Basis(TODAY, "浙政函〔2026〕1号"), by=FOUNDER)
    assert county.actor("village").may_at("hand_in", OLD + "001/")
    # The test's own transaction is still open, so its entries lie above the horizon: deliver what it wrote by hand.
    with worn(FOUNDER):
        events = [e for entry in Entry.objects.visible_to(FOUNDER).order_by("id") for e in entry.events]
    for envelope in events:
        for follower in FOLLOWS.get(envelope["name"], []):
            follower.handle(envelope, NOW)
    village = county.actor("village")
    assert village.may_at("hand_in", NEW + "001/")
    assert not village.may_at("hand_in", OLD + "001/")
    with worn(FOUNDER):
        assert people.person(county.people["village"].pk, viewer=FOUNDER).path == NEW + "001/"


def test_the_ledger_and_the_law_stay_where_they_were() -> None:
    names = {model._meta.label_lower for model in moving()}
    assert not names & {"ledger.entry", "packs.release", "territory.place", "insight.storedfigure"}
    assert {"registry.business", "loop.task", "people.post", "people.person"} <= names


@pytest.mark.django_db(transaction=True)
def test_it_follows_by_itself_after_commit() -> None:
    town = Place.objects.create(code="1", name="甲", path="cn/1/", level=Level.TOWNSHIP)
    other = Place.objects.create(code="2", name="乙", path="cn/2/", level=Level.TOWNSHIP)
    village = Place.objects.create(code="11", name="村", path="cn/1/1/", level=Level.VILLAGE, parent=town)
    with worn(FOUNDER):
        register_persons([NewPerson("王五", "cn/1/1/")], by=FOUNDER)
        move([village], other, Basis(TODAY, "文"), by=FOUNDER)
    deliver_all(FOLLOWS, timezone.now())
    with worn(FOUNDER):
        assert Person.objects.visible_to(FOUNDER).get().path == "cn/2/1/"
