"""管辖争议 (M18): another organ says that a case is its own; talked over in seven working days, else the common superior designates in seven."""

from datetime import UTC, date, datetime

import pytest

from shian.enforcement.models import Dispute, Measure, PenaltyCase
from shian.loop.models import Task
from tests.stories.test_case_clocks import GOODS, holder, settled
from tests.stories.test_penalty_case import County, assigned, county, due, filed, one, opened, reviewed, rows  # noqa: F401

RAISED = {"organ": "海宁市市场监管局", "ground": "违法行为发生地在海宁"}
AGREED = {"words": "当事人的仓库在桐乡，由桐乡办理"}
DESIGNATED = {"mark": "嘉市监指〔2026〕3号", "words": "指定由违法行为发生地管辖"}


@pytest.mark.mechanism("M18")
def test_two_organs_talk_and_agree_that_it_is_ours(county: County) -> None:  # noqa: F811
    here = opened(county)
    assert "还没有两名承办人" in county.does("station", here, "dispute", 422, **RAISED)
    assigned(county, here)
    assert "以后、今天以前" in county.does("station", here, "dispute", 422, **(RAISED | {"on": "2026-09-13"}))
    assert "请把每一栏都写上" in county.does("station", here, "dispute", 422, **(RAISED | {"organ": " "}))
    county.does("third", here, "dispute", 422, **RAISED)  # no officer of it
    county.does("station", here, "dispute", **RAISED)
    assert (due("settle_dispute"), holder("settle_dispute")) == (date(2026, 9, 22), "chief")  # a Sunday is worked
    assert "已经有一项管辖争议" in county.does("chief", here, "dispute", 422, **RAISED)
    page = county.sees("chief", here)
    assert "协商解决管辖争议" in page and "违法行为发生地在海宁" in page and "正在协商" in page
    assert "协商解决管辖争议" in county.sees("chief", "/worklist")

    # Until it is settled it neither ends nor leaves; it is looked into all the same.
    assert "还没有解决" in county.does("station", here, "hand_over", 422, note="海宁")
    assert "还没有解决" in county.does("chief", here, "not_file", 422, ground="slight", note="轻微")
    assert "承办人不能" in county.does("station", here, "agree_dispute", 422, outcome="ours", **AGREED)
    assert "请选由谁管辖" in county.does("chief", here, "agree_dispute", 422, **AGREED)
    county.does("chief", here, "agree_dispute", outcome="ours", **AGREED)
    row = one(Dispute)
    assert (row.state, row.outcome, row.settled_on) == ("agreed", "ours", date(2026, 9, 14))
    assert settled("settle_dispute") == ["done"] and "由本机关管辖" in county.sees("station", here)
    assert "不得自行移送" in county.does("station", here, "hand_over", 422, note="海宁")
    county.does("chief", here, "file", conditions=["evidence", "punishable", "ours", "in_time"])
    for outsider in ("village", "town", "leader", "police"):
        assert county.at(outsider).get(here).status_code == 404


def test_what_is_filed_goes_over_when_the_superior_says_so(county: County) -> None:  # noqa: F811
    here = filed(county)
    county.does("station", here, "measure", kind="seize", **GOODS)
    assert "定为由对方管辖的才移送" in county.does("station", here, "hand_over", 422, note="海宁")
    county.does("chief", here, "dispute", **RAISED)  # the head may raise it too
    county.later(2)
    county.does("chief", here, "report_dispute", superior="嘉兴市市场监管局")
    assert settled("settle_dispute") == ["done"]
    assert (due("await_designation"), holder("await_designation")) == (date(2026, 9, 24), "station")
    assert "不能再办" in county.does("chief", here, "agree_dispute", 422, outcome="ours", **AGREED)
    assert "嘉兴市市场监管局" in county.sees("station", here)
    county.later(12)  # 28 September, after the Mid-Autumn days: the superior is late, and that is seen
    assert "已超 1 个工作日" in county.sees("station", here)
    assert "请把每一栏都写上" in county.does(
        "station", here, "designation", 422, outcome="theirs", **(DESIGNATED | {"mark": ""})
    )
    county.does("station", here, "designation", outcome="theirs", **DESIGNATED)
    assert settled("await_designation") == ["done"]
    # Nobody disputes it again, nothing else comes of it here, and it goes without goods.
    assert "不得再争议" in county.does("chief", here, "dispute", 422, **RAISED)
    assert "请移送" in county.does("chief", here, "stop", 422, note="没有")
    assert "没有处理，先处理再移送" in county.does("station", here, "hand_over", 422, note="案卷已移交")
    county.does("mate", here, "end_measure", measure=str(one(Measure).pk), move="release", note="随案移交对方重新扣押")
    reviewed(county, here)
    county.does("station", here, "notify")
    county.does("station", here, "hand_over", note="案卷已移交")
    case = one(PenaltyCase)
    assert (case.state, case.not_filed_for) == ("handed_over", "海宁市市场监管局：案卷已移交")
    assert rows(Task, state="open") == [] and settled("decide_penalty") == ["withdrawn"]
    assert settled("await_plea") == ["withdrawn"] and "移送其他部门" in county.sees("station", here)


def test_what_was_designated_as_ours_is_never_moved_again(county: County) -> None:  # noqa: F811
    here = opened(county)
    assigned(county, here)
    county.does("station", here, "dispute", **RAISED)
    county.does("chief", here, "report_dispute", superior="嘉兴市市场监管局")
    county.does("station", here, "designation", outcome="ours", **DESIGNATED)
    assert "不得再自行移送" in county.does("station", here, "hand_over", 422, note="海宁")
    assert "提出管辖争议" not in county.sees("station", here)


def test_a_standing_clock_ends_with_the_hand_over(county: County) -> None:  # noqa: F811
    here = filed(county)
    county.does("chief", here, "suspend", note="等司法鉴定")
    county.does("station", here, "dispute", **RAISED)
    county.does("chief", here, "agree_dispute", outcome="theirs", words="由海宁办理")
    county.does("station", here, "hand_over", note="案卷已移交")
    assert one(PenaltyCase).state == "handed_over" and "还停着" not in county.sees("station", here)
    assert rows(Task, state="open") == []


def test_it_is_withdrawn_with_a_reason_and_may_be_raised_again(county: County) -> None:  # noqa: F811
    here = filed(county)
    county.does("station", here, "dispute", **RAISED)
    assert "没有等解决" not in county.does("station", here, "withdraw_dispute", note="对方认可由我局办理")
    assert settled("settle_dispute") == ["withdrawn"] and one(Dispute).state == "withdrawn"
    assert "没有等解决的管辖争议" in county.does("station", here, "withdraw_dispute", 422, note="x")
    county.does("station", here, "dispute", **RAISED)
    assert [row.state for row in rows(Dispute)] == ["withdrawn", "negotiating"]
    county.does("chief", here, "report_dispute", superior="嘉兴市市场监管局")
    county.does("mate", here, "withdraw_dispute", note="对方认可")
    assert settled("await_designation") == ["withdrawn"]


# The day on which it arose, or was reported, and the seventh working day after it, by the State Council's notice for 2026.
@pytest.mark.parametrize(
    ("start", "until"),
    [
        (date(2026, 2, 13), date(2026, 3, 2)),
        (date(2026, 4, 30), date(2026, 5, 13)),
        (date(2026, 9, 14), date(2026, 9, 22)),
        (date(2026, 9, 30), date(2026, 10, 15)),
    ],
)
def test_both_clocks_through_the_verbs(county: County, start: date, until: date) -> None:  # noqa: F811
    county.on(datetime(start.year, start.month, start.day, 2, tzinfo=UTC))
    here = filed(county)
    county.does("station", here, "dispute", **RAISED)
    assert due("settle_dispute") == until
    county.does("chief", here, "report_dispute", superior="嘉兴市市场监管局")
    assert due("await_designation") == until
    told = one(Task, act="await_designation").because
    assert (told["clause"], told["facts"]["from"]) == ("《市场监督管理行政处罚程序规定》 第十六条", start.isoformat())
