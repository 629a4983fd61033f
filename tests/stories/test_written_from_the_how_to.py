"""Five files written from docs/how-to/add-a-programme.md alone: in force, planned, told, visited, counted, closed."""

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from shian.checklists import queries as checklists
from shian.insight.figure import Question
from shian.insight.queries import completion
from shian.kernel.wall import worn
from shian.loop import actions
from shian.loop.models import Finding, Task
from shian.loop.submission import Submission
from shian.packs.check import check
from shian.packs.tests.cn import REPOSITORY, copied, written
from shian.registry.models import Business
from tests.roles import as_root
from tests.world import COUNTY, TODAY, World, answers, business, in_force, small_county

EXAMPLES = REPOSITORY / "docs" / "how-to" / "examples"
SUMMER, AUTUMN = datetime(2027, 7, 5, 2, tzinfo=UTC), datetime(2027, 8, 23, 2, tzinfo=UTC)


@pytest.fixture
def world(db: None, tmp_path: Path) -> World:
    world = small_county()
    folder = copied(tmp_path)
    for file in EXAMPLES.glob("*.toml"):
        written(folder, f"programmes/{file.name}", file.read_text(encoding="utf-8"))
    assert check(folder) == []
    in_force(folder)
    return world


def planned(world: World, key: str, period: str, now: datetime) -> list[Task]:
    with worn(office := world.actor("office")):
        done = actions.plan(key, period, within=COUNTY, by=office, now=now)
        assert actions.plan(key, period, within=COUNTY, by=office, now=now).new == 0
    with as_root():
        tasks = list(Task.objects.filter(programme__startswith=key).order_by("period_start", "id"))
    assert len(tasks) == done.new
    return tasks


def walked(world: World, task: Task, who: str, checklist: str, now: datetime) -> None:
    """Visited with a failed item, put right, looked at again, closed."""
    actor, helper = world.actor(who), world.actor("village" if who != "village" else "town")
    with worn(actor):
        codes = [item.code for item in checklists.items(checklists.version(checklist).pk)]
        told = {"id": str(uuid4()), "tasks": [str(task.pk)], "answers": answers(codes, failed=codes[:1])}
        answered = actions.hand_in(Submission.parsed(told), by=actor, now=now)
    assert answered.ok, answered.message
    (key,) = answered.findings
    with as_root():
        finding = Finding.objects.get(pk=key)
    with worn(helper):
        actions.enter_fix(finding, note="已整改", photos=[], by=helper, now=now)
    with worn(actor):
        actions.verify_fix(Finding.objects.get(pk=key), note="看过了", photos=[], by=actor, now=now)
        assert Finding.objects.get(pk=key).state == "closed"


def test_meals_of_tour_groups_in_july(world: World) -> None:
    shop = business(world, "景区饭店")
    business(world, "镇外饭店", path="cn/33/04/83/101/001/")
    tasks = planned(world, "tour_meals_july", "2027-07", SUMMER)
    visits = [task for task in tasks if task.act == "inspect"]
    assert {task.business_id for task in visits} == {shop.pk}
    assert [task.due for task in visits] == [date(2027, 7, n) for n in (11, 18, 25, 31)]
    # Only the town of the campaign tells its days, from the 5th on.
    assert {(task.path, task.holder_id) for task in tasks if task.act == "report"} == {
        ("cn/33/04/83/001/", world.posts["station"].pk)
    }
    assert sum(task.act == "report" for task in tasks) == 27
    walked(world, visits[0], "station", "small_township", SUMMER)
    with worn(office := world.actor("office")):
        asked = Question.asked("tour_meals_july", "2027-07", COUNTY, SUMMER, date(2027, 7, 5))
        figure = completion(office, asked)[0]
    assert (figure.done, figure.due) == (1, 4)


def test_canteens_before_term(world: World) -> None:
    canteen = business(world, "实验小学食堂", kind="canteen", grade="C", tags=frozenset({"school"}))
    business(world, "机关食堂", kind="canteen", grade="C")
    tasks = planned(world, "term_start", "2027-08-20..2027-09-05", AUTUMN)
    (visit,) = (task for task in tasks if task.act == "inspect")
    (closing,) = (task for task in tasks if task.act == "closing_report")
    assert (visit.business_id, visit.due) == (canteen.pk, date(2027, 9, 5))
    assert (closing.holder_id, closing.due) == (world.posts["office"].pk, date(2027, 9, 10))
    walked(world, visit, "station", "caterer", AUTUMN)


def test_a_quarter_in_three_layers(world: World) -> None:
    for n in range(2):
        business(world, f"{n}连食堂")
    with worn(office := world.actor("office")):
        pairs = actions.preview_binding(Business.objects.visible_to(office), by=office, on=TODAY).pairs
        actions.bind_many(pairs, on=TODAY, by=office, now=world.now)
    tasks = planned(world, "three_layer_quarter", "2026Q3", world.now)
    assert {(task.holder_id, task.due) for task in tasks} == {(world.posts["village"].pk, date(2026, 9, 30))}
    walked(world, tasks[0], "village", "small_village", world.now)


def test_banquets_at_weekends_only(world: World) -> None:
    hall = business(world, "喜洋洋大酒店", grade="B")
    tasks = planned(world, "weekend_banquets", "2027-10", datetime(2027, 10, 2, 2, tzinfo=UTC))
    # The whole window is planned at once: its last weekend is Christmas, 2 January lies outside it.
    assert {task.business_id for task in tasks} == {hall.pk}
    assert [(task.period_start.day, task.due.day) for task in tasks[:5]] == [
        (2, 3),
        (9, 10),
        (16, 17),
        (23, 24),
        (30, 31),
    ]
    assert (tasks[-1].period_start, tasks[-1].due) == (date(2027, 12, 25), date(2027, 12, 26))
    walked(world, tasks[0], "station", "caterer", datetime(2027, 10, 2, 2, tzinfo=UTC))


def test_the_cold_chain_every_second_week(world: World) -> None:
    stall = business(world, "夜市三号摊", kind="stall")
    business(world, "没有冷柜的店", kind="seller")
    tasks = planned(world, "night_market_cold_chain", "2027-07", SUMMER)
    assert {task.business_id for task in tasks} == {stall.pk}
    assert [(task.period_start, task.due) for task in tasks] == [
        (date(2027, 6, 28), date(2027, 7, 11)),
        (date(2027, 7, 12), date(2027, 7, 25)),
        (date(2027, 7, 26), date(2027, 8, 8)),
    ]
    walked(world, tasks[0], "station", "small_township", SUMMER)
    with worn(office := world.actor("office")):
        asked = Question.asked("night_market_cold_chain", "2027-07", COUNTY, SUMMER, date(2027, 7, 6))
        figure = completion(office, asked)[0]
    assert (figure.done, figure.due) == (1, 2)
