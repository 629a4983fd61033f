"""The board on the wall (公示牌): one code, three ways; nothing of it can be guessed."""

from typing import Any

import pytest
from django.test import Client

from shian.disclosure.actions import publish_pages
from shian.disclosure.models import PublicPage
from shian.kernel.codes import ALPHABET, LENGTH, new_code
from shian.kernel.wall import worn
from shian.registry.models import Business
from tests.at_the_doors import bound_and_planned, entered, stand_still
from tests.roles import as_root
from tests.world import NOW, World, business, small_county


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    stand_still(monkeypatch)
    return small_county()


@pytest.fixture
def shop(world: World) -> Business:
    made = business(world, address="文昌路1号", phone="13900001111")
    business(world, "乙饭店")
    bound_and_planned(world)
    with as_root():
        return Business._base_manager.get(pk=made.pk)


def text(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.mark.mechanism("M44")
def test_one_code_leads_each_to_their_own_page(world: World, shop: Business) -> None:
    at = f"/b/{shop.public_code}"
    assert entered(world, "甲饭店/principal").get(at)["Location"] == f"/shop/{shop.pk}"
    assert entered(world, "village").get(at)["Location"] == f"/businesses/{shop.pk}"
    assert entered(world, "office").get(at)["Location"] == f"/businesses/{shop.pk}"
    for nobody_here in (Client(), entered(world, "stranger"), entered(world, "乙饭店/principal")):
        page = nobody_here.get(at)
        assert page.status_code == 200
        assert all(
            words in text(page) for words in ("甲饭店", "文昌路1号", "食品安全总监", "姓甲", "village 姓v", "12315")
        )
        assert "甲饭店director" not in text(page) and "village village某" not in text(page), "nobody by name"
        assert "13900001111" not in text(page) and "15400" not in text(page), "no telephone of anybody"


def test_a_code_that_is_none_says_so_and_says_nothing_else(world: World, shop: Business) -> None:
    for wrong in ("7ZZZZZZZZZ", "ABC", "甲饭店", "1' OR 1=1"):
        answer = Client().get(f"/b/{wrong}")
        assert answer.status_code == 404 and "甲饭店" not in text(answer)


def test_a_code_is_read_as_people_read_it(world: World, shop: Business) -> None:
    read = shop.public_code.lower().replace("0", "o").replace("1", "l")
    assert Client().get(f"/b/{read[:5]}-{read[5:]}").status_code == 200


def test_codes_are_unlike_and_of_an_alphabet_that_nobody_misreads(world: World, shop: Business) -> None:
    with as_root():
        codes = list(Business._base_manager.values_list("public_code", flat=True))
    assert len(set(codes)) == len(codes) == 2
    drawn = [new_code() for _n in range(200)]
    assert all(set(code) <= set(ALPHABET) and len(code) == LENGTH for code in (*codes, *drawn))
    assert len(ALPHABET) == 32 and not set("OILU") & set(ALPHABET)


def test_the_code_and_the_page_tell_the_same_and_a_page_is_found_as_its_code_is_read(
    world: World, shop: Business
) -> None:
    with worn(office := world.actor("office")):
        publish_pages([shop], by=office, now=NOW)
    with as_root():
        code = PublicPage._base_manager.get(business=shop).code
    led = Client().get(f"/b/{shop.public_code}")
    assert led["Location"] == f"/p/{code}"
    page = text(Client().get(f"/p/{code[:4].lower()}-{code[4:].lower()}"))
    assert "姓甲" in page and "甲饭店director" not in page and "village village某" not in page


@pytest.mark.parametrize("size", ["a4", "a3"])
def test_the_sheet_for_the_wall_carries_the_code_of_this_very_address(world: World, shop: Business, size: str) -> None:
    at = f"/b/{shop.public_code}/print?size={size}"
    page = text(entered(world, "甲饭店/principal").get(at))
    assert f"board-{size}" in page and "<svg" in page and shop.public_code in page and "谁负责" in page
    assert "甲饭店director" in page and "village village某" in page, "in the place itself whoever answers is named"
    assert entered(world, "village").get(at).status_code == 200
    assert entered(world, "stranger").get(at).status_code == 404
    assert Client().get(at).status_code == 302, "only whoever is in prints one"
    assert f"/b/{shop.public_code}/print" in text(entered(world, "甲饭店/principal").get(f"/shop/{shop.pk}/more"))
