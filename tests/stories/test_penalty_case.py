"""案件 (M06, M09, M18, M36): a case from the clue to the archive, a crime to the police and back, what everybody may read of it."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from shian.clues.events import ClueFiled
from shian.config.prosecuting import open_the_case
from shian.enforcement.models import CasePaper, Measure, PenaltyCase, Recusal, Transfer, TypicalCase
from shian.evidence.models import Evidence
from shian.kernel.wall import worn
from shian.ledger.actions.outbox import Envelope
from shian.loop.models import Task
from shian.people.models import Organisation
from shian.registry.models import Business
from tests.at_the_doors import bound_and_planned, entered, photo, visited
from tests.world import CAST, COUNTY, FOUNDER, NOW, TOWN, VILLAGE, business, small_county

MORE = {
    "mate": (TOWN, "station_officer", "", "office"),
    "third": (TOWN, "station_officer", "", "office"),
    "chief": (COUNTY, "regulator_chief", "", ""),
    "deputy": (COUNTY, "regulator_chief", "", ""),
    "lawyer": (COUNTY, "legal_reviewer", "", "chief"),
    "police": (COUNTY, "other_department", "", "office"),
    "city_police": (COUNTY, "other_department", "", "office"),
    "school": (COUNTY, "other_department", "", "office"),
}
FACT = "货架上有三袋超过保质期的面包，当场下架"


class County:
    """The cast with a browser each, and a watch that can be set on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.world, self.now, self._patch = small_county(), NOW, monkeypatch
        self.shop = business(self.world, "甲饭店", uscc="91330483MA2BC1XX0X")
        self.clients: dict[str, Client] = {}
        self.on(NOW)

    def on(self, moment: datetime) -> None:
        self.now = moment
        self._patch.setattr("django.utils.timezone.now", lambda: self.now)

    def later(self, days: int) -> date:
        self.on(self.now + timedelta(days=days))
        self.clients = {}  # whoever was in has been asked for the password again
        return self.now.date()

    def at(self, who: str) -> Client:
        return self.clients.setdefault(who, entered(self.world, who))

    def does(self, who: str, here: str, verb: str, expect: int = 302, **words: Any) -> str:
        """One verb at the desk; what the page says where it is refused."""
        answer = self.at(who).post(f"{here}/{verb}", words)
        text = answer.content.decode()
        assert answer.status_code == expect, (verb, answer.status_code, text[-4000:])
        assert "/login" not in answer.headers.get("Location", "")
        return text

    def sees(self, who: str, here: str) -> str:
        answer = self.at(who).get(here)
        assert answer.status_code == 200, (who, here, answer.status_code)
        return str(answer.content.decode())


@pytest.fixture
def county(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> County:
    settings.MEDIA_ROOT = tmp_path
    return peopled(monkeypatch)


def peopled(monkeypatch: pytest.MonkeyPatch) -> County:
    """With a regulator, two offices of the police, and a bureau of education."""
    for who, seat in MORE.items():
        monkeypatch.setitem(CAST, who, seat)
    made = County(monkeypatch)
    with worn(FOUNDER):
        Business.objects.update(principal_name="张三丰")
        Organisation.objects.filter(name="chief单位").update(
            kind="regulator", department="market", name="桐乡市市场监管局"
        )
        Organisation.objects.filter(name__in=["police单位", "city_police单位"]).update(
            kind="department", department="police"
        )
        Organisation.objects.filter(name="school单位").update(kind="department", department="education")
    return made


def rows(model: Any, **facts: Any) -> list[Any]:
    with worn(FOUNDER):
        return list(model.objects.filter(**facts).order_by("pk"))


def one(model: Any, **facts: Any) -> Any:
    (row,) = rows(model, **facts)
    return row


def opened(county: County) -> str:
    """A case opened by hand at the station."""
    words = {"title": "经营超过保质期的食品", "summary": FACT, "source": "hand", "uscc": county.shop.uscc}
    answer = county.at("station").post("/cases/new", words)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return str(answer["Location"])


def post(county: County, who: str) -> str:
    return str(county.world.posts[who].pk)


def assigned(county: County, here: str, first: str = "station", second: str = "mate", expect: int = 302) -> str:
    return county.does(
        "chief", here, "assign", expect, first=post(county, first), first_certificate="浙F001", second=post(county, second),
        second_certificate="浙F002",
    )  # fmt: skip


ALL_FOUR = ["evidence", "punishable", "ours", "in_time"]


def filed(county: County) -> str:
    here = opened(county)
    assigned(county, here)
    county.does("chief", here, "file", conditions=ALL_FOUR)
    return here


def due(act: str, **facts: Any) -> date:
    """When the one open task of this kind is due."""
    day: date = one(Task, act=act, state="open", **facts).due
    return day


def reviewed(county: County, here: str, **proposal: Any) -> None:
    county.does("station", here, "conclude", **({"report": FACT, "penalties": ["fine"], "fine": "5000"} | proposal))
    county.does("lawyer", here, "pass_review", note="事实清楚，程序合法")


@pytest.mark.mechanism("M09")
def test_a_case_goes_from_the_desk_to_the_archive_and_is_read_without_names(county: County) -> None:
    here = opened(county)
    assert due("check_case") == date(2026, 10, 10)
    # Nobody without an officer files; an officer never does.
    assert "先确定两名承办人" in county.does("chief", here, "file", 422, conditions=ALL_FOUR)
    assert "执法人员不得少于" in assigned(county, here, second="station", expect=422)
    assigned(county, here)
    assert "还缺" in county.does("chief", here, "file", 422, conditions=["evidence"])
    county.does("station", here, "file", 422, conditions=ALL_FOUR)
    county.does("chief", here, "extend_check")
    county.does("chief", here, "file", conditions=ALL_FOUR)
    case = one(PenaltyCase)
    assert (case.state, case.mark) == ("investigating", "桐乡市市监罚立〔2026〕1号")
    assert due("decide_penalty") == date(2026, 12, 14)  # the ninetieth is a Sunday

    # Goods are kept for seven working days, then seized for thirty days, then for forty-five more.
    goods = {
        "name": "面包",
        "quantity": "3",
        "unit": "袋",
        "value": "45.50",
        "lies_at": "所里库房",
        "reason": "超过保质期",
    }
    county.does("station", here, "measure", kind="keep", **goods)
    kept = one(Measure)
    county.does("mate", here, "end_measure", measure=str(kept.pk), move="seize", note="需要检验")
    seized = one(Measure, state="in_force")
    assert (seized.kind, seized.goods[0]["value"]) == ("seize", 4550)
    county.does("chief", here, "extend_measure", measure=str(seized.pk))
    assert one(Measure, pk=seized.pk).due > seized.due

    # Evidence: its hash, and each hand it goes through. It is of the case's class.
    county.does("station", here, "exhibit", kind="thing", name="面包包装照片", lies_at="案卷", evidence=photo())
    file = one(Evidence, secrecy=2)
    assert county.at("village").get(f"/evidence/{file.pk}").status_code == 404
    exhibit = county.sees("station", here).split('name="exhibit"')[1].split('option value="')[2].split('"')[0]
    county.does("station", here, "hand_on", exhibit=exhibit, to="检验所李工", lies_at="检验所")
    assert "检验所李工" in county.sees("mate", here)

    # While a test runs nothing is owed; afterwards its days are added.
    county.does("station", here, "pause", reason="testing", note="送检微生物")
    assert rows(Task, act="decide_penalty", state="open") == []
    assert "先恢复再终结" in county.does("station", here, "conclude", 422, report=FACT, penalties=["fine"], fine="1")
    county.later(20)
    county.does("station", here, "run")
    assert due("decide_penalty") == date(2027, 1, 4)

    # Who investigates never reviews; the reviewer never decides; a cadre finds no such page.
    county.does(
        "station", here, "conclude", report=FACT, penalties=["fine", "confiscation"], fine="5000", confiscated="45.50"
    )
    assert "承办人不能" in county.does("station", here, "pass_review", 422, note="可以")
    county.does("lawyer", here, "send_back", note="补充进货票据")
    reviewed(county, here, penalties=["fine", "confiscation"], confiscated="45.50")
    for outsider in ("village", "town", "leader", "police"):
        assert county.at(outsider).get(here).status_code == 404
    decision = {
        "kind": "penalty",
        "text": "罚款并没收",
        "penalties": ["fine", "confiscation"],
        "term": "general",
        "confiscated": "45.50",
    }
    assert "还没有告知" in county.does("chief", here, "decide", 422, **decision, fine="5000")
    county.does("station", here, "notify")
    assert "还可以陈述申辩" in county.does("chief", here, "decide", 422, **decision, fine="5000")
    county.does("station", here, "plea", plea="已经整改，请从轻")
    assert "不能重于告知" in county.does("chief", here, "decide", 422, **decision, fine="6000")
    assert "没有达到听证标准" in county.does("station", here, "call_hearing", 422)
    county.does("chief", here, "decide", **decision, fine="3000.50")
    case = one(PenaltyCase)
    assert (case.state, case.fine_fen, case.term) == ("decided", 300_050, "general")
    assert rows(Task, act="decide_penalty", state="open") == []

    # Papers in one series a kind; a paper for a step that is not done is refused.
    assert "还没有办到这一步" in county.does("station", here, "paper", 422, kind="receipt", words="处罚决定书")
    for kind in ("register", "filing", "notice", "decision"):
        county.does("station", here, "paper", kind=kind, words="")
    paper = one(CasePaper, kind="decision")
    assert (paper.mark, "罚款3,000.50元" in paper.body) == ("桐乡市市监罚决〔2026〕1号", True)
    print_ = county.at("station").get(f"/cases/papers/{paper.pk}.pdf")
    assert (print_.status_code, print_.content[:4]) == (200, b"%PDF")
    assert county.at("village").get(f"/cases/papers/{paper.pk}.pdf").status_code == 404

    # Served, paid, public, closed, in the archive.
    county.does("station", here, "serve", how="direct")
    assert one(PenaltyCase).pay_due is not None
    assert "不能结案" in county.does("station", here, "close", 422)
    county.does("station", here, "payment")
    assert "没有处理" in county.does("station", here, "close", 422)
    county.does("station", here, "end_measure", measure=str(seized.pk), move="confiscate", note="已没收")
    county.does("station", here, "publish")
    assert rows(Task, act="publish_penalty", state="open") == []
    county.does("station", here, "close")
    county.does("station", here, "archive", note="正卷2026-1，副卷2026-1")
    assert one(PenaltyCase).state == "archived"
    assert rows(Task, file_kind="penalty_case", state="open") == []

    # A typical case: no name in it, another person lets it out, everybody reads it, and it can be taken down.
    body = "2026年8月，甲饭店（负责人张三丰）经营超过保质期的面包，顾客王小明举报，station某等查实，罚款3000.5元。"
    assert "号码" in county.does("station", here, "typical", 422, title="面包案", body=f"{body}电话13812345678")
    county.does(
        "station",
        here,
        "typical",
        title="甲饭店经营超过保质期食品案",
        body=body,
        names="王小明",
        together="桐乡市公安局",
    )
    typical = one(TypicalCase)
    page = f"/typical/{typical.code}"
    assert Client().get(f"/public/cases/{typical.code}").status_code == 404
    assert county.at("station").post(f"{page}/act", {"act": "publish"}).status_code == 422
    assert county.at("office").post(f"{page}/act", {"act": "publish"}).status_code == 302
    public = Client().get(f"/public/cases/{typical.code}").content.decode()
    assert "甲某某" in public and "桐乡市公安局" in public
    for name in ("甲饭店", "张三丰", "王小明", "station某"):
        assert name not in public
    assert "经营超过保质期食品案" in Client().get("/public/cases").content.decode()
    county.at("office").post(f"{page}/act", {"act": "take_down", "reason": "当事人申请复议"})
    assert Client().get(f"/public/cases/{typical.code}").status_code == 404


@pytest.mark.mechanism("M06")
def test_discretion_says_why_and_never_decides_alone(county: County) -> None:
    here = filed(county)
    county.does("station", here, "facts", said=["slight", "corrected"])
    page = county.sees("station", here)
    assert "可以不予处罚：初次违法且危害后果轻微并及时改正" in page
    assert "还不符合：违法行为轻微并及时改正" in page
    assert "第三十三条" in page and "此前案件" not in page.split("可以不予处罚")[0]
    assert one(PenaltyCase).state == "investigating"
    reviewed(county, here, penalties=[], fine="")
    county.does("chief", here, "decide", kind="no_penalty", text="初次违法，及时改正，批评教育")
    assert (one(PenaltyCase).decision, one(PenaltyCase).fine_fen) == ("no_penalty", 0)
    assert rows(Task, act="publish_penalty") == []
    county.does("station", here, "paper", kind="spared", words="")
    paper = one(CasePaper)
    assert "符合：初次违法且危害后果轻微并及时改正（《中华人民共和国行政处罚法》 第三十三条第一款）" in paper.body
    assert "违法行为轻微并及时改正，没有造成" not in paper.body

    # A second case of the same shop is not its first any more once the first was punished.
    with worn(FOUNDER):
        PenaltyCase.objects.update(decision="penalty")
    again = filed(county)
    county.does("station", again, "facts", said=["slight", "corrected"])
    assert "还不符合：初次违法且危害后果轻微并及时改正" in county.sees("station", again)

    # Large money: the heads together, and from 300,000 yuan on the city.
    county.does(
        "station", again, "conclude", report=FACT, penalties=["fine"], fine="300000", least="50000", most="550000"
    )
    assert "从轻：50,000.00 至 200,000.00 元" in county.sees("chief", again)
    county.does("lawyer", again, "pass_review", note="同意")
    for words in ("当事人可以要求听证", "要集体讨论", "由设区的市级以上决定"):
        assert words in county.sees("chief", again)
    county.does("station", again, "notify")
    county.does("station", again, "call_hearing")
    assert one(PenaltyCase, state="hearing").decision_task_id is None
    county.later(3)
    county.does("lawyer", again, "hear", note="双方质证，维持拟处罚意见")
    heavy = {"kind": "penalty", "text": "罚款", "penalties": ["fine"], "term": "serious"}
    assert "设区的市级以上" in county.does("chief", again, "decide", 422, **heavy, fine="300000")
    assert "集体讨论" in county.does("chief", again, "decide", 422, **heavy, fine="200000")
    county.does("chief", again, "discuss", note="三名负责人讨论，同意罚款二十万元")
    assert "审核的人不能再作决定" not in county.does("chief", again, "decide", **heavy, fine="200000")


def test_whoever_is_related_steps_back(county: County) -> None:
    here = filed(county)
    officer = str(county.world.people["mate"].pk)
    county.does("third", here, "recuse", person=officer, reason="是当事人的表弟")
    row = one(Recusal)
    county.does("chief", here, "decide_recusal", recusal=str(row.pk), grant="yes")
    assert "应当回避" in county.does("mate", here, "facts", 422, said=["slight"])
    assert "还没有两名承办人" in county.does("station", here, "facts", 422, said=["slight"])
    assert "应当回避" in assigned(county, here, expect=422)
    assigned(county, here, second="third")
    county.does("station", here, "facts", said=["slight"])
    assert one(PenaltyCase).said == ["slight"]
    # The head about himself is decided by another head.
    county.does("station", here, "recuse", person=str(county.world.people["chief"].pk), reason="同学")


def clue(county: County) -> Envelope:
    body = {"clue": str(uuid4()), "path": VILLAGE, "business": str(county.shop.pk), "summary": "后厨用罂粟壳熬汤"}
    return {"id": str(uuid4()), "name": ClueFiled.name, "version": 1, "secrecy": 1, "body": body}  # type: ignore[typeddict-item]  # as the outbox hands it on


@pytest.mark.mechanism("M18")
def test_a_clue_becomes_a_case_and_the_case_goes_to_the_police_and_back(county: County) -> None:
    told = clue(county)
    for _twice in range(2):
        open_the_case(told, NOW)
    case = one(PenaltyCase)
    here = f"/cases/{case.pk}"
    assert (case.source, case.business_id, case.state) == ("clue", county.shop.pk, "checking")
    assigned(county, here)
    county.does("chief", here, "file", conditions=ALL_FOUR)
    county.does("station", here, "facts", crime=["banned_substance"], sales="8000")
    page = county.sees("chief", here)
    assert "可能涉嫌犯罪" in page and "刑法第一百四十四条" in page
    reviewed(county, here)
    county.does("station", here, "notify")
    county.does("station", here, "plea", plea="无意见")
    penalty = {"kind": "penalty", "text": "罚款", "penalties": ["fine"], "term": "general", "fine": "5000"}
    assert "不能以罚代移" in county.does("chief", here, "decide", 422, **penalty)

    county.does("station", here, "transfer", summary="汤料检出罂粟碱", report="两名执法人员现场核实")
    transfer = one(Transfer)
    there = f"/transfers/{transfer.pk}"
    assert due("decide_transfer") == date(2026, 9, 17)
    assert county.at("police").get(there).status_code == 404
    county.does("station", there, "approve", 422)
    county.does("chief", there, "approve")
    assert due("hand_transfer") == date(2026, 9, 15)
    papers = ["letter", "report", "goods_list"]
    assert "还缺" in county.does("station", there, "hand", 422, to=post(county, "police"), papers=["letter"])
    county.does("station", there, "hand", 422, to=post(county, "school"), papers=papers)
    county.does("station", there, "hand", to=post(county, "police"), papers=papers)
    assert "等公安有了结果" in county.does("chief", here, "decide", 422, **penalty)

    # The police see what was handed over, and of the case nothing; the school's bureau sees nothing at all.
    page = county.sees("police", there)
    assert "汤料检出罂粟碱" in page and "两名执法人员现场核实" not in page and here not in page
    assert county.at("police").get(here).status_code == 404
    for outsider in ("school", "village", "leader"):
        assert county.at(outsider).get(there).status_code == 404
    assert "去办" in county.sees("police", "/worklist")
    county.does("police", there, "receive", weight="complex")
    assert due("answer_transfer") == date(2026, 9, 24)
    county.does("police", there, "ask_papers", answer="缺检验报告")
    county.does("station", there, "supply", papers=["tests"], note="补检验报告")
    county.does("police", there, "decline", answer="含量极低，没有犯罪事实")
    county.does("station", there, "ask_review", note="检出即入罪")
    county.does("police", there, "uphold", answer="维持")
    county.does("station", there, "ask_supervision", note="请检察院监督")
    county.does("station", there, "end", note="检察院认为不构成犯罪")
    assert one(Transfer).state == "ended"
    assert rows(Task, file_kind="transfer", state="open") == []
    county.does("chief", here, "decide", **penalty)
    assert one(PenaltyCase).decision == "penalty"


@pytest.mark.mechanism("M36")
def test_the_police_file_it_and_it_is_supervised_and_told_together(county: County) -> None:
    here = filed(county)
    goods = {"name": "罂粟壳", "quantity": "2", "unit": "千克", "value": "800", "lies_at": "所里", "reason": "禁用物质"}
    county.does("station", here, "measure", kind="seize", **goods)
    county.does("station", here, "facts", crime=["banned_substance"])
    county.does("station", here, "transfer", summary="添加罂粟壳", report="核实")
    there = f"/transfers/{one(Transfer).pk}"
    county.does("chief", there, "refuse", note="先补充检验")
    county.does("station", here, "transfer", summary="检验报告证实添加罂粟壳", report="补充核实")
    second = one(Transfer, round=2)
    there = f"/transfers/{second.pk}"
    county.does("chief", there, "approve")
    county.does("chief", there, "joint", note="省公安厅、省市场监管局")
    county.does("station", there, "hand", to=post(county, "police"), papers=["letter", "report", "goods_list", "tests"])
    county.does("police", there, "receive", weight="plain")
    county.does("police", there, "accept", answer="立案侦查")
    assert due("hand_goods") == date(2026, 9, 17)
    county.does("station", there, "hand_goods", note="物品、案卷一并交接")
    page = county.sees("police", there)
    assert "省公安厅" in page and "罂粟壳" in page
    county.does("police", there, "return", answer="主犯另案处理，其余由贵局处理")
    assert one(Transfer, pk=second.pk).state == "returned"
    reviewed(county, here, penalties=[], fine="")
    county.does("chief", here, "decide", kind="to_justice", text="主犯移送司法机关追究刑事责任")
    county.does(
        "station",
        here,
        "typical",
        title="火锅店添加罂粟壳案",
        body="甲饭店添加罂粟壳，移送公安。",
        together="桐乡市公安局",
    )
    assert one(TypicalCase).together == "桐乡市公安局"


def test_a_problem_becomes_a_case_once_and_its_fix_is_known(county: County) -> None:
    bound_and_planned(county.world)
    (key,) = visited(county.world, county.shop)
    assert "登记为案源" in county.sees("station", f"/findings/{key}")
    assert "登记为案源" not in county.sees("village", f"/findings/{key}")
    form = county.sees("station", f"/cases/new?source=finding&source_id={key}")
    assert "甲饭店" in form and county.shop.uscc in form
    words = {"title": "问题转案源", "summary": FACT, "source": "finding", "source_id": str(key)}
    assert county.at("station").post("/cases/new", words).status_code == 302
    again = county.at("station").post("/cases/new", words)
    assert (again.status_code, "已经登记过案件「问题转案源」" in again.content.decode()) == (422, True)
    case = one(PenaltyCase)
    # Each page leads to the other; whoever asks for the form again is led to the case.
    assert f"/cases/{case.pk}" in county.sees("station", f"/findings/{key}")
    assert f"/findings/{key}" in county.sees("station", f"/cases/{case.pk}")
    assert county.at("station").get(f"/cases/new?source=finding&source_id={key}")["Location"] == f"/cases/{case.pk}"
    assert "看案件" not in county.sees("village", f"/findings/{key}")
    assert (case.source, case.source_id, case.business_id) == ("finding", key, county.shop.pk)
    assert county.at("stranger").get(f"/cases/new?source=finding&source_id={key}").status_code == 404
    assert "还不符合：初次违法" in county.sees("station", f"/cases/{case.pk}")


def test_two_files_at_once_have_two_numbers_and_an_unknown_shop_is_said(county: County) -> None:
    marks = {one(PenaltyCase, pk=filed(county).rsplit("/", 1)[1]).mark for _case in range(2)}
    assert marks == {"桐乡市市监罚立〔2026〕1号", "桐乡市市监罚立〔2026〕2号"}
    answer = county.at("station").post("/cases/new", {"title": "x", "summary": "y", "uscc": "9133"})
    assert (answer.status_code, "名册里没有信用代码" in answer.content.decode()) == (422, True)
    assert county.at("village").get("/cases").status_code == 404
    assert len(rows(PenaltyCase)) == 2
    assert len(rows(Business)) == 1
