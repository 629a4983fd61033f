"""The ladder climbs (M27, M42): when nobody acts, those above hear of it, one post higher each time, and in the end it is
another's to do. Posts and days are asked of the tables by hand."""

from datetime import date, datetime
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection

from shian.kernel.actor import Actor
from shian.kernel.refused import Refused
from shian.kernel.wall import worn
from shian.kernel.workdays import Due
from shian.loop import actions, queries
from shian.loop.law import CHINA, law_on
from shian.loop.models import Climb
from shian.people.actions.tenure import end_tenure, running
from shian.registry.models import Business
from tests.at_the_doors import bound_and_planned, entered, visited
from tests.roles import as_root
from tests.world import COUNTY, TODAY, World, business


def raw(question: str, *values: Any) -> list[Any]:
    with as_root(), connection.cursor() as cursor:
        cursor.execute(question, values or None)
        return list(cursor.fetchall())


def working_day(after: date, days: int) -> datetime:
    """Ten in the morning of the so-many-th working day after a day."""
    due: Due = law_on(TODAY, COUNTY).calendar.add_working_days(after, days)
    return datetime(due.day.year, due.day.month, due.day.day, 10, tzinfo=CHINA)


def tick(world: World, now: datetime) -> dict[str, int]:
    world.now = now
    clock = world.system("clock")
    with worn(clock):
        return actions.tick(now, by=clock).climbed


def said(act: str = "inspect") -> list[tuple[int, str, str | None]]:
    """Rung by rung: what was said to whom about a task of this kind."""
    return raw(
        """SELECT c.rung, c.act, coalesce(p.title, b.name) FROM loop_climb c JOIN loop_task t ON t.id = c.task_id
           LEFT JOIN people_post p ON p.id = c.post_id LEFT JOIN registry_business b ON b.id = c.business_id
           WHERE t.act = %s ORDER BY c.rung, c.act DESC""",
        act,
    )


def inspections(by: str) -> list[Any]:
    return [key for (key,) in raw(f"SELECT id FROM loop_task WHERE act = 'inspect' ORDER BY {by}")]


def leave(world: World, who: str, *, by: Actor) -> None:
    tenure = running(world.posts[who], TODAY)
    assert tenure
    end_tenure(tenure, on=TODAY, reason="调走", by=by)


LADDER = (1, 3, 5, 8, 10, 15)  # working days after the day it was due
DUE = date(2026, 9, 30)


def climb_all(world: World, due: date = DUE) -> None:
    for days in LADDER:
        tick(world, working_day(due, days))


def test_each_rung_speaks_one_post_higher_and_the_visit_becomes_another_s(world: World, shop: Business) -> None:
    climb_all(world)
    assert said() == [
        (1, "remind", "village"),
        (2, "inform", "town"),
        (3, "inform", "office"),
        (4, "relieved", "village"),
        (4, "reassign", "town"),
        (5, "letter", "leader"),
        (6, "refer", "station"),
    ]
    assert raw("SELECT p.title FROM loop_task t JOIN people_post p ON p.id = t.holder_id WHERE act = 'inspect'") == [
        ("town",)
    ]
    assert raw("SELECT p.title, because ->> 'outcome' FROM loop_task t JOIN people_post p ON p.id = t.holder_id"
               " WHERE act = 'report_status' AND state = 'open'") == [("station", "overdue")]  # fmt: skip


def test_of_those_whose_instant_is_the_same_the_order_does_not_hang_on_where_their_rows_lie(world: World) -> None:
    for name in ("甲饭店", "乙饭店", "丙饭店", "丁饭店"):
        business(world, name)
    bound_and_planned(world)
    tasks = inspections("id")
    for key in tasks[::-1] * 9:  # rewritten, a row lies where there is room: until they lie otherwise
        if inspections("ctid") == tasks:
            raw("UPDATE loop_task SET rung = rung WHERE id = %s RETURNING id", key)
    assert inspections("ctid") != tasks
    with connection.cursor() as cursor:  # the database is free to read them as they lie
        cursor.execute("SET LOCAL enable_indexscan = off; SET LOCAL enable_bitmapscan = off")
    tick(world, working_day(DUE, 1))
    assert [key for (key,) in raw("SELECT task_id FROM loop_climb ORDER BY id")] == tasks  # as they were made


def test_a_late_tick_climbs_every_rung_once_and_a_second_adds_nothing(world: World, shop: Business) -> None:
    late = working_day(DUE, 40)
    assert tick(world, late) == {"remind": 1, "inform": 2, "reassign": 1, "letter": 1, "refer": 1}
    told = said()
    assert tick(world, late) == {}
    assert said() == told
    assert len(told) == 7


def test_a_vacant_post_is_passed_over_and_the_office_is_told_which(world: World, shop: Business) -> None:
    office = world.actor("office")
    with worn(office):
        leave(world, "town", by=office)
    tick(world, working_day(DUE, 1))
    tick(world, working_day(DUE, 3))
    assert said() == [(1, "remind", "village"), (2, "inform", "office")]
    office = world.actor("office")
    with worn(office):
        assert [(post.title, times) for post, times in queries.passed_over(office, now=world.now)] == [("town", 1)]


def test_a_reminder_to_a_post_that_nobody_holds_goes_to_whoever_stands_above(world: World, shop: Business) -> None:
    office = world.actor("office")
    with worn(office):
        leave(world, "village", by=office)
    tick(world, working_day(DUE, 1))
    tick(world, working_day(DUE, 3))
    assert said() == [(1, "remind", "town"), (2, "inform", "office")]


def test_the_shop_is_reminded_and_its_cadre_s_line_hears_the_rest(world: World, shop: Business) -> None:
    visited(world, shop)
    ((due,),) = raw("SELECT due FROM loop_task WHERE act = 'rectify'")
    climb_all(world, due)
    assert said("rectify") == [
        (1, "remind", "甲饭店"),
        (2, "inform", "village"),
        (3, "inform", "office"),
        (4, "inform", "leader"),
        (5, "letter", "leader"),
        (6, "refer", "station"),
    ]
    assert raw("SELECT f.state, p.title FROM loop_finding f JOIN people_post p ON p.id = f.holder_id") == [
        ("pushed", "station")
    ]
    assert raw("SELECT act, state FROM loop_task WHERE finding_id IS NOT NULL ORDER BY id") == [
        ("rectify", "withdrawn"),
        ("claim", "open"),
    ]
    assert raw("SELECT move, by_label FROM loop_findingstep ORDER BY at, id") == [
        ("urge", "village village某"),
        ("push", "clock"),
    ]


def test_a_station_that_does_not_claim_is_not_told_of_itself_for_ever(world: World, shop: Business) -> None:
    visited(world, shop, disposition="push_to_station")
    ((due,),) = raw("SELECT due FROM loop_task WHERE act = 'claim'")
    climb_all(world, due)
    told = [post for _rung, _act, post in said("claim")]
    assert told[0] == "station"
    assert all(one != "station" or other != "station" for one, other in pairwise(told))
    assert told[-1] in ("office", "leader", "station")
    assert raw("SELECT count(*) FROM loop_task WHERE act = 'claim'") == [
        (1,)
    ]  # the station has it: nothing is pushed twice


def test_who_was_told_sees_it_on_the_desk_and_one_tap_is_on_record(world: World, shop: Business) -> None:
    tick(world, working_day(DUE, 3))
    desk = entered(world, "town")
    page = desk.get("/worklist/ladder").content.decode()
    assert "甲饭店" in page
    with as_root():
        climb = Climb._base_manager.get(post=world.posts["town"])
    neighbour = entered(world, "neighbour")
    assert neighbour.post(f"/worklist/ladder/{climb.pk}/seen").status_code == 404
    assert desk.post(f"/worklist/ladder/{climb.pk}/seen").status_code == 302
    assert raw("SELECT seen_by FROM loop_climb WHERE id = %s", climb.pk) == [(world.people["town"].pk,)]
    assert raw("SELECT count(*) FROM ledger_entry WHERE verb = 'acknowledge'") == [(1,)]
    assert "甲饭店" not in desk.get("/worklist/ladder").content.decode()
    assert desk.post(f"/worklist/ladder/{climb.pk}/seen").status_code == 302
    assert raw("SELECT count(*) FROM ledger_entry WHERE verb = 'acknowledge'") == [(1,)]


def test_what_stands_on_one_page_is_seen_with_one_tap_and_nothing_else(world: World, shop: Business) -> None:
    tick(world, working_day(DUE, 3))
    tick(world, working_day(DUE, 8))
    with as_root():
        told = list(Climb._base_manager.values_list("pk", "post_id"))
    mine = [key for key, post in told if post == world.posts["town"].pk]
    desk = entered(world, "town")
    page = desk.get("/worklist/ladder").content.decode()
    assert len(mine) == 2 < len(told)
    assert "这一页 2 件都看到了" in page
    answer = desk.post("/worklist/ladder/seen", {"keys": ",".join(str(key) for key, _post in told) + ",x"}, follow=True)
    assert "记下了：2 件您看到了" in answer.content.decode()
    assert {key for (key,) in raw("SELECT id FROM loop_climb WHERE seen_at IS NOT NULL")} == set(mine)
    assert raw("SELECT count(*) FROM ledger_entry WHERE verb = 'acknowledge'") == [(len(mine),)]


def test_what_was_said_to_another_may_not_be_acknowledged_by_the_office(world: World, shop: Business) -> None:
    tick(world, working_day(DUE, 1))
    office = world.actor("office")
    with worn(office):
        climb = Climb.objects.visible_to(office).get()
        with pytest.raises(Refused, match="不是报给您的"):
            actions.acknowledge(climb, by=office, now=world.now)
    assert raw("SELECT seen_at FROM loop_climb") == [(None,)]


def test_the_page_of_the_problem_names_who_was_told_on_which_day_and_what_comes_next(
    world: World, shop: Business
) -> None:
    (found,) = visited(world, shop)
    ((due,),) = raw("SELECT due FROM loop_task WHERE act = 'rectify'")
    second = working_day(due, 3)
    tick(world, second)
    page = entered(world, "village").get(f"/findings/{found}").content.decode()
    assert "village某" in page
    assert f"{second.month}月{second.day}日" in page
    third = working_day(due, 5)
    assert f"{third.month}月{third.day}日" in page
