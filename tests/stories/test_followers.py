"""What other rooms announce and the inbox of clues takes in (M53): a department's notice, a superior's problem; and two social supervisors
of one name (M29)."""

from typing import Any

import pytest
from django.test import Client

from shian.clues.models import Clue
from shian.kernel.wall import worn
from shian.operations.models import Notice
from shian.people.models import Organisation, Person, Tenure
from shian.registry.models import Business
from tests.at_the_doors import bound_and_planned, entered, stand_still, visited
from tests.stories import test_joint_action as joint
from tests.stories import test_superior_inspection as superior
from tests.stories.test_clues import delivered, one, rows, said
from tests.world import CAST, COUNTY, FOUNDER, TODAY, TOWN, World, business, small_county

UNITS = joint.UNITS


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
    for name in ("甲饭店", "乙饭店", "丙饭店"):
        business(made, name)
    return made


@pytest.fixture
def office(world: World) -> Client:
    return entered(world, "office")


@pytest.mark.mechanism("M53")
def test_what_the_police_tell_the_regulator_is_a_clue_claimed_by_its_signature(world: World, office: Client) -> None:
    joint.under_way(office, world)
    police, station = entered(world, "police"), entered(world, "station")
    text = "后厨有一桶没有标签的红色粉末"
    assert police.post(f"{joint.at()}/tell", {"to": joint.unit("station"), "text": text}).status_code == 302
    assert police.post(f"{joint.at()}/tell", {"to": joint.unit("school"), "text": "给学校送餐"}).status_code == 302
    delivered()
    delivered()
    clue, notice = one(Clue), one(Notice, text=text)
    assert (clue.source, clue.state, clue.text, clue.subject) == ("department", "received", text, "甲饭店")
    assert (clue.file_id, clue.sender_id, clue.holder_id) == (notice.pk, world.posts["police"].pk, notice.holder_id)
    assert text in said(station.get(f"/clues/{clue.pk}"))
    assert station.post(f"/operations/notices/{notice.pk}/receive", {}).status_code == 302
    delivered()
    assert one(Clue).state == "claimed" and one(Clue).due is not None
    words = {"outcome": "file", "note": "检出非食用物质", "reply": "已立案，谢谢"}
    assert station.post(f"/clues/{clue.pk}/conclude", words).status_code == 302
    heard = said(police.get(f"/clues/mine/{clue.pk}"))
    assert "已立案，谢谢" in heard and "检出非食用物质" not in heard
    assert entered(world, "school").get(f"/clues/mine/{clue.pk}").status_code == 404


@pytest.mark.mechanism("M53")
def test_a_superiors_problem_of_a_business_is_a_clue_of_the_station_that_answers(world: World, office: Client) -> None:
    bound_and_planned(world)
    here = superior.gone_in(office, world, size=3)
    visited(world, rows(Business, name="甲饭店")[0])
    finding = said(office.get(here)).split('name="finding"')[1].split('<option value="')[2].split('"')[0]
    superior.listed(office, here, world, "village", finding=finding)
    delivered()
    assert rows(Clue) == [], "a cadre answers for it, and no station checks it"
    problem = superior.listed(office, here, world, "station", finding=finding, text="冷库里有过期肉，疑似使用")
    delivered()
    delivered()
    clue = one(Clue)
    assert (clue.source, clue.subject, clue.file_id) == ("superior", "甲饭店", problem.pk)
    assert clue.holder_id == world.posts["station"].pk and clue.sender_id == world.posts["leader"].pk
    station, leader = entered(world, "station"), entered(world, "leader")
    assert "疑似使用" in said(station.get("/clues"))
    assert station.post(f"/clues/{clue.pk}/claim", {}).status_code == 302
    words = {"outcome": "not_file", "note": "查无此事", "reply": "现场没有发现过期肉"}
    assert station.post(f"/clues/{clue.pk}/conclude", words).status_code == 302
    assert "现场没有发现过期肉" in said(leader.get(f"/clues/mine/{clue.pk}"))


@pytest.mark.mechanism("M29")
def test_two_supervisors_of_one_name_are_two_people(world: World, office: Client) -> None:
    """Who was trained and who sent what goes by the person and their account, not by a name."""
    assert office.post("/clues/supervisors/team", {"name": "社会监督员", "place": TOWN}).status_code == 302
    team = said(office.get("/clues/supervisors")).split('name="team"')[1].split('value="')[1].split('"')[0]
    for phone in ("13900000011", "13900000012"):
        words = {"team": team, "person": "陆大姐", "phone": phone, "until": "2027-01-01"}
        assert office.post("/clues/supervisors/enlist", words).status_code == 302
    seats = rows(Tenure, person_name="陆大姐")
    assert len(seats) == 2 and len({seat.person_key for seat in seats}) == 2
    with worn(FOUNDER):
        world.people |= {name: Person.objects.get(pk=seat.person_key) for name, seat in zip("ab", seats, strict=True)}
    train = {"subject": "怎么看一家店", "on": str(TODAY)}
    assert office.post(f"/clues/supervisors/of/{seats[0].pk}/train", train).status_code == 302
    told = {"subject": "甲饭店", "place": TOWN, "matter": "hygiene", "text": "后厨地上堆着菜"}
    first, second = entered(world, "a"), entered(world, "b")
    assert "还没有登记您的岗前培训" in said(second.post("/clues/mine/new", told)) and rows(Clue) == []
    assert first.post("/clues/mine/new", told).status_code == 302
    clue = one(Clue)
    assert first.get(f"/clues/mine/{clue.pk}").status_code == 200
    assert second.get(f"/clues/mine/{clue.pk}").status_code == 404 and "后厨地上" not in said(second.get("/clues/mine"))
