"""Two together: bulk food taken in by two of the canteen, and the education department beside the regulator."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from shian.checklists.models import Sheet
from shian.kernel.wall import worn
from shian.loop.actions import owe_by_rule, plan
from shian.loop.law import law_on
from shian.loop.models import Task
from shian.people.actions.accounts import issue_token
from shian.people.actions.persons import NewPerson, register_person
from shian.people.actions.posts import open_organisation, open_post
from shian.people.actions.tenure import appoint
from shian.people.models import Organisation, Post, Role
from shian.registry.models import Appointment, Business
from shian.registry.schemas import NewOfficer
from tests.at_the_doors import bound_and_planned, entered, stand_still
from tests.field_app import FieldApp
from tests.roles import as_root
from tests.world import COUNTY, FOUNDER, NOW, OPENED, TODAY, World, business, small_county

pytestmark = [pytest.mark.django_db, pytest.mark.mechanism("M20")]
SCHOOL = "实验小学食堂"
BULK, TERM = "joint_acceptance", "school_autumn_term"


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> World:
    stand_still(monkeypatch)
    settings.MEDIA_ROOT = tmp_path
    return small_county()


@pytest.fixture
def school(world: World) -> Business:
    roles = ("principal", "director", "safety_officer", "school_leader")
    officers = tuple(NewOfficer(role=role, name=f"沈{role}", phone=f"1540188000{n}") for n, role in enumerate(roles))
    facts: dict[str, Any] = {"kind": "canteen", "uscc": "123304834710000004", "tags": frozenset({"school"})}
    made = business(world, SCHOOL, grade="C", officers=officers, **facts)
    with worn(office := world.actor("office")):
        for programme in ("accompanied_meal", BULK):
            owe_by_rule(programme, within=COUNTY, on=TODAY - timedelta(days=7), by=office, now=NOW)
    return made


@pytest.fixture
def cook(world: World, school: Business) -> Client:
    return entered(world, f"{SCHOOL}/safety_officer")


def seat(school: Business, role: str) -> str:
    with as_root():
        return str(Appointment._base_manager.get(business=school, role=role).pk)


def sheets(programme: str) -> list[Sheet]:
    with as_root():
        return list(Sheet._base_manager.filter(programme=programme).order_by("recorded_at"))


def codes(key: str) -> Iterator[str]:
    return (item.code for item in law_on(TODAY, COUNTY).pack.checklists[key].items)


def conforming(key: str) -> dict[str, str]:
    return {f"answer-{code}": "conform" for code in codes(key)}


def bulk(school: Business) -> str:
    return f"/shop/{school.pk}/own?programme={BULK}"


# --- two of the canteen ---


def test_bulk_food_is_taken_in_by_two_and_the_paper_names_both(cook: Client, school: Business) -> None:
    form = cook.get(bulk(school)).content.decode()
    assert "和谁一起验收" in form and "沈director" in form and "沈safety_officer" not in form.partition("<select")[2]
    said = conforming(BULK) | {"second": seat(school, "director")}
    assert cook.post(bulk(school), said).status_code == 302
    (one,) = sheets(BULK)
    assert (str(one.second), one.second_label) == (seat(school, "director"), "食品安全总监 沈director")
    shown = cook.get(f"/shop/{school.pk}/records/{one.pk}").content.decode()
    printed = cook.get(f"/records/{one.pk}").content.decode()
    assert "同检人 食品安全总监 沈director" in shown
    assert "食品安全总监 沈director" in printed and "同检人签字" in printed


def test_nobody_takes_it_in_alone(cook: Client, school: Business) -> None:
    alone = cook.post(bulk(school), conforming(BULK)).content.decode()
    assert "要两个人一起做" in alone and sheets(BULK) == []
    myself = cook.post(bulk(school), conforming(BULK) | {"second": seat(school, "safety_officer")}).content.decode()
    assert "不能是交记录的本人" in myself and sheets(BULK) == []
    stranger = cook.post(bulk(school), conforming(BULK) | {"second": str(uuid4())}).content.decode()
    assert "要从本单位在任的人里选" in stranger and sheets(BULK) == []


def test_a_program_is_asked_for_the_second_too(cook: Client, school: Business) -> None:
    answers = {code: {"answer": "conform"} for code in codes(BULK)}
    body: dict[str, Any] = {"id": str(uuid4()), "business": str(school.pk), "programme": BULK, "answers": answers}
    refused = cook.post("/api/v1/submissions", body, content_type="application/json")
    assert refused.status_code == 422 and refused.json()["code"] == "second_missing", refused.json()
    named = body | {"second": seat(school, "principal")}
    assert cook.post("/api/v1/submissions", named, content_type="application/json").status_code == 200
    assert [one.second_label for one in sheets(BULK)] == ["主要负责人 沈principal"]


def test_what_one_does_alone_takes_no_second(world: World, cook: Client, school: Business) -> None:
    answers = {code: {"answer": "conform"} for code in codes("accompanied_meal")}
    body: dict[str, Any] = {"business": str(school.pk), "programme": "accompanied_meal", "answers": answers}
    body |= {"id": str(uuid4()), "second": seat(school, "director")}
    leader = entered(world, f"{SCHOOL}/school_leader")
    refused = leader.post("/api/v1/submissions", body, content_type="application/json")
    assert refused.json()["code"] == "no_second_wanted", refused.json()


def test_a_correction_keeps_who_stood_beside(cook: Client, school: Business) -> None:
    cook.post(bulk(school), conforming(BULK) | {"second": seat(school, "director")})
    (one,) = sheets(BULK)
    changed = conforming(BULK) | {"reason": "看错一项", "answer-accept.papers": "not_applicable"}
    assert cook.post(f"/records/{one.pk}/correct", changed).status_code == 302
    assert [row.second_label for row in sheets(BULK)] == ["食品安全总监 沈director"] * 2


# --- the education department beside the regulator ---


def educated(world: World, path: str = COUNTY) -> Post:
    """Somebody of the education bureau is in post."""
    with worn(FOUNDER):
        place = world.places[path]
        unit = Organisation(name="桐乡市教育局", kind="department", department="education", place=place)
        role = Role.objects.get(key="other_department")
        post = Post(
            organisation=open_organisation(unit, by=FOUNDER),
            place=place,
            role=role,
            title="后勤科科长",
            opened_on=OPENED,
        )
        post = open_post(post, by=FOUNDER)
        person = register_person(NewPerson(name="顾某", phone="15401990001", path=path), by=FOUNDER)
        appoint(post, person, on=OPENED, by=FOUNDER)
    return post


def term_visit(world: World) -> Task:
    with worn(office := world.actor("office")):
        plan(TERM, "2026", within=COUNTY, by=office, now=NOW)
    with as_root():
        return Task._base_manager.get(programme=TERM, act="inspect")


def test_the_education_department_comes_along_and_is_named(world: World, school: Business) -> None:
    post, visit = educated(world), term_visit(world)
    station, here = entered(world, "station"), f"/visit/{visit.pk}/sheet"
    form = station.get(here).content.decode()
    assert "哪个部门的谁一同到场" in form and "桐乡市教育局 后勤科科长 顾某" in form
    alone = station.post(here, conforming("school_joint") | {"mode": "on_site"}).content.decode()
    assert "要两个人一起做" in alone and sheets(TERM) == []
    said = conforming("school_joint") | {"mode": "on_site", f"second-{TERM}": str(post.pk)}
    receipt = station.post(here, said, follow=True).content.decode()
    (one,) = sheets(TERM)
    assert one.second == post.pk and "桐乡市教育局 后勤科科长 顾某" in receipt
    assert "桐乡市教育局 后勤科科长 顾某" in station.get(f"/records/{one.pk}").content.decode()


def test_a_place_without_the_department_is_told_what_to_do(world: World, school: Business) -> None:
    educated(world, "cn/33/04/81/")  # of the next county
    visit = term_visit(world)
    refused = entered(world, "station").post(
        f"/visit/{visit.pk}/sheet", conforming("school_joint") | {"mode": "on_site"}
    )
    assert "还没有登记教育部门在任的人，请先登记" in refused.content.decode()
    with as_root():
        assert Task._base_manager.get(pk=visit.pk).state == "open"


def test_the_phone_sends_who_came_along(world: World, school: Business) -> None:
    post, visit = educated(world), term_visit(world)
    answers = {code: {"answer": "conform"} for code in codes("school_joint")}
    body: dict[str, Any] = {
        "id": str(uuid4()),
        "tasks": [str(visit.pk)],
        "answers": answers,
        "seconds": {TERM: str(post.pk)},
    }
    said = entered(world, "station").post(f"/visit/{visit.pk}/sheet", body, content_type="application/json")
    assert said.json()["ok"], said.json()
    assert [one.second for one in sheets(TERM)] == [post.pk]


def test_a_field_app_asks_who_came_along_and_names_them(world: World, school: Business) -> None:
    post, visit = educated(world), term_visit(world)
    with worn(FOUNDER):
        until = timezone.now() + timedelta(hours=1)
        _row, token = issue_token(world.people["station"], "field app", expires_at=until, by=FOUNDER)
    app = FieldApp("anything", token)
    form = app.fetched(f"{TERM}.school_joint")
    assert "哪个部门的谁一同到场" in form.xml.decode() and "规定要两个人一起做" in form.xml.decode()
    assert form.beside == [{"name": str(post.pk), "label": "桐乡市教育局 后勤科科长 顾某", "visit": str(visit.pk)}]
    good = dict.fromkeys(codes("school_joint"), "conform") | {"visit__task": str(visit.pk)}
    assert app.sent(form.filled(good))[1].startswith("「秋季开学联合检查」要两个人一起做")
    stranger = app.sent(form.filled(good | {"visit__second": str(uuid4())}))
    assert stranger == (422, "同检人要从教育部门在任的人里选") and sheets(TERM) == []
    assert app.sent(form.filled(good | {"visit__second": str(post.pk)})) == (201, "收到了，辛苦了")
    assert [one.second_label for one in sheets(TERM)] == ["桐乡市教育局 后勤科科长 顾某"]
    shown = entered(world, "station").get(f"/records/{sheets(TERM)[0].pk}").content.decode()
    assert "桐乡市教育局 后勤科科长 顾某" in shown


def test_a_field_app_says_whom_to_register_where_nobody_may_come_along(world: World, school: Business) -> None:
    educated(world, "cn/33/04/81/")  # of the next county
    visit = term_visit(world)
    with worn(FOUNDER):
        until = timezone.now() + timedelta(hours=1)
        _row, token = issue_token(world.people["station"], "field app", expires_at=until, by=FOUNDER)
    app = FieldApp("anything", token)
    form = app.fetched(f"{TERM}.school_joint")
    words = "这里还没有登记可选的人，请先登记任职"
    assert form.beside == [{"name": "nobody", "label": words, "visit": str(visit.pk)}]
    assert 'jr:constraintMsg="jr:itext(' in form.xml.decode() and form.xml.decode().count(words) == 1
    good = dict.fromkeys(codes("school_joint"), "conform") | {"visit__task": str(visit.pk), "visit__second": "nobody"}
    status, sentence = app.sent(form.filled(good))
    assert status == 422 and sentence.endswith("还没有登记教育部门在任的人，请先登记") and sheets(TERM) == []


def test_a_form_that_one_fills_in_alone_has_no_file_of_seconds(world: World, school: Business) -> None:
    business(world)
    bound_and_planned(world)
    with worn(FOUNDER):
        until = timezone.now() + timedelta(hours=1)
        _row, token = issue_token(world.people["village"], "field app", expires_at=until, by=FOUNDER)
    app = FieldApp("anything", token)
    form = app.fetched("guarantee_visit.village_caterer")
    assert form.beside == [] and "visit__second" not in form.fields
    nothing = app.client.get("/openrosa/forms/guarantee_visit.village_caterer/seconds.csv")
    assert nothing.status_code == 404 and "没有这个文件" in nothing.content.decode()
