"""B10: a cadre leaves in the middle of a quarter, or a business moves. What was done stays where and whose it was, what is
open is whose it is now, and each rung of the ladder names whoever held the post on its day. Counted by hand on the tables."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from shian.config.wiring import FOLLOWS
from shian.insight.figure import Question
from shian.insight.queries import completion
from shian.kernel.wall import worn
from shian.ledger.models import Entry
from shian.loop import queries
from shian.loop.actions import bind_many, plan, preview_binding, report_fix
from shian.people.actions.persons import NewPerson, register_person
from shian.people.actions.tenure import hand_over
from shian.people.models import Person
from shian.registry.models import Business
from tests.at_the_doors import bound_and_planned, entered, visited
from tests.roles import as_root
from tests.stories.test_ladder import DUE, tick, working_day
from tests.world import COUNTY, FOUNDER, TODAY, TOWN, VILLAGE, World, business

pytestmark = pytest.mark.django_db
LEAVES = date(2026, 9, 21)


def raw(question: str, *values: Any) -> list[Any]:
    with as_root(), connection.cursor() as cursor:
        cursor.execute(question, values or None)
        return list(cursor.fetchall())


@pytest.fixture
def two_shops(world: World) -> tuple[Business, Business]:
    shops = business(world), business(world, "乙饭店")
    bound_and_planned(world)
    return shops


def handed_over(world: World) -> Person:
    """The village's cadre goes, and another comes into the post."""
    with worn(FOUNDER):
        heir = register_person(NewPerson(name="继任某", phone="15409000001", path=VILLAGE), by=FOUNDER)
    office = world.actor("office")
    with worn(office):
        hand_over(world.posts["village"], heir, on=LEAVES, reason="调任", by=office)
    world.people["heir"] = heir
    return heir


def test_the_quarter_stays_right_and_the_open_work_is_the_successor_s(
    world: World, two_shops: tuple[Business, Business]
) -> None:
    done, still = two_shops
    visited(world, done, failed=0)
    leaver = world.people["village"]
    heir = handed_over(world)
    world.now = working_day(DUE, 0).replace(day=30)
    office, successor = world.actor("office"), world.actor("heir")
    with worn(successor):
        assert [task.business for task in queries.worklist(successor, on=world.now.date())] == [still]
    with worn(office):
        asked = Question.asked("guarantee_visit", "2026Q3", COUNTY, world.now, date(2026, 9, 30))
        (figure,) = completion(office, asked)
    by_hand = raw("SELECT count(*) FILTER (WHERE state = 'done'), count(*) FROM loop_task WHERE act = 'inspect'")
    assert (figure.done, figure.due) == by_hand[0] == (1, 2)
    assert raw("SELECT settled_by FROM loop_task WHERE state = 'done' AND act = 'inspect'") == [(leaver.pk,)]
    assert heir.pk != leaver.pk


@pytest.mark.mechanism("B10")
def test_each_rung_names_whoever_held_the_post_on_its_day(
    world: World, two_shops: tuple[Business, Business], monkeypatch: pytest.MonkeyPatch
) -> None:
    (found,) = visited(world, two_shops[0])
    owner = world.actor("甲饭店/principal")
    ((due,),) = raw("SELECT due FROM loop_task WHERE act = 'rectify'")
    assert TODAY <= due <= date(2026, 10, 31)
    tick(world, working_day(due, 3))  # before, or after, the handover: the post hears
    handed_over(world)
    monkeypatch.setattr("django.utils.timezone.now", lambda: world.now)
    ((told_on,),) = raw("SELECT (at AT TIME ZONE 'Asia/Shanghai')::date FROM loop_climb WHERE act = 'inform'")
    name = "village某" if told_on < LEAVES else "继任某"
    page = entered(world, "office").get(f"/findings/{found}").content.decode()
    assert f"报告上级 · village {name}" in page
    assert owner.businesses


PUYUAN, YONGYUE = "cn/33/04/83/101/", "cn/33/04/83/101/001/"
MOVES = date(2026, 9, 14)


def elsewhere(**changed: str) -> dict[str, str]:
    said = {"place": YONGYUE, "address": "濮院镇工贸大道 8 号", "spot": "30.69,120.62", "on": "2026-09-14"}
    return said | {"reason": "租约到期，迁到濮院"} | changed


def follow(now: Any) -> None:
    """The story's own transaction is open, so what was announced is carried by hand."""
    with worn(FOUNDER):
        events = [one for entry in Entry.objects.visible_to(FOUNDER).order_by("id") for one in entry.events]
    for envelope in events:
        if envelope["name"] == "registry.business_moved":
            for follower in FOLLOWS[envelope["name"]]:
                follower.handle(envelope, now)


def completed(client: Client, period: str) -> dict[str, tuple[int, int]]:
    asked = {"programme": "guarantee_visit", "period": period, "within": COUNTY, "by": "township"}
    told = client.get("/api/v1/figures/completion", asked).json()
    return {one["place"]: (one["done"], one["due"] - one["excluded"]) for one in told}


@pytest.fixture
def a_shop_with_a_problem(world: World, two_shops: tuple[Business, Business]) -> Business:
    """Its visit of the quarter is done with one problem, that of the next is planned; 乙饭店's is still open."""
    visited(world, two_shops[0])
    with worn(office := world.actor("office")):
        plan("guarantee_visit", "2026Q4", within=COUNTY, by=office, now=world.now)
    return two_shops[0]


@pytest.mark.mechanism("B10")
def test_a_business_moves_and_both_quarters_and_the_open_work_stay_right(
    world: World, two_shops: tuple[Business, Business], a_shop_with_a_problem: Business
) -> None:
    shop, office = a_shop_with_a_problem, entered(world, "office")
    assert completed(office, "2026Q3") == {TOWN: (1, 2), PUYUAN: (0, 0)}
    shown = office.get(f"/businesses/{shop.pk}/move", elsewhere()).content.decode()
    assert "从「文昌社区」迁到「永越社区」" in shown and "重新分配包保" in shown
    assert "village某" in shown and "没有人" in shown, "the cadre who is released is named"
    assert office.post(f"/businesses/{shop.pk}/move", elsewhere())["Location"] == f"/businesses/{shop.pk}"
    follow(world.now)
    office = entered(world, "office")
    assert completed(office, "2026Q3") == {TOWN: (1, 2), PUYUAN: (0, 0)}, "the old quarter stays where it was"
    assert completed(office, "2026Q4") == {TOWN: (0, 1), PUYUAN: (0, 1)}, "the new one counts it where it lies"
    unbound = office.get("/binding", {"within": PUYUAN, "grade": ""}).content.decode()
    assert "甲饭店" in unbound, "the new town's list of whom nobody answers for"
    by_hand = raw("SELECT valid_to FROM loop_duty WHERE business_id = %s AND holder_id IS NOT NULL"
                  " AND superseded_at IS NULL", shop.pk)  # fmt: skip
    assert by_hand in ([], [(MOVES,)]), "the old cadre's answer has ended on the day"
    page = office.get(f"/businesses/{shop.pk}").content.decode()
    assert "濮院镇工贸大道 8 号" in page and "永越社区" in page
    assert raw("SELECT address, latitude, longitude FROM registry_premises WHERE business_id = %s", shop.pk) == [
        ("濮院镇工贸大道 8 号", 30.69, 120.62)
    ]


def test_whoever_is_bound_at_the_new_place_has_its_visits_and_its_recheck(
    world: World, a_shop_with_a_problem: Business
) -> None:
    shop = a_shop_with_a_problem
    entered(world, "office").post(f"/businesses/{shop.pk}/move", elsewhere())
    follow(world.now)
    ((found,),) = raw("SELECT id FROM loop_finding")
    held = (
        "SELECT p.title FROM loop_task t JOIN people_post p ON p.id = t.holder_id WHERE t.state = 'open' AND t.act = %s"
    )
    of_shop = f"{held} AND t.business_id = '{shop.pk}'"
    assert raw(of_shop, "inspect") == [("office",)], "nothing is owed by nobody"
    with worn(office := world.actor("office")):
        preview = preview_binding(Business.objects.visible_to(office).filter(pk=shop.pk), by=office, on=TODAY)
        assert bind_many(preview.pairs, on=TODAY, by=office, now=world.now).done == 1
    assert raw(of_shop, "inspect") == [("neighbour",)]
    owner = entered(world, "甲饭店/principal")
    assert owner.get(f"/findings/{found}").status_code == 200
    with worn(boss := world.actor("甲饭店/principal")):
        report_fix(queries.finding(found, viewer=boss), note="擦干了", photos=[], by=boss, now=world.now)
    assert raw(of_shop, "recheck") == [("neighbour",)], "the finder's ground no longer holds it"
    assert entered(world, "neighbour").get(f"/findings/{found}").status_code == 200
    assert entered(world, "village").get(f"/findings/{found}").status_code == 404


def test_what_the_old_station_had_the_regulator_of_the_new_place_has(
    world: World, two_shops: tuple[Business, Business]
) -> None:
    (found,) = visited(world, two_shops[0], disposition="push_to_station")
    entered(world, "office").post(f"/businesses/{two_shops[0].pk}/move", elsewhere())
    follow(world.now)
    follow(world.now)  # told twice, done once
    named = "SELECT p.title FROM {} JOIN people_post p ON p.id = holder_id WHERE {}"
    assert raw(named.format("loop_finding f", f"f.id = '{found}'")) == [("office",)], "濮院镇 has no station of its own"
    assert raw(named.format("loop_task t", f"t.finding_id = '{found}' AND t.state = 'open'")) == [("office",)]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"reason": ""}, "请写明原因"),
        ({"place": "cn/33/04/81/"}, "不在您的辖区"),
        ({"place": COUNTY}, "请选到乡镇"),
        ({"place": ""}, "请选迁到哪里"),
        ({"place": "cn/99/"}, "没有这个地方"),
        ({"address": ""}, "请填新的地址"),
        ({"on": "2026-09-15"}, "不能填以后的日期"),
        ({"on": "2025-09-15"}, "日期不能早于"),
        ({"spot": "东经 120 度"}, "纬度,经度"),
        ({"spot": "300,1"}, "纬度,经度"),
    ],
)
def test_a_move_that_cannot_be_is_refused_in_a_sentence(
    world: World, two_shops: tuple[Business, Business], changed: dict[str, str], sentence: str
) -> None:
    answer = entered(world, "office").post(f"/businesses/{two_shops[0].pk}/move", elsewhere(**changed))
    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert raw("SELECT DISTINCT path FROM registry_business") == [(VILLAGE,)]
    assert raw("SELECT count(*) FROM ledger_entry WHERE verb = 'move_business'") == [(0,)]


@pytest.mark.parametrize("who", ["village", "town", "stranger", "甲饭店/principal"])
def test_who_may_move_nothing_finds_no_such_page(world: World, two_shops: tuple[Business, Business], who: str) -> None:
    address = f"/businesses/{two_shops[0].pk}/move"
    client = entered(world, who)
    assert client.get(address).status_code == 404 and client.post(address, elsewhere()).status_code == 404
    assert raw("SELECT DISTINCT path FROM registry_business") == [(VILLAGE,)]
