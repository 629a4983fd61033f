"""A letter of commitment signed with a finger on a phone."""

import pytest
from playwright.sync_api import Page, expect

from shian.evidence.models import Evidence
from shian.kernel.wall import worn
from shian.loop import actions
from shian.loop.models import Commitment
from shian.people.actions.accounts import open_account
from shian.people.models import Account
from tests.at_the_doors import PASSWORD, stand_still
from tests.browser.conftest import Phones
from tests.browser.test_visit import sign
from tests.world import FOUNDER, World, small_county

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cadre(monkeypatch: pytest.MonkeyPatch, phones: Phones) -> Page:
    stand_still(monkeypatch)
    world: World = small_county()
    person = world.people["village"]
    with worn(FOUNDER):
        actions.draft_commitment(world.posts["village"], by=FOUNDER, now=world.now)
        open_account(person, PASSWORD, by=FOUNDER)
        Account.objects.filter(person_key=person.pk).update(must_change_password=False)
    return phones.of(person.phone, PASSWORD)


def test_a_finger_signs_the_letter(cadre: Page, phones: Phones) -> None:
    cadre.goto("/me")
    cadre.get_by_role("link", name="去签").click()
    cadre.get_by_role("button", name="签名并提交").click()
    expect(cadre.get_by_role("alert")).to_contain_text("还没有签名")
    sign(cadre)
    cadre.get_by_role("button", name="签名并提交").click()
    expect(cadre.get_by_text("签好了，食安办看得到")).to_be_visible()
    expect(cadre.get_by_role("link", name="去签")).to_have_count(0)
    with worn(FOUNDER):
        letter = Commitment.objects.get()
        assert letter.state == "signed" and Evidence.objects.get(pk=letter.document).kind == "signature"
    assert phones.complaints == []
