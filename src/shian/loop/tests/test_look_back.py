"""The look-back: a fix that holds, and one that does not; who may look; what the figures say before and after."""

from collections import Counter
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from shian.draws.models import Draw
from shian.evidence.models import Evidence
from shian.insight.figure import Question
from shian.insight.indicators import INDICATORS
from shian.insight.queries import completion
from shian.kernel.refused import Denied, Refused
from shian.kernel.wall import worn
from shian.loop import actions, queries
from shian.loop.actions.hand_in import Answered
from shian.loop.lookers import Lookers
from shian.loop.models import Finding, FindingStep, Task
from shian.loop.queries import Closed
from shian.loop.submission import Submission
from tests.at_the_doors import bound_and_planned, visited
from tests.roles import as_root
from tests.rows import plant
from tests.world import COUNTY, TODAY, VILLAGE, World, business, small_county

HARD, FIXED, LASTING = "look_back.hard_measures", "look_back.really_fixed", "look_back.lasting_mechanism"
QUARTER = Closed(date(2026, 7, 1), date(2026, 9, 30), COUNTY)


@pytest.fixture
def world(db: None) -> World:
    world = small_county()
    for name in ("甲饭店", "乙饭店"):
        business(world, name)
    bound_and_planned(world)
    return world


def passed(world: World, name: str = "甲饭店", *, failed: int = 1) -> list[Finding]:
    """Found by the cadre of the village, fixed by the principal, passed by the cadre."""
    village, principal = world.actor("village"), world.actor(f"{name}/principal")
    with worn(village):
        shop = queries.worklist(village, on=TODAY).get(business__name=name).business
    assert shop is not None
    keys = visited(world, shop, failed=failed)
    with worn(principal):
        for one in Finding.objects.visible_to(principal).filter(pk__in=keys):
            actions.report_fix(one, note="换了", photos=[], by=principal, now=world.later(minutes=5))
    with worn(village):
        for one in Finding.objects.visible_to(village).filter(pk__in=keys):
            actions.verify_fix(one, note="好了", photos=[], by=village, now=world.later(minutes=5))
        return list(Finding.objects.visible_to(village).filter(pk__in=keys).order_by("id"))


def drawn(world: World, size: int = 1, **asked: Any) -> tuple[Draw, list[Task]]:
    office = world.actor("office")
    with worn(office):
        draw = actions.commit_look_back(QUARTER, size, by=office, now=world.later(minutes=1), **asked)
        assert not Task.objects.filter(act="look_back", file_id=draw.pk).exists()
        actions.draw_look_back(draw, by=office, now=world.later(minutes=1))
        return draw, list(queries.look_backs(office, draw.pk))


def looked(world: World, task: Task, who: str = "town", *, failed: tuple[str, ...] = (), **said: Any) -> Answered:
    """Somebody fills the three questions, with a photograph where one is wanted."""
    by = world.actor(who)
    photo = str(plant(Evidence, path=VILLAGE, business_key=task.business_id, kind="photo").pk)
    answers = {
        code: {"answer": "fail", "note": "又积水了"} if code in failed else {"answer": "conform"}
        for code in (HARD, FIXED, LASTING)
    }
    answers[FIXED]["photos"] = [photo]  # type: ignore[assignment]  # a list among words
    with worn(by):
        told = {"id": str(uuid4()), "tasks": [str(task.pk)], "answers": answers, **said}
        return actions.hand_in(Submission.parsed(told), by=by, now=world.later(minutes=30))


def now(finding: Finding) -> Finding:
    with as_root():
        return Finding._base_manager.get(pk=finding.pk)


def ratio(world: World, key: str, programme: str, as_of: Any) -> tuple[int, int]:
    office = world.actor("office")
    with worn(office):
        found = INDICATORS[key].ratio(office, Question.asked(programme, "2026Q3", COUNTY, as_of, TODAY))
        for side, n in (
            ("counted", found.counted),
            ("out_of", found.out_of),
            ("missing", found.out_of - found.counted),
        ):
            rows = INDICATORS[key].rows(office, Question.asked(programme, "2026Q3", COUNTY, as_of, TODAY), side)
            assert len(list(rows)) == n
    return found.counted, found.out_of


def test_a_fix_that_holds_stays_closed(world: World) -> None:
    (finding,) = passed(world)
    _draw, (task,) = drawn(world)
    assert (task.finding_id, task.act, task.holder_id) == (finding.pk, "look_back", world.posts["town"].pk)
    looked(world, task)
    after = now(finding)
    assert (after.state, after.round, after.reopened_at) == ("closed", 1, None)
    with as_root():
        assert (Task._base_manager.get(pk=task.pk).outcome) == "held"
        assert not Task._base_manager.filter(finding=finding, state="open").exists()
    assert ratio(world, "held", "look_back", world.now) == (1, 1)


def test_a_fix_that_does_not_hold_comes_back_one_round_harder_and_goes_its_way_again(world: World) -> None:
    (finding,) = passed(world)
    _draw, (task,) = drawn(world)
    answered = looked(world, task, failed=(FIXED, LASTING))
    assert answered.findings == []  # it comes back itself; nothing is raised beside it
    back = now(finding)
    assert (back.state, back.round, back.closed_at, back.holder_id) == ("again", 2, None, None)
    principal, village = world.actor("甲饭店/principal"), world.actor("village")
    with worn(principal):
        owed = queries.owed_on(back, viewer=principal)
        assert owed is not None and (owed.act, owed.holder_id) == ("rectify", None)
        actions.report_fix(back, note="修了排水", photos=[], by=principal, now=world.later(hours=1))
    with worn(village):
        again = queries.finding(finding.pk, viewer=village)
        actions.verify_fix(again, note="真好了", photos=[], by=village, now=world.later(hours=1))
        moves = [step.move for step in queries.steps(again, viewer=village)]
        assert moves == ["urge", "report", "close", "reopen", "report", "close"]
        stages = {stage.key: [step.move for step in stage.steps] for stage in queries.way(again, viewer=village)}
        assert stages["rectify"] == ["reopen", "report"] and stages["feedback"] == ["close"]
    assert now(finding).state == "closed"


def test_the_limit_is_read_one_severity_harder(world: World) -> None:
    (finding,) = passed(world)
    first = finding.due
    _draw, (task,) = drawn(world)
    looked(world, task, failed=(FIXED,))
    back = now(finding)
    # serious had three working days; the second round is read as critical: the same day
    assert (finding.severity, first, back.due) == ("serious", date(2026, 9, 17), TODAY)


def test_a_finding_counts_as_fixed_at_the_instants_at_which_it_was(world: World) -> None:
    (finding,) = passed(world)
    while_closed = world.later(minutes=1)
    _draw, (task,) = drawn(world)
    looked(world, task, failed=(FIXED,))
    while_open = world.later(minutes=1)
    assert ratio(world, "rectification", "guarantee_visit", while_closed) == (1, 1)
    assert ratio(world, "rectification", "guarantee_visit", while_open) == (0, 1)
    principal, village = world.actor("甲饭店/principal"), world.actor("village")
    with worn(principal):
        actions.report_fix(now(finding), note="修了", photos=[], by=principal, now=world.later(hours=1))
    with worn(village):
        actions.verify_fix(now(finding), note="好了", photos=[], by=village, now=world.later(hours=1))
    for instant, counted in ((finding.recorded_at, 0), (while_closed, 1), (while_open, 0), (world.later(minutes=1), 1)):
        assert ratio(world, "rectification", "guarantee_visit", instant) == (counted, 1)


def test_looked_back_held_and_opened_again_are_counted_and_open_into_rows(world: World) -> None:
    before = world.now
    passed(world), passed(world, "乙饭店")
    draw, tasks = drawn(world, 2)
    assert ratio(world, "held", "look_back", world.now) == (0, 0)
    looked(world, tasks[0])
    between = world.now
    looked(world, tasks[1], failed=(FIXED,))
    assert ratio(world, "held", "look_back", before) == (0, 0)
    assert ratio(world, "held", "look_back", between) == (1, 1)
    assert ratio(world, "held", "look_back", world.now) == (1, 2)
    assert ratio(world, "held", "guarantee_visit", world.now) == (0, 0)
    office = world.actor("office")
    with worn(office):
        (figure,) = completion(office, Question.asked("look_back", "2026Q3", COUNTY, world.now, TODAY))
    assert (figure.done, figure.due, figure.open) == (2, 2, 0)
    assert Counter(t.period_end for t in tasks) == Counter({tasks[0].due: 2}) and draw.frame.size == 2


def test_a_correction_that_finds_it_unfixed_opens_it_again_and_none_takes_that_back(world: World) -> None:
    (finding,) = passed(world)
    _draw, (task,) = drawn(world)
    first = looked(world, task)
    held = world.now
    second = looked(world, task, failed=(FIXED,), tasks=[], corrects=str(first.sheet))
    assert now(finding).state == "again"
    assert ratio(world, "held", "look_back", held) == (1, 1)
    assert ratio(world, "held", "look_back", world.now) == (0, 1)
    with pytest.raises(Refused, match="不能靠更正收回"):
        looked(world, task, tasks=[], corrects=str(second.sheet))
    looked(world, task, failed=(FIXED, HARD), tasks=[], corrects=str(second.sheet))
    assert (now(finding).state, now(finding).round) == ("again", 2)


def test_no_lasting_mechanism_is_a_problem_of_its_own_where_the_fix_holds(world: World) -> None:
    (finding,) = passed(world)
    _draw, (task,) = drawn(world)
    answered = looked(world, task, failed=(LASTING,))
    (key,) = answered.findings
    with as_root():
        raised = Finding._base_manager.get(pk=key)
    assert (raised.programme, raised.code, raised.state) == ("look_back", LASTING, "urged")
    assert now(finding).state == "closed"


def test_who_passed_it_or_fixed_it_is_never_asked_and_may_not_look(world: World) -> None:
    """The town passed it: then the superior of the finder is not the one; the office is."""
    (finding,) = passed(world)
    with as_root():
        town = world.people["town"].pk
        FindingStep._base_manager.filter(finding=finding, move="close").update(by_person=town)
    _draw, (task,) = drawn(world)
    assert task.holder_id == world.posts["office"].pk
    with as_root():
        Task._base_manager.filter(pk=task.pk).update(holder_id=world.posts["town"].pk)
    with pytest.raises(Refused, match="经过手"):
        looked(world, task)
    with as_root():
        Task._base_manager.filter(pk=task.pk).update(holder_id=world.posts["office"].pk)
    looked(world, task, "office", failed=(FIXED,))
    assert now(finding).state == "again"


def test_who_found_it_for_the_business_itself_has_the_office_above(world: World) -> None:
    (finding,) = passed(world)
    finding.found_by_post_id = None
    with worn(world.actor("office")):
        lookers = Lookers([finding], TODAY)
        assert lookers.post(finding, "superior") == world.posts["office"].pk
        assert lookers.post(finding, "supervising_officer") == world.posts["station"].pk
        assert lookers.post(finding, "grid_officer") == world.posts["grid"].pk


def test_only_the_holder_looks_and_each_problem_has_a_sheet_of_its_own(world: World) -> None:
    passed(world, failed=2)
    _draw, tasks = drawn(world, 2)
    with pytest.raises(Refused, match="不归您做"):
        looked(world, tasks[0], "neighbour")
    with pytest.raises(Refused, match="不归您做"):
        looked(world, tasks[0], "leader")
    with pytest.raises(Refused, match="分开提交"):
        looked(world, tasks[0], tasks=[str(one.pk) for one in tasks])
    with pytest.raises(Refused, match="照片"):
        looked(world, tasks[0], answers={code: {"answer": "conform"} for code in (HARD, FIXED, LASTING)})
    photo = [str(plant(Evidence, path=VILLAGE, kind="photo").pk)]
    said = {HARD: {"answer": "conform"}, LASTING: {"answer": "conform"}, FIXED: {"answer": "fail", "photos": photo}}
    with pytest.raises(Refused, match="写一句话"):
        looked(world, tasks[0], answers=said)
    with as_root():
        assert set(Task._base_manager.filter(act="look_back").values_list("state", flat=True)) == {"open"}
        assert set(Finding._base_manager.values_list("state", flat=True)) == {"closed"}


def test_a_business_found_shut_is_excluded_with_its_reason_and_the_problem_stays_closed(world: World) -> None:
    (finding,) = passed(world)
    _draw, (task,) = drawn(world)
    looked(world, task, outcome="shut", answers={})
    with as_root():
        done = Task._base_manager.get(pk=task.pk)
    assert (done.state, done.reason, now(finding).state) == ("excluded", "shut", "closed")


def test_the_list_leaves_out_what_is_looked_at_already_and_what_is_not_closed(world: World) -> None:
    office = world.actor("office")
    passed(world, failed=2)
    with worn(office):
        assert len(actions.look_back_list(QUARTER, by=office, now=world.now)) == 2
    drawn(world, 1)
    with worn(office):
        assert len(actions.look_back_list(QUARTER, by=office, now=world.now)) == 1
        nobodys = Closed(QUARTER.since, QUARTER.until, COUNTY, severity="critical")
        assert actions.look_back_list(nobodys, by=office, now=world.now) == ()
        before = Closed(date(2026, 4, 1), date(2026, 6, 30), COUNTY)
        with pytest.raises(Refused, match="空的"):
            actions.commit_look_back(before, 1, by=office, now=world.now)
        with pytest.raises(Refused, match="颠倒"):
            actions.look_back_list(Closed(QUARTER.until, QUARTER.since, COUNTY), by=office, now=world.now)
        with pytest.raises(Refused, match="1 到 1"):
            actions.commit_look_back(QUARTER, 2, by=office, now=world.now)
    village = world.actor("village")
    with worn(village), pytest.raises(Refused, match="不能在这里发起"):
        actions.look_back_list(QUARTER, by=village, now=world.now)


def test_a_list_sealed_twice_makes_one_task_of_a_problem(world: World) -> None:
    passed(world)
    office = world.actor("office")
    with worn(office):
        first = actions.commit_look_back(QUARTER, 1, by=office, now=world.now)
        second = actions.commit_look_back(QUARTER, 1, strata="place", by=office, now=world.now)
        for draw in (first, second):
            actions.draw_look_back(draw, by=office, now=world.later(minutes=1))
        assert [queries.look_backs(office, draw.pk).count() for draw in (first, second)] == [1, 0]
        assert (second.nth, list(second.strata)) == (2, ["cn/33/04/83/001/"])


def test_nobody_opens_a_problem_again_by_himself(world: World) -> None:
    """The verb is held, but only a look-back brings it about; and never for whoever may not see the problem."""
    (finding,) = passed(world)
    stranger, principal = world.actor("stranger"), world.actor("甲饭店/principal")
    for who in (stranger, principal):
        with worn(who), pytest.raises(Denied):
            actions.reopen_finding(finding, note="不行", photos=[], by=who, now=world.now)
    assert now(finding).state == "closed"


def test_a_look_back_is_drawn_and_not_planned(world: World) -> None:
    office = world.actor("office")
    with worn(office), pytest.raises(Refused, match="抽"):
        actions.plan("look_back", "2026Q3", within=COUNTY, by=office, now=world.now)


def test_what_a_closed_business_was_to_be_looked_at_for_leaves_the_open_work(world: World) -> None:
    (finding,) = passed(world)
    _draw, (task,) = drawn(world)
    office = world.actor("office")
    with worn(office):
        actions.exclude_business(finding.business, reason="注销", on=TODAY, by=office, now=world.now)
    with as_root():
        assert Task._base_manager.get(pk=task.pk).state == "excluded"
