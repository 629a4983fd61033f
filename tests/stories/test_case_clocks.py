"""期限 (item of the law's hand): every clock of a case is a task with an owner, begun by a fact and ended by the next one."""

from datetime import date, timedelta
from typing import Any

from shian.clues.models import Clue
from shian.complaints import actions as complaints
from shian.complaints.events import ComplaintMoved
from shian.complaints.house import at_the_counter
from shian.complaints.schemas import Brought
from shian.config.prosecuting import open_the_case, open_the_case_of_a_report
from shian.enforcement.models import CasePaper, Measure, PenaltyCase
from shian.kernel.wall import worn
from shian.loop.models import Task
from shian.registry.models import Business
from tests.stories.test_penalty_case import (  # noqa: F401
    FACT,
    County,
    assigned,
    clue,
    county,
    due,
    filed,
    one,
    opened,
    post,
    reviewed,
    rows,
)
from tests.world import FOUNDER, VILLAGE

GOODS = {
    "name": "面包",
    "quantity": "3",
    "unit": "袋",
    "value": "１，045.50元",
    "lies_at": "所里库房",
    "reason": "超过保质期",
}
PENALTY = {"kind": "penalty", "text": "罚款", "penalties": ["fine"], "fine": "5,000", "term": "general"}


def holder(act: str) -> str:
    """Who owes the one open task of this kind."""
    with worn(FOUNDER):
        task = Task.objects.select_related("holder").get(act=act, state="open")
        return task.holder.title if task.holder else ""


def settled(act: str) -> list[str]:
    return [row.state for row in rows(Task, act=act) if row.state != "open"]


def told(at: County) -> str:
    here = filed(at)
    reviewed(at, here)
    at.does("station", here, "notify")
    return here


def decided(at: County, **more: Any) -> str:
    here = told(at)
    at.does("station", here, "plea", plea="放弃")
    at.does("chief", here, "decide", **(PENALTY | more))
    return here


def test_the_party_has_five_working_days_from_the_day_it_was_told(county: County) -> None:  # noqa: F811
    here = filed(county)
    reviewed(county, here)
    county.later(3)
    assert "立案以后、今天以前" in county.does("station", here, "notify", 422, on="2026-09-30")
    county.does("station", here, "notify", on="2026-09-16")
    assert (due("await_plea"), holder("await_plea")) == (date(2026, 9, 22), "station")  # a Sunday is worked
    assert "听取陈述申辩、听证要求" in county.sees("station", here)
    county.later(6)  # 23 September: late on the officer's desk, and in the table of the case
    assert "听取陈述申辩" in county.sees("station", "/worklist")
    assert "已超 1 个工作日" in county.sees("chief", here)
    county.does("chief", here, "decide", **PENALTY)  # nothing was said in time: given up (art 57)
    assert settled("await_plea") == ["done"] and "迟了 1 天" in county.sees("station", here)


def test_a_plea_or_a_hearing_ends_the_waiting(county: County) -> None:  # noqa: F811
    here = told(county)
    county.does("station", here, "plea", plea="请从轻")
    assert settled("await_plea") == ["done"] and "按时办了" in county.sees("station", here)


def test_a_fine_that_is_paid_late_is_paid_with_what_is_added(county: County) -> None:  # noqa: F811
    here = decided(county)
    county.does("station", here, "serve", how="direct")
    assert (due("collect_fine"), holder("collect_fine")) == (date(2026, 9, 29), "station")
    county.later(25)  # 9 October, ten days late: 3 % of 5,000 a day
    page = county.sees("station", here)
    assert "逾期 10 天，加处罚款 1,500.00 元" in page and 'value="1500.00"' in page
    assert "应加处罚款 1,500.00 元；没有收齐的写明理由" in county.does("station", here, "payment", 422, late="500")
    assert "最多 1,500.00 元" in county.does("station", here, "payment", 422, late="1500.01")
    assert "加处罚款：金额不能是负数" in county.does("station", here, "payment", 422, late="-1")
    county.does("station", here, "payment", late="1,200", note="达成执行协议，减免三百元")
    case = one(PenaltyCase)
    assert (case.late_fee_fen, case.late_fee_paid_fen) == (150_000, 120_000)
    assert settled("collect_fine") == ["done"] and "应收 1,500.00 元，收了 1,200.00 元" in county.sees("station", here)
    assert "已经缴清" in county.does("station", here, "urging", 422)


def test_who_does_not_pay_is_urged_and_taken_to_the_court_in_time(county: County) -> None:  # noqa: F811
    here = decided(county)
    county.does("station", here, "serve", how="direct")
    assert "缴款期限过了才催告" in county.does("station", here, "urging", 422)
    county.later(25)
    county.does("station", here, "urging")
    assert settled("collect_fine") == ["withdrawn"] and due("await_urged") == date(2026, 10, 22)
    county.does("station", here, "paper", kind="urging", words="")
    paper = one(CasePaper, kind="urging")
    assert "逾期10天" in paper.body and "计1,500.00元" in paper.body and "罚催" in paper.mark
    assert "满十个工作日" in county.does("station", here, "unpaid", 422)
    county.later(14)
    county.does("station", here, "unpaid")
    # Six months to sue, from the service on 14 September; then three for the court.
    assert due("apply_court") == date(2027, 6, 15) and settled("await_urged") == ["done"]
    assert "起诉期限到 2027-03-15 才满" in county.does("station", here, "court", 422, note="申请执行")
    county.later(150)
    county.does("station", here, "court", note="区法院立案")
    assert settled("apply_court") == ["done"]
    county.does("station", here, "close")


def test_what_is_urgent_is_reported_in_a_day_and_approved_or_released(county: County) -> None:  # noqa: F811
    here = opened(county)
    assigned(county, here)
    county.does("station", here, "measure", kind="seize", urgent="yes", **GOODS)
    held = one(Measure)
    assert held.goods[0]["value"] == 104_550
    assert (due("report_measure"), holder("report_measure")) == (date(2026, 9, 15), "station")
    county.does("mate", here, "report_measure", measure=str(held.pk), note="当事人正要转移货物")
    assert (due("approve_measure"), holder("approve_measure")) == (date(2026, 9, 15), "chief")
    county.does("station", here, "judge_measure", 422, measure=str(held.pk), grant="yes")
    county.does("chief", here, "judge_measure", measure=str(held.pk), grant="yes")
    assert rows(Task, act="approve_measure", state="open") == [] and one(Measure).state == "in_force"
    county.does("station", here, "measure", kind="seal", urgent="yes", **GOODS)
    second = one(Measure, kind="seal")
    county.does("station", here, "report_measure", measure=str(second.pk), note="门要关了")
    county.does("chief", here, "judge_measure", measure=str(second.pk), grant="no", note="不是涉案场所")
    assert one(Measure, kind="seal").state == "released"
    assert [row.pk for row in rows(Task, act="end_measure", state="open")] == [one(Measure, kind="seize").task_id]


def test_a_party_of_another_province_is_pushed_there_and_followed(county: County) -> None:  # noqa: F811
    with worn(FOUNDER):
        Business.objects.update(uscc="91440101MA2BC1XX0X")
    county.shop.uscc = "91440101MA2BC1XX0X"
    here = told(county)
    county.does("station", here, "plea", plea="放弃")
    assert "登记在外省（44）" in county.does("chief", here, "decide", 422, **PENALTY)
    county.does("chief", here, "decide", **PENALTY, elsewhere="广东省")
    assert due("push_penalty") == date(2026, 9, 28) and rows(Task, act="publish_penalty") == []
    assert "先推送" in county.does("station", here, "publish", 422)
    county.later(4)
    county.does("station", here, "push")
    assert settled("push_penalty") == ["done"] and due("follow_push") == date(2026, 10, 9)
    county.does("station", here, "publish")
    assert settled("follow_push") == ["done"] and "广东省" in county.sees("station", here)


def test_what_was_changed_is_withdrawn_in_three_working_days(county: County) -> None:  # noqa: F811
    here = decided(county)
    assert due("publish_penalty") == date(2026, 10, 16)
    county.does("station", here, "publish")
    county.does("station", here, "changed", how="annulled", note="区政府复议决定撤销")
    assert (due("withdraw_public"), holder("withdraw_public")) == (date(2026, 9, 17), "chief")
    assert "去办" in county.sees("chief", "/worklist")
    county.does("chief", here, "withdraw_publicity", note="复议撤销")
    assert settled("withdraw_public") == ["done"]
    assert "已经记过" in county.does("station", here, "changed", 422, how="void", note="x")


def test_changed_before_it_was_public_it_never_is(county: County) -> None:  # noqa: F811
    here = decided(county)
    county.does("station", here, "changed", how="changed", note="改为警告")
    assert settled("publish_penalty") == ["withdrawn"] and rows(Task, act="withdraw_public") == []
    assert "不公示" in county.does("station", here, "publish", 422)


def test_a_test_stops_the_check_and_the_seizure(county: County) -> None:  # noqa: F811
    here = opened(county)
    assigned(county, here)
    county.does("station", here, "measure", kind="seize", **GOODS)
    assert "只因检测" in county.does("station", here, "pause", 422, reason="refund", note="等退款")
    county.does("station", here, "pause", reason="testing", note="送检")
    assert rows(Task, act="check_case", state="open") == []
    assigned(county, here)  # whoever leads meanwhile: while it is tested nothing is owed
    assert rows(Task, act="check_case", state="open") == []
    county.later(10)
    county.does("station", here, "run")
    assert due("check_case") == date(2026, 10, 22) and due("end_measure") == date(2026, 10, 26)
    # Whoever leads now owes what is owed beside the steps.
    assigned(county, here, first="third", second="mate")
    assert holder("end_measure") == "third" and holder("check_case") == "third"
    county.on(county.now + timedelta(days=1))
    assert FACT in county.sees("mate", here) and post(county, "mate")


def test_while_something_is_tested_nothing_is_owed_on_what_is_seized(county: County) -> None:  # noqa: F811
    here = filed(county)
    county.does("station", here, "measure", kind="seize", **GOODS)
    held = one(Measure)
    assert held.due == date(2026, 10, 14) and due("end_measure") == held.due
    county.later(20)
    county.does("station", here, "pause", reason="testing", note="送检")
    assert rows(Task, act="end_measure", state="open") == []
    # Seized meanwhile: its days stand still as those of the first do.
    county.does("station", here, "measure", kind="seal", **GOODS)
    assert rows(Task, act="end_measure", state="open") == []
    county.later(25)
    assert "已过期" not in county.sees("station", here)
    assert "期限还没有过" in county.does(
        "station", here, "end_measure", 422, measure=str(held.pk), move="lapse", note="x"
    )
    county.does("chief", here, "extend_measure", measure=str(held.pk))
    county.does("station", here, "run")
    again, sealed = one(Measure, kind="seize"), one(Measure, kind="seal")
    # 75 and 25 days from 14 September; 30 and 25 from 4 October.
    assert (again.due, sealed.due) == (date(2026, 12, 23), date(2026, 11, 30))
    assert sorted(row.due for row in rows(Task, act="end_measure", state="open")) == [sealed.due, again.due]


def test_what_is_confiscated_is_heard_and_discussed_as_a_fine_is(county: County) -> None:  # noqa: F811
    here = filed(county)
    taken = {"penalties": ["confiscation"], "fine": "", "confiscated": "100000"}
    assert "要有没收这一种处罚" in county.does(
        "station", here, "conclude", 422, report=FACT, penalties=["warning"], confiscated="5"
    )
    reviewed(county, here, **taken)
    assert "当事人可以要求听证" in county.sees("chief", here)
    county.does("station", here, "notify")
    county.does("station", here, "plea", plea="放弃")
    decision = {"kind": "penalty", "text": "没收", "term": "general"} | taken
    assert "先由负责人集体讨论" in county.does("chief", here, "decide", 422, **decision)
    assert "不能重于告知" in county.does("chief", here, "decide", 422, **decision | {"confiscated": "100000.01"})
    assert "要有没收这一种处罚" in county.does("chief", here, "decide", 422, **decision | {"penalties": ["warning"]})
    county.does("station", here, "call_hearing")
    assert one(PenaltyCase).state == "hearing"


def test_a_mere_warning_is_never_public(county: County) -> None:  # noqa: F811
    here = filed(county)
    reviewed(county, here, penalties=["warning"], fine="")
    county.does("station", here, "notify")
    county.does("station", here, "plea", plea="放弃")
    county.does("chief", here, "decide", kind="penalty", text="警告", penalties=["warning"], fine="", term="general")
    assert rows(Task, act="publish_penalty") == []
    assert "不公示" in county.does("station", here, "publish", 422)


def test_nothing_is_decided_while_the_clock_stands(county: County) -> None:  # noqa: F811
    here = told(county)
    county.does("station", here, "plea", plea="放弃")
    county.does("station", here, "pause", reason="testing", note="复检")
    assert "先恢复再作决定" in county.does("chief", here, "decide", 422, **PENALTY)
    county.does("station", here, "run")
    county.does("chief", here, "decide", **PENALTY)


def test_the_check_of_a_clue_goes_on_with_its_case(county: County) -> None:  # noqa: F811
    words = {"subject": "河边豆腐作坊", "place": VILLAGE, "matter": "unlicensed", "text": "半夜生产，没有证"}
    key = str(county.at("grid").post("/clues/mine/new", words)["Location"]).rsplit("/", 1)[1]
    tested = {"since": "2026-09-10", "until": "2026-09-14", "reason": "送检"}
    with worn(FOUNDER):
        Clue.objects.filter(pk=key).update(longer="granted", counted_from=date(2026, 9, 10), stops=[tested])
    told_ = clue(county)
    told_["body"]["clue"] = key
    open_the_case(told_, county.now)
    # Thirty working days, and two in which it was tested.
    assert due("check_case") == date(2026, 10, 30) and one(PenaltyCase).check_extended


def test_the_check_of_a_report_goes_on_with_its_case(county: County) -> None:  # noqa: F811
    with at_the_counter() as counter:
        report = complaints.receive(Brought("report", "半夜生产", VILLAGE), by=counter, now=county.now)
    station = county.world.actor("station")
    with worn(station):
        complaints.begin_check(report, by=station, now=county.now)
        complaints.extend_check(report, reason="外地核实", approved="吕局长", by=station, now=county.now)
        complaints.decide(report, "file_case", words="立案", by=station, now=county.now)
    told_ = clue(county)
    told_["name"] = ComplaintMoved.name
    told_["body"] = {
        "complaint": str(report.pk), "kind": "report", "move": "file_case", "state": "filed", "business": None,
    }  # fmt: skip
    open_the_case_of_a_report(told_, county.now)
    assert due("check_case") == date(2026, 10, 30) and one(PenaltyCase).check_extended
