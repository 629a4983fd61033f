"""A citizen without an account: reports in four steps, keeps a receipt, looks, writes, withdraws; and what bad input gets (M19)."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from shian.complaints.actions import split_letter
from shian.complaints.models import Complaint, Entry
from shian.disclosure.actions import publish_pages
from shian.evidence.models import Evidence
from shian.kernel.wall import worn
from shian.people.models import Installation
from shian.reception.models import Sent
from shian.registry.models import Business, Status
from tests.at_the_doors import photo, stand_still
from tests.roles import as_root
from tests.world import COUNTY, NOW, TOWN, World, business, small_county

pytestmark = [pytest.mark.django_db, pytest.mark.mechanism("M19")]
SHOP = "甲饭店"
PHONE = "13912345678"


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> World:
    stand_still(monkeypatch)
    settings.MEDIA_ROOT = tmp_path
    world = small_county()
    with as_root():
        Installation.objects.create(kind=Installation.Kind.REAL, path=COUNTY)
    return world


@pytest.fixture
def shop(world: World) -> Business:
    made = business(world, SHOP)
    with worn(office := world.actor("office")):
        publish_pages([made], by=office, now=NOW)
    return made


def rows(model: Any, **where: Any) -> Any:
    with as_root():
        return list(model._base_manager.filter(**where).order_by("pk"))


def page(answer: Any) -> str:
    return str(answer.content.decode())


def said(client: Client, where: str, /, **words: Any) -> str:
    """A form sent and followed to where it leads."""
    return page(client.post(where, words, follow=True))


WHAT = {"category": "foreign_matter", "words": "面里有一只虫", "day": "2026-09-13", "address": "菜场东门", "place": ""}
TELL = {"want": "tell"}
SETTLE = {"want": "settle", "name": "钱二", "phone": PHONE, "demand": "退款", "yuan": "30.50"}


def look(client: Client) -> str:
    """The last step's own key, without which nothing is sent."""
    found = re.search(r'name="key" value="(\w+)"', page(client.get("/report/look")))
    assert found
    return found[1]


def reported(client: Client, want: dict[str, str] = TELL, **what: str) -> str:
    """Three steps and the last; answers the receipt."""
    client.post("/report/what", WHAT | what)
    client.post("/report/want", want)
    told = said(client, "/report/look", key=look(client))
    found = re.search(r'class="code"[^>]*>([0-9A-Z-]{14})<', told)
    assert found, told
    return found[1]


def with_place() -> SimpleUploadedFile:
    """A photograph whose camera wrote a place and its own name into it, with a page of script hung behind its end."""
    exif = Image.Exif()
    exif[0x010F] = "SECRETCAM"
    exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 38.0, 0.0), 3: "E", 4: (120.0, 32.0, 0.0)})
    out = BytesIO()
    Image.new("RGB", (64, 48), (9, 90, 60)).save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("photo.jpg", out.getvalue() + b"<script>alert(1)</script>", "image/jpeg")


# --- the way through ---


def test_four_steps_lead_to_a_receipt_and_the_receipt_to_the_file(world: World, shop: Business, tmp_path: Any) -> None:
    client = Client()
    assert "先拍一张照片" in page(client.get("/report"))
    assert client.post("/report", {"photos": with_place(), "placed": "on"}).headers["Location"] == "/report/what"
    found = said(client, "/report/what", **WHAT, respondent="甲饭", go="find")
    assert f'value="{shop.pk}"' in found and "面里有一只虫" in found
    client.post("/report/what", WHAT | {"business": str(shop.pk)})
    assert "必须留真实姓名电话" in page(client.get("/report/want"))
    client.post("/report/want", SETTLE | {"punish": "1"})
    once_more = page(client.get("/report/look"))
    for words in (SHOP, "面里有一只虫", "退款 30.50 元", PHONE, "按手机或照片的位置"):
        assert words in once_more, words
    told = said(client, "/report/look", key=look(client))
    for words in ("决定受理不受理", "2026年9月22日 前", "去核查，决定立案不立案", "<svg", "（推定）", "第十八条"):
        assert words in told, words
    (one,) = rows(Complaint)
    assert (one.kind, one.business_id, one.amount_fen, one.reporter_phone) == ("letter", shop.pk, 3050, PHONE)
    assert (round(one.latitude, 2), round(one.longitude, 2)) == (30.63, 120.53)
    (kept,) = rows(Evidence)
    assert one.evidence == [kept.pk]
    files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) == 1 and b"SECRETCAM" not in files[0] and b"<script" not in files[0] and b"Exif" not in files[0]


def test_the_place_of_a_photo_is_kept_only_if_one_says_so(world: World) -> None:
    client = Client()
    client.post("/report", {"photos": with_place()})
    reported(client)
    (one,), (kept,) = rows(Complaint), rows(Evidence)
    assert one.latitude is None and kept.latitude is None


def test_back_and_a_reload_lose_nothing(world: World) -> None:
    client = Client()
    client.post("/report", {"photos": photo()})
    assert client.post("/report/what", WHAT | {"category": "", "go": "back"}).headers["Location"] == "/report"
    assert client.post("/report/want", SETTLE | {"phone": "12", "go": "back"}).headers["Location"] == "/report/what"
    assert "面里有一只虫" in page(client.get("/report/what"))
    want = page(client.get("/report/want"))
    assert 'value="钱二"' in want and 'value="12"' in want
    assert client.get(re.search(r"/report/picture/\w+", page(client.get("/report")))[0]).status_code == 200  # type: ignore[index]  # it is there
    missing = page(client.get("/report/look"))
    assert "请选是哪一类问题" in missing and "手机号应为 11 位" in missing and 'href="/report/want"' in missing
    assert Client().get("/report/picture/" + "0" * 64).status_code == 404


def test_pressed_twice_is_one_report_with_one_receipt(world: World) -> None:
    client = Client()
    client.post("/report/what", WHAT)
    client.post("/report/want", TELL)
    key, cookies = look(client), client.cookies.output()
    session = client.session["report"]
    first = said(client, "/report/look", key=key)
    again = Client()
    again.cookies.load(cookies.replace("Set-Cookie: ", ""))
    held = client.session
    held["report"] = session
    held.save()
    assert re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", said(client, "/report/look", key=key)) == re.findall(
        r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", first
    )
    assert len(rows(Complaint)) == 1 and len(rows(Sent)) == 1


def test_a_board_leads_to_the_report_of_its_shop_also_of_one_that_has_closed(world: World, shop: Business) -> None:
    with as_root():
        Business.objects.filter(pk=shop.pk).update(status=Status.CLOSED)
        shop.refresh_from_db()
    client = Client()
    assert SHOP in page(client.get(f"/report?b={shop.public_code}", follow=True))
    what = page(client.get("/report/what"))
    assert "照样可以反映" in what
    reported(client)
    assert rows(Complaint)[0].business_id == shop.pk


def test_a_draft_is_sealed_where_it_lies(world: World) -> None:
    client = Client()
    client.post("/report/want", SETTLE)
    assert PHONE not in str(dict(client.session)) and "钱二" not in str(dict(client.session))


# --- by receipt ---


def test_with_the_receipt_one_writes_adds_a_photo_and_withdraws(world: World) -> None:
    code = reported(Client(), SETTLE, respondent="乙摊")
    other = Client()
    opened = said(other, "/receipt", code=f" {code.lower().replace('-', '')} ")
    assert "投诉 · 异物、虫害" in opened and "面里有一只虫" in opened and PHONE not in opened
    assert "还有一张小票" in said(other, "/receipt/file", act="write", text="还有一张小票", photos=with_place())
    assert rows(Evidence)[0].latitude is None and len(rows(Entry, move="message")) == 2
    gone = said(other, "/receipt/file", act="withdraw", text="店家已经退了")
    assert "已撤回" in gone and "没有解决，请重新办理" in gone
    assert "投诉人说：解决了" in said(other, "/receipt/file", act="fixed") and rows(Complaint)[0].fixed == "yes"
    assert "已登记" in said(other, "/receipt/file", act="reopen", text="又不退了")
    assert other.post("/receipt/leave", follow=True).status_code == 200
    assert other.get("/receipt/file").headers["Location"] == "/receipt"


def test_one_receipt_opens_both_halves_of_a_letter_and_writes_to_each(world: World) -> None:
    receipt = reported(
        client := Client(), SETTLE | {"punish": "1"}, place=TOWN, respondent="丙店", words="退我钱；后厨没有健康证"
    )
    (letter,) = rows(Complaint)
    with worn(station := world.actor("station")):
        halves = split_letter(letter, "退我钱", "后厨没有健康证", by=station, now=NOW)
    with as_root():  # as files were split before
        Complaint._base_manager.filter(pk=letter.pk).update(outcome="{'complaint': '', 'report': ''}")
    both = said(client, "/receipt", code=receipt)
    assert "{" not in both.split("<main")[1] and "看这一份、留言" in both
    for half, own, other in zip(halves, ("决定受理不受理", "去核查"), ("去核查", "决定受理不受理"), strict=True):
        there = f"/receipt/file?part={half.pk}"
        assert there in both and own in both
        shown = page(client.get(there))
        assert own in shown and other not in shown
        said(client, there, act="write", text=f"补充给{half.kind}")
        assert [one.text for one in rows(Entry, complaint=half.pk, side="bringer")][-1:] == [f"补充给{half.kind}"]
    assert "撤回" in page(client.get(f"/receipt/file?part={halves[0].pk}"))
    stranger = Client()
    said(stranger, "/receipt", code=reported(Client()))
    assert stranger.get(f"/receipt/file?part={halves[0].pk}").status_code == 404
    assert stranger.post(f"/receipt/file?part={halves[0].pk}", {"act": "write", "text": "我也看看"}).status_code == 404


def test_what_is_written_on_the_file_is_not_lost_when_it_is_refused_or_has_to_wait(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client()
    said(client, "/receipt", code=reported(client))
    long = "还有一件事。" * 400
    answer = client.post("/receipt/file", {"act": "write", "text": long})
    assert answer.status_code == 422 and long in page(answer)
    neighbour = Client()
    said(neighbour, "/receipt", code=reported(neighbour))
    for n in range(61):
        neighbour.post("/receipt/file", {"act": "write", "text": f"第{n}句"})
    answer = client.post("/receipt/file", {"act": "write", "text": "只有一句"})
    assert answer.status_code == 429 and "只有一句" in page(answer)
    slip = re.search(r'name="slip" value="([^"]+)"', page(answer))
    assert slip
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(seconds=6))
    neighbour.post("/receipt/file", {"act": "write", "text": "又一句"})
    assert client.post("/receipt/file", {"act": "write", "text": "只有一句", "slip": slip[1]}).status_code == 302


def test_a_wrong_receipt_and_an_unknown_one_read_alike(world: World) -> None:
    reported(Client())
    wrong = Client().post("/receipt", {"code": "x"})
    unknown = Client().post("/receipt", {"code": "2222-2222-2222"})
    plain = [re.sub(r'value="[^"]*"|nonce-\S+', "", page(answer)) for answer in (wrong, unknown)]
    assert plain[0] == plain[1] and "没有这张回执" in plain[0] and wrong.status_code == unknown.status_code == 422


def test_guessing_costs_a_wait_for_each_guess_and_a_neighbour_goes_on(world: World, monkeypatch: Any) -> None:
    code = reported(Client(REMOTE_ADDR="203.0.113.9"))
    guesser = Client(REMOTE_ADDR="203.0.113.9")
    answers = [guesser.post("/receipt", {"code": f"2222-2222-222{n}"}).status_code for n in range(2, 14)]
    assert answers.count(422) == 10 and answers[-1] == 429
    neighbour = Client(REMOTE_ADDR="203.0.113.9")
    waiting = page(neighbour.post("/receipt", {"code": code}))
    slip = re.search(r'name="slip" value="([^"]+)"', waiting)
    assert slip and "请等 5 秒" in waiting
    later = world.later(seconds=6)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    for _n in range(3):  # the guesser knocks on with a slip of the neighbour's: it is good for one question only
        assert guesser.post("/receipt", {"code": "3333-3333-3333", "slip": slip[1]}).status_code in (422, 429)
    assert neighbour.post("/receipt", {"code": code, "slip": slip[1]}).headers["Location"] == "/receipt/file"
    assert Client(REMOTE_ADDR="198.51.100.4").post("/receipt", {"code": code}).status_code == 302


# --- bad input ---


def test_a_flood_waits_and_loses_nothing(world: World) -> None:
    def sends() -> Any:
        client = Client(REMOTE_ADDR="203.0.113.20")
        client.post("/report/what", WHAT)
        client.post("/report/want", TELL)
        return client, client.post("/report/look", {"key": look(client)})

    answers = [sends() for _n in range(21)]
    assert [answer.status_code for _client, answer in answers[:20]] == [302] * 20
    client, last = answers[20]
    assert last.status_code == 429 and "写好的都还在" in page(last) and len(rows(Complaint)) == 20
    assert "面里有一只虫" in page(client.get("/report/look"))


def test_what_is_wrong_is_said_in_a_sentence_and_nothing_is_lost(world: World) -> None:
    client = Client()
    long = said(client, "/report/what", **WHAT | {"words": "臭" * 10_001})
    assert "最多 10000 字，现在 10001 字" in long
    assert "日期不能晚于今天" in said(client, "/report/what", **WHAT | {"day": "2026-09-15"})
    elsewhere = said(client, "/report/what", **WHAT | {"place": "elsewhere"})
    assert "别的县（市、区）的" in elsewhere and "12315" in elsewhere
    nowhere = said(client, "/report/what", **WHAT | {"address": " "})
    assert "请说在哪里" in nowhere and "面里有一只虫" in nowhere
    script = "<script>alert(1)</script>"
    client.post("/report/what", WHAT | {"respondent": script, "words": "好" * 10_000, "place": TOWN})
    client.post("/report/want", SETTLE | {"name": script, "yuan": "3.141"})
    assert "金额最多写到分" in page(client.get("/report/look"))
    client.post("/report/want", SETTLE | {"name": script})
    shown = page(client.get("/report/look"))
    assert script not in shown and "&lt;script&gt;" in shown
    reported(client, SETTLE | {"name": script}, respondent=script, words="好" * 10_000, place=TOWN)
    assert len(rows(Complaint)[0].text) == 10_000 and rows(Complaint)[0].path == TOWN


def test_a_sign_that_no_book_can_keep_stops_no_report(world: World) -> None:
    reported(Client(), SETTLE | {"name": "钱\x00二", "demand": "退\x00款"}, respondent="甲\x00店", address="东\x00门")
    (one,) = rows(Complaint)
    assert (one.respondent, one.address, one.reporter_name, one.demand) == ("甲店", "东门", "钱二", "退款")


def test_forty_megabytes_and_a_file_that_is_no_picture_are_refused(world: World) -> None:
    client = Client()
    heavy = SimpleUploadedFile("p.jpg", b"\xff\xd8\xff" + bytes(40 * 1024 * 1024), "image/jpeg")
    answer = client.post("/report", {"photos": heavy})
    assert answer.status_code == 422 and "文件太大" in page(answer)
    for data in (b"<html>", b"\xff\xd8\xff<script>", b"GIF89a"):
        answer = client.post("/report", {"photos": SimpleUploadedFile("p.jpg", data, "image/jpeg")})
        assert answer.status_code == 422, data
    for red in range(4):
        client.post("/report", {"photos": photo(red=red * 40), "more": "1"})
    assert "最多 4 张" in page(client.post("/report", {"photos": photo(red=255), "more": "1"}))


def test_in_english_the_four_steps_speak_english(world: World) -> None:
    client = Client(headers={"accept-language": "en"})
    client.post("/report/what", WHAT)
    client.post("/report/want", TELL)
    for address in ("/report", "/report/what", "/report/want", "/report/look", "/receipt"):
        text = re.sub(
            r"面里有一只虫|菜场东门|简体中文|桐乡市|梧桐街道|濮院镇|lang=\"zh[^>]*>[^<]*", "", page(client.get(address))
        )
        assert not re.findall(r"[一-鿿]+", text), address
