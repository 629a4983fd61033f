"""A problem's page tells its whole way (M27, M63), and what came back is said to have come back (B4)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from shian.kernel.wall import worn
from shian.loop import actions, queries
from shian.loop.models import Finding
from shian.registry.models import Business
from tests.at_the_doors import entered, visited
from tests.roles import as_root
from tests.stories.test_ladder import LADDER, tick, working_day
from tests.world import FOUNDER, World

pytestmark = pytest.mark.django_db


def raw(question: str, *values: Any) -> list[Any]:
    with as_root(), connection.cursor() as cursor:
        cursor.execute(question, values or None)
        return list(cursor.fetchall())


def fixed(world: World, key: UUID, *, days: int = 1) -> Finding:
    """The shop reports a fix, and the cadre sees that it is so, some days later."""
    owner, cadre = world.actor("甲饭店/principal"), world.actor("village")
    with worn(owner):
        found = queries.finding(key, viewer=owner)
        actions.report_fix(found, note="装了沥水架", photos=[], by=owner, now=world.later(days=days))
    with worn(cadre):
        found = queries.finding(key, viewer=cadre)
        return actions.verify_fix(found, note="台面干燥", photos=[], by=cadre, now=world.later(hours=2))


def page(world: World, who: str, key: UUID, door: str = "findings") -> str:
    answer = entered(world, who).get(f"/{door}/{key}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.mechanism("M63")
def test_the_three_who_answer_stand_on_every_problem_by_name(world: World, shop: Business) -> None:
    (key,) = visited(world, shop)
    for who, door in (
        ("village", "findings"),
        ("station", "findings"),
        ("village", "fix"),
        ("甲饭店/principal", "fix"),
    ):
        shown = page(world, who, key, door)
        assert all(party in shown for party in ("党政责任", "部门责任", "企业责任", "村级"))
        assert all(name in shown for name in ("village某", "station某", "甲饭店principal", "甲饭店safety_officer"))


def test_a_shop_for_which_nobody_answers_says_so(world: World, shop: Business) -> None:
    (key,) = visited(world, shop)
    office = world.actor("office")
    with worn(office):
        actions.unbind(shop, on=world.now.date(), reason="调整", by=office, now=world.now)
    assert "没有人包保" in page(world, "office", key)


def test_the_time_in_each_state_and_hand_adds_up_to_the_whole(world: World, shop: Business) -> None:
    (key,) = visited(world, shop)
    fixed(world, key, days=3)
    with worn(FOUNDER):
        found = queries.finding(key, viewer=FOUNDER)
        spans = queries.spans(found, viewer=FOUNDER, now=world.later(days=30))
        assert [(one.state, one.post) for one in spans] == [("urged", None), ("reported", world.posts["village"].pk)]
        whole = sum((one.until - one.since for one in spans), timedelta())
    ((seconds,),) = raw("SELECT extract(epoch FROM closed_at - recorded_at) FROM loop_finding")
    assert whole.total_seconds() == float(seconds) == timedelta(days=3, hours=2).total_seconds()
    shown = page(world, "village", key)
    assert "3 天" in shown and "2 小时" in shown


def test_what_the_ladder_took_from_one_hand_lies_in_the_next(world: World, shop: Business) -> None:
    (key,) = visited(world, shop)
    owner = world.actor("甲饭店/principal")
    with worn(owner):
        actions.report_fix(
            queries.finding(key, viewer=owner), note="好了", photos=[], by=owner, now=world.later(days=1)
        )
    ((due,),) = raw("SELECT due FROM loop_task WHERE act = 'recheck'")
    for days in LADDER[:4]:
        tick(world, working_day(due, days))
    with worn(FOUNDER):
        found = queries.finding(key, viewer=FOUNDER)
        hands = [one.post for one in queries.spans(found, viewer=FOUNDER, now=world.later(days=1))]
    assert hands == [None, world.posts["village"].pk, world.posts["town"].pk]


@pytest.mark.mechanism("M27")
def test_making_public_and_giving_notice_are_not_ticked_before_somebody_did_them(world: World, shop: Business) -> None:
    (key,) = visited(world, shop)
    shown = page(world, "office", key)
    assert shown.count("这项工作不要求") == 2
    office = entered(world, "office")
    assert office.post(f"/findings/{key}/publish", {"note": "  "}).status_code == 422
    assert office.post(f"/findings/{key}/publish", {"note": "市政府网站"}).status_code == 302
    assert office.post(f"/findings/{key}/notify", {"note": "抄告教育局：食堂台面积水"}).status_code == 302
    shown = page(world, "office", key)
    assert "市政府网站" in shown and "抄告教育局" in shown and "这项工作不要求" not in shown
    assert "已经公示过了" in office.post(f"/findings/{key}/publish", {"note": "再来一次"}).content.decode()
    assert raw("SELECT move, state FROM loop_findingstep ORDER BY at, id")[1:] == [
        ("publish", "urged"),
        ("notify_department", "urged"),
    ]


@pytest.mark.parametrize("who", ["village", "town", "leader"])
def test_a_cadre_neither_publishes_nor_gives_notice(world: World, shop: Business, who: str) -> None:
    (key,) = visited(world, shop)
    assert "登记公示" not in page(world, who, key)
    assert entered(world, who).post(f"/findings/{key}/publish", {"note": "网站"}).status_code == 422
    assert raw("SELECT count(*) FROM loop_findingstep WHERE move = 'publish'") == [(0,)]


def again(world: World, shop: Business, days: int) -> UUID:
    """Found, fixed, and so many days after the closing the same question fails again."""
    (first,) = visited(world, shop)
    fixed(world, first)
    world.later(days=days)
    office = world.actor("office")
    with worn(office):
        actions.plan("guarantee_visit", "2026Q4", within="cn/33/04/83/", by=office, now=world.now)
    visited(world, shop)
    return first


@pytest.mark.mechanism("B4")
def test_what_fails_again_within_the_watch_names_the_earlier_and_is_read_harder(world: World, shop: Business) -> None:
    first = again(world, shop, 40)
    ((second, earlier, after, severity),) = raw(
        "SELECT id, recurrence_of_id, recurred_after, severity FROM loop_finding WHERE id <> %s", first
    )
    ((was,),) = raw("SELECT severity FROM loop_finding WHERE id = %s", first)
    assert (earlier, after) == (first, 40)
    assert (was, severity) in {("general", "serious"), ("serious", "critical"), ("critical", "critical")}
    assert "再犯" in page(world, "village", second) and f"/findings/{first}" in page(world, "village", second)
    assert "又犯了" in page(world, "village", first) and f"/findings/{second}" in page(world, "village", first)


def test_what_fails_after_the_watch_is_a_new_problem(world: World, shop: Business) -> None:
    first = again(world, shop, 91)
    assert raw("SELECT recurrence_of_id, recurred_after FROM loop_finding WHERE id <> %s", first) == [(None, None)]
