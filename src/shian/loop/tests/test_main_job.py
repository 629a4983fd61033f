"""The main job, verb by verb: bound, planned, visited, found, fixed, rechecked, closed; and a figure that opens."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from shian.checklists import queries as checklists
from shian.config.following import leave_the_plan
from shian.insight.figure import Question
from shian.insight.queries import completion, completion_rows
from shian.kernel.actor import Actor
from shian.kernel.refused import Refused
from shian.kernel.wall import worn
from shian.loop import actions, queries
from shian.loop.models import Finding, Task
from shian.loop.submission import Submission
from shian.registry.actions.standing import close_business
from shian.registry.events import StatusChanged
from shian.registry.models import Business
from tests.world import COUNTY, FOUNDER, NOW, TODAY, VILLAGE, World, answers, business, small_county

VISIT = "guarantee_visit"


@pytest.fixture
def world(db: None) -> World:
    return small_county()


@pytest.fixture
def shop(world: World) -> Business:
    return business(world)


def bound_and_planned(world: World) -> None:
    office = world.actor("office")
    with worn(office):
        preview = actions.preview_binding(Business.objects.visible_to(office), by=office, on=TODAY)
        assert not preview.unbound
        done = actions.bind_many(preview.pairs, on=TODAY, by=office, now=NOW)
        assert all(verdict.ok for verdict in done.verdicts), done.verdicts
        actions.plan(VISIT, "2026Q3", within=COUNTY, by=office, now=NOW)


def visit(world: World, shop: Business, *, failed: int = 0, disposition: str = "fix_by", **more: Any) -> Any:
    cadre = world.actor("village")
    with worn(cadre):
        task = queries.worklist(cadre, on=TODAY).get(business=shop)
        items = checklists.items(checklists.version("village_caterer").pk)
        codes = [item.code for item in items]
        raw = {
            "id": str(uuid4()),
            "tasks": [str(task.pk)],
            "answers": answers(codes, failed=codes[:failed], disposition=disposition),
        } | more
        return actions.hand_in(Submission.parsed(raw), by=cadre, now=world.now)


def asked(period: str = "2026", today: date = TODAY) -> Question:
    return Question.asked(VISIT, period, COUNTY, NOW.replace(year=2030), today)


def figure(viewer: Actor, **more: Any) -> Any:
    with worn(viewer):
        return completion(viewer, asked(**more))[0]


def test_a_failed_item_comes_back_until_somebody_else_sees_it_fixed(world: World, shop: Business) -> None:
    bound_and_planned(world)
    handed = visit(world, shop, failed=1)
    owner, cadre = world.actor("甲饭店/principal"), world.actor("village")
    with worn(owner):
        finding = queries.finding(handed.findings[0], viewer=owner)
        assert finding.state == "urged"
        assert [task.act for task in queries.worklist(owner, on=TODAY)] == ["rectify"]
        actions.report_fix(finding, note="擦干了", photos=[], by=owner, now=world.later(days=1))
        with pytest.raises(Refused, match="别人来复查"):
            actions.verify_fix(finding, note="好了", photos=[], by=owner, now=world.now)
    with worn(cadre):
        finding = queries.finding(handed.findings[0], viewer=cadre)
        assert [task.act for task in queries.worklist(cadre, on=TODAY)] == ["recheck"]
        actions.reject_fix(finding, note="还有水", by=cadre, now=world.later(hours=1))
        assert (finding.state, finding.round) == ("again", 2)
    with worn(owner):
        finding = queries.finding(handed.findings[0], viewer=owner)
        actions.report_fix(finding, note="装了沥水架", photos=[], by=owner, now=world.later(days=1))
    with worn(cadre):
        finding = queries.finding(handed.findings[0], viewer=cadre)
        actions.verify_fix(finding, note="已整改", photos=[], by=cadre, now=world.later(hours=1))
        assert finding.state == "closed"
        assert not queries.worklist(cadre, on=TODAY).exists()
        assert [stage.key for stage in queries.way(finding, viewer=cadre) if stage.reached] == [
            "inspect",
            "rectify",
            "feedback",
        ]


def test_the_figure_opens_into_its_rows(world: World, shop: Business) -> None:
    second = business(world, "乙饭店")
    bound_and_planned(world)
    office = world.actor("office")
    assert (figure(office).due, figure(office).done, figure(office).open) == (2, 0, 2)
    visit(world, shop)
    assert (figure(office).done, figure(office).open) == (1, 1)
    visit(world, second, outcome="shut", answers={})
    after = figure(office, today=date(2027, 1, 9))
    assert (after.due, after.done, after.excluded, after.out_of) == (2, 1, 1, 1)
    with worn(office):
        assert completion_rows(office, asked(), part="excluded").get().business == second
        assert [task.act for task in Task.objects.visible_to(office).filter(act="report_status")] == ["report_status"]


def test_planning_again_adds_nothing(world: World, shop: Business) -> None:
    bound_and_planned(world)
    office = world.actor("office")
    with worn(office):
        again = actions.plan(VISIT, "2026Q3", within=COUNTY, by=office, now=NOW)
    assert (again.new, again.kept) == (0, 1)


def test_a_plan_of_the_year_holds_the_quarters_not_yet_over(world: World, shop: Business) -> None:
    bound_and_planned(world)
    office = world.actor("office")
    with worn(office):
        year = actions.plan(VISIT, "2026", within=COUNTY, by=office, now=NOW)
    assert (year.new, year.kept) == (1, 1)
    assert year.periods == ("2026Q3", "2026Q4")


def test_a_replay_is_answered_alike(world: World, shop: Business) -> None:
    bound_and_planned(world)
    key = str(uuid4())
    first = visit(world, shop, failed=2, id=key)
    cadre = world.actor("village")
    with worn(cadre):
        codes = [item.code for item in checklists.items(checklists.version("village_caterer").pk)]
        task = str(Task.objects.visible_to(cadre).get(state="done", act="inspect").pk)
        raw = {"id": key, "tasks": [task], "answers": answers(codes, failed=codes[:2])}
        again = actions.hand_in(Submission.parsed(raw), by=cadre, now=world.later(hours=1))
        assert again.replay
        assert (again.sheet, again.findings) == (first.sheet, first.findings)
        assert Finding.objects.visible_to(cadre).count() == 2
        with pytest.raises(Refused, match="编号已经用在另一份"):
            actions.hand_in(Submission.parsed(raw | {"outcome": "shut", "answers": {}}), by=cadre, now=world.now)


def test_the_station_claims_handles_and_strikes_off(world: World, shop: Business) -> None:
    bound_and_planned(world)
    handed = visit(world, shop, failed=1, disposition="push_to_station")
    station, cadre = world.actor("station"), world.actor("village")
    with worn(station):
        finding = queries.finding(handed.findings[0], viewer=station)
        assert [task.act for task in queries.worklist(station, on=TODAY)] == ["claim"]
        actions.claim(finding, by=station, now=world.later(hours=2))
        actions.start_handling(finding, note="现场核查", by=station, now=world.later(hours=2))
        actions.strike_off(finding, outcome="已责令改正并复查合格", by=station, now=world.later(hours=2))
        assert not queries.worklist(station, on=TODAY).exists()
    with worn(cadre):
        assert queries.finding(handed.findings[0], viewer=cadre).outcome == "已责令改正并复查合格"


def test_neither_neighbour_nor_stranger_reaches_the_task(world: World, shop: Business) -> None:
    bound_and_planned(world)
    with worn(FOUNDER):
        task = Task.objects.get()
    for who in ("neighbour", "stranger", "grid", "甲饭店/principal"):
        actor = world.actor(who)
        with worn(actor), pytest.raises(Refused, match="不归您"):
            actions.hand_in(Submission.parsed({"id": str(uuid4()), "tasks": [str(task.pk)]}), by=actor, now=NOW)
    with worn(FOUNDER):
        assert Task.objects.get().state == "open"


def test_who_entered_a_fix_for_the_shop_may_not_verify_it(world: World, shop: Business) -> None:
    bound_and_planned(world)
    handed = visit(world, shop, failed=1)
    cadre = world.actor("village")
    with worn(cadre):
        finding = queries.finding(handed.findings[0], viewer=cadre)
        actions.enter_fix(finding, note="代录", photos=[], by=cadre, now=world.now)
        with pytest.raises(Refused, match="别人来复查"):
            actions.verify_fix(finding, note="好了", photos=[], by=cadre, now=world.now)
        assert finding.state == "reported"


def test_the_business_may_not_close_what_an_official_found(world: World, shop: Business) -> None:
    """A principal rechecks the records of the business itself; the finding of a visit is the finder's to close."""
    bound_and_planned(world)
    handed = visit(world, shop, failed=1)
    officer, principal = world.actor("甲饭店/safety_officer"), world.actor("甲饭店/principal")
    with worn(officer):
        finding = queries.finding(handed.findings[0], viewer=officer)
        actions.report_fix(finding, note="擦干了", photos=[], by=officer, now=world.now)
    with worn(principal):
        finding = queries.finding(handed.findings[0], viewer=principal)
        assert not queries.may_recheck(finding, viewer=principal)
        with pytest.raises(Refused, match="别人来复查"):
            actions.verify_fix(finding, note="好了", photos=[], by=principal, now=world.now)
        with pytest.raises(Refused, match="别人来复查"):
            actions.reject_fix(finding, note="没好", by=principal, now=world.now)
        assert queries.finding(finding.pk, viewer=principal).state == "reported"


def test_the_ladder_climbs_once_a_rung(world: World, shop: Business) -> None:
    bound_and_planned(world)
    clock = world.system("clock")
    with worn(clock):
        assert actions.tick(NOW, by=clock).climbed == {}
        late = world.later(days=24)  # the first working day after the quarter, the holidays over
        assert actions.tick(late, by=clock).climbed.get("remind") == 1
        assert actions.tick(late, by=clock).climbed == {}
        assert Task.objects.visible_to(clock).get(act="inspect").rung == 1


def test_the_daily_record_is_expected_and_said(world: World) -> None:
    shop = business(world, "丙食品", uscc="91330483MA2BC1XX0X")
    office, officer = world.actor("office"), world.actor("丙食品/safety_officer")
    with worn(office):
        assert actions.owe_by_rule("daily_record", within=COUNTY, on=TODAY, by=office, now=NOW) == 1
        assert actions.owe_by_rule("daily_record", within=COUNTY, on=TODAY, by=office, now=NOW) == 0
    codes = [item.code for item in checklists.items(checklists.version("daily_caterer").pk)]
    raw = {"id": str(uuid4()), "business": str(shop.pk), "programme": "daily_record", "answers": answers(codes)}
    with worn(officer):
        with pytest.raises(Refused, match="零风险"):
            actions.hand_in(Submission.parsed(raw), by=officer, now=NOW)
        actions.hand_in(Submission.parsed(raw | {"zero_risk": True}), by=officer, now=NOW)
        with pytest.raises(Refused, match="已经交过"):
            actions.hand_in(Submission.parsed(raw | {"id": str(uuid4()), "zero_risk": True}), by=officer, now=NOW)
    question = Question.asked("daily_record", "2026-09-14", VILLAGE, NOW.replace(year=2030), TODAY)
    with worn(office):
        found = completion(office, question)[0]
        assert (found.due, found.done) == (1, 1)
        assert queries.days(office, shop, "daily_record", TODAY, date(2026, 9, 16)) == [
            (TODAY, "done"),
            (date(2026, 9, 15), "owed"),
            (date(2026, 9, 16), "owed"),
        ]


def test_nobody_at_home_starts_the_status_clocks(world: World, shop: Business) -> None:
    bound_and_planned(world)
    visit(world, shop, outcome="closed_for_good", answers={})
    station, office = world.actor("station"), world.actor("office")
    with worn(station):
        owed = queries.worklist(station, on=TODAY).get()
        assert (owed.act, owed.due) == ("report_status", date(2026, 10, 10))  # 15 working days, the holidays between
        close_business(shop, on=TODAY, reason="已拆除", by=station)
    event = StatusChanged(shop.pk, "operating", "closed", TODAY, "已拆除")
    leave_the_plan(event.envelope(), world.now)
    with worn(office):
        adjust = queries.worklist(office, on=TODAY).get()
        assert (adjust.act, adjust.due) == ("adjust_duty", date(2026, 9, 22))
        actions.unbind(shop, on=TODAY, reason="已注销", by=office, now=world.now)
        assert not queries.worklist(office, on=TODAY).exists()
