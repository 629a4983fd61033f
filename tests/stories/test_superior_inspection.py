"""督查 (M51): a county team looks at a town; units are drawn, people talked to, problems owed by their unit until they are fixed."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from shian.draws.models import Draw
from shian.kernel.wall import worn
from shian.loop.actions import tick
from shian.loop.models import Climb, Task
from shian.oversight.models import Oversight, Problem, Talk, TeamChange, Unit
from shian.registry.models import Business
from tests.at_the_doors import bound_and_planned, entered, photo, stand_still, visited
from tests.world import COUNTY, FOUNDER, NOW, TODAY, TOWN, World, business, small_county


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> World:
    stand_still(monkeypatch)
    settings.MEDIA_ROOT = tmp_path
    made = small_county()
    for name in ("甲饭店", "乙饭店", "丙饭店"):
        business(made, name)
    return made


@pytest.fixture
def office(world: World) -> Client:
    return entered(world, "office")


def rows(model: Any, **facts: Any) -> list[Any]:
    with worn(FOUNDER):
        return list(model.objects.filter(**facts).order_by("pk"))


def said(answer: Any) -> str:
    return str(answer.content.decode())


def formed(client: Client, world: World, **more: Any) -> str:
    """The address of a new oversight of the town, led by the county's leader."""
    words = {
        "title": "2026年秋季督查",
        "kind": "special",
        "basis": "市食安办年度计划",
        "place": TOWN,
        "begins_on": str(TODAY),
        "leader": str(world.posts["leader"].pk),
        "members": [str(world.posts["office"].pk)],
    }
    answer = client.post("/oversight/new", words | more)
    assert answer.status_code == 302, said(answer)
    return str(answer["Location"])


def gone_in(office: Client, world: World, size: int = 2) -> str:
    here = formed(office, world)
    assert office.post(f"{here}/seal", {"size": str(size)}).status_code == 302
    assert office.post(f"{here}/draw", {"word": "桂花开了"}).status_code == 302
    assert office.post(f"{here}/begin", {}).status_code == 302
    return here


def listed(office: Client, here: str, world: World, who: str = "town", **more: str) -> Problem:
    words = {"text": "包保干部的督导记录有三份照片相同", "holder": str(world.posts[who].pk), "severity": "serious"}
    answer = office.post(f"{here}/list", words | more)
    assert answer.status_code == 302, said(answer)
    return rows(Problem)[-1]


@pytest.mark.mechanism("M51")
def test_a_superior_inspection_from_the_draw_to_the_closing_words(world: World, office: Client) -> None:
    here = formed(office, world)
    assert "请先封存名单" in said(office.post(f"{here}/draw", {}))
    office.post(f"{here}/seal", {"size": "2"})
    (draw,) = rows(Draw)
    assert (draw.state, draw.purpose, draw.listed, bool(draw.commitment), draw.seed) == (
        "committed", "oversight", 3, True, "",
    )  # fmt: skip
    assert rows(Unit) == [], "nobody knows yet which"
    office.post(f"{here}/draw", {"word": "桂花开了"})
    units = rows(Unit)
    assert {str(one.business_id) for one in units} == {one["id"] for one in rows(Draw)[0].drawn} and len(units) == 2
    drawn = said(office.get(f"/draws/{draw.pk}"))
    assert ">餐饮服务<" in drawn and ">caterer<" not in drawn, "the strata in the words of the trade"
    office.post(f"{here}/begin", {})

    leader = entered(world, "leader")
    assert "还有 2 家抽到的没有看" in said(office.post(f"{here}/close", {"note": "总体较好"}))
    leader.post(f"{here}/look", {"unit": str(units[0].pk), "could": "yes", "note": "公示栏缺责任人"})
    leader.post(f"{here}/look", {"unit": str(units[1].pk), "could": "no", "note": "当天停业"})
    assert "已经有人看过了" in said(leader.post(f"{here}/look", {"unit": str(units[0].pk), "note": "再看"}))
    office.post(f"{here}/talk", {"name": "沈某", "title": "副镇长", "note": "说不清包保了哪几家"})
    problem = listed(office, here, world)
    # 5 working days from Monday 2026-09-14: Sunday the 20th is worked, for National Day
    assert problem.due.isoformat() == "2026-09-20"
    page = said(office.get(here))
    assert "town单位" in page and problem.text in page
    assert office.post(f"{here}/close", {"note": "问题按期整改"}).status_code == 302
    assert rows(Oversight)[0].state == "finished"


def test_the_unit_answers_with_evidence_and_the_team_judges(world: World, office: Client) -> None:
    here = gone_in(office, world)
    problem = listed(office, here, world)
    at = f"/oversight/problems/{problem.pk}"
    town = entered(world, "town")
    assert at in said(town.get("/worklist")), "it is owed by the unit's post, on its desk"
    assert "请附上整改后的照片或材料" in said(town.post(f"{at}/answer", {"answer": "已重新核实"}))
    assert "由责任单位的岗位来答复" in said(office.post(f"{at}/answer", {"answer": "替它答", "evidence": photo()}))
    town.post(f"{at}/answer", {"answer": "三份记录已重做", "evidence": photo()})
    assert [task.state for task in rows(Task, file_kind="oversight")] == ["done"]
    assert town.post(f"{at}/accept", {}).status_code in (403, 422), "nobody judges their own answer"

    office.post(f"{at}/send_back", {"note": "照片还是同一张"})
    (problem,) = rows(Problem)
    assert (problem.state, problem.returns) == ("sent_back", 1)
    assert sorted(task.state for task in rows(Task, file_kind="oversight")) == ["done", "open"]
    assert "照片还是同一张" in said(town.get(at))
    town.post(f"{at}/answer", {"answer": "已补到现场照片", "evidence": photo(red=90)})
    office.post(f"{at}/accept", {})
    assert rows(Problem)[0].state == "accepted"
    assert "现在是「已认可」" in said(office.post(f"{at}/send_back", {"note": "再看"}))
    assert said(office.get(f"{here}/rows?part=fixed")).count(problem.text) == 1
    assert problem.text not in said(office.get(f"{here}/rows?part=late"))


def test_what_is_not_answered_climbs_the_ladder(world: World, office: Client) -> None:
    here = gone_in(office, world)
    listed(office, here, world)
    clock = world.system("clock")
    with worn(clock):
        tick(NOW + timedelta(days=8), by=clock)
    heard = rows(Climb)
    assert [one.post_id for one in heard] == [world.posts["town"].pk]
    with worn(clock):
        tick(NOW + timedelta(days=14), by=clock)
    assert {one.post_id for one in rows(Climb)} >= {world.posts["town"].pk, world.posts["office"].pk}


def test_nobody_outside_sees_a_surprise_before_it_begins(world: World, office: Client) -> None:
    here = formed(office, world, kind="surprise", members=[])
    office.post(f"{here}/seal", {"size": "1"})
    office.post(f"{here}/draw", {})
    others = [entered(world, who) for who in ("town", "village", "station", "grid", "stranger", "甲饭店/principal")]
    assert {client.get(here).status_code for client in others} == {404}
    assert all("秋季督查" not in said(client.get("/oversight")) for client in others)
    assert entered(world, "leader").get(here).status_code == 200, "who leads knows"
    entered(world, "leader").post(f"{here}/begin", {})
    assert [client.get(here).status_code for client in others] == [200, 404, 200, 404, 404, 404]


def test_what_people_said_stays_with_the_superior(world: World, office: Client) -> None:
    here = gone_in(office, world)
    office.post(f"{here}/talk", {"name": "沈某", "title": "副镇长", "note": "说不清包保了哪几家"})
    assert len(rows(Talk)) == 1
    assert "说不清包保了哪几家" in said(office.get(f"{here}/rows?part=talks"))
    town = entered(world, "town")
    assert "说不清" not in said(town.get(f"{here}/rows?part=talks"))
    assert "访谈" not in said(town.get(here)), "a figure it cannot open is not shown as nought"


def test_ground_over_the_place_is_not_enough(world: World, office: Client) -> None:
    here = gone_in(office, world)
    station = entered(world, "station")
    words = {"text": "问题", "holder": str(world.posts["village"].pk), "severity": "general"}
    answer = station.post(f"{here}/list", words)
    assert answer.status_code in (403, 422) and "您不在督查组里" in said(answer)
    assert rows(Problem) == []


def test_a_problem_of_a_business_is_fixed_where_it_was_raised(world: World, office: Client) -> None:
    bound_and_planned(world)
    here = gone_in(office, world, size=3)
    visited(world, rows(Business, name="甲饭店")[0])
    page = said(office.get(here))
    finding = page.split('name="finding"')[1].split('<option value="')[2].split('"')[0]
    problem = listed(office, here, world, "village", finding=finding)
    assert str(problem.finding_id) == finding
    at = f"/oversight/problems/{problem.pk}"
    answer = entered(world, "village").post(f"{at}/answer", {"answer": "已督促整改"})
    assert answer.status_code == 302, said(answer)
    assert "还没有销号" in said(office.post(f"{at}/accept", {}))
    assert rows(Problem)[0].state == "answered"


def test_the_team_changes_and_who_left_acts_no_longer(world: World, office: Client) -> None:
    here = formed(office, world, leader=str(world.posts["office"].pk), members=[])
    county_leader, leader = str(world.posts["leader"].pk), entered(world, "leader")
    assert "请把每一栏都写上" in said(office.post(f"{here}/join", {"post": county_leader, "reason": " "}))
    assert "请选岗位" in said(office.post(f"{here}/join", {"reason": "熟悉"}))
    assert "不能督查这里" in said(office.post(f"{here}/join", {"post": str(world.posts["town"].pk), "reason": "熟悉"}))
    assert rows(Oversight)[0].members == [] and rows(TeamChange) == []
    assert office.post(f"{here}/join", {"post": county_leader, "reason": "带队的分管领导"}).status_code == 302
    assert "已经在督查组里" in said(office.post(f"{here}/join", {"post": county_leader, "reason": "再加"}))
    office.post(f"{here}/begin", {})
    assert leader.post(f"{here}/talk", {"name": "沈某", "title": "副镇长", "note": "说得清"}).status_code == 302

    answer = leader.post(f"{here}/leave", {"post": county_leader, "reason": "不去了"})
    assert answer.status_code == 422, "the office's to say"
    assert "组长不能退出" in said(office.post(f"{here}/leave", {"post": str(world.posts["office"].pk), "reason": "忙"}))
    assert office.post(f"{here}/leave", {"post": county_leader, "reason": "另有任务"}).status_code == 302
    answer = leader.post(f"{here}/talk", {"name": "陆某", "title": "书记", "note": "说不清"})
    assert answer.status_code == 422 and "您不在督查组里" in said(answer)
    assert [one.name for one in rows(Talk)] == ["沈某"], "what was done before stays, and nothing after"
    page = said(office.get(here))
    assert "加入：带队的分管领导" in page and "退出：另有任务" in page and "9月14日" in page
    assert "另有任务" not in said(entered(world, "town").get(here)), "why is the superior's own"
    assert [(one.joins, one.on_day) for one in rows(TeamChange)] == [(True, TODAY), (False, TODAY)]


def test_the_unsworn_join_no_surprise_and_nobody_joins_what_is_over(world: World, office: Client) -> None:
    here = formed(office, world, kind="surprise", leader=str(world.posts["office"].pk), members=[])
    told = {"post": str(world.posts["leader"].pk), "reason": "带队"}
    assert "不能当组员" in said(office.post(f"{here}/join", told))
    office.post(f"{here}/begin", {})
    assert office.post(f"{here}/join", told).status_code == 302, "once begun it is no secret"
    over = formed(office, world, leader=str(world.posts["office"].pk), members=[])
    office.post(f"{over}/call_off", {"note": "并入省里的督查"})
    assert "已经结束" in said(office.post(f"{over}/join", told))
    assert len(rows(TeamChange)) == 1


def test_a_problem_that_the_team_drops_is_not_answered(world: World, office: Client) -> None:
    here = gone_in(office, world)
    dropped, stays = listed(office, here, world), listed(office, here, world, text="承诺书没有上墙")
    at, town = f"/oversight/problems/{dropped.pk}", entered(world, "town")
    assert "请把每一栏都写上" in said(office.post(f"{at}/drop", {"reason": ""}))
    assert town.post(f"{at}/drop", {"reason": "不算"}).status_code == 422, "not for whoever owes it"
    assert office.post(f"{at}/drop", {"reason": "核实后照片不是同一张"}).status_code == 302
    assert at not in said(town.get("/worklist"))
    answer = town.post(f"{at}/answer", {"answer": "已重做", "evidence": photo()})
    assert answer.status_code == 422 and "督查组已经撤下了这个问题，不用答复。原因：核实后照片不是同一张" in said(
        answer
    )
    assert f'action="{at}/answer"' not in said(town.get(at))
    (one,) = rows(Problem, pk=dropped.pk)
    assert (one.state, one.answer) == ("dropped", "")
    assert sorted((task.state, str(task.file_id)) for task in rows(Task, file_kind="oversight")) == sorted(
        [("withdrawn", str(dropped.pk)), ("open", str(stays.pk))]
    )
    assert said(office.get(f"{here}/rows?part=dropped")).count(dropped.text) == 1
    assert dropped.text not in said(office.get(f"{here}/rows?part=problems")), "it was none"
    assert "现在是「已撤下」" in said(office.post(f"{at}/drop", {"reason": "再撤"}))


def test_what_is_refused(world: World, office: Client) -> None:
    words = {"title": "督查", "kind": "special", "basis": "计划", "place": TOWN, "begins_on": str(TODAY)}
    words |= {"leader": str(world.posts["leader"].pk)}
    for wrong, sentence in [
        ({"title": " "}, "督查的名称"),
        ({"kind": "friendly"}, "督查的种类"),
        ({"basis": ""}, "督查的依据"),
        ({"begins_on": "2026-09-13"}, "已经过了"),
        ({"begins_on": "明天"}, "请填日期"),
        ({"leader": str(world.posts["town"].pk)}, "请选组长"),
        ({"place": COUNTY}, "不在桐乡市的上级"),
        ({"place": "cn/33/04/81/"}, "督查哪个地方"),
    ]:
        answer = office.post("/oversight/new", words | wrong)
        assert (answer.status_code, sentence in said(answer)) == (422, True), (wrong, said(answer)[-3000:])
    assert rows(Oversight) == []
    surprise = words | {"kind": "surprise", "leader": str(world.posts["office"].pk)}
    answer = office.post("/oversight/new", surprise | {"members": [str(world.posts["leader"].pk)]})
    assert "不能当组员" in said(answer)
    here = formed(office, world, begins_on=str(TODAY + timedelta(days=3)))
    early = said(office.post(f"{here}/begin", {}))
    assert re.search(r'class="flash tone-late"[^§]{0,400}还没有到', early), (
        "a button without a field has its refusal on top of the page"
    )
    assert "请填整数" in said(office.post(f"{here}/seal", {"size": "两家"}))
    assert "就这么多" in said(office.post(f"{here}/seal", {"size": "4"}))
    assert "只有进驻期间" in said(office.post(f"{here}/talk", {"name": "沈", "title": "所长", "note": "话"}))
    assert "请写明原因" in said(office.post(f"{here}/call_off", {"note": ""}))
    office.post(f"{here}/call_off", {"note": "并入省里的督查"})
    assert rows(Oversight)[0].state == "called_off"
    assert entered(world, "town").get("/oversight/new").status_code == 404
