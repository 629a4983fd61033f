"""当场处罚 (简易程序, arts 66 to 73): two officers decide on the spot; the paper is handed over, papers and money follow in time."""

from datetime import date
from typing import Any

from django.test import Client

from shian.enforcement.models import SpotPenalty
from shian.loop.models import Task
from tests.stories.test_penalty_case import County, county, due, one, post, rows  # noqa: F401

BASE = {
    "title": "未公示食品经营许可证", "basis": "违反食品经营许可和备案管理办法，依据该办法处罚", "plea": "没有意见", "where": "甲饭店店内",
    "penalties": ["warning"], "certificate": "浙F001", "second_certificate": "浙F002", "party_kind": "entity",
}  # fmt: skip


def punished(at: County, **more: Any) -> str:
    """The page of the new one."""
    words = BASE | {"uscc": at.shop.uscc, "second": post(at, "mate")} | more
    answer = at.at("station").post("/spot/new", words)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return str(answer["Location"])


def refused(at: County, **more: Any) -> str:
    words = BASE | {"uscc": at.shop.uscc, "second": post(at, "mate")} | more
    answer = at.at("station").post("/spot/new", words)
    assert answer.status_code == 422, answer.status_code
    return str(answer.content.decode())


def test_a_warning_is_given_on_the_spot_and_filed_in_seven_working_days(county: County) -> None:  # noqa: F811
    here = punished(county)
    row = one(SpotPenalty)
    assert (row.mark, row.state, row.fine_fen) == ("桐乡市市监当罚〔2026〕1号", "decided", 0)
    for words in ("甲饭店", "警告", "甲饭店店内", "没有意见", "浙F001", "浙F002", "行政复议"):
        assert words in row.body, words
    assert due("file_spot") == date(2026, 9, 22) and rows(Task, act="collect_fine") == []
    paper = county.at("station").get(f"{here}/paper.pdf")
    assert (paper.status_code, paper.content[:4]) == (200, b"%PDF")
    for outsider in ("village", "town", "police"):
        assert county.at(outsider).get(here).status_code == 404 and county.at(outsider).get("/spot").status_code == 404
    assert "去办" in county.sees("station", "/worklist") and "当场处罚归档" in county.sees("chief", here)
    assert "两名执法人员办" in county.does("third", here, "file", 422, note="x")
    county.does("mate", here, "file", note="2026-简-1")
    assert one(SpotPenalty).state == "filed_away" and "按时办了" in county.sees("station", here)
    assert rows(Task, file_kind="spot_penalty", state="open") == []
    assert "未公示食品经营许可证" in county.sees("chief", "/spot")


def test_what_is_taken_on_the_spot_is_with_the_office_and_in_the_bank_in_two_and_two(county: County) -> None:  # noqa: F811
    fine = {"penalties": ["warning", "fine"], "fine": "１００元", "cash": "spot"}
    assert "专用票据" in refused(county, **fine)
    here = punished(county, **fine, ticket="浙财 0001")
    assert "罚款100.00元" in one(SpotPenalty).body and "票据号：浙财 0001" in one(SpotPenalty).body
    assert due("hand_in_fine") == date(2026, 9, 16)
    assert "先交回单位" in county.does("station", here, "bank", 422)
    county.later(1)
    county.does("mate", here, "office")
    assert due("bank_fine") == date(2026, 9, 17)
    county.does("station", here, "bank")
    assert [row.state for row in rows(Task, act__in=["hand_in_fine", "bank_fine"])] == ["done", "done"]
    assert "已经缴入银行" in county.does("station", here, "bank", 422)


def test_a_larger_fine_is_taken_there_only_for_a_reason_and_else_paid_at_the_bank(county: County) -> None:  # noqa: F811
    more = {"penalties": ["fine"], "fine": "3,000"}
    assert "写明为什么事后难以执行" in refused(county, **more, cash="spot", ticket="1")
    here = punished(county, **more)
    assert due("collect_fine") == date(2026, 9, 29) and "百分之三" in one(SpotPenalty).body
    assert "没有当场收缴" in county.does("station", here, "office", 422)
    county.does("station", here, "bank")
    second = punished(
        county, **more, cash="spot", ticket="2", cash_why="流动摊贩，事后难以执行", refused="当事人拒绝签字，见证人在场"
    )
    assert (
        second != here
        and "2号" in rows(SpotPenalty)[1].mark
        and "拒绝签收：当事人拒绝签字" in rows(SpotPenalty)[1].body
    )


def test_what_is_too_large_or_not_whole_is_refused_in_a_sentence(county: County) -> None:  # noqa: F811
    fine = {"penalties": ["fine"]}
    assert "超过 3,000.00 元不能当场处罚" in refused(county, **fine, fine="3000.01")
    assert "超过 200.00 元不能当场处罚" in refused(county, **fine, fine="201", party_kind="person")
    assert "罚款的写数额" in refused(county, **fine) and "罚款的写数额" in refused(county, fine="5")
    assert "负数" in refused(county, **fine, fine="-5")
    assert "请选处罚" in refused(county, penalties=[]) and "请选处罚" in refused(county, penalties=["revoke_licence"])
    assert "不得少于2人" in refused(county, second="") and "执法证号" in refused(county, certificate=" ")
    assert "名册里没有" in refused(county, uscc="9133")
    assert rows(SpotPenalty) == [] and Client().get("/spot").status_code == 302
    assert county.at("village").get("/spot/new").status_code == 404
    assert "甲饭店" not in county.sees("station", "/spot")
