"""A way in for those the office brought in: told once, given by the office only, and the old password ends."""

import re

import pytest
from django.test import Client

from shian.kernel.wall import worn
from shian.people import queries as people
from tests.at_the_doors import entered
from tests.world import FOUNDER, World, business


def told(office: Client, address: str) -> str:
    answer = office.post(address)
    assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
    (password,) = re.findall(r"data-password>([^<]+)<", answer.content.decode())
    return str(password)


def opens(world: World, who: str, password: str) -> bool:
    with worn(FOUNDER):
        account = people.account_of(world.people[who].pk)
    return account is not None and account.check_password(password) and account.must_change_password


@pytest.mark.parametrize("who", ["village", "甲饭店/principal"])
def test_the_office_lets_a_cadre_and_a_shopkeeper_in_and_again(world: World, who: str) -> None:
    shop, office = business(world), entered(world, "office")
    here = f"/posts/{world.posts['village'].pk}" if who == "village" else f"/businesses/{shop.pk}"
    address = f"/people/{world.people[who].pk}/way-in"
    assert f'action="{address}"' in (page := office.get(here).content.decode()) and "开通账号" in page
    first = told(office, address)
    assert opens(world, who, first)
    page = office.get(here).content.decode()
    assert "重发密码" in page and first not in page
    second = told(office, address)
    assert opens(world, who, second) and not opens(world, who, first)


@pytest.mark.parametrize("who", ["town", "neighbour", "stranger", "甲饭店/principal"])
def test_nobody_else_gives_ways_in(world: World, who: str) -> None:
    shop = business(world)
    client, address = entered(world, who), f"/people/{world.people['village'].pk}/way-in"
    assert client.post(address).status_code in (403, 404, 422)
    assert people.account_of(world.people["village"].pk) is None
    assert "/way-in" not in client.get(f"/businesses/{shop.pk}").content.decode()
