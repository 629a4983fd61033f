"""监督检查: two officers go, a table is filled, the second confirms, the result is made public; risk is graded with every point."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from shian.checklists.models import Sheet
from shian.inspection.models import FaceGiven, Inspection, RiskAssessment
from shian.kernel.secrecy import Secrecy
from shian.kernel.wall import worn
from shian.loop.models import Finding, Task
from shian.registry.actions import appoint
from shian.registry.models import Appointment, Business
from tests.at_the_doors import entered, photo, stand_still
from tests.world import CAST, FOUNDER, TODAY, TOWN, World, business, small_county

SENT = {"kind": "routine", "basis": "2026年度监督检查计划", "papers": "浙0483-12、浙0483-15", "go_on": str(TODAY)}


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> World:
    stand_still(monkeypatch)
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setitem(CAST, "colleague", (TOWN, "station_officer", "", "office"))
    return small_county()


@pytest.fixture
def shop(world: World) -> Business:
    return business(world, "丙饭店", kind="caterer", area_m2=600, seats=300)


@pytest.fixture
def lead(world: World, shop: Business) -> Client:
    return entered(world, "station")


def posts(world: World, **more: str) -> dict[str, str]:
    return SENT | {"lead": str(world.posts["station"].pk), "second": str(world.posts["colleague"].pk)} | more


def sent(client: Client, world: World, shop: Business, **more: str) -> str:
    """The address of the inspection."""
    answer = client.post(f"/businesses/{shop.pk}/inspect", posts(world, **more))
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def rows(model: Any, **facts: Any) -> list[Any]:
    with worn(FOUNDER):
        return list(model.objects.filter(**facts).order_by("pk"))


def filled(client: Client, here: str, *failed: str) -> None:
    """The table, handed in on the phone of who leads."""
    (one,) = rows(Inspection, pk=here.rsplit("/", 1)[1])
    page = client.get(f"/visit/{one.task_id}/sheet").content.decode()
    codes = [part.split('"')[0] for part in page.split('name="answer-')[1:]]
    said = {f"answer-{code}": "fail" if code in failed else "conform" for code in codes}
    said |= {f"note-{code}": "现场看到" for code in failed} | {f"measure-{code}": "fix_by" for code in failed}
    photos = {f"photos-{code}": photo(red=10 + n) for n, code in enumerate(failed)}
    answer = client.post(f"/visit/{one.task_id}/sheet", {**said, **photos, "mode": "on_site"})
    assert answer.status_code == 302, answer.content.decode()


def said(answer: Any) -> str:
    return str(answer.content.decode())


def test_an_inspection_from_sending_to_publication(world: World, shop: Business, lead: Client) -> None:
    here = sent(lead, world, shop)
    filled(lead, here, "dishware.disinfected", "premises.clean")
    (found,) = rows(Finding, code="premises.clean")
    assert found.state == "ordered", "the regulator orders, he does not urge"

    assert "要由另一名检查人员" in said(lead.post(f"{here}/confirm", {"unsigned": "拒签，社区干部在场"}))
    second = entered(world, "colleague")
    assert "请让对方签字" in said(second.post(f"{here}/confirm", {}))
    assert rows(Inspection)[0].state == "dispatched"
    done = second.post(f"{here}/confirm", {"signed": photo()}, follow=True).content.decode()
    assert "结果已确认" in done and "不符合" in done

    (one,) = rows(Inspection)
    assert (one.state, one.result, one.decision, one.told_on) == ("confirmed", "not", "open", TODAY)
    assert one.because["facts"]["重点项不符合"] == 1 and one.because["assumed"]
    # 20 working days from 2026-09-14, over Mid-Autumn and National Day
    assert one.public_by.isoformat() == "2026-10-16"
    assert sorted(task.act for task in rows(Task, file_kind="inspection", state="open")) == [
        "decide_case",
        "publish_result",
    ]
    assert here in said(lead.get("/worklist"))

    assert "请填立案的案号" in said(lead.post(f"{here}/decide", {"file": "file"}))
    lead.post(f"{here}/decide", {"file": "file", "case_number": "桐市监案〔2026〕31号"})
    lead.post(f"{here}/publish", {})
    (one,) = rows(Inspection)
    assert (one.state, one.decision, one.case_number) == ("published", "filed", "桐市监案〔2026〕31号")
    assert one.secrecy == Secrecy.OPEN
    assert rows(Task, file_kind="inspection", state="open") == []
    principal = entered(world, "丙饭店/principal")
    assert "不符合" in said(principal.get(here))
    assert "现在是「已公开」" in said(lead.post(f"{here}/publish", {}))


def test_a_clean_table_conforms_and_smiles(world: World, shop: Business, lead: Client) -> None:
    here = sent(lead, world, shop)
    filled(lead, here)
    entered(world, "colleague").post(f"{here}/confirm", {"unsigned": "负责人不在，店员张某在场"})
    (one,), (face,) = rows(Inspection), rows(FaceGiven)
    assert (one.result, one.decision) == ("conform", "none")
    assert (face.face, face.tenths, face.again_by.isoformat()) == ("laugh", 100, "2027-09-14")
    assert "优秀 10.0" in said(lead.get(here))


def test_one_general_item_is_mostly_conform(world: World, shop: Business, lead: Client) -> None:
    here = sent(lead, world, shop)
    filled(lead, here, "premises.clean")
    entered(world, "colleague").post(f"{here}/confirm", {"unsigned": "负责人不在，店员张某在场"})
    assert [(one.result, one.decision) for one in rows(Inspection)] == [("mostly", "none")]


def test_who_may_not_go(world: World, shop: Business, lead: Client) -> None:
    to = f"/businesses/{shop.pk}/inspect"
    one = str(world.posts["station"].pk)
    for words, sentence in [
        ({"second": one}, "2 名以上检查人员"),
        ({"second": str(world.posts["village"].pk)}, "请选两名检查人员"),
        ({"basis": " "}, "检查的依据"),
        ({"papers": ""}, "执法证件号"),
        ({"go_on": "2026-09-13"}, "日期已经过了"),
        ({"go_on": "九月"}, "请填日期"),
        ({"kind": "friendly"}, "检查的种类"),
    ]:
        answer = lead.post(to, posts(world, **words))
        assert (answer.status_code, sentence in said(answer)) == (422, True), (words, said(answer))
    with worn(FOUNDER):
        appoint(shop, world.people["colleague"], Appointment.Role.DIRECTOR, on=TODAY, by=FOUNDER)
    assert "应当回避" in said(lead.post(to, posts(world)))
    assert rows(Inspection) == [] and rows(Task, programme="statutory_inspection") == []
    for who in ("village", "office", "丙饭店/principal", "grid", "neighbour"):
        assert entered(world, who).post(to, posts(world)).status_code in (403, 404), who


def test_an_unannounced_inspection_is_seen_by_nobody_outside(world: World, shop: Business, lead: Client) -> None:
    here = sent(lead, world, shop, kind="unannounced", basis="举报线索")
    for who in ("丙饭店/principal", "village", "town", "grid"):
        asker = entered(world, who)
        assert asker.get(here).status_code == 404, who
        assert "监督检查" not in said(asker.get("/worklist")) + said(asker.get("/today")), who
    filled(lead, here, "premises.clean")
    entered(world, "colleague").post(f"{here}/confirm", {"unsigned": "负责人拒签，民警在场"})
    principal = entered(world, "丙饭店/principal")
    (found,) = rows(Finding)
    assert principal.get(here).status_code == 200
    assert principal.get(f"/findings/{found.pk}").status_code == 200
    assert {sheet.secrecy for sheet in rows(Sheet)} == {int(Secrecy.INTERNAL)}
    assert rows(FaceGiven) == [], "a part of the items gives no face"


def test_three_months_after_an_upper_inspection(world: World, shop: Business, lead: Client) -> None:
    here = sent(lead, world, shop, kind="upper_level", basis="省局部署")
    filled(lead, here)
    entered(world, "colleague").post(f"{here}/confirm", {"unsigned": "负责人不在，店员张某在场"})
    answer = lead.post(f"/businesses/{shop.pk}/inspect", posts(world))
    assert answer.status_code == 422 and "原则上不重复检查" in said(answer)
    again = sent(lead, world, shop, suspicion="接到举报后厨有老鼠")
    assert "接到举报后厨有老鼠" in said(lead.get(again))
    assert "已经派了人去检查" in said(lead.post(f"/businesses/{shop.pk}/inspect", posts(world, suspicion="再查")))


def test_refusing_an_inspection_is_a_result(world: World, shop: Business, lead: Client) -> None:
    here = sent(lead, world, shop)
    assert "是哪一种" in said(lead.post(f"{here}/refused", {"form": "shy", "note": "门锁着"}))
    lead.post(f"{here}/refused", {"form": "entry", "note": "店主关门不让进，社区干部李某在场"})
    (one,) = rows(Inspection)
    assert (one.state, one.refusal, one.decision, one.result) == ("refused", "entry", "open", "")
    assert "拒绝检查" in said(lead.get(here))
    assert [task.state for task in rows(Task, pk=one.task_id)] == ["excluded"]


def test_a_cancelled_inspection_says_why(world: World, shop: Business, lead: Client) -> None:
    here = sent(lead, world, shop, kind="special", basis="节前专项")
    assert "请写明原因" in said(lead.post(f"{here}/cancel", {"reason": ""}))
    lead.post(f"{here}/cancel", {"reason": "台风停工"})
    (one,) = rows(Inspection)
    assert (one.state, one.note) == ("cancelled", "台风停工")
    assert [task.state for task in rows(Task, pk=one.task_id)] == ["withdrawn"]


def test_nothing_is_confirmed_before_the_table_is_in(world: World, shop: Business, lead: Client) -> None:
    here = sent(lead, world, shop)
    second = entered(world, "colleague")
    assert "还没有交上来" in said(second.post(f"{here}/confirm", {"unsigned": "拒签"}))


def test_risk_is_graded_with_every_point(world: World, shop: Business, lead: Client) -> None:
    to = f"/businesses/{shop.pk}/risk"
    assert 'value="600"' in said(lead.get(to)), "what the register knows is not typed again"
    asked = {"n-area": "600", "n-seats": "300", "n-cold_dishes": "6", "happened": ["punished"]}
    looked = said(lead.get(to, asked))
    assert "经营场所面积" in looked and "600 ㎡，超过 500" in looked and "还没有检查过" in looked
    assert rows(RiskAssessment) == [], "looking writes nothing"
    # static 8 + 5 + 5 = 18, never inspected: 18 × 2.5 = 45, grade B by score, one level worse
    lead.post(to, asked)
    (one,) = rows(RiskAssessment)
    assert (one.score, one.by_score, one.grade) == (45, "B", "C")
    assert rows(Business, pk=shop.pk)[0].risk_grade == "C"
    assert rows(Business, pk=shop.pk)[0].guarantee_grade == "D", "the two grades are kept apart"
    here = sent(lead, world, shop)
    filled(lead, here)
    entered(world, "colleague").post(f"{here}/confirm", {"unsigned": "负责人不在，店员张某在场"})
    lead.post(to, {"n-area": "600", "n-seats": "300", "n-cold_dishes": "6"})
    (now,) = rows(RiskAssessment, superseded_at__isnull=True)
    assert (now.score, now.grade) == (18, "A")
    assert rows(Business, pk=shop.pk)[0].risk_grade == "A"
    assert "请填整数" in said(lead.post(to, {"n-area": "大"}))
    assert entered(world, "village").get(to).status_code == 404


def test_who_was_not_fully_inspected_for_two_years(world: World, shop: Business, lead: Client) -> None:
    with worn(FOUNDER):
        Business.objects.filter(pk=shop.pk).update(opened_on=date(2024, 9, 14))
    new = business(world, "丁饭店", uscc="91330483MA2BC1XX0X", opened_on=date(2024, 9, 15))
    page = said(lead.get("/inspections/unchecked"))
    assert "丙饭店" in page and "丁饭店" not in page
    assert new.opened_on == date(2024, 9, 15)
    here = sent(lead, world, shop)
    filled(lead, here)
    entered(world, "colleague").post(f"{here}/confirm", {"unsigned": "负责人不在，店员张某在场"})
    assert "丙饭店" not in said(lead.get("/inspections/unchecked"))


def test_lists_by_where_they_stand(world: World, shop: Business, lead: Client) -> None:
    here = sent(lead, world, shop)
    assert "丙饭店" in said(lead.get("/inspections?tab=going"))
    filled(lead, here)
    assert "丙饭店" not in said(lead.get("/inspections?tab=going"))
    assert "丙饭店" in said(lead.get("/inspections?tab=to_confirm"))
    entered(world, "colleague").post(f"{here}/confirm", {"unsigned": "负责人不在，店员张某在场"})
    assert "丙饭店" in said(lead.get("/inspections?tab=to_publish"))
    lead.post(f"{here}/publish", {})
    assert "丙饭店" in said(lead.get("/inspections?tab=public"))
    assert entered(world, "stranger").get("/inspections?tab=all").content.decode().count("丙饭店") == 0
