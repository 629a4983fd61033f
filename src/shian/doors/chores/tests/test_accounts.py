"""The office gives its cadres their way in, all at once."""

import logging
import re
from typing import Any

import pytest
from django.test import Client

from shian.kernel.wall import worn
from shian.ledger.models import Entry
from shian.people.models import Account
from tests.at_the_doors import entered
from tests.world import FOUNDER, World

PAGE = "/people/accounts"


@pytest.fixture
def office(world: World) -> Client:
    return entered(world, "office")


def waiting(answer: Any) -> dict[str, str]:
    """What the button of the page sends."""
    return dict(re.findall(r'name="(within|role|q|waiting)" value="([^"]*)"', answer.content.decode()))


def slips(answer: Any) -> list[str]:
    return re.findall(r"data-password>([^<]+)<", answer.content.decode())


def test_everybody_without_a_way_in_gets_a_slip_and_the_others_keep_theirs(
    world: World, office: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with worn(FOUNDER):
        had = set(Account.objects.values_list("pk", "password"))
    page = office.get(PAGE)
    answer = office.post(PAGE, waiting(page))
    given = slips(answer)
    assert answer.status_code == 200 and len(given) == int(waiting(page)["waiting"]) > 1
    assert len(set(given)) == len(given) and "no-store" in answer["Cache-Control"]
    with worn(FOUNDER):
        accounts = Account.objects.exclude(pk__in=[key for key, _password in had])
        assert all(one.must_change_password and one.password not in given for one in accounts)
        assert set(Account.objects.filter(pk__in=[key for key, _p in had]).values_list("pk", "password")) == had
        assert Entry.objects.filter(verb="create_account").count() >= len(given)
        kept = str(list(Entry.objects.values_list("facts", "events")))
    assert not any(password in kept or password in caplog.text for password in given)
    assert "没有账号" in office.get(PAGE).content.decode() and not slips(office.get(PAGE))


def test_the_slip_lets_its_person_in_and_first_asks_for_an_own_password(world: World, office: Client) -> None:
    page = office.get(PAGE, {"role": "village_cadre"})
    answer = office.post(PAGE, waiting(page))
    person = world.people["village"]
    slip = next(part for part in answer.content.decode().split("<section") if person.name in part)
    (password,) = re.findall(r"data-password>([^<]+)<", slip)
    with worn(FOUNDER):
        phone = person.phone
    browser = Client()
    assert browser.post("/login", {"phone": phone, "password": password}).status_code == 302
    assert "/password" in browser.get("/")["Location"]
    assert phone not in answer.content.decode()


def test_a_page_sent_twice_lets_nobody_in_unseen(world: World, office: Client) -> None:
    sent = waiting(office.get(PAGE))
    office.post(PAGE, sent)
    again = office.post(PAGE, sent)
    assert again.status_code == 422 and not slips(again) and "名单刚刚变了" in again.content.decode()


def test_who_may_not_open_accounts_has_no_such_page(world: World) -> None:
    cadre = entered(world, "village")
    assert cadre.get(PAGE).status_code == 404
    assert cadre.post(PAGE, {"within": "cn/", "waiting": "1"}).status_code == 404
