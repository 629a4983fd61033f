"""联合行动 (M07) and 掌上联合执法 (M16): departments go out together, one record, each thing counted once; one tells another and hears back."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from shian.config.wiring import FOLLOWS
from shian.kernel.refused import Refused
from shian.kernel.wall import worn
from shian.ledger.models import Entry
from shian.loop import queries as loop
from shian.loop.actions import hand_in, tick
from shian.loop.law import law_on
from shian.loop.models import Climb, Finding, Task
from shian.loop.submission import Submission
from shian.operations.actions import form_team
from shian.operations.models import Notice, Operation, Result, Target, Team
from shian.people.models import Organisation, Post
from shian.registry.models import Business
from tests.at_the_doors import VISIT, bound_and_planned, entered, photo, stand_still
from tests.world import CAST, COUNTY, FOUNDER, NOW, OPENED, TODAY, TOWN, World, answers, business, small_county

AWAY = "cn/33/04/83/101/001/"
UNITS = {"police": "police", "school": "education", "farm": "agriculture"}


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> World:
    stand_still(monkeypatch)
    settings.MEDIA_ROOT = tmp_path
    for who in UNITS:
        monkeypatch.setitem(CAST, who, (COUNTY, "other_department", "", "office"))
    made = small_county()
    with worn(FOUNDER):
        for who, line in UNITS.items():
            Organisation.objects.filter(name=f"{who}单位").update(kind="department", department=line)
        Organisation.objects.filter(name="office单位").update(kind="committee_office")
        Organisation.objects.filter(name="station单位").update(kind="regulator", department="market")
    for name in ("甲饭店", "乙饭店"):
        business(made, name)
    business(made, "丙饭店", path=AWAY)
    return made


@pytest.fixture
def office(world: World) -> Client:
    return entered(world, "office")


def rows(model: Any, **facts: Any) -> list[Any]:
    with worn(FOUNDER):
        return list(model.objects.filter(**facts).order_by("pk"))


def one(model: Any, **facts: Any) -> Any:
    (row,) = rows(model, **facts)
    return row


def said(answer: Any) -> str:
    return str(answer.content.decode())


def key(world: World, who: str) -> str:
    return str(world.posts[who].pk)


def unit(who: str) -> str:
    return str(one(Organisation, name=f"{who}单位").pk)


def planned(client: Client, world: World, **more: Any) -> str:
    """The address of a new operation in the town, led by the office."""
    words = {
        "title": "保健食品虚假宣传联合整治",
        "basis": "市联席会议部署",
        "place": TOWN,
        "starts_on": str(TODAY),
        "ends_on": str(TODAY + timedelta(days=4)),
        "contacts": [key(world, who) for who in ("station", "police", "school")],
    }
    answer = client.post("/operations/new", words | more)
    assert answer.status_code == 302, said(answer)
    return str(answer["Location"])


def team(client: Client, here: str, world: World, name: str, *who: str) -> Any:
    words = {"name": name, "leader": key(world, who[0]), "members": [key(world, other) for other in who[1:]]}
    return client.post(f"{here}/team", words)


def objects(client: Client, here: str, name: str, lines: str) -> Any:
    return client.post(f"{here}/objects", {"team": str(one(Team, name=name).pk), "lines": lines})


def under_way(client: Client, world: World) -> str:
    """Ordered and begun: the first team with the police has two businesses, the second, with the school, has none."""
    here = planned(client, world)
    team(client, here, world, "一组", "station", "police")
    team(client, here, world, "二组", "office", "school")
    assert objects(client, here, "一组", "甲饭店\n乙饭店").status_code == 302
    for verb in ("order", "begin"):
        answer = client.post(f"{here}/{verb}", {})
        assert answer.status_code == 302, said(answer)
    return here


def at(name: str = "甲饭店") -> str:
    return f"/operations/objects/{one(Target, name=name).pk}"


def _delivered() -> None:
    """What was announced is followed: the courier waits for the commit, which a test never makes."""
    with worn(FOUNDER):
        told = [event for entry in Entry.objects.filter(announces=True).order_by("id") for event in entry.events]
    for envelope in told:
        for follower in FOLLOWS.get(envelope["name"], []):
            follower.handle(envelope, NOW)


def figure(client: Client, here: str, part: str) -> int:
    """How many rows a figure opens into; the page shows the same number."""
    page, opened = said(client.get(here)), said(client.get(f"{here}/rows?part={part}"))
    shown = page.split(f'part={part}">')[1].split("<")[0]
    counted = int(opened.split("共 ")[1].split(" 条")[0].replace(",", ""))
    assert int(shown) == counted, (part, shown, counted)
    return counted


@pytest.mark.mechanism("M07")
def test_departments_act_together_and_each_thing_is_counted_once(world: World, office: Client) -> None:
    here = under_way(office, world)
    done = one(Operation)
    assert (done.state, done.mark, len(done.departments)) == ("under_way", "桐乡市联行〔2026〕1号", 4)
    station, police = entered(world, "station"), entered(world, "police")
    assert "甲饭店" in said(station.get("/worklist")), "its team's leader owes the object"
    duty = rows(Task, file_kind="operation_object")
    assert [task.state for task in duty] == ["open", "open"] and {task.due for task in duty} == {done.ends_on}

    police.post(f"{at()}/record", {"outcome": "done", "note": "货架上有标注疗效的保健食品"})
    assert "货架上有标注疗效的保健食品" in said(station.get(at())), "one of the team wrote it, all read it"
    assert "已经有人记过了" in said(station.post(f"{at()}/record", {"outcome": "done", "note": "再记"}))
    assert sorted(task.state for task in rows(Task, file_kind="operation_object")) == ["done", "open"]

    for who in (police, station):
        answer = who.post(f"{at()}/problem", {"code": "licence.displayed", "note": "许可证过期"})
        assert answer.status_code == 302, said(answer)
    (finding,) = rows(Finding)
    assert (finding.programme, finding.state) == ("joint_action", "ordered")
    assert finding.business_id == one(Business, name="甲饭店").pk
    assert one(Task, act="rectify").business_id == finding.business_id, "the business owes the fix, to the regulator"
    for who, number in ((police, "桐公立[2026]7号"), (station, "桐公立〔２０２６〕 7号")):
        answer = who.post(f"{at()}/case", {"number": number, "text": "虚假宣传", "department": ""})
        assert answer.status_code == 302, said(answer)
    case = one(Result, kind="case")
    assert str(case.department_id) == unit("police") and [str(k) for k in case.also] == [unit("station")]
    goods = {"name": "某某胶囊", "quantity": "120", "unit": "瓶", "value": "3600.5"}
    station.post(f"{at()}/seize", goods)
    assert one(Result, kind="seizure").value_fen == 360_050

    answer = station.post(f"{at()}/transfer", {"case": str(case.pk), "to": unit("police")})
    assert answer.status_code == 302, said(answer)
    assert "已经移送过了" in said(station.post(f"{at()}/transfer", {"case": str(case.pk), "to": unit("police")}))
    office.post(f"{at()}/expose", {"case": str(case.pk)})
    station.post(f"{at('乙饭店')}/record", {"outcome": "shut", "note": "当天关门"})

    counts = ("listed", "checked", "problems", "cases", "transferred", "exposed", "seizures")
    opened = {part: said(office.get(f"{here}/rows?part={part}")) for part in counts}
    assert {part: page.split("共 ")[1].split(" 条")[0] for part, page in opened.items()} == {
        "listed": "2", "checked": "1", "problems": "1", "cases": "1", "transferred": "1", "exposed": "1", "seizures": "1",
    }  # fmt: skip
    assert all(figure(office, here, part) == 1 for part in counts[1:])
    assert "还有：station单位" in opened["cases"], "both departments stand on the one row"
    page = said(office.get(here))
    assert "3,600.50 元" in page and "公安" in page
    assert office.post(f"{here}/close", {"note": "查处两家，一案移送"}).status_code == 302
    assert one(Operation).state == "closed"


@pytest.mark.mechanism("M16")
def test_one_department_tells_another_and_hears_back(world: World, office: Client) -> None:
    here = under_way(office, world)
    police, school = entered(world, "police"), entered(world, "school")
    answer = police.post(f"{at()}/tell", {"to": unit("school"), "text": "给学校送餐，请查食堂进货"})
    assert answer.status_code == 302, said(answer)
    notice = one(Notice)
    # 15 working days from Monday 2026-09-14: the 20th is worked, National Day is not; one working day to sign for it
    assert (notice.due.isoformat(), notice.receive_by.isoformat()) == ("2026-10-10", "2026-09-15")
    told = f"/operations/notices/{notice.pk}"
    assert told in said(school.get("/worklist")), "it is owed by the contact of the department, on its desk"
    assert "给学校送餐" in said(school.get(told)) and "甲饭店" in said(school.get(told))
    assert school.get(at()).status_code == 404, "the record it came from is the other team's"

    assert "由他们签收和反馈" in said(police.post(f"{told}/receive", {}))
    school.post(f"{told}/receive", {})
    assert one(Notice).received_by.startswith("school")
    school.post(f"{told}/answer", {"answer": "已停用该供货商", "evidence": photo()})
    assert [task.state for task in rows(Task, file_kind="operation_notice")] == ["done"]
    assert "由抄告的一方来核销" in said(school.post(f"{told}/accept", {}))
    police.post(f"{told}/return", {"note": "请附停用通知"})
    assert (one(Notice).state, one(Notice).returns) == ("returned", 1)
    assert sorted(task.state for task in rows(Task, file_kind="operation_notice")) == ["done", "open"]
    school.post(f"{told}/answer", {"answer": "通知已附"})
    police.post(f"{told}/accept", {})
    assert one(Notice).state == "settled"
    assert figure(office, here, "notices") == 1 and "已核销" in said(office.get(f"{here}/rows?part=notices"))


def test_what_a_visit_finds_at_an_object_joins_its_record(world: World, office: Client) -> None:
    shop = business(world, "丁饭店", grade="C")
    bound_and_planned(world)
    here = planned(office, world, contacts=[key(world, who) for who in ("station", "town")])
    team(office, here, world, "一组", "station", "town")
    objects(office, here, "一组", "丁饭店")
    for verb in ("order", "begin"):
        office.post(f"{here}/{verb}", {})
    town = entered(world, "town")
    assert "一趟办完" in said(town.get(at("丁饭店"))), "the visit that is due there anyway is one click away"
    law = law_on(TODAY, shop.path)
    codes = [item.code for item in law.pack.checklists[str(law.checklist(law.programme(VISIT), shop, TODAY))].items]
    by = world.actor("town")
    with worn(by):
        task = loop.worklist(by, on=TODAY).get(business=shop, act="inspect")
        sheet = {"id": str(uuid4()), "tasks": [str(task.pk)], "answers": answers(codes, failed=codes[:1])}
        assert hand_in(Submission.parsed(sheet), by=by, now=NOW).ok
    for _again in range(2):
        _delivered()
    result = one(Result)
    assert (result.kind, result.code, str(result.department_id)) == ("problem", codes[0], unit("town"))
    assert result.finding_id == one(Finding).pk, "one finding, of the visit's own programme"
    answer = entered(world, "station").post(f"{at('丁饭店')}/problem", {"code": codes[0], "note": "同一处"})
    if answer.status_code == 302:  # the regulator's list asks the same question
        assert [str(k) for k in one(Result).also] == [unit("station")] and len(rows(Finding)) == 1
    assert figure(office, here, "problems") == len(rows(Result))


def test_photographs_lie_with_the_record(world: World, office: Client) -> None:
    under_way(office, world)
    police, station = entered(world, "police"), entered(world, "station")
    answer = police.post(f"{at()}/record", {"outcome": "done", "note": "货架", "photos": photo()})
    assert answer.status_code == 302, said(answer)
    station.post(f"{at()}/problem", {"code": "licence.displayed", "note": "过期", "photos": photo(red=90)})
    (first,), (second,) = one(Target, name="甲饭店").evidence, one(Result).evidence
    page = said(station.get(at()))
    assert f"/evidence/{first}" in page and f"/evidence/{second}" in page, "the regulator's ground is that of the shop"
    page = said(police.get(at()))
    assert f"/evidence/{first}" in page and f"/evidence/{second}" not in page, "from outside: one's own"
    assert police.get(f"/evidence/{second}").status_code == 404


def test_a_notice_without_an_answer_climbs_the_ladder(world: World, office: Client) -> None:
    here = under_way(office, world)
    entered(world, "police").post(f"{at()}/tell", {"to": unit("school"), "text": "请查食堂进货"})
    clock = world.system("clock")
    heard = [one.post_id for one in rows(Climb)]
    assert heard == []
    for days in (29, 33):
        with worn(clock):
            tick(NOW + timedelta(days=days), by=clock)
    of_notice = one(Task, file_kind="operation_notice")
    heard = [one.post_id for one in rows(Climb, task=of_notice)]
    assert heard[0] == world.posts["school"].pk and world.posts["office"].pk in heard, heard
    assert here in said(office.get("/operations")), "nothing is lost meanwhile"


def test_a_department_from_outside_sees_its_part_and_nothing_else(world: World, office: Client) -> None:
    hidden = planned(office, world, title="另一次行动", contacts=[key(world, "station"), key(world, "farm")])
    here = under_way(office, world)
    police, school, farm = (entered(world, who) for who in ("police", "school", "farm"))
    assert [client.get(here).status_code for client in (police, school, farm)] == [200, 200, 404]
    assert [client.get(at()).status_code for client in (police, school, farm)] == [200, 404, 404]
    assert [client.get(hidden).status_code for client in (police, farm)] == [404, 404], "not ordered yet"
    assert "二组" not in said(police.get(here)) and "一组" not in said(school.get(here))
    listed = said(police.get("/operations"))
    assert "保健食品虚假宣传" in listed and "另一次行动" not in listed
    shop = one(Business, name="甲饭店")
    for closed in ("/findings", "/businesses", f"/businesses/{shop.pk}", "/figures/completion", "/people", "/ledger"):
        assert "甲饭店" not in said(police.get(closed)), closed
    rail = said(police.get("/operations")).split("<nav")[1].split("</nav>")[0]
    assert "待办" in rail and "联合行动" in rail and "主体" not in rail and "问题" not in rail


def test_what_an_outsider_asks_the_database_itself_is_cut_by_the_second_wall(world: World, office: Client) -> None:
    under_way(office, world)
    with worn(world.actor("school")):
        assert (Operation.objects.count(), Team.objects.count(), Target.objects.count()) == (1, 1, 0)
        assert (Business.objects.count(), Task.objects.count(), Finding.objects.count()) == (0, 0, 0)
    with worn(world.actor("police")):
        assert (Team.objects.count(), Target.objects.count(), Business.objects.count()) == (1, 2, 0)
    with worn(world.actor("farm")):
        assert (Operation.objects.count(), Team.objects.count(), Target.objects.count()) == (0, 0, 0)


def test_a_department_that_is_not_of_the_team_may_not_write(world: World, office: Client) -> None:
    here = under_way(office, world)
    assert team(office, here, world, "三组", "office", "school").status_code == 302
    school, village = entered(world, "school"), entered(world, "village")
    assert school.post(f"{at()}/record", {"outcome": "done", "note": "x"}).status_code == 404
    village.post(f"{at()}/record", {"outcome": "done", "note": "x"})
    assert "由牵头部门来办" in said(entered(world, "police").post(f"{here}/close", {"note": "收"}))
    assert {row.outcome for row in rows(Target)} == {""} and one(Operation).state == "under_way"


def test_what_a_plan_is_refused_for(world: World, office: Client) -> None:
    words = {
        "title": "行动", "basis": "部署", "place": TOWN, "starts_on": str(TODAY), "ends_on": str(TODAY),
        "contacts": [key(world, "police")],
    }  # fmt: skip
    for wrong, sentence in [
        ({"title": " "}, "请写行动的名称"),
        ({"basis": ""}, "请写明行动的依据"),
        ({"place": "cn/33/04/81/"}, "请选在哪个地方行动"),
        ({"starts_on": "明天"}, "请填日期"),
        ({"ends_on": str(TODAY - timedelta(days=1))}, "早于开始"),
        ({"starts_on": "2026-09-01", "ends_on": "2026-09-02"}, "已经过了"),
        ({"contacts": []}, "至少要有两个部门"),
        ({"contacts": [key(world, "stranger")]}, "从列出的部门里选"),
    ]:
        answer = office.post("/operations/new", words | wrong)
        assert (answer.status_code, sentence in said(answer)) == (422, True), (wrong, said(answer)[-2000:])
    assert rows(Operation) == []
    assert entered(world, "police").get("/operations/new").status_code == 404


def test_what_teams_and_objects_are_refused_for(world: World, office: Client) -> None:
    here = planned(office, world)
    assert "请写组的名称" in said(team(office, here, world, "", "station", "police"))
    assert "请选组长" in said(team(office, here, world, "一组", "farm", "police")), "it takes no part"
    assert "不止一个部门的人" in said(team(office, here, world, "一组", "station"))
    assert rows(Team) == []
    team(office, here, world, "一组", "station", "police")
    assert "已经有「一组」了" in said(team(office, here, world, "一组", "office", "school"))
    team(office, here, world, "二组", "office", "school")
    assert "没有分组、没有检查对象" in said(office.post(f"{here}/order", {}))
    assert "不在这次行动的范围里" in said(objects(office, here, "一组", "丙饭店"))
    assert "名册里没有「丁饭店」" in said(objects(office, here, "一组", "甲饭店\n丁饭店"))
    assert rows(Target) == [], "a list with one wrong line adds nobody"
    objects(office, here, "一组", "甲饭店")
    assert "一家只由一个组负责" in said(objects(office, here, "二组", "甲饭店"))
    objects(office, here, "一组", "甲饭店")
    assert [row.name for row in rows(Target)] == ["甲饭店"], "named twice it stands once"
    with worn(FOUNDER):
        Post.objects.filter(pk=world.posts["school"].pk).update(closed_on=OPENED)
    assert "school" not in said(office.get(here)).split("组员")[1], "a post that ended is not offered"


def test_a_member_whose_post_ended_cannot_go(world: World, office: Client) -> None:
    planned(office, world)
    by = world.actor("office")
    with worn(by):
        operation = Operation.objects.select_related("place", "lead_post").get()
        ended = Post.objects.select_related("organisation", "role").get(pk=world.posts["school"].pk)
        ended.closed_on = TODAY
        with pytest.raises(Refused, match="这个岗位已经撤销"):
            form_team(operation, "一组", (ended,), by=by, now=NOW)
    assert rows(Team) == []


def test_what_the_record_is_refused_for(world: World, office: Client) -> None:
    here = planned(office, world)
    team(office, here, world, "一组", "station", "police")
    objects(office, here, "一组", "甲饭店\n乙饭店")
    station = entered(world, "station")
    assert "还没有开始" in said(station.post(f"{at()}/record", {"outcome": "done", "note": "看了"}))
    office.post(f"{here}/order", {})
    office.post(f"{here}/begin", {})
    case = {"number": "桐市监立〔2026〕9号", "text": "过期", "department": ""}
    for verb, words, sentence in [
        ("record", {"outcome": "done", "note": ""}, "每一栏都写上"),
        ("record", {"outcome": "looked", "note": "看了"}, "请选查成了没有"),
        ("problem", {"code": "nothing.such", "note": "不好"}, "请选是哪一项"),
        ("case", case | {"department": unit("farm")}, "没有参加这次行动"),
        ("case", case | {"number": " "}, "每一栏都写上"),
        ("seize", {"name": "胶囊", "quantity": "1.5", "unit": "瓶", "value": "1"}, "请填整数"),
        ("seize", {"name": "胶囊", "quantity": "0", "unit": "瓶", "value": "1"}, "大于 0"),
        ("seize", {"name": "胶囊", "quantity": "1", "unit": "瓶", "value": "1.005"}, "两位小数"),
        ("tell", {"to": unit("farm"), "text": "请查"}, "没有参加这次行动"),
        ("tell", {"to": unit("station"), "text": "请查"}, "不用抄告自己"),
    ]:
        answer = station.post(f"{at()}/{verb}", words)
        assert (answer.status_code, sentence in said(answer)) == (422, True), (verb, words, said(answer)[-2000:])
    assert rows(Result) == [] and rows(Notice) == [] and rows(Finding) == []
    station.post(f"{at()}/case", case)
    assert "已经记过这一条" in said(station.post(f"{at()}/case", case))
    assert "记在另一家名下" in said(station.post(f"{at('乙饭店')}/case", case))
    filed = str(one(Result).pk)
    assert "不是公安机关" in said(station.post(f"{at()}/transfer", {"case": filed, "to": unit("school")}))
    assert "由牵头部门来定" in said(station.post(f"{at()}/expose", {"case": filed}))
    assert "还有 2 家没有查" in said(office.post(f"{here}/close", {"note": "收队"}))
    for name in ("甲饭店", "乙饭店"):
        station.post(f"{at(name)}/record", {"outcome": "done", "note": "看了"})
    office.post(f"{here}/close", {"note": "收队"})
    assert "已经收队，不能再记" in said(station.post(f"{at()}/case", case | {"number": "10号"}))
    assert len(rows(Result)) == 1


def test_an_operation_that_is_called_off_is_owed_by_nobody(world: World, office: Client) -> None:
    here = planned(office, world, starts_on=str(TODAY + timedelta(days=1)))
    team(office, here, world, "一组", "station", "police")
    objects(office, here, "一组", "甲饭店")
    office.post(f"{here}/order", {})
    assert "还没有到" in said(office.post(f"{here}/begin", {}))
    assert "请写明" in said(office.post(f"{here}/call_off", {"note": ""}))
    office.post(f"{here}/call_off", {"note": "并入省里的行动"})
    assert [task.state for task in rows(Task, file_kind="operation_object")] == ["withdrawn"]
    second = planned(office, world)
    team(office, second, world, "甲组", "station", "police")
    objects(office, second, "甲组", "甲饭店")
    office.post(f"{second}/order", {})
    assert sorted(row.mark for row in rows(Operation)) == ["桐乡市联行〔2026〕1号", "桐乡市联行〔2026〕2号"]


def test_what_is_said_in_english(world: World, office: Client) -> None:
    here = under_way(office, world)
    office.post("/language", {"language": "en"})
    page = said(office.get(here))
    assert "Under way" in page and "Households checked" in page


def test_a_team_changes_on_a_day_and_who_left_finishes_what_they_have(world: World, office: Client) -> None:
    business(world, "丁饭店")
    here, first = under_way(office, world), one(Team, name="一组")

    def change(going: str, coming: str) -> Any:
        words = {"team": str(first.pk), "going": [key(world, going)], "coming": [key(world, coming)] if coming else []}
        return office.post(f"{here}/change", words)

    assert "不止一个部门" in said(change("station", ""))
    assert one(Team, name="一组").changes == []
    assert change("station", "school").status_code == 302
    assert [(day, move) for day, move, _who in one(Team, name="一组").changes] == [
        (str(TODAY), "left"), (str(TODAY), "joined"),
    ]  # fmt: skip
    assert "station 出组" in said(office.get(here)) and "school 入组" in said(office.get(here))
    mine = one(Target, name="甲饭店")
    done = entered(world, "station").post(f"/operations/objects/{mine.pk}/record", {"outcome": "done", "note": "查了"})
    assert done.status_code == 302, "what was in work stays with who holds it"

    assert objects(office, here, "一组", "丁饭店").status_code == 302
    later = one(Target, name="丁饭店")
    assert one(Task, pk=later.task_id).holder_id == world.posts["police"].pk, "the first of those who stayed leads"
    assert change("police", "station").status_code == 302
    police = entered(world, "police")
    page = f"/operations/objects/{later.pk}"
    assert police.get(page).status_code == 200
    assert police.get(f"/operations/objects/{one(Target, name='乙饭店').pk}").status_code == 404
    assert police.post(f"{page}/record", {"outcome": "done", "note": "查了"}).status_code == 302
    assert len(rows(Entry, verb="form_team")) == 4, "twice formed, twice changed"


def test_a_county_enters_its_own_police_and_finds_them_by_their_line(world: World, office: Client) -> None:
    with worn(FOUNDER):
        Organisation.objects.filter(name="police单位").update(department="")
    new = {
        "place": COUNTY,
        "title": "治安大队民警",
        "role": "other_department",
        "organisation": "桐乡市公安局",
        "line": "police",
    }
    assert "请从列出的条线里选" in said(office.post("/people/open", new | {"line": "navy"}))
    assert rows(Organisation, name="桐乡市公安局") == []
    opened = office.post("/people/open", new)
    assert opened.status_code == 302, said(opened)
    made = one(Organisation, name="桐乡市公安局")
    assert (made.kind, made.department) == ("department", "police")
    seated = office.post(f"{opened['Location']}/hand-over", {"name": "警某", "phone": "13900009999", "reason": "新设"})
    assert seated.status_code == 302, said(seated)
    assert "桐乡市公安局" in said(office.get("/operations/new"))

    post = f"/posts/{key(world, 'police')}"
    assert "登记单位条线" in said(office.get(post))
    assert office.post(f"{post}/line", {"line": "navy"}).status_code == 422
    assert office.post(f"{post}/line", {"line": "police"}).status_code == 302
    assert one(Organisation, name="police单位").department == "police"
    assert entered(world, "village").post(f"{post}/line", {"line": ""}).status_code in (403, 404)
    assert one(Organisation, name="police单位").department == "police"
