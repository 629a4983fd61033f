"""A photograph in pieces: the line breaks, the rest comes later, and what was promised is what is kept."""

import hashlib
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.utils import timezone
from PIL import Image

from shian.evidence import arriving
from shian.evidence.models import Evidence
from shian.kernel.wall import worn
from tests import world as stage
from tests.test_api import API, Caller
from tests.world import FOUNDER, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings: Any, tmp_path: Any) -> World:
    settings.MEDIA_ROOT = tmp_path
    return stage.small_county()


@pytest.fixture
def village(world: World) -> Caller:
    return Caller(world, "village")


def picture() -> bytes:
    out = BytesIO()
    Image.effect_noise((600, 400), 80).convert("RGB").save(out, "JPEG", quality=90)
    return out.getvalue()


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def piece(caller: Caller, data: bytes, at: int, key: str) -> Any:
    return caller.client.patch(
        f"{API}/uploads/{key}", data, content_type="application/offset+octet-stream", headers={"Upload-Offset": str(at)}
    )


def offset(caller: Caller, key: str) -> int:
    answer = caller.client.head(f"{API}/uploads/{key}")
    assert answer.status_code == 200
    return int(answer["Upload-Offset"])


def named(caller: Caller, key: str, **more: Any) -> Any:
    return caller.client.post(f"{API}/evidence", {"upload": key, **more})


def kept() -> list[Evidence]:
    with worn(FOUNDER):
        return list(Evidence.objects.order_by("pk"))


def test_it_goes_on_where_it_broke_and_is_kept_once(village: Caller) -> None:
    data, half = picture(), 20_000
    key = sha(data)
    assert offset(village, key) == 0
    assert piece(village, data[:half], 0, key)["Upload-Offset"] == str(half)
    assert offset(village, key) == half
    assert named(village, key).status_code == 422, "half a photograph is none"
    assert kept() == []
    wrong = piece(village, data[half + 5 :], half + 5, key)
    assert (wrong.status_code, wrong["Upload-Offset"]) == (409, str(half))
    assert piece(village, data[half:], half, key).status_code == 204
    place = {"latitude": 30.6, "longitude": 120.5, "accuracy": 9, "datum": "wgs84"}
    first = named(village, key, **place)
    assert first.status_code == 201
    assert named(village, key).json()["id"] == first.json()["id"], "the answer was lost, the photograph was not"
    (one,) = kept()
    assert (one.came_as, one.latitude, one.datum, one.accuracy_m) == (key, 30.6, "wgs84", 9)
    assert offset(village, key) == 0, "nothing lies about"


def test_it_is_not_anothers(world: World, village: Caller) -> None:
    data = picture()
    piece(village, data, 0, sha(data))
    other = Caller(world, "neighbour")
    assert offset(other, sha(data)) == 0
    assert named(other, sha(data)).status_code == 422


def test_what_is_not_what_it_promised_is_refused_and_begun_anew(village: Caller) -> None:
    data = picture()
    piece(village, data, 0, sha(data + b"x"))
    answer = named(village, sha(data + b"x"))
    assert (answer.status_code, answer.json()["code"]) == (422, "incomplete")
    assert village.client.delete(f"{API}/uploads/{sha(data + b'x')}").status_code == 204
    assert offset(village, sha(data + b"x")) == 0


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xff\xd8\xff" + b"<script>alert(1)</script>" * 9, "not_a_picture"),
        (b"%PDF-1.4 <html>", "wrong_kind"),
    ],
)
def test_what_is_no_photograph_gets_a_sentence(village: Caller, data: bytes, code: str) -> None:
    if data:
        piece(village, data, 0, sha(data))
        answer = named(village, sha(data))
    else:
        answer = piece(village, data, 0, sha(data))
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert kept() == []


def test_forty_megabytes_are_refused_before_they_come(village: Caller) -> None:
    answer = piece(village, b"x" * 1000, 40 * 1024 * 1024, sha(b"big"))
    assert (answer.status_code, answer.json()["code"]) == (413, "too_big")
    assert "MB" in answer.json()["message"]
    assert piece(village, b"x" * (1024 * 1024 + 1), 0, sha(b"big")).status_code in (413, 422)


def test_a_polyglot_leaves_only_its_picture(village: Caller) -> None:
    data = picture() + b"PK\x03\x04 and a page <script>alert(1)</script>"
    piece(village, data, 0, sha(data))
    assert named(village, sha(data)).status_code == 201
    (one,) = kept()
    bytes_kept = (django_settings.MEDIA_ROOT / "evidence" / one.sha256[:2] / one.sha256[2:]).read_bytes()
    assert b"script" not in bytes_kept


@pytest.mark.parametrize("key", ["..%2f..%2fetc", "A" * 64, "0" * 63, "%00" * 64])
def test_a_name_that_is_no_hash_is_nothing(village: Caller, key: str) -> None:
    assert village.client.head(f"{API}/uploads/{key}").status_code in (404, 422)


def test_what_nobody_finished_is_forgotten_and_too_many_are_refused(
    village: Caller, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = arriving.limits().__class__(arriving=2)
    monkeypatch.setattr(arriving, "limits", lambda: few)
    for n in range(2):
        assert piece(village, b"x", 0, sha(bytes([n]))).status_code == 204
    refused = piece(village, b"x", 0, sha(b"third"))
    assert (refused.status_code, refused.json()["code"]) == (422, "too_many_files")
    later = timezone.now() + timedelta(days=365)
    arriving.take(b"x", sha(b"third"), at=0, person=world.people["village"].pk, now=later)
    assert arriving.arrived(sha(bytes([0])), person=world.people["village"].pk) == 0
