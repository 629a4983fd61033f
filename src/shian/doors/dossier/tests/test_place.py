"""Where a business lies on the map: said at the door or typed at the desk, in a system that is named and never guessed."""

import re

import pytest
from django.test import Client

from shian.kernel.wall import worn
from shian.ledger.models import Entry
from shian.loop.law import law_on
from shian.packs.truth import PlaceRule
from shian.registry.models import Business, Premises
from shian.truth.reading import _registered
from tests.at_the_doors import bound_and_planned, entered
from tests.world import COUNTY, FOUNDER, TODAY, World, business

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(world: World) -> Business:
    made = business(world, address="庆丰路 1 号")
    bound_and_planned(world)
    return made


@pytest.fixture
def truth_rule(world: World) -> PlaceRule:
    with worn(FOUNDER):
        law = law_on(TODAY, COUNTY).pack.truth
    assert law is not None
    return law.place


def where(shop: Business) -> tuple[float | None, float | None, str, float | None]:
    with worn(FOUNDER):
        found = Premises.objects.get(business=shop)
    return found.latitude, found.longitude, found.datum, found.accuracy_m


def placed(client: Client, shop: Business, **words: str) -> tuple[int, str]:
    form = {"act": "place", "lat": "30.631200", "lon": "120.564500", "datum": "wgs84", "accuracy": ""}
    answer = client.post(f"/businesses/{shop.pk}/change", form | words)
    return answer.status_code, answer.content.decode()


def test_a_cadre_at_the_door_says_where_it_is_with_one_press(world: World, shop: Business) -> None:
    cadre = entered(world, "village")
    today = cadre.get("/today").content.decode()
    door = cadre.get(str(re.search(r"/visit/[0-9a-f-]{36}", today)[0])).content.decode()  # type: ignore[index]
    assert "还没有这家的位置" in door
    assert "data-place-here" in cadre.get(f"/businesses/{shop.pk}/change").content.decode()
    assert placed(cadre, shop, accuracy="12")[0] == 302
    assert where(shop) == (30.6312, 120.5645, "wgs84", 12.0)
    assert "还没有这家的位置" not in cadre.get(str(re.search(r"/visit/[0-9a-f-]{36}", today)[0])).content.decode()  # type: ignore[index]
    with worn(FOUNDER):
        assert Entry.objects.get(verb="place_premises").facts["datum"] == "wgs84"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"datum": ""}, "请选坐标系"),
        ({"datum": "mars"}, "请选坐标系"),
        ({"lat": "0", "lon": "0"}, "0,0"),
        ({"lat": "130"}, "纬度或经度不对"),
        ({"lat": "北纬三十度"}, "请填纬度和经度"),
        ({"lat": "nan"}, "纬度或经度不对"),
    ],
)
def test_what_is_no_place_or_names_no_system_is_not_kept(
    world: World, shop: Business, words: dict[str, str], sentence: str
) -> None:
    status, page = placed(entered(world, "office"), shop, **words)
    assert (status, sentence in page) == (422, True)
    assert where(shop)[0] is None


def test_a_place_that_is_not_exact_enough_is_kept_and_compared_with_nothing(
    world: World, shop: Business, truth_rule: PlaceRule
) -> None:
    office = entered(world, "office")
    assert placed(office, shop, accuracy="80", datum="gcj02")[0] == 302
    with worn(FOUNDER):
        assert _registered([shop.pk], truth_rule)[str(shop.pk)].frame == "gcj02"
    assert placed(office, shop, accuracy="300")[0] == 302
    with worn(FOUNDER):
        assert _registered([shop.pk], truth_rule) == {}


def test_a_stranger_may_not_say_it(world: World, shop: Business) -> None:
    assert placed(entered(world, "stranger"), shop)[0] in (403, 404)
    assert placed(entered(world, "甲饭店/principal"), shop)[0] == 422
    assert where(shop)[0] is None
