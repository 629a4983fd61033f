"""包保帮扶 (M54): help, not only inspection. A shop asks, its cadre helps by a day, the shop says whether it helped."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from shian.insight.figure import Question
from shian.insight.indicators import INDICATORS, Ratio
from shian.kernel.wall import worn
from shian.registry.models import Business
from tests.at_the_doors import entered
from tests.roles import as_root
from tests.stories.test_ladder import said, tick, working_day
from tests.world import COUNTY, World

pytestmark = pytest.mark.django_db
ASKED = {"kind": "customers", "words": "想进校园配送，不知道找谁"}


def raw(question: str, *values: Any) -> list[Any]:
    with as_root(), connection.cursor() as cursor:
        cursor.execute(question, values or None)
        return list(cursor.fetchall())


def asked(world: World, shop: Business) -> UUID:
    """The principal asks at the counter."""
    assert entered(world, "甲饭店/principal").post(f"/shop/{shop.pk}/help", ASKED).status_code == 302
    ((key,),) = raw("SELECT id FROM loop_assistance")
    return UUID(str(key))


@pytest.mark.mechanism("M54")
def test_a_shop_asks_its_cadre_helps_and_the_shop_says_whether_it_helped(world: World, shop: Business) -> None:
    key = asked(world, shop)
    assert raw("SELECT p.title, t.due, t.state FROM loop_task t JOIN people_post p ON p.id = t.holder_id WHERE act = 'assist'") == [
        ("village", date(2026, 9, 28), "open")  # ten working days, a make-up day among them
    ]  # fmt: skip
    cadre, owner = entered(world, "village"), entered(world, "甲饭店/principal")
    assert f"/assist/{key}" in cadre.get("/today").content.decode()
    assert cadre.post(f"/assist/{key}", {"act": "help", "note": " "}).status_code == 422
    assert cadre.post(f"/assist/{key}", {"act": "help", "note": "联系了教育局，参加了十月的对接会"}).status_code == 302
    assert cadre.post(f"/assist/{key}", {"act": "assess", "worked": "yes"}).status_code == 422
    assert "联系了教育局" in owner.get(f"/assist/{key}").content.decode()
    assert owner.post(f"/assist/{key}", {"act": "assess", "worked": "perhaps"}).status_code == 422
    assert owner.post(f"/assist/{key}", {"act": "assess", "worked": "partly", "note": "签了一家"}).status_code == 302
    assert raw("SELECT state, worked, helper_label FROM loop_assistance") == [
        ("assessed", "partly", "village village某")
    ]
    assert raw("SELECT state, outcome FROM loop_task WHERE act = 'assist'") == [("done", "done")]
    assert raw("SELECT verb FROM ledger_entry WHERE verb LIKE '%%_help' ORDER BY id") == [
        ("ask_help",),
        ("give_help",),
        ("ask_help",),
    ]


def test_nobody_else_answers_for_it(world: World, shop: Business) -> None:
    key = asked(world, shop)
    for who in ("neighbour", "stranger"):
        assert entered(world, who).get(f"/assist/{key}").status_code == 404
    assert entered(world, "grid").post(f"/assist/{key}", {"act": "help", "note": "帮了"}).status_code in (404, 422)
    assert raw("SELECT state FROM loop_assistance") == [("asked",)]


def test_the_same_help_is_not_asked_twice_and_no_kind_is_made_up(world: World, shop: Business) -> None:
    asked(world, shop)
    owner = entered(world, "甲饭店/principal")
    again = owner.post(f"/shop/{shop.pk}/help", ASKED)
    assert again.status_code == 422 and "已经提出过" in again.content.decode()
    assert owner.post(f"/shop/{shop.pk}/help", {"kind": "money", "words": "借钱"}).status_code == 422
    assert owner.post(f"/shop/{shop.pk}/help", {"kind": "training", "words": " "}).status_code == 422
    assert raw("SELECT count(*) FROM loop_assistance") == [(1,)]


def test_a_shop_no_longer_in_need_calls_it_off_and_it_does_not_count(world: World, shop: Business) -> None:
    key = asked(world, shop)
    owner = entered(world, "甲饭店/principal")
    assert owner.post(f"/assist/{key}", {"act": "call_off", "note": "自己找到了"}).status_code == 302
    assert raw("SELECT state FROM loop_task WHERE act = 'assist'") == [("withdrawn",)]
    assert figure(world) == Ratio("assistance", 0, 0)


def test_a_cadre_offers_and_help_is_counted_beside_inspections(world: World, shop: Business) -> None:
    cadre = entered(world, "village")
    assert f"/offer/{shop.pk}" in cadre.get(f"/businesses/{shop.pk}").content.decode()
    offered = cadre.post(f"/offer/{shop.pk}", {"kind": "training", "words": "讲一遍日管控怎么记"})
    assert offered.status_code == 302
    assert figure(world) == Ratio("assistance", 0, 1)
    assert cadre.post(offered["Location"], {"act": "help", "note": "到店讲了一小时"}).status_code == 302
    by_hand = raw("SELECT count(*) FILTER (WHERE helped_at IS NOT NULL), count(*) FROM loop_assistance")
    assert figure(world) == Ratio("assistance", *by_hand[0]) == Ratio("assistance", 1, 1)
    page = entered(world, "office").get("/figures/completion", {"period": "2026Q3"}).content.decode()
    assert "帮扶办结率" in page
    rows = entered(world, "office").get("/figures/assistance/rows", {"period": "2026Q3", "side": "counted"})
    assert "到店讲了一小时" in rows.content.decode()


def test_help_that_nobody_gives_climbs_the_ladder_too(world: World, shop: Business) -> None:
    asked(world, shop)
    for days in (1, 5, 10):
        tick(world, working_day(date(2026, 9, 28), days))
    assert said("assist") == [
        (1, "remind", "village"),
        (2, "inform", "town"),
        (3, "relieved", "village"),
        (3, "reassign", "town"),
    ]


def figure(world: World) -> Ratio:
    office = world.actor("office")
    with worn(office):
        question = Question.asked("guarantee_visit", "2026Q3", COUNTY, world.now, world.now.date())
        return INDICATORS["assistance"].ratio(office, question)
