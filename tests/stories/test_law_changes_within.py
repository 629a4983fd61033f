"""B10: a frequency, a programme or a rule begins or ends in the middle of what is planned. Each visit is owed by the law of its
own day, whether the month, the quarter or the year is planned, and in whichever order."""

from datetime import date
from pathlib import Path

import pytest

from shian.kernel.wall import worn
from shian.loop import actions
from shian.loop.actions import foresee
from shian.loop.models import Task
from shian.packs.tests.cn import copied, written
from tests.one_door import publish
from tests.roles import as_root
from tests.stories.test_unseen_programmes import LIMITS
from tests.world import COUNTY, NOW, TOWN, World, business, small_county

pytestmark = [pytest.mark.django_db, pytest.mark.mechanism("B10")]
PATROL = """key = "patrol"
zh = "巡查"
en = "Patrol"
source = "luan_2023"
from = {begins}
{ends}
[when]
trigger = "{trigger}"
{window}
{rows}
[who]
holder = "supervising_officer"
[whom]
subject = "business"
[[whom.rule]]
owes = true
kinds = ["caterer"]
{rule}
source = "luan_2023"
[what]
act = "inspect"
modes = ["on_site"]
[[what.checklist]]
use = "small_village"
"""
ROW = '[[when.frequency]]\nevery = "month"\ntimes = {times}\nassumed = true\n{span}\n'
ONCE_THEN_TWICE = ROW.format(times=1, span="until = 2027-05-01") + ROW.format(times=2, span="from = 2027-05-01")


@pytest.fixture
def world() -> World:
    world = small_county()
    business(world)
    return world


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copied(tmp_path)


def in_force(folder: Path, rows: str = ROW.format(times=1, span=""), **said: str) -> None:
    parts = {"begins": "2026-01-01", "ends": "", "trigger": "rhythm", "window": "", "rule": "", "rows": rows} | said
    written(folder, "programmes/patrol.toml", PATROL.format(**parts) + LIMITS)
    publish(folder)


def planned(world: World, *periods: str) -> list[str]:
    """The stretches of days for which a visit is owed, after planning these one after another."""
    office = world.actor("office")
    with worn(office):
        for period in periods:
            told = foresee("patrol", period, within=COUNTY, by=office, now=NOW)
            made = actions.plan("patrol", period, within=COUNTY, by=office, now=NOW)
            assert told.total == made.new + made.kept
    with as_root():
        rows = Task.objects.filter(programme="patrol").order_by("period_start", "period_end")
        return [f"{one.period_start:%m-%d}..{one.period_end:%m-%d}" for one in rows]


@pytest.mark.parametrize(
    "periods", [("2027Q2",), ("2027-05", "2027Q2"), ("2027Q2", "2027-06", "2027-04"), ("2027-04", "2027-05", "2027-06")]
)
def test_a_frequency_that_changes_in_may_is_read_for_each_month(
    world: World, folder: Path, periods: tuple[str, ...]
) -> None:
    in_force(folder, ONCE_THEN_TWICE)
    assert planned(world, *periods) == [
        "04-01..04-30", "05-01..05-15", "05-16..05-31", "06-01..06-15", "06-16..06-30",
    ]  # fmt: skip


def test_in_a_window_too(world: World, folder: Path) -> None:
    rows = ROW.format(times=2, span="from = 2027-09-01\nuntil = 2027-10-01") + ROW.format(times=1, span="")
    in_force(folder, rows, trigger="window", window="opens = 2027-08-01\ncloses = 2027-10-31\nassumed = true")
    stretches = ["08-01..08-31", "09-01..09-15", "09-16..09-30", "10-01..10-31"]
    assert planned(world, "2027-08") == planned(world, "2027") == stretches


@pytest.mark.parametrize("where", ["begins", "rule"])
def test_what_begins_in_may_is_owed_from_may_on(world: World, folder: Path, where: str) -> None:
    in_force(folder, **{"begins": "2027-05-01"} if where == "begins" else {"rule": "from = 2027-05-01"})
    assert planned(world, "2027Q2") == ["05-01..05-31", "06-01..06-30"]
    assert planned(world, "2027")[-1] == "12-01..12-31"
    assert len(planned(world, "2027")) == 8


@pytest.mark.parametrize("where", ["ends", "rule"])
def test_what_ends_in_june_is_owed_until_may(world: World, folder: Path, where: str) -> None:
    in_force(folder, **{where: "until = 2027-06-01"})
    assert planned(world, "2027Q2") == ["04-01..04-30", "05-01..05-31"]
    assert len(planned(world, "2027")) == 5


def test_whoever_holds_it_holds_it_from_the_day_on_which_it_begins(world: World, folder: Path) -> None:
    in_force(folder, begins="2027-05-01")
    planned(world, "2027Q2")
    with as_root():
        (begun,) = {task.duty.valid_from for task in Task.objects.filter(programme="patrol") if task.duty}
    assert begun == date(2027, 5, 1)


def test_the_county_closes_a_campaign_that_means_one_of_its_towns(world: World, folder: Path) -> None:
    reports = (
        '[campaign]\nassumed = true\n[campaign.zero_report]\nlevel = "township"\nholder = "supervising_officer"\nby = "16:00"\n'
        'assumed = true\n[campaign.closing_report]\nlevel = "county"\nholder = "office"\nwithin = "5 working days"\nassumed = true\n'
    )
    text = PATROL.format(
        begins="2026-01-01", ends="", trigger="window", rule=f'within = ["{TOWN}"]', rows="",
        window="opens = 2027-07-01\ncloses = 2027-07-02\nassumed = true",
    )  # fmt: skip
    written(folder, "programmes/patrol.toml", text + LIMITS + reports)
    publish(folder)
    assert planned(world, "2027-07") == ["07-01..07-02"]
    with as_root():
        owed = Task.objects.filter(programme__startswith="patrol_").order_by("programme", "period_start")
        assert [(task.programme, task.path) for task in owed] == [
            ("patrol_closing", COUNTY), ("patrol_zero", TOWN), ("patrol_zero", TOWN),
        ]  # fmt: skip
