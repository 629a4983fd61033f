"""`shian init`: an empty real county, its office's one way in, and a clear sentence where it cannot be."""

import argparse
import json

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from shian.cli import init
from shian.kernel.refused import Refused
from shian.kernel.wall import worn
from shian.people import queries
from shian.people.actions.accounts import Card, open_demo_account
from shian.people.models import Account, Person
from shian.territory.models import Place
from shian.territory.tests.conftest import national_list

__all__ = ["national_list"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("national_list")]
TONGXIANG = ("--county", "330483", "--name", "张三", "--office-phone", "13800000001", "--json")


@pytest.fixture(autouse=True)
def _made(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tables of the tests are there already, and the command is called from somewhere else."""
    monkeypatch.setattr(init, "migrate", lambda verbosity: None)
    monkeypatch.chdir("/")


def shian_init(*words: str) -> int:
    parser = argparse.ArgumentParser()
    init.add_arguments(parser)
    return init.run(parser.parse_args(words))


def test_the_office_enters_with_its_one_time_password_and_changes_it(
    client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shian_init(*TONGXIANG) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["county"], told["path"]) == ("桐乡市", "cn/33/04/83/")
    client.post("/login", {"phone": told["phone"], "password": told["password"]})
    assert client.get("/password").status_code == 200
    account = Account.objects.get()
    assert account.must_change_password
    office = queries.actor_for(account.person_key, timezone.now())
    assert office.may_at("import_register", "cn/33/04/83/")
    assert not office.may_at("import_register", "cn/33/04/81/")


def test_in_what_it_made_no_demo_person_can_exist() -> None:
    shian_init(*TONGXIANG)
    with worn(init.FOUNDER):
        other = Person.objects.create(name="李四", path="cn/33/04/83/", phone_index="x")
    with worn(init.FOUNDER), pytest.raises(IntegrityError, match="real county"), transaction.atomic():
        open_demo_account(other, Card("village", "社区书记", "李四"), by=init.FOUNDER)


@pytest.mark.parametrize(
    "wrong",
    [
        ("--county", "999999", "--name", "张三", "--office-phone", "13800000001"),
        ("--county", "3304", "--name", "张三", "--office-phone", "13800000001"),
        ("--county", "330483", "--name", "张三", "--office-phone", "12345"),
        ("--county", "330483", "--name", " ", "--office-phone", "13800000001"),
    ],
)
def test_bad_input_leaves_nothing_behind(wrong: tuple[str, ...]) -> None:
    with pytest.raises(Refused):
        shian_init(*wrong)
    assert not Place.objects.exists()
    assert not Account.objects.exists()
    assert queries.installation() is None


def test_a_second_time_is_refused() -> None:
    shian_init(*TONGXIANG)
    with pytest.raises(Refused, match="早已开通了桐乡市"):
        shian_init(*TONGXIANG)
    assert Account.objects.count() == 1


def test_with_nobody_to_ask_the_office_stays_vacant_until_somebody_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert shian_init("--county", "330483") == 0
    assert "--office-phone" in capsys.readouterr().out
    assert not Account.objects.exists()
    with pytest.raises(Refused, match="早已开通了桐乡市"):
        shian_init("--county", "330481", *TONGXIANG[2:])
    assert shian_init(*TONGXIANG) == 0
    assert Account.objects.count() == 1
    assert queries.installation() is not None


def test_a_name_without_a_number_is_refused() -> None:
    with pytest.raises(Refused, match="一起给"):
        shian_init("--county", "330483", "--name", "张三")
    assert queries.installation() is None


def test_three_layers_are_kept() -> None:
    shian_init("--layers", "3", *TONGXIANG)
    assert set(Place.objects.values_list("layers", flat=True)) == {3}
