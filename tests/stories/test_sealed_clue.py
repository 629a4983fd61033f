"""Sealed clues (B7) and the open call for them (M30): told without an account, answered by receipt, opened by two or not at all."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from docx import Document
from pytest_django import DjangoDbBlocker

from shian.config.household import make_round
from shian.kernel.refused import Refused
from shian.kernel.wall import worn
from shian.ledger.models import Entry
from shian.loop.models import Task
from shian.sealed import queries
from shian.sealed.models import CustodianKey, Half, Identity, Letter, Opening, SealedClue, SealedFile
from tests.at_the_doors import entered
from tests.roles import as_root
from tests.sealed_channel import (
    Sealed,
    at_home,
    began,
    file,
    first_href,
    line_of,
    photo,
    receipt_of,
    registered,
    sealed_county,
    told,
    with_keys,
    words,
)
from tests.world import FOUNDER, NOW

NAME, PHONE = "赵无名", "13912345678"
TEXT = "某某糕点厂夜里两点把退回来的月饼重新包装，生产日期改成第二天。"


@pytest.fixture(scope="module")
def county(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Sealed]:
    """One county for the whole page."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        yield sealed_county(patch)
        transaction.set_rollback(True)


@pytest.fixture
def sealed(county: Sealed, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sealed]:
    """The same for every test, whatever the one before did."""
    began(county, monkeypatch)
    with transaction.atomic():
        yield county
        transaction.set_rollback(True)


@pytest.fixture
def keyed(sealed: Sealed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> Sealed:
    with_keys(sealed, tmp_path, monkeypatch, capsys)
    return sealed


def back(receipt: str, client: Client | None = None, **more: str) -> Any:
    return (client or Client()).post("/clue/receipt", {"receipt": receipt, **more})


def slip_of(answer: Any) -> str:
    """What the page gives whoever has to wait."""
    found = re.search(r'name="slip"[^>]*value="([^"]+)"', answer.content.decode())
    assert found is not None
    return unescape(found[1])


def count(model: Any) -> int:
    with as_root():
        return int(model._base_manager.count())


@pytest.mark.mechanism("B7")
@pytest.mark.mechanism("M30")
def test_a_worker_tells_is_answered_and_paid_and_nobody_learns_who(
    keyed: Sealed, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    """The whole way, from the kitchen of a cake factory to the code at the counter."""
    citizen = Client()
    given = told(citizen, TEXT, files=[file(photo("赵家后院"), "赵无名拍的.jpg")], name=NAME, phone=PHONE)
    assert given.status_code == 200 and not citizen.cookies, "a cookie would be a trace in the browser"
    assert given["Referrer-Policy"] == "no-referrer" and "no-store" in given["Cache-Control"]
    receipt = receipt_of(given)

    # Only its handler has a task, which says that something is due and no more.
    handler = keyed.at("handler")
    desk = words(handler.get("/worklist"))
    assert "有一件到期事项" in desk and "糕点" not in desk and "举报奖励" not in desk
    for who in ("office", "supervisor", "first", "leader", "station"):
        assert "到期事项" not in words(keyed.at(who).get("/worklist"))
    href = first_href(handler.get("/sealed"), "/sealed/")
    assert keyed.at("office").get(href).status_code == 404
    assert keyed.at("first").get(href).status_code == 404

    # The handler reads what was told and never by whom.
    page = words(handler.get(href))
    assert TEXT in page and NAME not in page and PHONE not in page
    kept = handler.get(first_href(handler.get(href), "/sealed/files/"))
    assert kept["Content-Disposition"] == 'attachment; filename="file.jpg"'
    assert "赵".encode() not in kept.content and b"Exif" not in kept.content

    # They talk; each learns when the other has read.
    assert "对方还没有看" in words(back(receipt))
    assert handler.post(f"{href}/read").status_code == 302
    assert handler.post(f"{href}/answer", {"text": "请问是哪个车间？"}).status_code == 302
    answered = words(back(receipt.replace(" ", "")))
    assert "请问是哪个车间？" in answered and "已看" in answered and NAME not in answered
    more = Client().post("/clue/write", {"receipt": receipt, "text": "二号车间，夜班。"})
    assert "交到了" in words(more) and "二号车间，夜班。" in words(handler.get(href))

    # To the inbox of clues goes a summary with no person in it.
    refused = handler.post(f"{href}/hand", {"business": "某某糕点厂", "summary": f"举报人{PHONE}说改日期"})
    assert refused.status_code == 422 and "里像是有电话" in words(refused)
    assert (
        handler.post(f"{href}/hand", {"business": "某某糕点厂", "summary": "疑似更改月饼生产日期"}).status_code == 302
    )
    with as_root():
        announced = Entry._base_manager.get(verb="hand_on_summary")
    assert [event["name"] for event in announced.events] == ["sealed.sealed_handed"]
    assert (announced.person_id, announced.facts) == (None, {})
    with worn(FOUNDER):
        summary = queries.handed(announced.events[0]["body"]["handed"], viewer=FOUNDER)
        assert summary.summary == "疑似更改月饼生产日期"

    # Closed with a penalty of 200,000 yuan; 5 % at the first level are 10,000.
    assert handler.post(f"{href}/close", {"outcome": "penalised", "money": "200000"}).status_code == 302
    assert handler.post(f"{href}/propose", {"level": "1", "insider": "no"}).status_code == 302
    own = first_href(handler.get(href), "/sealed/rewards/")
    assert handler.post(f"{own}/approve").status_code == 422, "nobody approves what they proposed"
    assert "10,000" not in words(back(receipt)), "not told before it is approved"
    boss = keyed.at("supervisor")
    assert "10,000 元" in words(boss.get(own)) and TEXT not in words(boss.get(own))
    assert boss.get(href).status_code == 404
    assert boss.post(f"{own}/approve").status_code == 302
    assert "奖励 10,000 元。" in words(back(receipt))
    claimed = Client().post("/clue/claim", {"receipt": receipt, "holder": NAME, "account": "6222020200112233445"})
    code = claimed.content.decode().partition('sealed-code">')[2][:10]
    assert boss.post(f"{own}/pay", {"code": code}).status_code == 422, "who approved it does not pay it"
    assert "领奖码不对" in words(handler.post(f"{own}/pay", {"code": "0000000000"}))
    assert handler.post(f"{own}/pay", {"code": code}).status_code == 302
    assert "已发放" in words(back(receipt))

    # The account is opened by both custodians, and by nobody else.
    name = opened_by_both(keyed, monkeypatch, capsys)
    assert "6222020200112233445" in name and NAME in name
    clean_ledger()


def opened_by_both(keyed: Sealed, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> str:
    """One asks, a third person hears of it, the other agrees and passes his half, the first reads on his own machine."""
    first, second = keyed.at("first"), keyed.at("second")
    identity = first_href(first.get("/sealed"), "/sealed/identities/")
    assert first.post(f"{identity}/ask", {"reason": "pay", "words": "打款前核对账号"}).status_code == 302
    opening = first_href(first.get("/sealed"), "/sealed/openings/")
    watcher = keyed.at("supervisor")
    assert "有一件到期事项" in words(watcher.get("/worklist")), "the alarm"
    assert "打款前核对账号" in words(watcher.get(opening))
    assert first.post(f"{opening}/agree", {"reason": "pay", "words": "我自己同意"}).status_code == 422
    assert watcher.post(f"{opening}/agree", {"reason": "pay", "words": "我也同意"}).status_code == 422
    assert second.post(f"{opening}/agree", {"reason": "pay", "words": "账号要核对"}).status_code == 302
    assert first.post(f"{opening}/open").status_code == 422, "the half was not passed yet"
    half = at_home("pass", keyed.keys["second"], line_of(second.get(opening)), monkeypatch, capsys)
    assert second.post(f"{opening}/pass", {"half": half}).status_code == 302
    assert first.post(f"{opening}/open").status_code == 302
    assert watcher.post(f"{opening}/note").status_code == 302
    assert "shian-sealed-1." not in watcher.get(opening).content.decode()
    return at_home("read", keyed.keys["first"], line_of(first.get(opening)), monkeypatch, capsys)


def clean_ledger() -> None:
    """Reasons by their kind, never in words; and no person beside what was told."""
    with as_root():
        said = [(row.verb, row.facts) for row in Entry._base_manager.filter(secrecy=3)]
        by_box = Entry._base_manager.filter(verb__in=("take_clue", "write_clue", "claim_reward"))
        assert {(row.actor, row.person_id, str(row.facts)) for row in by_box} == {("clue_box", None, "{}")}
    assert [facts["reason"] for verb, facts in said if verb == "ask_opening" and "reason" in facts] == ["pay"]
    assert "核对" not in str(said) and NAME not in str(said)


def test_one_custodian_alone_opens_nothing(keyed: Sealed, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    """Neither half says anything, the time runs out, and what was passed goes with it."""
    told(Client(), TEXT, name=NAME)
    first, second = keyed.at("first"), keyed.at("second")
    identity = first_href(first.get("/sealed"), "/sealed/identities/")
    assert keyed.at("handler").get(identity).status_code == 404
    assert keyed.at("office").get(identity).status_code == 404
    first.post(f"{identity}/ask", {"reason": "protect", "words": "有人上门"})
    opening = first_href(first.get("/sealed"), "/sealed/openings/")
    with pytest.raises(AssertionError):
        line_of(first.get(opening))
    second.post(f"{opening}/agree", {"reason": "protect", "words": "情况属实"})
    line = line_of(second.get(opening))
    with pytest.raises(Refused, match="打不开"):  # his half is not the other's
        at_home("pass", keyed.keys["first"], line, monkeypatch, capsys)
    half = at_home("pass", keyed.keys["second"], line, monkeypatch, capsys)
    assert "这不是那一半" in words(second.post(f"{opening}/pass", {"half": half[:40]}))
    second.post(f"{opening}/pass", {"half": half})
    keyed.world.later(hours=25)
    monkeypatch.setattr("django.utils.timezone.now", lambda: keyed.world.now)
    first = entered(keyed.world, "first")
    assert "时间已过" in words(first.post(f"{opening}/open"))
    make_round(keyed.world.now)
    with as_root():
        row = Opening._base_manager.get()
    assert (row.state, row.passed) == ("over", None)


def test_an_opening_that_nobody_answers_is_taken_back_and_asked_again(keyed: Sealed) -> None:
    told(Client(), TEXT, name=NAME)
    first, second = keyed.at("first"), keyed.at("second")
    identity = first_href(first.get("/sealed"), "/sealed/identities/")
    first.post(f"{identity}/ask", {"reason": "protect", "words": "有人上门"})
    opening = first_href(first.get("/sealed"), "/sealed/openings/")
    again = {"reason": "protect", "words": "又有人上门"}
    assert "还没有办完" in words(first.post(f"{identity}/ask", again))
    assert "撤回申请" not in words(second.get(opening))
    assert "由申请打开的那位保管人撤回" in words(second.post(f"{opening}/withdraw"))
    assert first.post(f"{opening}/withdraw").status_code == 302
    assert "申请已撤回" in words(first.get(opening))
    assert second.post(f"{opening}/agree", {"reason": "protect", "words": "情况属实"}).status_code == 422
    assert "有一件到期事项" in words(keyed.at("supervisor").get("/worklist")), "that it was asked stays"
    assert first.post(f"{identity}/ask", again).status_code == 302


def test_a_key_is_changed_without_opening_a_name(
    keyed: Sealed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    """A new key: all halves sealed anew on the custodian's machine; only then the old one goes. The new one opens."""
    told(Client(), TEXT, name=NAME)
    first = keyed.at("first")
    old = first_href(first.get("/sealed"), "/sealed/keys/")
    assert "只有这把钥匙能开" in words(first.post(f"{old}/retire"))
    registered(keyed, "first", at_home("keys", tmp_path / "new.key", "", monkeypatch, capsys), "新的")
    page = first.get("/sealed").content.decode()
    new = next(href for href in set(hrefs(page, "/sealed/keys/")) if href != old)
    line = at_home("reseal", keyed.keys["first"], line_of(first.get(new)), monkeypatch, capsys)
    assert first.post(f"{new}/reseal", {"old": old[-36:], "line": line}).status_code == 302
    assert first.post(f"{old}/retire").status_code == 302
    keyed.keys["first"] = tmp_path / "new.key"
    assert NAME in opened_by_both(keyed, monkeypatch, capsys)


def hrefs(page: str, start: str) -> list[str]:
    return [part[: len(start) + 36] for part in page.split('href="')[1:] if part.startswith(start)]


def test_without_both_keys_only_the_nameless_are_heard(sealed: Sealed) -> None:
    client = Client()
    assert "只收匿名举报" in words(client.get("/clue"))
    refused = told(client, TEXT, name=NAME)
    assert refused.status_code == 422 and "只能匿名举报" in words(refused) and TEXT in words(refused)
    assert (count(SealedClue), count(Letter), count(Identity)) == (0, 0, 0)
    assert told(client, TEXT).status_code == 200
    assert count(SealedClue) == 1
    assert "这不是公钥" in words(registered(sealed, "first", "QUJD"))


def test_two_keys_are_two_people(keyed: Sealed) -> None:
    """The public half of one side is no key of the other."""
    page = keyed.at("first").get(first_href(keyed.at("first").get("/sealed"), "/sealed/channels/"))
    assert "公钥指纹" in words(page)
    with as_root():
        own, theirs = CustodianKey._base_manager.order_by("side").values_list("public", flat=True)
    assert "两个人" in words(registered(keyed, "first", theirs))
    assert "已经登记过" in words(registered(keyed, "first", own))


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "a.jpg", "空的"),
        (b"MZ\x90\x00" + b"0" * 200, "a.jpg", "这种文件收不了"),
        (b"\xff\xd8\xff\xe0 no picture at all", "a.jpg", "打不开"),
        (b"%PDF-1.7 hollow %%EOF", "a.pdf", "打不开"),
        (b"PK\x03\x04 no archive", "a.docx", "Word"),
    ],
)
def test_a_file_that_is_none_is_refused_and_nothing_is_kept(
    sealed: Sealed, data: bytes, name: str, sentence: str
) -> None:
    refused = told(Client(), TEXT, files=[file(data, name)])
    if data:  # Django passes over an empty file of a form
        assert refused.status_code == 422 and sentence in words(refused)
        assert TEXT in words(refused), "what was written stands there again"
        assert count(SealedClue) == 0


def test_a_file_that_is_two_files_keeps_only_what_is_seen(sealed: Sealed) -> None:
    """A picture with a program behind it; a Word file with a struck-out name, a comment and an author."""
    polyglot = photo() + b"PK\x03\x04" + NAME.encode() * 20
    document = Document()
    document.core_properties.author = NAME
    document.add_paragraph("看得见的话")
    out = io.BytesIO()
    document.save(out)
    assert (
        told(Client(), TEXT, files=[file(polyglot, "a.jpg"), file(out.getvalue(), f"{NAME}.docx")]).status_code == 200
    )
    handler = sealed.at("handler")
    page = handler.get(first_href(handler.get("/sealed"), "/sealed/")).content.decode()
    kept = [handler.get(href).content for href in dict.fromkeys(hrefs(page, "/sealed/files/"))]
    assert len(kept) == 2 and not any(NAME.encode() in data for data in kept)
    with zipfile.ZipFile(io.BytesIO(kept[1])) as archive:
        inside = "".join(archive.read(one).decode("utf-8", "replace") for one in archive.namelist())
    assert "看得见的话" in inside and NAME not in inside


def test_what_comes_too_big_or_too_often_is_told_so(sealed: Sealed, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    assert client.post("/clue", {"files": [file(b"0" * (40 * 1024 * 1024), "a.jpg")]}).status_code == 413
    assert "现在有 10000 字" in words(told(client, "字" * 10_000))
    last = [told(client, TEXT) for _ in range(20)][-1]
    assert last.status_code == 429 and TEXT in words(last), "what was written is not lost"
    slip = {"slip": slip_of(last)}
    assert told(client, TEXT, **slip).status_code == 429
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(seconds=21))
    assert told(client, "别的话", **slip).status_code == 429, "a slip is for what was written"
    assert [told(client, TEXT, **slip).status_code for _twice in range(2)] == [200, 429]
    other = told(Client(REMOTE_ADDR="10.0.0.9"), TEXT)
    assert other.status_code == 200, "a neighbour elsewhere is not kept out"


def test_a_guessed_receipt_opens_nothing_and_keeps_nobody_out(sealed: Sealed, monkeypatch: pytest.MonkeyPatch) -> None:
    receipt = receipt_of(told(Client(), TEXT))
    wrong = [back(f"{n:016d}").status_code for n in range(25)]
    assert wrong == [404] * 20 + [429] * 5
    # A neighbour behind the same address waits, and goes on; the slip is for this receipt and no other.
    asked = back(receipt)
    assert asked.status_code == 429 and receipt in asked.content.decode()
    slip = slip_of(asked)
    assert back(receipt, slip=slip).status_code == 429, "not before the wait is over"
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(seconds=21))
    assert back("0000000000000042", slip=slip).status_code == 429
    opened = back(receipt, slip=slip)
    assert opened.status_code == 200
    # Whoever opened it guesses no more: what is written now is not lost to a neighbour's guessing.
    said = {"receipt": receipt, "text": "再补充一句", "slip": slip_of(opened)}
    assert Client().post("/clue/write", said).status_code == 200
    late = Client().post("/clue/write", said | {"slip": ""})
    assert late.status_code == 429 and "再补充一句" in late.content.decode()
    assert back(receipt, Client(REMOTE_ADDR="10.0.0.9")).status_code == 200
    assert back("not a receipt", Client(REMOTE_ADDR="10.0.0.8")).status_code == 404
    assert Client().get("/clue/write").status_code == 405
    script = told(Client(REMOTE_ADDR="10.0.0.7"), "<script>alert(1)</script>")
    assert "<script>alert" not in back(receipt_of(script), Client(REMOTE_ADDR="10.0.0.6")).content.decode()


def closed(keyed: Sealed, money: str = "200000") -> tuple[str, Client, str]:
    """The receipt of a clue that ended in a penalty, its handler, its address."""
    receipt = receipt_of(told(Client(), TEXT))
    handler = keyed.at("handler")
    href = first_href(handler.get("/sealed"), "/sealed/")
    assert handler.post(f"{href}/read").status_code == 302
    assert handler.post(f"{href}/close", {"outcome": "penalised", "money": money}).status_code == 302
    return receipt, handler, href


def open_tasks() -> int:
    with as_root():
        return int(Task._base_manager.filter(act="attend_sealed", state="open").count())


def test_a_reward_turned_down_says_why_and_is_proposed_anew(keyed: Sealed) -> None:
    receipt, handler, href = closed(keyed)
    boss = keyed.at("supervisor")
    assert handler.post(f"{href}/propose", {"level": "3"}).status_code == 302
    own = first_href(handler.get(href), "/sealed/rewards/")
    seen = words(boss.get(own))
    assert "2,000 元" in seen and "200,000 元" in seen and "三级" in seen, "what it was reckoned from"
    assert boss.post(f"{own}/turn_down", {"why": " "}).status_code == 422
    assert boss.post(f"{own}/turn_down", {"why": "有直接证据，应当是一级"}).status_code == 302
    assert "<h2>奖励" not in back(receipt).content.decode(), "nothing is decided yet"
    assert "有直接证据，应当是一级" in words(handler.get(own))
    assert open_tasks() == 1, "to tell whoever holds the receipt is owed still"
    assert handler.post(f"{href}/propose", {"level": "1"}).status_code == 302
    assert handler.post(f"{href}/propose", {"level": "1"}).status_code == 422
    assert boss.post(f"{own}/approve").status_code == 302
    assert "奖励 10,000 元。" in words(back(receipt)) and open_tasks() == 0


def test_where_the_law_gives_nothing_it_says_so_by_receipt(keyed: Sealed) -> None:
    receipt, handler, href = closed(keyed)
    assert handler.post(f"{href}/propose", {"level": "1", "exclusions": ["known_before"]}).status_code == 302
    own = first_href(handler.get(href), "/sealed/rewards/")
    boss = keyed.at("supervisor")
    assert "举报的内容事先已被掌握" in words(boss.get(own))
    assert "<h2>奖励" not in back(receipt).content.decode()
    assert boss.post(f"{own}/approve").status_code == 302
    told_so = words(back(receipt))
    assert "这一件不予奖励：举报的内容事先已被掌握。" in told_so and "申领奖励" not in told_so
    assert Client().post("/clue/claim", {"receipt": receipt}).status_code == 422
    assert open_tasks() == 0


def test_a_claimed_reward_is_owed_until_it_is_paid_or_its_time_is_over(keyed: Sealed) -> None:
    receipt, handler, href = closed(keyed)
    assert handler.post(f"{href}/propose", {"level": "1"}).status_code == 302
    own = first_href(handler.get(href), "/sealed/rewards/")
    assert keyed.at("supervisor").post(f"{own}/approve").status_code == 302
    assert Client().post("/clue/claim", {"receipt": receipt}).status_code == 200
    assert open_tasks() == 1 and "有一件到期事项" in words(handler.get("/worklist"))
    make_round(keyed.world.now + timedelta(days=60))
    assert open_tasks() == 1
    make_round(keyed.world.now + timedelta(days=120))
    assert open_tasks() == 0 and "过期未领" in words(back(receipt))


def test_when_its_time_is_over_everything_goes(keyed: Sealed, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys and rows; what stays is a line that says it was done."""
    receipt = receipt_of(told(Client(), TEXT, files=[file(photo(), "a.jpg")], name=NAME))
    handler = keyed.at("handler")
    href = first_href(handler.get("/sealed"), "/sealed/")
    handler.post(f"{href}/read")
    handler.post(f"{href}/close", {"outcome": "no_breach"})
    make_round(keyed.world.now + timedelta(days=1000))
    assert count(SealedClue) == 1
    make_round(keyed.world.now + timedelta(days=1200))
    assert [count(one) for one in (SealedClue, Letter, SealedFile, Identity, Half)] == [0] * 5
    assert back(receipt).status_code == 404
    with as_root():
        assert Entry._base_manager.filter(verb="destroy_clue", facts={}).count() == 1
        assert Task._base_manager.filter(act="attend_sealed", state="open").count() == 0


def test_fewer_than_five_are_not_said_aloud(sealed: Sealed, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(6):
        told(Client(REMOTE_ADDR=f"10.0.1.{n}"), TEXT)
        if n == 3:
            sealed.world.later(days=365)
            monkeypatch.setattr("django.utils.timezone.now", lambda: sealed.world.now)
            assert "收到 不足公布的件数，发放奖励 0 件" in words(Client().get("/clue"))
    sealed.world.later(days=365)
    monkeypatch.setattr("django.utils.timezone.now", lambda: sealed.world.now)
    assert "收到 不足公布的件数" in words(Client().get("/clue"))


def test_an_office_opens_a_channel_with_four_different_posts(sealed: Sealed) -> None:
    office = sealed.at("office")
    posts = {name: str(sealed.world.posts[name].pk) for name in ("handler", "supervisor", "first", "second")}
    same = office.post("/sealed/channels/new", {**posts, "second": posts["first"], "place": "cn/33/04/83/"})
    assert same.status_code == 422 and "四个不同的岗位" in words(same)
    again = office.post("/sealed/channels/new", {**posts, "place": "cn/33/04/83/"})
    assert again.status_code == 422 and "已经开了" in words(again)
    href = first_href(office.get("/sealed"), "/sealed/channels/")
    assert office.post(f"{href}/shut").status_code == 302
    assert "还没有开通" in words(Client().get("/clue"))
    assert office.post("/sealed/channels/new", {**posts, "place": "cn/33/04/83/"}).status_code == 302
    assert sealed.at("village").get("/sealed/channels/new").status_code == 404


def test_an_answer_whose_writer_was_out_too_long_is_not_kept_in_a_session(sealed: Sealed) -> None:
    """Elsewhere the words wait in the session until whoever typed them is back in; a session is no sealed place."""
    told(Client(), TEXT)
    href = first_href(sealed.at("handler").get("/sealed"), "/sealed/")
    gone = Client()
    assert gone.post(f"{href}/answer", {"text": TEXT}).status_code == 302
    assert "unsent" not in gone.session
    other = Client()
    other.post("/oversight/new", {"title": TEXT})
    assert "unsent" in other.session, "or nothing would be proved"
