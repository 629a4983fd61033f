"""A cadre reads and signs their own letter of commitment on the phone; the office sees it."""

from base64 import b64encode
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from shian.evidence.models import Evidence
from shian.kernel.wall import worn
from shian.loop import actions
from shian.loop.models import Commitment
from tests.at_the_doors import entered, photo
from tests.world import FOUNDER, World


def drawn() -> str:
    out = BytesIO()
    Image.new("RGB", (300, 120), "white").save(out, "PNG")
    return f"data:image/png;base64,{b64encode(out.getvalue()).decode()}"


@pytest.fixture
def letter(world: World) -> Commitment:
    with worn(world.actor("office")) as office:
        return actions.draft_commitment(world.posts["village"], by=office, now=world.now)


@pytest.fixture
def cadre(world: World, letter: Commitment) -> Client:
    return entered(world, "village")


def kept(letter: Commitment) -> Commitment:
    with worn(FOUNDER):
        found: Commitment = Commitment.objects.get(pk=letter.pk)
        return found


def test_an_unsigned_letter_waits_under_mine_and_is_signed_there(
    world: World, cadre: Client, letter: Commitment
) -> None:
    mine = cadre.get("/me").content.decode()
    assert f"/sign/{letter.pk}" in mine and "签食品安全承诺书" in mine and "待签" in mine
    page = cadre.get(f"/sign/{letter.pk}").content.decode()
    assert "本人作为村（社区）包保干部" in page and "data-pad" in page
    answer = cadre.post(f"/sign/{letter.pk}", {"signature": drawn()}, follow=True).content.decode()
    assert "签好了，食安办看得到" in answer and f"/sign/{letter.pk}" not in answer
    assert "您已经签过" in cadre.get(f"/sign/{letter.pk}").content.decode()
    office = entered(world, "office")
    assert "已签" in office.get("/commitments?state=signed").content.decode()
    seen = office.get(f"/commitments/{letter.pk}").content.decode()
    assert f"/evidence/{kept(letter).document}" in seen and "已签" in seen
    assert office.get(f"/evidence/{kept(letter).document}").status_code == 200
    assert office.get(f"/commitments/{letter.pk}/pdf").status_code in (200, 409, 422), "where there is a Chinese font"


def test_without_a_pad_the_signed_paper_is_filed(cadre: Client, letter: Commitment) -> None:
    answer = cadre.post(f"/sign/{letter.pk}", {"signature": "", "paper": photo()}, follow=True)
    assert "签好了" in answer.content.decode() and kept(letter).state == "signed"
    with worn(FOUNDER):
        assert [one.kind for one in Evidence.objects.all()] == ["document"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({}, "还没有签名"),
        ({"signature": "data:image/png;base64,@@@"}, "请重新签名"),
        ({"signature": "data:image/png;base64,AAAA"}, "请重新签名"),
        ({"signature": "javascript:alert(1)"}, "请重新签名"),
        ({"paper": SimpleUploadedFile("a.pdf", b"no pdf")}, "收不了"),
    ],
)
def test_what_is_no_signature_is_said_and_nothing_is_signed(
    cadre: Client, letter: Commitment, words: dict[str, object], sentence: str
) -> None:
    answer = cadre.post(f"/sign/{letter.pk}", words)
    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert kept(letter).state == "drafted"
    with worn(FOUNDER):
        assert Evidence.objects.count() == 0


@pytest.mark.parametrize("who", ["town", "office", "neighbour", "grid"])
def test_nobody_signs_for_another(world: World, letter: Commitment, who: str) -> None:
    other = entered(world, who)
    assert other.get(f"/sign/{letter.pk}").status_code == 404
    assert other.post(f"/sign/{letter.pk}", {"signature": drawn()}).status_code == 404
    assert f"/sign/{letter.pk}" not in other.get("/me").content.decode()
    assert kept(letter).state == "drafted"


def test_a_letter_that_was_drafted_anew_is_not_signed_in_its_old_words(
    world: World, cadre: Client, letter: Commitment
) -> None:
    with worn(world.actor("office")) as office:
        newer = actions.draft_commitment(world.posts["village"], by=office, now=world.later(hours=1))
    assert cadre.post(f"/sign/{letter.pk}", {"signature": drawn()}).status_code == 404
    assert f"/sign/{newer.pk}" in cadre.get("/me").content.decode() and kept(letter).state == "drafted"
