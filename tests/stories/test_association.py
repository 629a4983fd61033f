"""An association: its members, who has checked, its commitment signed in public, a reminder by the loop."""

from typing import Any

import pytest
from django.test import Client

from shian.config.wiring import FOLLOWS
from shian.disclosure.actions import publish_association, publish_pages
from shian.disclosure.models import Member, Pledge, PublicPage
from shian.kernel.wall import worn
from shian.ledger.models import Entry
from shian.loop.actions import plan
from shian.loop.models import Climb, Duty, Task
from shian.people.models import Organisation
from shian.registry.models import Business
from tests.at_the_doors import entered, photo, stand_still
from tests.roles import as_root
from tests.world import CAST, COUNTY, FOUNDER, NOW, World, business, small_county

pytestmark = [pytest.mark.django_db, pytest.mark.mechanism("M11")]
SHOPS = ("甲饭店", "乙饭店", "丙饭店")
CARRIED: set[str] = set()
WORDS = "一、不用过期原料。\n二、明码标价，后厨公开。"


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> World:
    stand_still(monkeypatch)
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setitem(CAST, "secretary", (COUNTY, "association_secretary", "", ""))
    world = small_county()
    with as_root():
        Organisation.objects.filter(pk=world.posts["secretary"].organisation_id).update(
            kind="association", name="桐乡餐饮协会"
        )
    made = [business(world, name) for name in SHOPS]
    with worn(office := world.actor("office")):
        publish_pages(made, by=office, now=NOW)
        publish_association(association(), by=office, now=NOW)
    return world


def association() -> Organisation:
    return Organisation.objects.get(name="桐乡餐饮协会")


def code(name: str) -> str:
    with as_root():
        return PublicPage.objects.get(name=name).code


def followed(_world: World) -> None:
    """The story's own transaction is open, so its entries lie above the courier's horizon: carried by hand, each once."""
    with worn(FOUNDER):
        entries = Entry.objects.visible_to(FOUNDER).order_by("id")
        events = [one for entry in entries for one in entry.events if one["name"].startswith("disclosure.")]
    for envelope in events:
        if envelope["id"] not in CARRIED:
            CARRIED.add(envelope["id"])
            for follower in FOLLOWS[envelope["name"]]:
                follower.handle(envelope, NOW)


def joined(world: World, *names: str) -> Client:
    """The secretary, with these shops as members, and this month's self-checks planned."""
    client = entered(world, "secretary")
    for name in names:
        assert client.post("/association/admit", {"page": code(name)}).status_code == 302
    followed(world)
    with worn(office := world.actor("office")):
        plan("association_self_check", "2026-09", within=COUNTY, by=office, now=NOW)
    return client


def checks(world: World, name: str) -> None:
    """The shop hands in its self-check of the month on its phone."""
    client = entered(world, f"{name}/principal")
    with as_root():
        key = Business.objects.get(name=name).pk
    codes = ("licence.displayed", "food.not_expired", "purchase.checked", "promise.shown")
    words = {f"answer-{one}": "conform" for one in codes} | {"zero_risk": "1"}
    done = client.post(f"/shop/{key}/own?programme=association_self_check", words)
    assert done.status_code == 302, done.content.decode()


def public() -> str:
    return Client().get(f"/a/{code('桐乡餐饮协会')}").content.decode()


def test_who_joins_owes_the_self_check_and_the_public_reads_how_many_did_it(world: World) -> None:
    secretary = joined(world, "甲饭店", "乙饭店")
    with as_root():
        assert Duty.objects.filter(programme="association_self_check").count() == 2
    checks(world, "甲饭店")
    page = public()
    assert "50%" in page and "2 家会员里有 1 家已经自查" in page
    secretary.get("/association")  # what was said on joining is read once
    mine = secretary.get("/association").content.decode()
    assert "乙饭店" in mine and "甲饭店" not in mine
    assert "甲饭店" in secretary.get("/association?tab=all").content.decode()


def test_a_reminder_is_the_loops_and_once_a_day(world: World) -> None:
    secretary = joined(world, "甲饭店")
    with as_root():
        member, task = Member.objects.get(), Task.objects.get(programme="association_self_check")
    address = f"/association/members/{member.pk}/remind"
    assert secretary.post(address).status_code == 302
    followed(world)
    with as_root():
        said = Climb.objects.get(task=task)
    assert (said.act, said.business_id) == ("remind", task.business_id)
    again = secretary.post(address)
    assert again.status_code == 422 and "今天已经提醒过「甲饭店」" in again.content.decode()
    assert "行业协会自查" in entered(world, "甲饭店/principal").get("/today").content.decode()


def test_the_commitment_is_read_signed_and_public(world: World) -> None:
    secretary = joined(world, "甲饭店")
    secretary.post("/association/promise", {"text": WORDS})
    assert "后厨公开" not in public()
    with as_root():
        draft = Pledge.objects.get()
    unsigned = secretary.post("/association/sign", {"pledge": str(draft.pk)})
    assert unsigned.status_code == 422 and "还没有签名" in unsigned.content.decode()
    assert secretary.post("/association/sign", {"pledge": str(draft.pk), "paper": photo()}).status_code == 302
    page = public()
    assert "后厨公开" in page and "secretary s，" in page and "secretary某" not in page
    shop = Client().get(f"/p/{code('甲饭店')}").content.decode()
    assert "桐乡餐饮协会" in shop


def test_a_new_commitment_takes_the_place_of_the_old(world: World) -> None:
    secretary = joined(world)
    for words in (WORDS, "一、只此一条。"):
        secretary.post("/association/promise", {"text": words})
        with as_root():
            draft = Pledge.objects.get(state="drafted")
        secretary.post("/association/sign", {"pledge": str(draft.pk), "paper": photo(red=len(words))})
    with as_root():
        assert sorted(Pledge.objects.values_list("state", flat=True)) == ["replaced", "signed"]
    assert "只此一条" in public() and "后厨公开" not in public()


def test_the_secretary_sees_of_the_county_what_everybody_sees(world: World) -> None:
    secretary = joined(world, "甲饭店")
    with as_root():
        hidden = Business.objects.get(name="丙饭店")
    assert secretary.get(f"/businesses/{hidden.pk}").status_code == 404
    assert "丙饭店" not in secretary.get("/businesses").content.decode()


@pytest.mark.parametrize("who", ["office", "town", "甲饭店/principal"])
def test_nobody_else_speaks_for_the_association(world: World, who: str) -> None:
    joined(world, "甲饭店")
    other = entered(world, who)
    with as_root():
        member = Member.objects.get()
    for address, words in (
        ("/association/promise", {"text": WORDS}),
        ("/association/admit", {"page": code("丙饭店")}),
        (f"/association/members/{member.pk}/drop", {}),
    ):
        assert other.post(address, words).status_code == 404
    with as_root():
        assert Pledge.objects.count() == 0 and Member.objects.filter(left_on__isnull=True).count() == 1


def test_whoever_leaves_owes_no_more(world: World) -> None:
    secretary = joined(world, "甲饭店")
    with as_root():
        member = Member.objects.get()
    secretary.post(f"/association/members/{member.pk}/drop")
    followed(world)
    with as_root():
        assert Business.objects.get(name="甲饭店").tags == []
    assert "还没有会员" in public()


def test_the_office_opens_pages_and_withdraws_one_with_a_reason(world: World) -> None:
    office = entered(world, "office")
    fresh = business(world, "丁饭店")
    assert "给其余 1 家开公开页" in office.get("/public-pages").content.decode()
    assert office.post("/public-pages", {"act": "open"}).status_code == 302
    with as_root():
        page = PublicPage.objects.get(business=fresh)
    address = f"/public-pages/{page.pk}/withdraw"
    assert office.post(address, {"reason": ""}).status_code == 422
    assert office.post(address, {"reason": "搬走了"}).status_code == 302
    assert Client().get(f"/p/{page.code}").status_code == 404
    assert "搬走了" in office.get("/public-pages").content.decode()
    assert entered(world, "village").get("/public-pages").status_code == 404


def test_the_secretary_finds_the_page_from_wherever_they_come_in(world: World) -> None:
    secretary = entered(world, "secretary")
    assert 'href="/association"' in secretary.get("/worklist").content.decode()
    mine = secretary.get("/me").content.decode()
    assert 'href="/association"' in mine and "/figures/burden" not in mine
    assert "/figures/burden" in entered(world, "village").get("/me").content.decode()
