"""Programmes written by a file alone, by somebody who has not read the code: loaded, planned, done at the doors, counted."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from shian.checklists import queries as checklists
from shian.doors.field.visit import visit_for
from shian.insight.figure import Figure, Question
from shian.insight.queries import completion, completion_rows
from shian.kernel.refused import Refused
from shian.kernel.wall import worn
from shian.loop import actions, queries
from shian.loop.actions.binding import Binding
from shian.loop.actions.planning import Planned
from shian.loop.law import law_on
from shian.loop.models import Duty, Finding, Task
from shian.loop.submission import Submission
from shian.packs.check import check
from shian.packs.tests.cn import appended, copied, written
from shian.packs.tests.test_how_to import with_the_document
from shian.people.models import Post
from shian.registry.models import Business
from tests.at_the_doors import bound_and_planned
from tests.world import COUNTY, FOUNDER, TODAY, TOWN, World, answers, business, small_county
from tests.world import in_force as put_in_force

OTHER_TOWN = "cn/33/04/83/101/001/"
LIMITS = """
[by_when]
act = { within = "end of period", assumed = true }
critical = { within = "same day", assumed = true }
serious = { within = "3 working days", assumed = true }
general = { within = "10 working days", assumed = true }
recheck = { within = "5 working days", assumed = true }

[recheck]
by = "finder"
assumed = true

[[ladder]]
after = "1 working day"
act = "remind"
to = "holder"
assumed = true
"""
TOUR_GROUPS = f"""key = "tour_groups"
zh = "旅游团餐检查"
en = "Meals of tour groups"
source = "house_design"
from = 2026-01-01
[when]
trigger = "window"
opens = 2026-09-01
closes = 2026-09-30
[[when.frequency]]
every = "week"
times = 1
assumed = true
[who]
holder = "supervising_officer"
[whom]
subject = "business"
[[whom.rule]]
owes = true
sectors = ["caterer"]
within = ["{TOWN}"]
assumed = true
[what]
act = "inspect"
modes = ["on_site"]
[[what.checklist]]
use = "small_village"
{LIMITS}"""
TERM_START = f"""key = "term_start"
zh = "开学食堂检查"
en = "Canteens at the start of term"
source = "house_design"
from = 2026-01-01
[when]
trigger = "window"
opens = 2026-09-01
closes = 2026-09-20
[who]
holder = "superior"
[whom]
subject = "business"
[[whom.rule]]
owes = true
kinds = ["canteen"]
assumed = true
[what]
act = "inspect"
[[what.checklist]]
use = "small_village"
{LIMITS}"""
TWICE = f"""key = "twice_a_quarter"
zh = "连队食堂季查"
en = "Twice a quarter"
source = "house_design"
from = 2026-01-01
[when]
trigger = "rhythm"
[[when.frequency]]
every = "quarter"
times = 2
assumed = true
[who]
holder = "duty"
[whom]
subject = "business"
[[whom.rule]]
owes = true
grades = ["D"]
assumed = true
[what]
act = "inspect"
[[what.checklist]]
use = "small_village"
{LIMITS}"""


@pytest.fixture
def world(db: None) -> World:
    return small_county()


@pytest.fixture
def in_force(world: World, tmp_path: Path) -> Callable[..., None]:
    """Put programmes into force, each by its file."""

    def load_them(**programmes: str) -> None:
        folder = copied(tmp_path)
        for key, text in programmes.items():
            written(folder, f"programmes/{key}.toml", text)
        publish(folder)

    return load_them


def publish(folder: Path) -> None:
    assert check(folder) == []
    put_in_force(folder)


def planned(world: World, programme: str, period: str) -> Planned:
    office = world.actor("office")
    with worn(office):
        foreseen = actions.plan_preview(programme, period, within=COUNTY, by=office, now=world.now)
        done = actions.plan(programme, period, within=COUNTY, by=office, now=world.now)
        again = actions.plan(programme, period, within=COUNTY, by=office, now=world.now)
    assert foreseen == done.new + done.kept
    assert (again.new, again.kept, again.duties) == (0, done.new + done.kept, 0)
    return done


def visited(world: World, who: str, programme: str, *, failed: int = 0) -> list[Finding]:
    """The first task of a programme on somebody's list, filled and handed in."""
    actor = world.actor(who)
    with worn(actor):
        task = queries.worklist(actor, on=TODAY).filter(programme=programme).order_by("due")[0]
        codes = [item.code for item in checklists.items(checklists.version("small_village").pk)]
        told = {"id": str(uuid4()), "tasks": [str(task.pk)], "answers": answers(codes, failed=codes[:failed])}
        answered = actions.hand_in(Submission.parsed(told), by=actor, now=world.now)
        return list(Finding.objects.visible_to(actor).filter(pk__in=answered.findings))


def counted(world: World, programme: str, period: str) -> Figure:
    """The figure, and that it opens into as many rows."""
    office = world.actor("office")
    with worn(office):
        asked = Question.asked(programme, period, COUNTY, world.later(minutes=1), TODAY)
        figure = completion(office, asked)[0]
        assert completion_rows(office, asked).count() == figure.due
    return figure


def test_the_programme_of_the_how_to_is_planned_done_and_counted(world: World, tmp_path: Path) -> None:
    stall = business(world, "王家早点摊", kind="stall")
    publish(with_the_document(tmp_path))
    done = planned(world, "small_business_patrol", "2026-09")
    assert (done.new, done.duties) == (1, 1)
    (finding,) = visited(world, "grid", "small_business_patrol", failed=1)
    assert finding.business_id == stall.pk
    figure = counted(world, "small_business_patrol", "2026-09")
    assert (figure.done, figure.due) == (1, 1)

    principal, grid = world.actor("王家早点摊/principal"), world.actor("grid")
    with worn(principal):
        actions.report_fix(finding, note="已清理", photos=[], by=principal, now=world.later(hours=1))
    with worn(grid):
        fixed = Finding.objects.visible_to(grid).get(pk=finding.pk)
        actions.verify_fix(fixed, note="看过了", photos=[], by=grid, now=world.later(hours=1))
        assert Finding.objects.visible_to(grid).get(pk=finding.pk).state == "closed"


def test_a_window_in_one_town_is_owed_each_of_its_weeks_by_the_station(
    world: World, in_force: Callable[..., None]
) -> None:
    business(world, "乌镇饭店")
    business(world, "濮院饭店", path=OTHER_TOWN)
    in_force(tour_groups=TOUR_GROUPS)
    done = planned(world, "tour_groups", "2026Q3")
    # From Monday 14 September, which is today, to the last of the month: three weeks, the last one cut short.
    assert done.periods == ("2026-09-28..2026-09-30", "2026W38", "2026W39")
    assert done.new == 3
    with worn(FOUNDER):
        tasks = list(Task.objects.filter(programme="tour_groups").order_by("due"))
    assert {task.holder_id for task in tasks} == {world.posts["station"].pk}
    assert [task.due for task in tasks] == [date(2026, 9, 20), date(2026, 9, 27), date(2026, 9, 30)]
    visited(world, "station", "tour_groups")
    figure = counted(world, "tour_groups", "2026Q3")
    assert (figure.done, figure.open, figure.due) == (1, 2, 3)


def test_outside_its_window_it_is_refused_in_a_sentence(world: World, in_force: Callable[..., None]) -> None:
    in_force(tour_groups=TOUR_GROUPS)
    office = world.actor("office")
    with worn(office), pytest.raises(Refused, match="从 2026-09-01 到 2026-09-30"):
        actions.plan("tour_groups", "2026Q4", within=COUNTY, by=office, now=world.now)


def test_once_its_window_is_over_it_is_refused_too(world: World, in_force: Callable[..., None]) -> None:
    in_force(tour_groups=TOUR_GROUPS)
    office, late = world.actor("office"), world.later(days=30)
    with worn(office), pytest.raises(Refused, match="在 2026-09-30 已经结束"):
        actions.plan("tour_groups", "2026Q3", within=COUNTY, by=office, now=late)


def test_the_superior_of_whoever_answers_looks_at_canteens_once(world: World, in_force: Callable[..., None]) -> None:
    canteen = business(world, "实验小学食堂", kind="canteen", grade="C")
    business(world, "不是食堂")
    office = world.actor("office")
    with worn(office):
        pair = Binding(canteen.pk, world.posts["village"].pk)
        actions.bind_many([pair], on=TODAY, by=office, now=world.now)
    in_force(term_start=TERM_START)
    assert planned(world, "term_start", "2026-09").new == 1
    with worn(FOUNDER):
        task = Task.objects.get(programme="term_start")
    assert (task.holder_id, task.due) == (world.posts["town"].pk, date(2026, 9, 20))


def test_cold_dishes_are_found_by_what_the_licence_names(world: World, in_force: Callable[..., None]) -> None:
    business(world, "凉菜馆", categories=("hot", "cold"))
    in_force(tour_groups=TOUR_GROUPS.replace('sectors = ["caterer"]', 'sectors = ["caterer"]\ncategories = ["cold"]'))
    planned(world, "tour_groups", "2026-09")
    with worn(FOUNDER):
        owed = Task.objects.filter(programme="tour_groups").values_list("business__name", flat=True)
        assert set(owed) == {"凉菜馆"}


def test_twice_a_quarter_is_two_visits_with_two_days(world: World, in_force: Callable[..., None]) -> None:
    business(world)
    office = world.actor("office")
    with worn(office):
        pairs = actions.preview_binding(Business.objects.visible_to(office), by=office, on=TODAY).pairs
        actions.bind_many(pairs, on=TODAY, by=office, now=world.now)
    in_force(twice_a_quarter=TWICE)
    assert planned(world, "twice_a_quarter", "2026Q4").new == 2
    with worn(FOUNDER):
        tasks = list(Task.objects.filter(programme="twice_a_quarter").order_by("due"))
    assert [(task.due, task.holder_id) for task in tasks] == [
        (date(2026, 11, 15), world.posts["village"].pk),
        (date(2026, 12, 31), world.posts["village"].pk),
    ]


def test_a_new_grid_officer_takes_the_open_work_along(world: World, tmp_path: Path) -> None:
    business(world, "王家早点摊", kind="stall")
    publish(with_the_document(tmp_path))
    planned(world, "small_business_patrol", "2026-09")
    with worn(FOUNDER):
        Post.objects.filter(pk=world.posts["grid"].pk).update(closed_on=TODAY)
    office = world.actor("office")
    with worn(office):
        actions.plan("small_business_patrol", "2026-09", within=COUNTY, by=office, now=world.later(hours=1))
    with worn(FOUNDER):
        assert Task.objects.get(programme="small_business_patrol").holder_id == world.posts["office"].pk
        now_held = Duty.objects.filter(programme="small_business_patrol").on(TODAY)
        assert [duty.holder_id for duty in now_held] == [world.posts["office"].pk]


OWN_QUESTION = (
    "own.question,灶台旁有灭火毯,A fire blanket beside the stove,抓好常态化防控,general,no,,on_fail,,house_design,\n"
)


def test_a_place_with_questions_of_its_own_asks_nobody_else(world: World, tmp_path: Path) -> None:
    folder = copied(tmp_path)
    appended(folder, "33/0483/checklists/village_caterer.csv", OWN_QUESTION)
    publish(folder)
    with worn(FOUNDER):
        here, elsewhere = law_on(TODAY, COUNTY), law_on(TODAY, "cn/33/04/81/")
        own, national = (checklists.version_of(law.pack.checklists["village_caterer"]) for law in (here, elsewhere))
        assert "own.question" in {item.code for item in checklists.items(own.pk)}
        assert "own.question" not in {item.code for item in checklists.items(national.pk)}
    business(world)
    bound_and_planned(world)
    assert "own.question" in _asked_at_the_door(world)


def _asked_at_the_door(world: World) -> set[str]:
    """The questions of the first visit on the village cadre's list."""
    actor = world.actor("village")
    with worn(actor):
        task = queries.worklist(actor, on=TODAY).get(act="inspect")
        return {item.code for item in visit_for(task, viewer=actor, on=TODAY).questions}
