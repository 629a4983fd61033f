"""行刑衔接: the police open what was handed over, and nothing else of the case; the ledger says who opened what."""

from datetime import date

from shian.enforcement.models import Exhibit, Measure, Transfer
from shian.ledger.models import Entry
from shian.loop.models import Task
from tests.at_the_doors import photo
from tests.stories.test_penalty_case import County, county, due, filed, one, post, reviewed, rows  # noqa: F401


def body(answer: object) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]


def test_the_police_open_the_papers_that_were_handed_over_and_only_those(county: County) -> None:  # noqa: F811
    here = filed(county)
    goods = {"name": "罂粟壳", "quantity": "2", "unit": "千克", "value": "800", "lies_at": "所里", "reason": "禁用物质"}
    county.does("station", here, "measure", kind="seize", **goods)
    county.does("station", here, "exhibit", kind="expert", name="检验报告", lies_at="案卷", evidence=photo(red=40))
    county.does("station", here, "exhibit", kind="record", name="内部讨论记录", lies_at="案卷", evidence=photo(red=220))
    tests, inner = one(Exhibit, name="检验报告"), one(Exhibit, name="内部讨论记录")
    county.does("station", here, "transfer", summary="汤料检出罂粟碱", report="两名执法人员现场核实")
    transfer = one(Transfer)
    there = f"/transfers/{transfer.pk}"
    county.does("chief", there, "approve")
    assert county.at("station").get(f"{there}/files/1").status_code == 404  # nothing was handed over yet
    words = {"to": post(county, "police"), "papers": ["letter", "report", "goods_list", "tests"]}
    strange = "01a224d2-40d0-7859-9844-1f7be5a7e188"
    assert "登记过的证据" in county.does("station", there, "hand", 422, **words, files=[strange])
    county.does("station", there, "hand", **words, files=[str(tests.file)])

    page = county.sees("police", there)
    for title in ("涉嫌犯罪案件移送书", "涉嫌犯罪案件情况的调查报告", "涉案物品清单", "检验报告"):
        assert title in page, title
    assert "内部讨论记录" not in page and str(inner.file) not in page
    for n in (1, 2, 3):
        paper = county.at("police").get(f"{there}/files/{n}")
        assert (paper.status_code, body(paper)[:4]) == (200, b"%PDF"), n
    report = county.at("police").get(f"{there}/files/4")
    assert (report.status_code, report["Content-Type"]) == (200, "image/jpeg") and len(body(report)) > 100
    # The other evidence, the same file by its own address, a fifth paper, the case: none of it.
    for closed in (f"{there}/files/5", f"{there}/files/0", f"/evidence/{tests.file}", f"/evidence/{inner.file}", here):
        assert county.at("police").get(closed).status_code == 404, closed
    for outsider in ("school", "village", "leader"):
        assert county.at(outsider).get(f"{there}/files/4").status_code == 404
    opened = [row for row in rows(Entry) if row.facts.get("what") == "open_paper"]
    assert {row.facts["n"]: row.facts["sha256"] for row in opened} == {1: "", 2: "", 3: "", 4: tests.sha256}
    # What they ask for besides is added, and then it is theirs to open.
    county.does("police", there, "receive", weight="plain")
    county.does("police", there, "ask_papers", answer="缺讨论记录")
    county.does("station", there, "supply", papers=["other"], files=[str(inner.file)], note="补送")
    assert county.at("police").get(f"{there}/files/5").status_code == 200


def test_the_police_pass_on_what_is_not_theirs_and_goods_that_went_are_held_no_more(county: County) -> None:  # noqa: F811
    here = filed(county)
    goods = {"name": "罂粟壳", "quantity": "2", "unit": "千克", "value": "800", "lies_at": "所里", "reason": "禁用物质"}
    county.does("station", here, "measure", kind="seize", **goods)
    county.does("station", here, "transfer", summary="汤料检出罂粟碱", report="两名执法人员现场核实")
    there = f"/transfers/{one(Transfer).pk}"
    county.does("chief", there, "approve")
    county.does("station", there, "hand", to=post(county, "police"), papers=["letter", "report", "goods_list"])
    county.does("police", there, "receive", weight="complex")
    county.does("police", there, "misdirect", answer="发生地在城区，归城区分局管辖")
    # Twenty-four hours, whatever day it is; the office reads it at once.
    assert due("pass_on_transfer") == date(2026, 9, 15) and "等转送" in county.sees("station", there)
    to = post(county, "city_police")
    assert "另一个" in county.does("police", there, "pass_on", 422, to=post(county, "police"), answer="转送")
    assert "请选移送" in county.does("police", there, "pass_on", 422, to=post(county, "school"), answer="转送")
    county.does("police", there, "pass_on", to=to, answer="附全部材料")
    assert county.at("police").get(there).status_code == 404
    assert "转送city_police单位：附全部材料" in county.sees("station", there)
    assert due("answer_transfer") == date(2026, 9, 17)
    county.does("city_police", there, "receive", weight="plain")
    reviewed(county, here, penalties=[], fine="")
    justice = {"kind": "to_justice", "text": "移送司法机关追究刑事责任"}
    assert "公安还没有立案" in county.does("chief", here, "decide", 422, **justice)
    county.does("city_police", there, "accept", answer="立案侦查")
    held = one(Measure)
    assert "请选怎样处理" in county.does(
        "station", here, "end_measure", 422, measure=str(held.pk), move="hand", note="x"
    )
    county.does("station", there, "hand_goods", note="物品、案卷一并交接")
    assert one(Measure).state == "handed" and rows(Task, act="end_measure", state="open") == []
    assert "已移交公安" in county.sees("station", here)
