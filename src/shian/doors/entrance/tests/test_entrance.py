"""In, out, and kept out."""

from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from shian.kernel.refused import Refused
from shian.kernel.wall import worn
from shian.people.actions.accounts import Card, change_password, close_account, open_account, open_demo_account
from shian.people.models import Account, Installation
from shian.people.tests.conftest import FOUNDER, County

pytestmark = pytest.mark.django_db
PHONE, PASSWORD = "13800000003", "mulberry-silk-7"


@pytest.fixture
def account(county: County) -> Account:
    with worn(FOUNDER):
        account = open_account(county.people["village"], PASSWORD, by=FOUNDER)
    account.must_change_password = False
    account.save()
    return account


def enter(client: Client, phone: str = PHONE, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/login", {"phone": phone, "password": password, **more})


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_right_number_and_password_let_in(client: Client, account: Account) -> None:
    answer = enter(client)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert is_in(client)


@pytest.mark.parametrize("typed", ["138 0000 0003", "１３８０００００００３", "138-0000-0003"])
def test_a_number_is_read_as_people_type_it(client: Client, account: Account, typed: str) -> None:
    enter(client, typed)
    assert is_in(client)


@pytest.mark.parametrize(("phone", "password"), [(PHONE, "wrong-password"), ("13800009999", PASSWORD), (PHONE, "")])
def test_a_wrong_one_does_not_and_is_not_told_which(
    client: Client, account: Account, phone: str, password: str
) -> None:
    answer = enter(client, phone, password)
    assert not is_in(client)
    assert answer.status_code == 200


def test_the_refusal_is_the_same_for_a_known_and_an_unknown_number(client: Client, account: Account) -> None:
    known = enter(client, PHONE, "wrong-password").content.decode().replace(PHONE, "…")
    unknown = enter(client, "13800009999", "wrong-password").content.decode().replace("13800009999", "…")
    assert "手机号或密码不对" in known
    assert _without_token(known) == _without_token(unknown)


def _without_token(page: str) -> list[str]:
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]


def wrong(client: Client, times: int) -> Any:
    """So many wrong passwords, one after the other."""
    return [enter(client, password="wrong-password") for _attempt in range(times)][-1]


def later(monkeypatch: pytest.MonkeyPatch, **span: float) -> None:
    """Everybody's watch goes on."""
    now = timezone.now() + timedelta(**span)
    monkeypatch.setattr("axes.handlers.proxy.now", lambda: now)


STRANGER, VILLAGE = "203.0.113.7", "198.51.100.1"


def test_a_stranger_s_wrong_ones_lock_out_the_stranger_and_nobody_else(account: Account, county: County) -> None:
    stranger, office = Client(REMOTE_ADDR=STRANGER), Client(REMOTE_ADDR=VILLAGE)
    answer = wrong(stranger, 6)
    assert answer.status_code == 429 and "次数太多" in answer.content.decode()
    assert enter(stranger).status_code == 429 and not is_in(stranger), "the right one does not help him either"
    enter(office)
    assert is_in(office), "from another address one is not held up"


def test_a_device_that_was_in_before_is_held_up_by_nobody(account: Account, county: County) -> None:
    phone = Client(REMOTE_ADDR=VILLAGE)
    enter(phone)
    phone.post("/logout")
    wrong(Client(REMOTE_ADDR=VILLAGE), 6)  # a neighbour behind the same address
    for last in range(1, 20):  # and a crowd of strangers
        wrong(Client(REMOTE_ADDR=f"203.0.113.{last}"), 4)
    fresh = Client(REMOTE_ADDR="192.0.2.99")
    assert enter(fresh).status_code == 429, "who guesses from many addresses waits everywhere"
    enter(phone)
    assert is_in(phone)


def test_a_village_behind_one_address_is_not_shut_out(account: Account, county: County) -> None:
    with worn(FOUNDER):
        open_account(county.people["town"], PASSWORD, by=FOUNDER)
    wrong(Client(REMOTE_ADDR=VILLAGE), 30)
    neighbour = Client(REMOTE_ADDR=VILLAGE)
    enter(neighbour, "13800000002")
    assert is_in(neighbour)


def test_the_wait_ends_and_doubles_with_each_further_wrong_one(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = Client(REMOTE_ADDR=STRANGER)
    assert wrong(stranger, 6).status_code == 429
    later(monkeypatch, seconds=31)
    assert enter(stranger, password="wrong-password").status_code == 429, "tried, and now waits a minute"
    later(monkeypatch, seconds=31 + 31)
    assert enter(stranger).status_code == 429
    later(monkeypatch, seconds=31 + 62)
    enter(stranger)
    assert is_in(stranger)


def test_a_device_guesses_no_more_than_an_address_and_a_forged_one_is_a_stranger(account: Account) -> None:
    thief = Client(REMOTE_ADDR=VILLAGE)
    enter(thief)
    thief.post("/logout")
    assert wrong(thief, 6).status_code == 429
    forged = Client(REMOTE_ADDR=STRANGER)
    forged.cookies["shian_device"] = "WyJhIiwge31d:1abcde:forged"
    assert wrong(forged, 6).status_code == 429


def test_after_a_new_password_the_old_devices_are_strangers(account: Account) -> None:
    phone = Client(REMOTE_ADDR=VILLAGE)
    enter(phone)
    phone.post("/logout")
    account.set_password("another-silk-9")
    account.save()
    wrong(Client(REMOTE_ADDR=VILLAGE), 6)
    assert enter(phone, password="another-silk-9").status_code == 429


def test_what_is_kept_of_a_wrong_entry_holds_no_number(client: Client, account: Account) -> None:
    enter(client, password="wrong-password")
    assert AccessAttempt.objects.count() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT a::text FROM axes_accessattempt a")
        (kept,) = cursor.fetchone()
    assert PHONE not in kept
    assert "wrong-password" not in kept


def test_the_account_table_holds_no_personal_data(account: Account) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT a::text FROM people_account a")
        (kept,) = cursor.fetchone()
    assert PHONE not in kept
    assert "王五" not in kept


def test_a_closed_account_opens_nothing(client: Client, account: Account, county: County) -> None:
    enter(client)
    with worn(FOUNDER):
        close_account(county.people["village"], reason="离任", now=timezone.now(), by=FOUNDER)
    assert client.get("/password").status_code == 302, "who was in is out"
    enter(Client())
    assert not is_in(Client())


def test_out_is_out(client: Client, account: Account) -> None:
    enter(client)
    client.post("/logout")
    assert not is_in(client)
    assert client.get("/password")["Location"].startswith("/login")


@pytest.mark.parametrize("next_", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_way_on_stays_in_the_house(client: Client, account: Account, next_: str) -> None:
    assert enter(client, next=next_)["Location"] == "/"


def test_a_password_given_by_another_is_changed_first(client: Client, account: Account) -> None:
    Account.objects.update(must_change_password=True)
    enter(client)
    page = client.get("/password")
    assert "先换成自己的" in page.content.decode()
    refused = client.post("/password", {"old": PASSWORD, "new": "1234567890", "again": "1234567890"})
    assert refused.status_code == 200
    changed = client.post("/password", {"old": PASSWORD, "new": "wild-lotus-42", "again": "wild-lotus-42"})
    assert changed.status_code == 302
    assert is_in(client), "the session in which it was changed goes on"
    account.refresh_from_db()
    assert account.check_password("wild-lotus-42")
    assert not account.must_change_password


def test_a_wrong_old_password_changes_nothing(account: Account, county: County) -> None:
    village = county.actor("village")
    with worn(village), pytest.raises(Refused, match="原密码"):
        change_password(account, "wrong-password", "wild-lotus-42", by=village)
    account.refresh_from_db()
    assert account.check_password(PASSWORD)


def test_nobody_changes_the_password_of_another(account: Account, county: County) -> None:
    office = county.actor("town")
    with worn(office), pytest.raises(Refused):
        change_password(account, PASSWORD, "wild-lotus-42", by=office)


def test_another_language_is_kept_for_the_next_time(client: Client, account: Account) -> None:
    enter(client)
    client.post("/language", {"language": "en", "next": "/password"})
    account.refresh_from_db()
    assert account.language == "en"
    assert client.post("/language", {"language": "klingon"}).status_code == 302
    account.refresh_from_db()
    assert account.language == "en"


def test_the_language_chosen_at_the_door_is_read_inside(client: Client, account: Account) -> None:
    client.post("/language", {"language": "en", "next": "/login"})
    enter(client)
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


def test_a_browser_that_chose_nothing_reads_as_the_account_does(client: Client, account: Account) -> None:
    Account.objects.update(language="en")
    enter(client)
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


CARD = Card("village", "社区书记", "王五", "文昌社区")


def test_one_click_enters_a_made_up_world(client: Client, county: County) -> None:
    Installation.objects.create(kind="demo", path="cn/33/04/83/")
    with worn(FOUNDER):
        open_demo_account(county.people["village"], CARD, by=FOUNDER)
    assert "社区书记" in client.get("/login").content.decode()
    client.post("/login/demo", {"cast": "village"})
    assert is_in(client)


def test_in_a_real_county_one_click_enters_nothing(client: Client, county: County, account: Account) -> None:
    Installation.objects.create(kind="real", path="cn/33/04/83/")
    with worn(FOUNDER), pytest.raises(IntegrityError, match="real county"), transaction.atomic():
        open_demo_account(county.people["town"], CARD, by=FOUNDER)
    with pytest.raises(IntegrityError, match="real county"), transaction.atomic():
        Account.objects.update(is_demo=True)
    for write in (Installation.objects.update, Installation.objects.all().delete):
        with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
            write(**({"kind": "demo"} if write == Installation.objects.update else {}))
    assert client.post("/login/demo", {"cast": "village"}).status_code == 404
    assert "演示" not in client.get("/login").content.decode()
    assert not is_in(client)


def test_before_anything_is_said_no_demo_account_exists_either(county: County) -> None:
    with worn(FOUNDER), pytest.raises(IntegrityError), transaction.atomic():
        open_demo_account(county.people["town"], CARD, by=FOUNDER)
