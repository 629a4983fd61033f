"""协助调查 (M16, Order 2, art 45): one organ asks another to look into something; fifteen working days from the day the paper is there, longer only if said in time."""

from datetime import UTC, date, datetime

import pytest

from shian.enforcement.models import CasePaper, Exhibit, JointInquiry
from shian.evidence.models import Evidence
from shian.loop.models import Task
from tests.at_the_doors import photo
from tests.stories.test_case_clocks import holder, settled
from tests.stories.test_penalty_case import County, county, due, filed, one, opened, post, rows  # noqa: F401

ASKED = {"to": "海宁市市场监管局", "asked": "请核实甲饭店进货的面包是否由贵地乙食品厂生产"}
CAME = {"other": "德清县市场监管局", "mark": "德市监协查〔2026〕8号", "asked": "请核实甲饭店是否向丙公司供货"}


def came(at: County, who: str = "station", **more: str) -> str:
    answer = at.at(who).post("/inquiries/new", CAME | more)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return str(answer["Location"])


@pytest.mark.mechanism("M16")
def test_a_paper_goes_out_of_a_case_and_its_answer_is_evidence(county: County) -> None:  # noqa: F811
    here = opened(county)
    assert "还没有两名承办人" in county.does("station", here, "ask_inquiry", 422, **ASKED)
    here = filed(county)
    assert "请把每一栏都写上" in county.does("station", here, "ask_inquiry", 422, **(ASKED | {"asked": " "}))
    county.does("third", here, "ask_inquiry", 422, **ASKED)
    county.does("station", here, "ask_inquiry", **ASKED)
    row, paper = one(JointInquiry), one(CasePaper)
    assert (row.state, row.mark, paper.addressee) == ("sent", paper.mark, "海宁市市场监管局")
    assert "协查" in paper.mark and "协助调查的内容：请核实甲饭店" in paper.body
    printed = county.at("station").get(f"/cases/papers/{paper.pk}.pdf")
    assert printed.status_code == 200 and printed.content[:4] == b"%PDF"
    page = county.sees("station", here)
    assert "对方还没有收到" in page and rows(Task, act="await_inquiry") == []

    county.later(2)
    which = {"inquiry": str(row.pk)}
    assert "以后、今天以前" in county.does("station", here, "inquiry_received", 422, on="2026-09-13", **which)
    assert "请选哪一项" in county.does("station", here, "inquiry_received", 422)
    county.does("station", here, "inquiry_received", on="2026-09-15", **which)
    assert (due("await_inquiry"), holder("await_inquiry")) == (date(2026, 10, 12), "station")
    assert "等协助调查的回复" in county.sees("station", here)

    # It takes longer: said before the days are over, or it is late.
    county.later(26)  # 12 October, the last day
    longer = {"until": "2026-10-30", "reason": "乙食品厂停产，负责人不在本地"}
    assert "2026-10-12 以后" in county.does(
        "station", here, "inquiry_extended", 422, **which, **(longer | {"until": "2026-10-12"})
    )
    county.does("station", here, "inquiry_extended", **which, **longer)
    assert due("await_inquiry") == date(2026, 10, 30) and "乙食品厂停产" in county.sees("station", here)

    county.later(12)
    county.does("mate", here, "inquiry_answered", answer="面包由乙食品厂生产，批次相符", evidence=photo(), **which)
    assert settled("await_inquiry") == ["done"] and one(JointInquiry).state == "answered"
    exhibit, file = one(Exhibit), one(Evidence, secrecy=2)
    assert (exhibit.file, exhibit.name) == (file.pk, "海宁市市场监管局协助调查的复函和材料")
    assert one(JointInquiry).files == [file.pk] and "批次相符" in county.sees("chief", here)
    assert county.at("village").get(f"/evidence/{file.pk}").status_code == 404


def test_what_is_said_too_late_is_late_and_what_is_over_is_waited_for_no_longer(county: County) -> None:  # noqa: F811
    here = filed(county)
    for _n in range(2):
        county.does("station", here, "ask_inquiry", **ASKED)
    first, second = rows(JointInquiry)
    county.does("station", here, "inquiry_received", inquiry=str(first.pk))
    county.later(30)  # 14 October: the last day was the 10th
    longer = {"inquiry": str(first.pk), "until": "2026-10-30", "reason": "忙"}
    assert "届满以前告知" in county.does("station", here, "inquiry_extended", 422, **longer)
    assert "已超" in county.sees("station", here)
    county.does("station", here, "inquiry_extended", on="2026-10-09", **longer)  # it was said in time, by telephone
    county.does("station", here, "withdraw_inquiry", inquiry=str(second.pk), note="发错了单位")
    assert [row.state for row in rows(JointInquiry)] == ["received", "withdrawn"]
    county.does("chief", here, "stop", note="当事人已注销")
    assert [row.state for row in rows(JointInquiry)] == ["withdrawn", "withdrawn"]
    assert settled("await_inquiry") == ["withdrawn"]


@pytest.mark.mechanism("M16")
def test_another_organ_asks_and_whoever_the_head_chose_answers(county: County) -> None:  # noqa: F811
    form = county.sees("station", "/inquiries/new")
    assert "哪个部门发来的" in form and county.at("village").get("/inquiries/new").status_code == 404
    refused = county.at("station").post("/inquiries/new", CAME | {"on": "2026-09-15"})
    assert refused.status_code == 422 and "今天以前" in refused.content.decode()
    here = came(county)
    assert (due("answer_inquiry"), holder("answer_inquiry")) == (date(2026, 10, 10), "chief")
    again = county.at("station").post("/inquiries/new", CAME)
    assert again.status_code == 422 and "已经登记过" in again.content.decode()
    assert "完成协助调查并函复" in county.sees("chief", "/worklist")
    county.does("station", here, "answer", 422, answer="已核实")  # nobody chose this post
    assert "请选由谁办理" in county.does("chief", here, "assign", 422)
    county.does("station", here, "assign", 422, post=post(county, "station"))
    county.does("chief", here, "assign", post=post(county, "station"))
    assert (due("answer_inquiry"), holder("answer_inquiry")) == (date(2026, 10, 10), "station")
    county.does("third", here, "answer", 422, answer="已核实")

    # Longer: once, in time, to a later day.
    longer = {"until": "2026-10-20", "reason": "丙公司的账册在外地"}
    assert "2026-10-10 以后" in county.does("station", here, "extend", 422, **(longer | {"until": "2026-10-10"}))
    county.does("station", here, "extend", **longer)
    assert due("answer_inquiry") == date(2026, 10, 20) and "账册在外地" in county.sees("chief", here)
    assert "只能延期一次" in county.does("station", here, "extend", 422, **(longer | {"until": "2026-10-30"}))
    county.later(3)
    county.does("station", here, "answer", answer="甲饭店与丙公司没有往来", evidence=photo())
    row, file = one(JointInquiry), one(Evidence, secrecy=2)
    assert (row.state, row.files, row.answered_on) == ("answered", [file.pk], date(2026, 9, 17))
    assert settled("answer_inquiry") == ["done"] and f"/evidence/{file.pk}" in county.sees("chief", here)
    assert county.at("chief").get(f"/evidence/{file.pk}").status_code == 200
    assert "已经回复或者撤回" in county.does("station", here, "answer", 422, answer="x")
    for outsider in ("village", "town", "leader", "police"):
        assert county.at(outsider).get(here).status_code == 404
        assert county.at(outsider).get(f"/evidence/{file.pk}").status_code == 404


def test_it_is_not_put_off_when_its_days_are_over_and_may_be_taken_back(county: County) -> None:  # noqa: F811
    here = came(county, "chief")
    county.later(30)
    assert "延期并告知" not in county.sees("chief", here)
    late = county.does("chief", here, "extend", 422, until="2026-10-30", reason="忙")
    assert "届满以前告知" in late
    county.does("chief", here, "withdrawn", note="对方已自行查清")
    assert settled("answer_inquiry") == ["withdrawn"] and one(JointInquiry).state == "withdrawn"


def test_the_list_is_searched_and_given_out(county: County) -> None:  # noqa: F811
    here = came(county)
    came(county, mark="德市监协查〔2026〕9号", asked="请查询丁食品店的许可")
    listed = county.sees("station", "/inquiries?q=丁食品店")
    assert "9号" in listed and "8号" not in listed
    assert "8号" in county.sees("chief", "/inquiries?within=") and "请我们协助的调查" in county.sees("chief", "/cases")
    given = county.at("station").get("/inquiries?tab=all&export=xlsx")
    assert given.status_code == 200 and given["Content-Type"].endswith("sheet")
    county.does("chief", here, "withdrawn", note="对方撤回")
    assert "8号" not in county.sees("station", "/inquiries") and "8号" in county.sees("station", "/inquiries?tab=over")
    for outsider in ("village", "town", "police"):
        assert county.at(outsider).get("/inquiries").status_code == 404


# The day on which the paper is there, and the fifteenth working day after it, by the State Council's notice for 2026.
@pytest.mark.parametrize(
    ("start", "until"),
    [
        (date(2026, 2, 13), date(2026, 3, 12)),
        (date(2026, 4, 30), date(2026, 5, 25)),
        (date(2026, 9, 30), date(2026, 10, 27)),
    ],
)
def test_both_directions_count_the_same_days(county: County, start: date, until: date) -> None:  # noqa: F811
    county.on(datetime(start.year, start.month, start.day, 2, tzinfo=UTC))
    here = filed(county)
    county.does("station", here, "ask_inquiry", **ASKED)
    county.does("station", here, "inquiry_received", inquiry=str(one(JointInquiry).pk))
    came(county)
    assert due("await_inquiry") == due("answer_inquiry") == until
    told = one(Task, act="answer_inquiry").because
    assert (told["clause"], told["facts"]["from"]) == (
        "《市场监督管理行政处罚程序规定》 第四十五条",
        start.isoformat(),
    )
