"""Machines that come in by token: issued by the office, told once, withdrawn."""

import re
from typing import Any

import pytest
from django.test import Client

from shian.ledger.models import Entry
from shian.people.models import MachineToken
from tests.at_the_doors import entered
from tests.roles import as_root
from tests.world import World

TYPED = {"label": "雀台扫码枪", "phone": "", "days": "30"}


def secret_in(answer: Any) -> str:
    found = re.search(r"data-secret>([^<]+)<", answer.content.decode())
    return found[1] if found else ""


def test_the_office_gives_a_token_which_opens_until_it_is_withdrawn(world: World) -> None:
    office = entered(world, "office")
    told = office.post("/machines", TYPED)
    secret = secret_in(told)
    assert told.status_code == 200 and "no-store" in told["Cache-Control"]
    machine = Client(headers={"Authorization": f"Bearer {secret}"})
    assert machine.get("/api/v1/me").json()["person"] == str(world.people["office"].pk)
    assert secret not in office.get("/machines").content.decode()
    with as_root():
        token = MachineToken.objects.get()
    assert office.post(f"/machines/{token.pk}/revoke").status_code == 302
    assert machine.get("/api/v1/me").status_code == 401
    with as_root():
        assert list(Entry.objects.filter(verb__in=["issue_token", "revoke_token"]).values_list("verb", flat=True)) != []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"label": ""}, "请填设备"),
        ({"days": "0"}, "有效天数"),
        ({"days": "九"}, "有效天数"),
        ({"phone": "13999999999"}, "没有登记"),
    ],
)
def test_what_will_not_do_is_said_and_nothing_is_issued(world: World, typed: dict[str, str], said: str) -> None:
    answer = entered(world, "office").post("/machines", TYPED | typed)
    assert answer.status_code == 422 and said in answer.content.decode()
    with as_root():
        assert not MachineToken.objects.exists()


@pytest.mark.parametrize("who", ["village", "stranger"])
def test_nobody_else_finds_the_page_or_a_token(world: World, who: str) -> None:
    entered(world, "office").post("/machines", TYPED)
    with as_root():
        token = MachineToken.objects.get()
    other = entered(world, who)
    assert TYPED["label"] not in other.get("/machines").content.decode()
    assert other.post(f"/machines/{token.pk}/revoke").status_code == 404
    with as_root():
        assert MachineToken.objects.get().revoked_at is None
