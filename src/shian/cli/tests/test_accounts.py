"""`shian accounts`: a dry run opens nothing, a run says each password once."""

import argparse
import json

import pytest

from shian.cli import accounts
from shian.kernel.wall import worn
from shian.people.models import Account
from tests.world import COUNTY, FOUNDER, small_county


def shian_accounts(*words: str) -> int:
    parser = argparse.ArgumentParser()
    accounts.add_arguments(parser)
    return accounts.run(parser.parse_args(words))


@pytest.mark.django_db
def test_slips_come_out_once_and_a_second_run_finds_nobody(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    world = small_county()
    monkeypatch.setattr("shian.cli.accounts.ground_of", lambda code: COUNTY)
    assert shian_accounts("--dry-run", "--json") == 0
    waiting = [json.loads(line)["name"] for line in capsys.readouterr().out.splitlines()]
    assert world.people["village"].name in waiting and not Account.objects.exists()
    assert shian_accounts("--json") == 0
    slips = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert sorted(one["name"] for one in slips) == sorted(set(waiting))
    with worn(FOUNDER):
        account = Account.objects.get(person_key=world.people["village"].pk)
    told = next(one for one in slips if one["name"] == world.people["village"].name)
    assert account.check_password(told["password"]) and account.must_change_password and "****" in told["phone"]
    assert shian_accounts("--json") == 0 and not capsys.readouterr().out
