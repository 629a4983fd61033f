"""投诉举报 (M19): what people bring is kept under a number and answered by receipt; every limit is owed by somebody."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from docx import Document

from shian.complaints.actions import accept, ask_identity, receive, reopen, write
from shian.complaints.house import at_the_counter
from shian.complaints.models import Clock, Complaint, Entry, Paper
from shian.complaints.queries import by_receipt, file_of, public_requests
from shian.complaints.schemas import Brought, Reporter
from shian.kernel.refused import Refused
from shian.kernel.wall import worn
from shian.ledger.models import Entry as Deed
from shian.loop.models import Task
from tests.at_the_doors import entered, stand_still
from tests.world import FOUNDER, NOW, TODAY, TOWN, VILLAGE, World, business, small_county

WANG = Reporter("王小明", "13812345678", "330483199001011234", "梧桐街道1号")


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> World:
    stand_still(monkeypatch)
    settings.MEDIA_ROOT = tmp_path
    return small_county()


def brought(kind: str = "complaint", **more: Any) -> Brought:
    words = {"text": "在店里买的卤肉里有一只虫子，要求退款。", "place": VILLAGE, "reporter": WANG, **more}
    return Brought(kind, **words)


def kept(kind: str = "complaint", **more: Any) -> Complaint:
    now = more.pop("now", NOW)
    with at_the_counter() as counter:
        return receive(brought(kind, **more), by=counter, now=now)


def rows(model: Any, **facts: Any) -> list[Any]:
    with worn(FOUNDER):
        return list(model.objects.filter(**facts).order_by("pk"))


@pytest.mark.mechanism("M19")
def test_what_is_brought_is_owed_by_the_station_and_answered_by_receipt(world: World) -> None:
    shop = business(world)
    one = kept(business=shop.pk, category="foreign_matter", amount_fen=3800, wants_publicity=True)
    assert one.mark == "桐乡市诉〔2026〕1号" and one.regime == "order_121"
    (task,) = rows(Task, file_id=one.pk)
    assert (task.act, task.holder_id, task.due) == (
        "decide_complaint",
        world.posts["station"].pk,
        date(2026, 9, 22),
    )  # the 20th was worked
    told = by_receipt(one.receipt.upper().replace("-", " "))
    assert told is not None and told.state_words == "已登记" and told.next_by == task.due
    assert [line.text for line in told.lines] == [one.text]
    assert by_receipt("2222-2222-2222") is None and by_receipt("x") is None
    (public,) = public_requests()
    assert (public.category, public.open, public.photos) == ("foreign_matter", True, ())
    assert "卤肉" not in repr(public) and "王" not in repr(public)


def test_no_name_no_number_stands_where_it_can_be_read(world: World) -> None:
    one = kept()
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(c)::text FROM complaints_complaint c")
        stored = str(cursor.fetchall())
    told = str([(deed.facts, deed.verb) for deed in rows(Deed)])
    for word in ("王小明", "13812345678", "330483199001011234", one.receipt, one.receipt.replace("-", "")):
        assert word not in stored and word not in told


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"reporter": None}, "no_name"),
        ({"text": "虫" * 10_001}, "too_long"),
        ({"text": " "}, "no_words"),
        ({"category": "weather"}, "unknown_category"),
        ({"latitude": 30.6}, "bad_place"),
        ({"amount_fen": -1}, "bad_amount"),
        ({"place": "cn/99/"}, "missing"),
        ({"happened_at": datetime(1, 1, 1, tzinfo=UTC)}, "too_long_ago"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_stands(world: World, more: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        kept(**more)
    assert refused.value.code == code
    assert not rows(Complaint) and not rows(Clock) and not rows(Entry)


def test_ten_thousand_signs_are_kept_whole_and_a_nameless_report_too(world: World) -> None:
    one = kept("report", text="脏" * 10_000, reporter=None)
    assert len(rows(Complaint)[0].text) == 10_000 and not one.named
    assert [clock.name for clock in rows(Clock)] == ["check"] and public_requests() == []


# --- at the desk ---------------------------------------------------------------------------------------------------


def said(answer: Any) -> str:
    return str(answer.content.decode())


def written(answer: Any) -> str:
    """The words of a form as Word."""
    book = Document(BytesIO(answer.content))
    return "".join(line.text for line in book.paragraphs) + "".join(c.text for t in book.tables for c in t._cells)


def did(client: Client, one: Complaint, verb: str, **words: Any) -> str:
    answer = client.post(f"/complaints/{one.pk}/{verb}", words)
    assert answer.status_code == 302 and "/complaints/" in answer["Location"], said(answer)
    return str(answer["Location"])


def refused(client: Client, one: Complaint, verb: str, **words: Any) -> str:
    answer = client.post(f"/complaints/{one.pk}/{verb}", words)
    assert answer.status_code == 422, answer.status_code
    return said(answer)


def again(one: Complaint) -> Complaint:
    (row,) = rows(Complaint, pk=one.pk)
    return row


def later(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(days=days))


def clock(one: Complaint, name: str) -> Clock:
    return [row for row in rows(Clock, complaint=one.pk) if row.name == name][-1]


@pytest.mark.mechanism("M19")
def test_a_complaint_goes_from_its_receipt_to_the_call_after_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    shop = business(world)
    one = kept(business=shop.pk, category="foreign_matter", amount_fen=3800)
    station = entered(world, "station")
    assert one.mark in said(station.get("/complaints")) and "决定是否受理投诉" in said(station.get("/worklist"))
    page = said(station.get(f"/complaints/{one.pk}"))
    assert "下一步：决定受理" in page and "13812345678" in page and "9月22日" in page
    assert "王小明" not in said(entered(world, "office").get(f"/complaints/{one.pk}"))
    assert entered(world, "village").get(f"/complaints/{one.pk}").status_code == 404
    did(station, one, "ask_identity", until="2026-09-18")
    assert [task.state for task in rows(Task, pk=clock(one, "accept").task_id)] == ["withdrawn"]
    assert clock(one, "identity").due == date(2026, 9, 18)
    later(monkeypatch, 3)
    station = entered(world, "station")
    did(station, one, "show_identity")
    assert clock(one, "accept").due == date(2026, 9, 28)  # 25 to 27 September are days off; three working days stood
    did(station, one, "accept")
    assert clock(one, "mediate").due == date(2026, 11, 16)
    did(station, one, "begin_mediation", mode="on_site", note="9月21日9时，所里", mediator="李所长")
    did(station, one, "stop", note="双方同意送检")
    later(monkeypatch, 23)
    station = entered(world, "station")
    assert "停着" in said(station.get(f"/complaints/{one.pk}"))
    did(station, one, "go_on", note="检出异物")
    assert clock(one, "mediate").due == date(2026, 12, 7)  # twenty days later, and that was a Sunday
    assert "还没有到" in refused(station, one, "terminate", reason="time_over", note="没谈成")
    did(station, one, "settle", note="退款38元，赔1000元", paid="1038.00", kept="at_once")
    assert "还没有回访" in refused(station, one, "close")
    did(station, one, "follow_up", fixed="no", note="说钱还没到")
    did(station, one, "close")
    told = by_receipt(one.receipt)
    assert told is not None and (told.state, told.fixed, told.may_reopen) == ("closed", "no", True)
    with at_the_counter() as counter:
        reopen(again(one), "钱没有到账", by=counter, now=NOW + timedelta(days=24))
    assert again(one).state == "registered" and [c.name for c in rows(Clock, met_on=None, dropped="")] == ["accept"]


@pytest.mark.mechanism("M19")
@pytest.mark.parametrize(("kind", "form"), [("report", "report_register"), ("complaint", "complaint_register")])
def test_a_form_tells_who_brought_it_to_whoever_handles_it_alone(world: World, kind: str, form: str) -> None:
    one, station, office = kept(kind, text="王小明说卤肉坏了"), entered(world, "station"), entered(world, "office")
    did(station, one, "form", form=form)
    did(office, one, "form", form=form)
    for paper in rows(Paper):
        own, other = (written(who.get(f"/complaints/papers/{paper.pk}.docx")) for who in (station, office))
        for fact in ("王小明", WANG.phone, WANG.identity, WANG.address):
            assert fact in own and fact not in other, fact
        assert ("王**" in other) is (kind == "complaint") and "卤肉坏了" in other
        assert office.get(f"/complaints/papers/{paper.pk}.pdf").content[:5] == b"%PDF-"


@pytest.mark.parametrize("kind", ["complaint", "report", "letter"])
def test_a_step_of_another_kind_of_file_is_refused_in_words(world: World, kind: str) -> None:
    one, station = kept(kind), entered(world, "station")
    strange = {"complaint": ("split", "conclude"), "report": ("settle", "split"), "letter": ("close", "take", "reopen")}
    words = {"note": "试", "how": "x", "dispute": "x", "offence": "x", "kept": "paper"}
    for verb in strange[kind]:
        assert "没有这一步" in refused(station, one, verb, **words), verb
    with at_the_counter() as counter, pytest.raises(Refused):
        reopen(one, "再看看", by=counter, now=NOW)


@pytest.mark.mechanism("M19")
def test_a_letter_is_split_and_its_report_checked_and_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    letter = kept(
        "letter", text="要求退款；他们后厨没有健康证。", outside_number="12345-77", outside_due=date(2026, 9, 30)
    )
    station = entered(world, "station")
    assert "拆成投诉和举报" in said(station.get(f"/complaints/{letter.pk}"))
    did(station, letter, "split", dispute="要求退款。", offence="后厨没有健康证。")
    dispute, offence = (one for kind in ("complaint", "report") for one in rows(Complaint, letter=letter.pk, kind=kind))
    assert clock(dispute, "accept").due == date(2026, 9, 22) and clock(offence, "check").due == date(
        2026, 10, 10
    )  # both days of making up were worked
    assert "后厨" not in dispute.text and dispute.mark != offence.mark
    assert clock(dispute, "outside").due == date(2026, 9, 30)  # the other system's answer is still owed
    told = by_receipt(letter.receipt)
    assert told is not None and [part.kind for part in told.parts] == ["complaint", "report"]
    assert file_of(letter.receipt, offence.pk) == offence and file_of(letter.receipt, letter.pk) == letter
    did(station, offence, "begin_check")
    assert "请写是谁批准的" in refused(station, offence, "extend_check", note="要等外地协查")
    did(station, offence, "extend_check", note="要等外地协查", approved="吕局长")
    assert clock(offence, "check_more").due == date(2026, 10, 30)
    assert "只能延长一次" in refused(station, offence, "extend_check", note="再等等", approved="吕局长")
    did(station, offence, "decide", decision="file_case", note="已立案调查")
    assert clock(offence, "tell_reporter").due == date(2026, 9, 20) and clock(offence, "conclude").met_on is None
    did(station, offence, "tell_reporter", note="电话告知")
    did(station, offence, "form", form="report_result")
    did(station, offence, "conclude", note="罚款五千元")
    did(station, offence, "close")
    (paper,) = rows(Paper)
    assert station.get(f"/complaints/papers/{paper.pk}.pdf").content[:5] == b"%PDF-"
    assert station.get(f"/complaints/papers/{paper.pk}.docx").content[:2] == b"PK"
    assert "实名举报人，身份只有办理人员看得到" in said(entered(world, "office").get(f"/complaints/{offence.pk}"))
    assert not [deed for deed in rows(Deed) if "健康证" in str(deed.facts)]


def test_the_same_matter_is_suggested_with_reasons_and_merged_without_losing_anybody(world: World) -> None:
    shop = business(world)
    first = kept(business=shop.pk)
    second = kept(
        business=shop.pk, text="在店里买的卤肉里有一只大虫子，要求退款！", reporter=Reporter("李四", "13987654321")
    )
    kept(text="面包过期三天还在卖，价格也不对", respondent="丙店", reporter=Reporter("赵六", "13987654322"))
    station = entered(world, "station")
    page = said(station.get(f"/complaints/{second.pk}"))
    assert (
        "可能是同一件事" in page
        and "文字相似" in page
        and "同一家" in page
        and "丙店" not in page.split("可能是同一件事")[1].split("系统只提示")[0]
    )
    did(station, second, "merge", into=str(first.pk))
    assert not [row for row in rows(Clock, complaint=second.pk) if not row.dropped]
    did(station, first, "accept")
    did(station, first, "answer", note="下周一调解")
    told = by_receipt(second.receipt)
    assert told is not None and told.state == "merged" and told.accepted_on == TODAY
    assert "下周一调解" in [line.text for line in told.lines] and first.text not in [line.text for line in told.lines]
    with at_the_counter() as counter:
        write(again(second), "我也要赔偿", by=counter, now=NOW)
    assert "我也要赔偿" in said(station.get(f"/complaints/{first.pk}"))
    assert "已并案" in refused(station, again(second), "accept")


def test_a_file_in_the_wrong_office_is_sent_on_signed_for_and_sent_back(world: World) -> None:
    one = kept()
    station = entered(world, "station")
    before = clock(one, "accept").due
    assert "请选分送给谁" in refused(station, one, "send_on", to=str(world.posts["village"].pk), note="不归我们")
    did(station, one, "send_on", to=str(world.posts["office"].pk), note="县里办")
    row = again(one)
    assert (row.state, row.holder_id, row.sender_id) == ("sent_on", world.posts["office"].pk, world.posts["station"].pk)
    assert {task.holder_id for task in rows(Task, file_id=one.pk, state="open")} == {world.posts["office"].pk}
    assert clock(one, "take").due == date(2026, 9, 16) and clock(one, "accept").due == before
    office = entered(world, "office")
    did(office, one, "form", form="sending_notice")
    did(office, one, "send_back", note="还是归所里")
    assert clock(one, "jurisdiction").due == date(2026, 9, 22) and again(one).holder_id == world.posts["station"].pk
    did(station, one, "accept")
    assert clock(one, "jurisdiction").met_on == TODAY


def test_another_systems_file_is_followed_by_its_number_and_its_clock(world: World) -> None:
    one = kept("report", reporter=None)
    station = entered(world, "station")
    did(station, one, "track", number="12315-2026-9", until="2026-09-25")
    assert clock(one, "outside").due == date(2026, 9, 25) and clock(one, "check").dropped
    assert "12315-2026-9" in said(station.get("/complaints?tab=all&words=12315-2026-9"))
    did(station, one, "bring_back", note="对方已责令整改")
    told = by_receipt(one.receipt)
    assert told is not None and (told.state, told.outcome) == ("closed", "对方已责令整改")


def test_what_the_law_does_not_allow_is_refused_in_words(world: World) -> None:
    one, station = kept(), entered(world, "station")
    assert "请选一项理由" in refused(station, one, "refuse", reason="dislike", note="不办")
    did(station, one, "refuse", reason="too_old", note="已超过三年。")
    told = by_receipt(one.receipt)
    assert told is not None and "超过三年" in told.outcome
    did(station, one, "form", form="non_acceptance")
    (paper,) = rows(Paper)
    assert "决定不予受理。已超过三年。" in written(station.get(f"/complaints/papers/{paper.pk}.docx"))
    assert "现在出不了" in refused(station, one, "form", form="acceptance")
    assert entered(world, "village").post(f"/complaints/{one.pk}/close").status_code == 404
    assert again(one).state == "refused"


def test_the_paper_of_an_agreement_names_whoever_mediated(world: World) -> None:
    one, station = kept(), entered(world, "station")
    did(station, one, "accept")
    did(station, one, "begin_mediation", mode="on_site", note="周五九点", mediator="孙和平")
    did(station, one, "settle", note="退款", paid="38", kept="paper")
    did(station, one, "form", form="mediation_paper")
    (paper,) = rows(Paper)
    assert "调解人员　孙和平" in written(station.get(f"/complaints/papers/{paper.pk}.docx"))


def test_a_day_from_which_none_can_be_counted_is_refused_and_no_list_falls_over_it(world: World) -> None:
    one, station = kept(), entered(world, "station")
    assert "请填日期" in refused(station, one, "ask_identity", until="9999-12-31")
    assert "请填日期" in refused(station, one, "track", number="9", until="9999-12-31")
    for query in ("until=9999-12-31", "since=0001-01-01", "since=0001-01-01&until=9999-12-31"):
        assert station.get(f"/complaints?tab=all&{query}").status_code == 200
        assert station.get(f"/complaints/figures?{query}").status_code == 200, query


@pytest.mark.mechanism("M58")
def test_figures_by_kind_trade_and_online_open_into_their_files(world: World) -> None:
    shop = business(world)
    kept(business=shop.pk, category="expired", online=True)
    kept(category="expired", reporter=Reporter("李四", "13987654321"))
    kept("report", reporter=None, category="label", respondent="<script>alert(1)</script>")
    station = entered(world, "station")
    page = said(station.get("/complaints/figures"))
    assert "1 / 3" in page and "2 / 3" in page
    for query, count in (("kind=complaint", 2), ("category=expired", 2), ("online=yes", 1), (f"trade={shop.kind}", 1)):
        assert f"共 {count} 份" in said(station.get(f"/complaints?tab=all&{query}")), query
    listed = said(station.get("/complaints?tab=all&kind=report"))
    assert "<script>alert" not in listed and "&lt;script&gt;" in listed
    assert "没有这样的投诉举报" in said(station.get("/complaints?tab=all&words=nothing"))
    assert entered(world, "village").get("/complaints").status_code == 404


def test_a_window_enters_what_is_said_and_tells_the_receipt_once(world: World) -> None:
    shop = business(world)
    station = entered(world, "station")
    words = {
        "kind": "complaint", "channel": "12345", "category": "delivery", "place": TOWN, "respondent": shop.name,
        "text": "外卖送来是凉的", "amount": "25.5", "name": "王小明", "phone": "13812345678", "publicity": "yes",
        "outside_number": "12345-1", "outside_due": "2026-09-21",
    }  # fmt: skip
    assert "请填数字" in said(station.post("/complaints/new", words | {"amount": "二十"})) and not rows(Complaint)
    page = said(station.post("/complaints/new", words))
    (one,) = rows(Complaint)
    code = next(w for w in page.split("<b>") if w[4:5] == "-")[:14]
    assert by_receipt(code) is not None and code not in said(station.get(f"/complaints/{one.pk}"))
    assert (one.business_id, one.amount_fen, one.channel) == (shop.pk, 2550, "12345")
    assert {task.act for task in rows(Task, file_id=one.pk)} == {"decide_complaint", "answer_outside"}
    assert "还没有向转来的系统反馈" in "".join(
        [did(station, one, "accept"), did(station, one, "settle", note="退款", paid="25.50", kept="paper"),
         did(station, one, "follow_up", fixed="yes", note="满意"), refused(station, one, "close")]
    )  # fmt: skip
    did(station, one, "tell_outside", note="已反馈12345")
    did(station, one, "form", form="mediation_paper")
    did(station, one, "close")
    assert again(one).fixed == "yes"


def test_a_file_born_before_order_121_runs_by_order_20(world: World) -> None:
    old = kept(now=datetime(2026, 4, 14, 2, tzinfo=UTC))
    new = kept(now=datetime(2026, 4, 15, 2, tzinfo=UTC), reporter=Reporter("李四", "13987654321"))
    station = world.actor("station")
    with worn(station):
        for one in (old, new):
            accept(one, by=station, now=one.received_at)
        with pytest.raises(Refused, match="第20号令"):
            ask_identity(old, by=station, now=NOW)
    assert (old.regime, clock(old, "mediate").due) == ("order_20", date(2026, 6, 18))
    assert (new.regime, clock(new, "mediate").due) == ("order_121", date(2026, 6, 15))


def test_a_deadline_in_a_year_without_a_calendar_says_it_is_provisional(world: World) -> None:
    one = kept("report", reporter=None, now=datetime(2026, 12, 28, 2, tzinfo=UTC))
    assert clock(one, "check").provisional
    assert "暂定" in said(entered(world, "station").get(f"/complaints/{one.pk}"))


def test_what_came_before_it_was_entered_runs_from_the_day_it_came(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    station = entered(world, "station")
    words = {
        "kind": "complaint", "channel": "counter", "category": "delivery", "place": TOWN, "text": "寄来的信", "name": "王小明",
        "phone": "13812345678", "respondent": "某店",
    }  # fmt: skip
    for wrong in ("2026-09-15", "2025-09-01", "上周"):
        assert "收到的日子" in said(station.post("/complaints/new", words | {"received_on": wrong}))
    assert not rows(Complaint)
    station.post("/complaints/new", words | {"received_on": "2026-09-09"})
    (one,) = rows(Complaint)
    assert (one.regime, clock(one, "accept").due, clock(one, "accept").from_day) == (
        "order_121", date(2026, 9, 18), date(2026, 9, 9),
    )  # fmt: skip
    # By the rule of the day on which it came, though it was entered under the next one.
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 4, 16, 2, tzinfo=UTC))
    entered(world, "station").post("/complaints/new", words | {"received_on": "2026-04-14", "text": "更早的信"})
    (old,) = rows(Complaint, text="更早的信")
    assert (old.regime, clock(old, "accept").due) == ("order_20", date(2026, 4, 23))
