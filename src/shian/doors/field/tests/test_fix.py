"""A problem in one hand: the shop reports, the cadre looks, and nobody looks at their own."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shian.doors.field.tests.test_visit import answered, codes, page, task
from shian.kernel.wall import worn
from shian.loop.models import Finding
from shian.registry.models import Business
from tests.at_the_doors import entered, photo
from tests.world import FOUNDER, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(cadre: Client) -> Finding:
    """One failed item, to be put right on the spot or by a day."""
    return raised(cadre)


def raised(cadre: Client, disposition: str = "fix_by", *, shown: bool = False) -> Finding:
    wrong = codes()[0]
    form = answered(wrong, **{f"disposition-{wrong}": disposition})
    cadre.post(f"/visit/{task().pk}/sheet", form | ({f"photos-{wrong}": [photo()]} if shown else {}))
    return stored()


def stored() -> Finding:
    with worn(FOUNDER):
        row: Finding = Finding.objects.get()
        return row


def test_reported_with_a_photo_rejected_reported_again_closed(cadre: Client, owner: Client, found: Finding) -> None:
    here = f"/fix/{found.pk}"
    assert "改好了，报上去" in page(owner, here)
    assert "销号" not in page(owner, here)
    owner.post(here, {"act": "report", "note": "擦干了", "photos": [photo(red=10)]})
    assert stored().state == "reported"
    assert len(stored().photos_after) == 1
    assert "为什么我不能复查" in page(owner, here)
    assert found.text in page(cadre, "/today")
    looked = page(cadre, here)
    assert "/evidence/" in looked
    cadre.post(here, {"act": "reject", "note": "还有水"})
    assert (stored().state, stored().round) == ("again", 2)
    owner.post(here, {"act": "report", "note": "装了沥水架"})
    answer = cadre.post(here, {"act": "verify", "note": ""}, follow=True)
    assert "已销号" in answer.content.decode()
    assert stored().state == "closed"


def test_a_fix_on_the_spot_closes_only_with_both_photos(cadre: Client, world: World) -> None:
    found = raised(cadre, "fix_on_site", shown=True)
    here = f"/fix/{found.pk}"
    text = cadre.post(here, {"act": "verify", "note": "擦干净了"}).content.decode()
    assert "整改后的照片才能销号" in text
    assert "擦干净了" in text, "what was typed stands again"
    cadre.post(here, {"act": "verify", "note": "擦干净了", "photos": [photo(red=10)]})
    assert stored().state == "closed"


def test_who_entered_it_for_the_shop_is_not_offered_to_verify(cadre: Client, found: Finding) -> None:
    here = f"/fix/{found.pk}"
    cadre.post(here, {"act": "enter", "note": "店主电话说改好了"})
    assert stored().state == "reported"
    assert "改好了，销号" not in page(cadre, here)
    answer = cadre.post(here, {"act": "verify", "note": "好了"})
    assert answer.status_code == 422
    assert stored().state == "reported"


def test_a_verb_out_of_turn_is_a_sentence(cadre: Client, owner: Client, found: Finding) -> None:
    here = f"/fix/{found.pk}"
    assert cadre.post(here, {"act": "verify", "note": ""}).status_code == 422
    assert owner.post(here, {"act": "report", "note": " "}).status_code == 422, "a word is owed"
    assert owner.post(here, {"act": "dance"}).status_code == 404
    assert stored().state == "urged"


def test_a_broken_photo_leaves_nothing_half_done(owner: Client, cadre: Client, found: Finding) -> None:
    answer = owner.post(f"/fix/{found.pk}", {"act": "report", "note": "擦干了", "photos": [_text_file()]})
    assert answer.status_code == 422
    assert "不是照片" in answer.content.decode()
    assert "擦干了" in answer.content.decode()
    assert stored().state == "urged"


def _text_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("photo.jpg", b"words, not a picture", "image/jpeg")


def test_nobody_else_sees_it(world: World, shop: Business, found: Finding) -> None:
    for who in ("neighbour", "stranger"):
        assert entered(world, who).get(f"/fix/{found.pk}").status_code == 404
