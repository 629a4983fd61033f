"""An account is closed, and a post is given more than its role, each with a reason and within bounds."""

from datetime import timedelta

import pytest
from django.test import Client

from shian.kernel.wall import worn
from shian.ledger.models import Entry
from shian.people.actions.accounts import issue_token
from shian.people.models import MachineToken, PostGrant
from shian.people.queries import actor_for
from tests.at_the_doors import entered
from tests.world import FOUNDER, NOW, World

NEIGHBOURS = "cn/33/04/83/101/001/"
GIVEN = {"role": "village_cadre", "place": NEIGHBOURS, "last": "2026-10-31", "reason": "代管永越社区"}


@pytest.fixture
def office(world: World) -> Client:
    return entered(world, "office")


def closed(world: World, office: Client, who: str, reason: str = "调离") -> str:
    post = world.posts[who].pk
    answer = office.post(
        f"/people/{world.people[who].pk}/close-account",
        {"reason": reason},
        follow=True,
        headers={"Referer": f"http://testserver/posts/{post}"},
    )
    return answer.content.decode()


def test_a_closed_account_puts_its_person_out_and_what_is_owed_stays(world: World, office: Client) -> None:
    village = entered(world, "village")
    with worn(FOUNDER):
        issue_token(world.people["village"], "扫码枪", expires_at=NOW + timedelta(days=9), by=FOUNDER)
    page = office.get(f"/posts/{world.posts['village'].pk}").content.decode()
    assert "停用village某的账号" in page and "没办完的事留在岗位上" in page
    assert "账号已停用" in closed(world, office, "village")
    assert village.get("/today").status_code == 302, "who was in is out"
    with worn(FOUNDER):
        assert MachineToken.objects.filter(revoked_at__isnull=True).count() == 0
        noted = Entry.objects.filter(verb="create_account").latest("id").facts
    assert (noted["closed"], noted["reason"], noted["tokens"]) == (True, "调离", 1)
    assert "village某" in office.get(f"/posts/{world.posts['village'].pk}").content.decode(), "the post is still theirs"


def test_a_closed_account_can_be_opened_again(world: World, office: Client) -> None:
    entered(world, "village")
    page = closed(world, office, "village")
    assert "给village某重新开通账号" in page
    answer = office.post(f"/people/{world.people['village'].pk}/way-in")
    assert answer.status_code == 200
    assert entered(world, "village").get("/today", follow=True).redirect_chain[-1][0].startswith("/password")


@pytest.mark.parametrize(
    ("who", "reason", "sentence"), [("village", " ", "请写明为什么停用"), ("office", "试试", "不能停用自己")]
)
def test_what_will_not_do_leaves_the_account_open(
    world: World, office: Client, who: str, reason: str, sentence: str
) -> None:
    client = entered(world, who)
    assert sentence in closed(world, office, who, reason)
    assert client.get("/today").status_code == 200


@pytest.mark.parametrize("who", ["town", "station", "stranger"])
def test_who_runs_no_accounts_closes_none(world: World, who: str) -> None:
    village = entered(world, "village")
    closed(world, entered(world, who), "village")
    assert village.get("/today").status_code == 200


def given(world: World, office: Client, **changed: str) -> str:
    answer = office.post(f"/posts/{world.posts['village'].pk}/grants", GIVEN | changed, follow=True)
    return answer.content.decode()


def may(world: World, days: int = 0) -> bool:
    return actor_for(world.people["village"].pk, NOW + timedelta(days=days)).may_at("hand_in", NEIGHBOURS)


def test_more_ground_is_given_for_a_time_listed_and_taken_back(world: World, office: Client) -> None:
    assert not may(world)
    form = office.get(f"/posts/{world.posts['village'].pk}/grants").content.decode()
    assert f'value="{NEIGHBOURS}"' in form and 'value="cn/33/04/81/"' not in form, "anywhere in its own ground"
    page = given(world, office)
    assert "已授权，到期自动收回" in page and "代管永越社区" in page and "永越社区" in page and "有效" in page
    assert may(world) and may(world, 47) and not may(world, 48), "the last day counts, the next does not"
    with worn(FOUNDER):
        extra = PostGrant.objects.get()
    assert "已收回" in office.post(f"/grants/{extra.pk}/end", follow=True).content.decode()
    assert not may(world)
    assert "已结束" in office.get(f"/posts/{world.posts['village'].pk}/grants").content.decode()
    assert "这项授权已经结束" in office.post(f"/grants/{extra.pk}/end", follow=True).content.decode()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"role": "station_officer"}, "有您自己没有的权限"),
        ({"place": "cn/33/04/81/"}, "没有权限"),
        ({"reason": ""}, "请写明为什么另外授权"),
        ({"last": ""}, "请填日期"),
        ({"last": "2027-12-31"}, "一次最多一年"),
        ({"last": "2026-09-01"}, "结束日期不能早于开始日期"),
        ({"on": "2026-01-01"}, "不能从以前的日期开始"),
        ({"role": "clock"}, "没有角色"),
    ],
)
def test_nobody_gives_what_they_do_not_hold_nor_for_ever(
    world: World, office: Client, changed: dict[str, str], sentence: str
) -> None:
    assert sentence in given(world, office, **changed)
    with worn(FOUNDER):
        assert not PostGrant.objects.exists()


@pytest.mark.parametrize("who", ["town", "village", "station", "stranger"])
def test_who_may_not_give_gives_nothing_and_is_offered_nothing(world: World, who: str) -> None:
    client, here = entered(world, who), f"/posts/{world.posts['village'].pk}/grants"
    assert 'value="grant"' not in client.get(here).content.decode()
    client.post(here, GIVEN)
    with worn(FOUNDER):
        assert not PostGrant.objects.exists()


def test_another_office_ends_nothing_here(world: World, office: Client) -> None:
    given(world, office)
    with worn(FOUNDER):
        extra = PostGrant.objects.get()
    entered(world, "stranger").post(f"/grants/{extra.pk}/end")
    assert may(world)
