"""投诉的两边 (M19): the business answers without knowing who complained, a mediator is recused, a merge is taken back."""

import re
from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from shian.complaints.actions import merge, reopen, split_letter
from shian.complaints.house import at_the_counter
from shian.complaints.models import Clock, Complaint, Entry, Invitation, Recusal
from shian.complaints.queries import by_receipt
from shian.complaints.schemas import Reporter
from shian.evidence.models import Evidence
from shian.kernel.refused import Refused
from shian.kernel.wall import worn
from shian.ledger.models import Entry as Deed
from shian.loop.models import Task
from shian.registry.models import Business
from tests.at_the_doors import entered, photo, stand_still
from tests.roles import as_root
from tests.stories.test_complaints import again, clock, did, kept, later, refused, rows, said
from tests.world import CAST, COUNTY, NOW, VILLAGE, World, business, small_county

SUMMARY = "顾客说9月13日在店里买的卤肉里有一只虫子，要求退款。"


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> World:
    stand_still(monkeypatch)
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setitem(CAST, "chief", (COUNTY, "regulator_chief", "", ""))
    monkeypatch.setitem(CAST, "second", (VILLAGE, "station_officer", "", ""))
    return small_county()


@pytest.fixture
def shop(world: World) -> Business:
    return business(world)


def mediated(world: World, shop: Business, **more: Any) -> tuple[Complaint, Client]:
    one, station = kept(business=shop.pk, amount_fen=3800, **more), entered(world, "station")
    did(station, one, "accept")
    did(station, one, "begin_mediation", mode="on_site", note="9月21日9时，所里", mediator="李所长")
    return one, station


def asked(shop: Business, one: Complaint) -> str:
    (row,) = rows(Invitation, complaint=one.pk)
    return f"/shop/{shop.pk}/complaints/{row.pk}"


def with_receipt(one: Complaint) -> Client:
    client = Client()
    assert client.post("/receipt", {"code": one.receipt}).status_code == 302
    return client


@pytest.mark.mechanism("M19")
def test_the_business_answers_and_offers_without_learning_who_complained(world: World, shop: Business) -> None:
    one, station = mediated(world, shop)
    for word in ("王小明说肉里有虫", "请打 138-1234 5678 找他", "在梧桐街道1号吃的"):
        assert "投诉人的" in refused(station, one, "invite", note=word, until="2026-09-18"), word
    assert "今天以后" in refused(station, one, "invite", note=SUMMARY, until="2026-09-14")
    did(station, one, "invite", note=SUMMARY, until="2026-09-18")
    assert "已经请过" in refused(station, one, "invite", note=SUMMARY, until="2026-09-18")
    principal = entered(world, "甲饭店/principal")
    assert "1 件等您答复" in said(principal.get(f"/shop/{shop.pk}/more"))
    there = asked(shop, one)
    listed, page = said(principal.get(f"/shop/{shop.pk}/complaints")), said(principal.get(there))
    assert SUMMARY in listed and "9月21日9时，所里" in page and "李所长" in page
    for secret in ("王小明", "13812345678", "梧桐街道1号", "330483199001011234", one.receipt):
        assert secret not in listed + page
    invoice = SimpleUploadedFile("票.jpg", photo().read(), "image/jpeg")
    assert (
        principal.post(there, {"act": "answer", "text": "当天的监控和进货票都在。", "photos": invoice}).status_code
        == 302
    )
    assert principal.post(there, {"act": "offer", "text": "退货款，另赔", "yuan": "三百"}).status_code == 422
    assert principal.post(there, {"act": "offer", "text": "退货款，另赔", "yuan": "338.5"}).status_code == 302
    desk = said(station.get(f"/complaints/{one.pk}"))
    assert "当天的监控" in desk and "退货款，另赔 338.50 元" in desk and "被投诉人 9月14日" in desk
    bringer = with_receipt(one)
    told = said(bringer.get("/receipt/file"))
    assert "退货款，另赔（338.50元）" in told and "当天的监控" not in told and "甲饭店主要" not in told
    assert bringer.post("/receipt/file", {"act": "agree"}).status_code == 302
    assert "投诉人同意" in said(principal.get(there))
    assert 'value="338.50"' in said(station.get(f"/complaints/{one.pk}"))
    did(station, one, "settle", note="退货款，另赔三百元", paid="338.50", kept="at_once")
    over = said(principal.get(there))
    assert "达成协议" in over and "提出和解方案</button>" not in over
    assert principal.post(there, {"act": "answer", "text": "还有一句"}).status_code == 422


def test_nobody_else_sees_the_business_asked_and_the_ledger_knows_who_answered(world: World, shop: Business) -> None:
    other = business(world, "乙饭店")
    one, station = mediated(world, shop)
    did(station, one, "invite", note=SUMMARY, until="2026-09-18")
    there, (row,) = asked(shop, one), rows(Invitation)
    stranger = entered(world, "乙饭店/principal")
    assert stranger.get(there).status_code == 404
    assert stranger.get(f"/shop/{other.pk}/complaints/{row.pk}").status_code == 404
    assert "没有要答复的投诉" in said(stranger.get(f"/shop/{other.pk}/complaints"))
    assert (
        stranger.post(f"/shop/{other.pk}/complaints/{row.pk}", {"act": "answer", "text": "是他们"}).status_code == 404
    )
    entered(world, "甲饭店/principal").post(there, {"act": "answer", "text": "我们查过了", "photos": photo()})
    village = world.actor("village")
    with worn(village):
        assert not Evidence.objects.visible_to(village).exists() and not Invitation.objects.visible_to(village).exists()
        assert not Task.objects.visible_to(village).filter(file_id=one.pk).exists()
    (deed,) = [deed for deed in rows(Deed) if deed.facts.get("side") == "other_side"]
    assert deed.facts["person"] == str(world.people["甲饭店/principal"].pk) and deed.secrecy == 2
    assert "我们查过了" not in str(deed.facts)


def test_messages_to_the_business_are_its_own_and_name_nobody(world: World, shop: Business) -> None:
    one, station = mediated(world, shop)
    assert "还没有请被投诉人答复" in refused(station, one, "tell_other_side", note="请带票来")
    did(station, one, "invite", note=SUMMARY, until="2026-09-18")
    assert "投诉人的姓名" in refused(station, one, "tell_other_side", note="王小明周一来")
    did(station, one, "tell_other_side", note="请带进货票来")
    assert "请带进货票来" in said(entered(world, "甲饭店/safety_officer").get(asked(shop, one)))
    assert "请带进货票来" not in said(with_receipt(one).get("/receipt/file"))
    did(station, one, "answer", note="周一见")
    assert "周一见" not in said(entered(world, "甲饭店/safety_officer").get(asked(shop, one)))


@pytest.mark.mechanism("M19")
def test_the_mediator_is_recused_and_another_takes_over(world: World, shop: Business) -> None:
    one, station = mediated(world, shop)
    did(station, one, "invite", note=SUMMARY, until="2026-09-18")
    due = clock(one, "mediate").due
    shopkeeper = entered(world, "甲饭店/principal")
    assert shopkeeper.post(asked(shop, one), {"act": "recuse", "text": "他是投诉人的表哥"}).status_code == 302
    assert shopkeeper.post(asked(shop, one), {"act": "recuse", "text": "再说一次"}).status_code == 422
    assert "先作出决定" in refused(station, one, "settle", note="退款", paid="38", kept="at_once")
    assert clock(one, "recusal").due == date(2026, 9, 16)
    (task,) = [task for task in rows(Task, file_id=one.pk, state="open") if task.act == "decide_recusal"]
    assert task.holder_id == world.posts["chief"].pk
    chief = entered(world, "chief")
    assert "决定调解人员是否回避" in said(chief.get("/worklist")) and "表哥" in said(chief.get(f"/complaints/{one.pk}"))
    assert station.post(f"/complaints/{one.pk}/decide_recusal", {"grant": "no", "note": "无关"}).status_code in (
        403,
        422,
    )
    assert "由谁接手" in refused(chief, one, "decide_recusal", grant="yes", note="属实")
    assert "不能还是他本人" in refused(chief, one, "decide_recusal", grant="yes", note="属实", successor="李所长")
    did(chief, one, "decide_recusal", grant="yes", note="属实", successor="张科长", post=str(world.posts["second"].pk))
    row = again(one)
    assert (row.state, row.mediator, row.holder_id) == ("accepted", "", world.posts["second"].pk)
    assert clock(one, "mediate").due == due and clock(one, "mediate").met_on is None
    assert "改由张科长调解" in said(shopkeeper.get(asked(shop, one)))
    assert "改由张科长调解" in said(with_receipt(one).get("/receipt/file"))
    second = entered(world, "second")
    assert "已经回避" in refused(second, row, "begin_mediation", mode="remote", note="周三", mediator="所里 李所长")
    did(second, row, "begin_mediation", mode="remote", note="9月23日10时，电话", mediator="张科长")
    did(second, row, "settle", note="退款", paid="38", kept="at_once")
    assert [one.decision for one in rows(Recusal)] == ["granted"]


def test_the_bringer_and_the_mediator_may_ask_too_and_a_refusal_is_told(world: World, shop: Business) -> None:
    one, station = mediated(world, shop)
    bringer = with_receipt(one)
    assert "申请换一位调解人员" in said(bringer.get("/receipt/file"))
    assert bringer.post("/receipt/file", {"act": "recuse", "text": "他和老板一起吃饭"}).status_code == 302
    did(entered(world, "chief"), one, "decide_recusal", grant="no", note="工作往来，不影响公正")
    assert "不予回避" in said(bringer.get("/receipt/file"))
    did(station, one, "ask_recusal", note="老板是我同学")
    did(station, one, "terminate", reason="absent", note="被投诉人不来")
    assert [row.decision for row in rows(Recusal)] == ["refused", "lapsed"]
    assert not [row for row in rows(Clock, complaint=one.pk, name="recusal") if row.met_on is None and not row.dropped]


def test_a_decision_on_a_recusal_that_names_the_bringer_is_not_for_the_business_to_read(
    world: World, shop: Business
) -> None:
    one, station = mediated(world, shop)
    did(station, one, "invite", note=SUMMARY, until="2026-09-18")
    bringer, there = with_receipt(one), asked(shop, one)
    assert bringer.post("/receipt/file", {"act": "recuse", "text": "他和老板一起吃饭"}).status_code == 302
    did(entered(world, "chief"), one, "decide_recusal", grant="no", note="王小明说的查无实据")
    assert "王小明说的查无实据" in said(bringer.get("/receipt/file"))
    shopkeeper = entered(world, "甲饭店/principal")
    assert "王小明" not in said(shopkeeper.get(there))
    assert shopkeeper.post(there, {"act": "answer", "text": "王小明那天来过，我们退了款"}).status_code == 302
    assert "王小明那天来过" in said(shopkeeper.get(there)), "what it wrote itself it knows"


@pytest.mark.mechanism("M19")
def test_a_merge_is_taken_back_and_everybody_is_told(
    world: World, shop: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = kept(business=shop.pk), kept(business=shop.pk, reporter=Reporter("李四", "13987654321"))
    station = entered(world, "station")
    did(station, second, "accept")
    due = clock(second, "mediate").due
    did(station, second, "merge", into=str(first.pk))
    did(station, first, "accept")
    later(monkeypatch, 5)
    station = entered(world, "station")
    assert "每一栏" in refused(station, second, "part", note="")
    did(station, second, "part", note="一家是卤肉，一家是面包")
    row = again(second)
    assert (row.state, row.merged_into_id, row.accepted_on) == ("accepted", None, date(2026, 9, 14))
    running = clock(second, "mediate")
    assert (running.due, running.dropped, running.merged) == (due, "", False)
    assert [task.due for task in rows(Task, file_id=second.pk, state="open")] == [due]
    told = [by_receipt(one.receipt) for one in (first, second)]
    lines = ["".join(line.text for line in one.lines) for one in told if one]
    assert "另一份已分出单独办理" in lines[0] and "面包" not in lines[0] and "一家是面包" in lines[1]
    did(station, row, "begin_mediation", mode="remote", note="周五电话", mediator="李所长")
    assert "周五电话" not in "".join(line.text for one in [by_receipt(first.receipt)] if one for line in one.lines)
    assert "取消并案" in refused(station, again(first), "part", note="再拆")


def test_of_two_files_each_merged_into_the_other_one_goes_on(world: World, shop: Business) -> None:
    """Two people, each with a page on which the other file still stands open."""
    first, second = kept(business=shop.pk), kept(business=shop.pk, reporter=Reporter("李四", "13987654321"))
    with worn(station := world.actor("station")):
        seen = again(first)
        merge(first, second, by=station, now=NOW)
        with pytest.raises(Refused, match="不能并入"):
            merge(second, seen, by=station, now=NOW)
    assert (again(first).state, again(second).state) == ("merged", "registered")
    assert rows(Task, file_id=second.pk, state="open")


def test_the_words_of_anothers_letter_are_not_read_by_whoever_was_merged_into_its_half(world: World) -> None:
    letter = kept("letter", text="他女儿在店里上班；退我钱", wants_publicity=False)
    other = kept(reporter=Reporter("李四", "13987654321"))
    with worn(station := world.actor("station")):
        half, _report = split_letter(letter, "他女儿在店里上班，退我钱", "后厨没有证", by=station, now=NOW)
        merge(other, half, by=station, now=NOW)
    told, own = by_receipt(other.receipt), by_receipt(letter.receipt)
    assert told is not None and "女儿" not in "".join(line.text for line in told.lines)
    assert own is not None and "女儿" in "".join(line.text for line in own.parts[0].lines)


def test_who_withdraws_takes_nobody_elses_complaint_along(world: World, shop: Business) -> None:
    first, second = kept(business=shop.pk), kept(business=shop.pk, reporter=Reporter("李四", "13987654321"))
    station = entered(world, "station")
    due = clock(second, "accept").due
    did(station, second, "merge", into=str(first.pk))
    client = with_receipt(first)
    assert client.post("/receipt/file", {"act": "withdraw", "text": "王小明我不追究了"}).status_code == 302
    row, running = again(second), clock(second, "accept")
    assert (row.state, row.merged_into_id, running.due, running.dropped) == ("registered", None, due, "")
    assert [task.due for task in rows(Task, file_id=second.pk, state="open")] == [due]
    told = by_receipt(second.receipt)
    lines = "".join(line.text for line in told.lines) if told else ""
    assert "继续单独办理" in lines and "王小明" not in lines


@pytest.mark.mechanism("M19")
def test_whoever_was_merged_and_is_not_content_begins_anew_alone(world: World, shop: Business) -> None:
    first, second = kept(business=shop.pk), kept(business=shop.pk, reporter=Reporter("李四", "13987654321"))
    station = entered(world, "station")
    did(station, second, "merge", into=str(first.pk))
    told = by_receipt(second.receipt)
    assert told is not None and not told.may_reopen
    with at_the_counter() as counter, pytest.raises(Refused, match="还在办"):
        reopen(again(second), "我的没退", by=counter, now=NOW)
    did(station, first, "accept")
    did(station, first, "settle", note="退款", paid="38", kept="at_once")
    did(station, first, "follow_up", fixed="yes", note="满意")
    did(station, first, "close")
    told = by_receipt(second.receipt)
    assert told is not None and told.may_reopen
    client = with_receipt(second)
    assert client.post("/receipt/file", {"act": "fixed"}).status_code == 302 and again(second).fixed == "yes"
    with at_the_counter() as counter:
        reopen(again(second), "我的没退", by=counter, now=NOW)
    row = again(second)
    assert (row.state, row.merged_into_id, row.reopened, again(first).state) == ("registered", None, 1, "closed")
    assert [one.name for one in rows(Clock, complaint=second.pk, met_on=None, dropped="")] == ["accept"]
    assert not rows(Clock, complaint=second.pk, merged=True)
    assert "我的没退" in said(station.get(f"/complaints/{second.pk}"))


def test_a_clock_that_stood_before_a_merge_runs_on_with_its_days(
    world: World, shop: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = kept(business=shop.pk)
    second, station = mediated(world, shop, reporter=Reporter("李四", "13987654321"))
    did(station, second, "stop", note="送检")
    before = clock(second, "mediate").due
    later(monkeypatch, 4)
    station = entered(world, "station")
    did(station, second, "merge", into=str(first.pk))
    later(monkeypatch, 9)
    station = entered(world, "station")
    did(station, second, "part", note="不是同一件")
    assert again(second).state == "accepted" and clock(second, "mediate").due > before
    assert not [row for row in rows(Entry) if row.both and "李四" in row.text]


@pytest.mark.mechanism("M19")
def test_the_days_of_a_test_are_left_out_of_the_check_of_a_report(
    world: World, shop: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    """处罚程序规定第十八条第二款: what a test takes is not counted; the task is not late, nor is the ladder climbed meanwhile."""
    one, station = kept("report", business=shop.pk), entered(world, "station")
    assert "还没有开始核查" in refused(station, one, "stop", note="送检卤肉")
    did(station, one, "begin_check")
    assert clock(one, "check").due == date(2026, 10, 10)
    did(station, one, "stop", note="送检卤肉")
    assert not rows(Task, file_id=one.pk, state="open")
    assert "期限停着" in refused(station, one, "extend_check", note="结果没出来", approved="吕局长")
    later(monkeypatch, 4)
    station = entered(world, "station")
    did(station, one, "go_on", note="检出防腐剂超标")
    (task,) = rows(Task, file_id=one.pk, state="open")
    assert clock(one, "check").due == task.due == date(2026, 10, 15)
    did(station, one, "extend_check", note="要等外地协查", approved="吕局长")
    assert clock(one, "check_more").due == date(2026, 11, 5)
    did(station, one, "stop", note="再送一次")
    did(station, one, "decide", decision="file_case", note="已立案调查")
    assert clock(one, "check_more").met_on and again(one).state == "filed"


def test_photographs_of_whoever_complained_are_not_the_businesss(world: World, shop: Business) -> None:
    """They were kept as evidence of the business, which would have let its people open them."""
    one = kept(business=shop.pk)
    client = with_receipt(one)
    assert client.post("/receipt/file", {"act": "write", "text": "补一张", "photos": photo()}).status_code == 302
    (picture,) = rows(Evidence)
    assert (picture.business_key, picture.secrecy) == (None, 2)
    for name in ("甲饭店/principal", "village"):
        assert entered(world, name).get(f"/evidence/{picture.pk}").status_code == 404
    station = entered(world, "station")
    assert f"/evidence/{picture.pk}" in said(station.get(f"/complaints/{one.pk}"))
    assert station.get(f"/evidence/{picture.pk}").status_code == 200


def test_photographs_go_along_to_the_office_that_has_it_now(world: World, shop: Business) -> None:
    """What the public door receives lies at the county; a station that is sent it sees nothing of what lies there."""
    one, other = kept(place=COUNTY), kept(place=COUNTY, reporter=Reporter("李四", "13987654321"))
    office, station = entered(world, "office"), entered(world, "station")
    for shade, file in enumerate((one, other), 1):
        words = {"act": "write", "text": f"第{shade}张", "photos": photo(red=40 * shade)}
        assert with_receipt(file).post("/receipt/file", words).status_code == 302
    did(office, other, "merge", into=str(one.pk))
    before = len(rows(Evidence))
    did(office, one, "send_on", to=str(world.posts["station"].pk), note="归所里")
    page = said(station.get(f"/complaints/{one.pk}"))
    shown = sorted(set(re.findall(r"/evidence/[0-9a-f-]{36}", page)))
    assert len(shown) == 2 and "第2张" in page
    assert [station.get(where).status_code for where in shown] == [200, 200]
    assert len(rows(Evidence)) == before + 2
    did(station, one, "send_back", note="还是县里办")
    assert len(set(re.findall(r"/evidence/[0-9a-f-]{36}", said(office.get(f"/complaints/{one.pk}"))))) == 2


def test_photographs_kept_before_that_are_closed_too(world: World, shop: Business) -> None:
    """As they used to be stored: open to those who read the business. The migration closes them, and nothing else."""
    one = kept(business=shop.pk)
    added = {"act": "write", "text": "补一张", "photos": photo()}
    assert with_receipt(one).post("/receipt/file", added).status_code == 302
    (picture,) = rows(Evidence)
    with as_root():
        Evidence._base_manager.update(business_key=shop.pk, secrecy=1)
    people = [entered(world, name) for name in ("甲饭店/principal", "village")]
    assert {who.get(f"/evidence/{picture.pk}").status_code for who in people} == {200}
    closing = import_module("shian.complaints.migrations.0004_close_photographs_of_bringers").CLOSED
    with as_root(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(closing)
    assert {who.get(f"/evidence/{picture.pk}").status_code for who in people} == {404}
    assert entered(world, "station").get(f"/evidence/{picture.pk}").status_code == 200
