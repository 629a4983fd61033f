"""What stands around every page: the way up, the search, help in one's own words; and no dead end."""

from typing import Any

import pytest
from django.test import Client

from shian.people.models import Installation
from tests.at_the_doors import bound_and_planned, entered
from tests.roles import as_root
from tests.world import COUNTY, TOWN, World, business

pytestmark = pytest.mark.django_db


def page(client: Client, path: str, **more: Any) -> str:
    answer = client.get(path, more, follow=True)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_each_step_of_the_trail_looks_at_that_place(world: World) -> None:
    text = page(entered(world, "office"), "/findings", within=TOWN, state="all")
    trail = text.split('class="trail"')[1].split("</nav>")[0]
    assert "浙江省" in trail and "<span>浙江省</span>" in trail, "above one's own ground there is nothing to open"
    assert "/findings?within=cn%2F33%2F04%2F83%2F&amp;state=all" in trail
    assert 'aria-current="location">梧桐街道' in trail


def test_the_search_and_the_help_stand_on_every_desk_page(world: World) -> None:
    shop = business(world)
    for path in ("/worklist", f"/businesses/{shop.pk}", "/law", "/people"):
        text = page(entered(world, "office"), path)
        assert 'action="/businesses"' in text and 'href="/help"' in text, path


@pytest.mark.parametrize(
    ("path", "up"), [("/law", "/chores"), ("/ledger", "/chores"), ("/binding", "/chores"), ("/commitments", "/chores")]
)
def test_a_page_of_the_household_leads_back_to_it(world: World, path: str, up: str) -> None:
    text = page(entered(world, "office"), path)
    assert f'<a class="no-print" href="{up}">' in text
    assert f'<a href="{up}" aria-current="page">' in text


def test_a_detail_leads_back_to_its_list(world: World) -> None:
    shop = business(world)
    assert '<a class="no-print" href="/businesses">' in page(entered(world, "office"), f"/businesses/{shop.pk}")
    post = world.posts["village"].pk
    assert '<a class="no-print" href="/people">' in page(entered(world, "office"), f"/posts/{post}")


@pytest.mark.parametrize(
    ("who", "said", "unsaid"),
    [
        ("office", "新的一季从哪里开始", "到了门口"),
        ("village", "到了门口", "新的一季"),
        ("station", "移交来的问题怎么办", "到了门口"),
        ("甲饭店/principal", "漏了一天怎么办", "键盘快捷键"),
    ],
)
def test_help_is_for_the_work_one_has(world: World, who: str, said: str, unsaid: str) -> None:
    business(world)
    text = page(entered(world, who), "/help")
    assert said in text and unsaid not in text
    assert 'href="/"' in text


def test_a_person_of_a_shop_is_known_by_their_post_there(world: World) -> None:
    business(world)
    text = page(entered(world, "甲饭店/principal"), "/me")
    assert "主要负责人" in text and "甲饭店" in text and "没有岗位" not in text


def test_without_a_network_there_is_a_page_in_both_languages(client: Client) -> None:
    script = client.get("/sw.js")
    assert script["Content-Type"].startswith("text/javascript")
    assert '"/offline"' in script.content.decode().replace("\\u002D", "-")
    text = page(client, "/offline")
    assert "现在没有网络" in text and "There is no network now" in text and 'href="/"' in text


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "回到"), ("en", "Back to")])
def test_an_error_has_a_way_on_in_the_readers_language(world: World, language: str, words: str) -> None:
    client = entered(world, "village")
    client.cookies["django_language"] = language
    for path in ("/nowhere", "/people/open", f"/businesses/{world.posts['office'].pk}"):
        answer = client.get(path)
        assert answer.status_code in (403, 404), path
        assert words in answer.content.decode(), (path, answer.content.decode()[-900:])


def test_the_leaver_hands_over_their_own_post_and_no_other(world: World) -> None:
    bound_and_planned(world)
    village, mine = entered(world, "village"), world.posts["village"].pk
    assert f"/posts/{mine}" in page(village, "/me")
    new = {"name": "neighbour某", "phone": "15400000007", "reason": "调任"}
    unknown = village.post(f"/posts/{mine}/hand-over", new | {"name": "新人", "phone": "15409990001"})
    assert unknown.status_code == 422 and "请食安办先登记" in unknown.content.decode()
    grid = {"name": "grid某", "phone": "15400000005", "reason": "调任"}
    assert village.post(f"/posts/{world.posts['town'].pk}/hand-over", grid).status_code in (403, 404, 422)
    assert village.post(f"/posts/{mine}/hand-over", grid).status_code == 302
    assert "grid某" in page(entered(world, "office"), f"/posts/{mine}")


def test_the_gallery_opens_in_a_made_up_world_only(world: World) -> None:
    office = entered(world, "office")
    assert office.get("/ui/gallery").status_code == 404
    with as_root():
        Installation.objects.all().delete()
        Installation.objects.create(kind="demo", path=COUNTY)
    assert "finding-phone" in page(office, "/ui/gallery")
    assert "冷藏柜温度" in page(office, "/ui/gallery/finding-phone")
