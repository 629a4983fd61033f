"""A recheck made in a cellar counts on the day somebody stood there and looked, not on the day the phone found a network."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from shian.insight.indicators import Ratio
from shian.kernel.ids import new_id
from shian.kernel.wall import worn
from shian.loop.models import Finding, Task
from shian.registry.models import Business
from tests.at_the_doors import entered, visited
from tests.stories.test_fixing_figures import figure
from tests.world import FOUNDER, World

pytestmark = [pytest.mark.django_db, pytest.mark.mechanism("M44")]


@pytest.fixture(autouse=True)
def _the_days_go_by(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: world.now)


@pytest.fixture
def problem(world: World, shop: Business) -> UUID:
    """Found on Monday; the shop says on Tuesday that it is put right."""
    (key,) = visited(world, shop)
    world.later(days=1)
    said = entered(world, "甲饭店/principal").post(f"/fix/{key}", {"act": "report", "note": "装了沥水架"})
    assert said.status_code == 302
    return key


def brought(
    cadre: Client, key: UUID, act: str, *, done: datetime, clock: datetime, item: str = ""
) -> tuple[int, dict[str, Any]]:
    """What waited in the outbox: when it was filled in by the phone's clock, and what that clock says now."""
    headers = {
        "Accept": "application/json", "X-Shian-Item": item or str(new_id()), "X-Shian-Done": done.isoformat(),
        "X-Shian-Clock": clock.isoformat(),
    }  # fmt: skip
    answer = cadre.post(f"/fix/{key}", {"act": act, "note": "现场看过"}, headers=headers)
    return answer.status_code, answer.json()


def stored(key: UUID) -> Finding:
    with worn(FOUNDER):
        found: Finding = Finding.objects.get(pk=key)
        return found


def owed(key: UUID, act: str) -> Task:
    with worn(FOUNDER):
        found: Task = Task.objects.get(finding=key, act=act)
        return found


def day(world: World) -> date:
    return world.now.date()


def test_looked_at_on_wednesday_and_brought_on_saturday_it_was_closed_on_wednesday(world: World, problem: UUID) -> None:
    looked = world.later(days=1)
    before = looked + timedelta(days=1)
    arrived = world.later(days=3)
    cadre, item = entered(world, "village"), str(new_id())
    status, answer = brought(cadre, problem, "verify", done=looked, clock=arrived, item=item)
    assert (status, answer["ok"]) == (200, True)
    assert "按复查那天记：2026年9月16日" in "".join(answer["said"])
    found, task = stored(problem), owed(problem, "recheck")
    assert (found.state, found.closed_on, found.closed_at) == ("closed", looked.date(), arrived)
    assert (task.settled_on, task.settled_at, task.outcome) == (looked.date(), arrived, "done")
    assert brought(cadre, problem, "verify", done=looked, clock=arrived, item=item)[1]["replay"]
    for page in (f"/fix/{problem}", f"/findings/{problem}"):
        assert "9月16日 周三 复查的，这天才传到" in cadre.get(page).content.decode()
    assert figure(world, "days_to_fix") == Ratio("days_to_fix", 2, 1)
    assert figure(world, "days_to_fix", as_of=before) == Ratio("days_to_fix", 0, 0), "on Thursday nobody knew"


def test_not_put_right_the_shop_has_its_days_from_when_it_hears_of_it(world: World, problem: UUID) -> None:
    looked, arrived = world.later(days=1), world.later(days=3)
    assert brought(entered(world, "village"), problem, "reject", done=looked, clock=arrived)[0] == 200
    found, task = stored(problem), owed(problem, "recheck")
    assert (found.state, found.closed_on, task.settled_on) == ("again", None, looked.date())
    with worn(FOUNDER):
        again = Task.objects.get(finding=problem, act="rectify", state="open")
    assert again.due is not None and again.due >= day(world), "not from Wednesday"


def test_a_clock_a_year_ahead_is_put_right_and_the_day_believed(world: World, problem: UUID) -> None:
    year, looked, arrived = timedelta(days=365), world.later(days=1), world.later(days=2)
    status, answer = brought(entered(world, "village"), problem, "verify", done=looked + year, clock=arrived + year)
    assert status == 200
    assert "365 天" in answer["said"][1] and "按复查那天记" in answer["said"][2]
    assert stored(problem).closed_on == looked.date()


@pytest.mark.parametrize(
    ("ago", "why"),
    [(365, "a year"), (8, "over a week"), (3, "the day before there was a fix to look at"), (-2, "still to come")],
)
def test_a_day_out_of_bounds_is_the_day_of_arrival_and_said_so(world: World, problem: UUID, ago: int, why: str) -> None:
    arrived = world.later(days=2 if ago < 8 else 9)
    status, answer = brought(
        entered(world, "village"), problem, "verify", done=arrived - timedelta(days=ago), clock=arrived
    )
    assert status == 200, why
    assert "按收到的这天" in "".join(answer["said"])
    assert (stored(problem).closed_on, owed(problem, "recheck").settled_on) == (arrived.date(), arrived.date())


@pytest.mark.parametrize("done", ["", "昨天", "9999-12-31T23:59:59Z"])
def test_nonsense_for_a_day_hinders_nobody(world: World, problem: UUID, done: str) -> None:
    cadre = entered(world, "village")
    headers = {
        "Accept": "application/json",
        "X-Shian-Item": str(new_id()),
        "X-Shian-Done": done.encode("utf-8").decode("latin-1"),
    }
    assert cadre.post(f"/fix/{problem}", {"act": "verify", "note": ""}, headers=headers).status_code == 200
    assert stored(problem).closed_on == day(world)


def test_a_fix_reported_later_counts_when_it_came(world: World, shop: Business) -> None:
    """Only of a look is the day believed: what a business says of its own doing counts when it says so."""
    (key,) = visited(world, shop)
    filled = world.later(days=1)
    arrived = world.later(days=2)
    status, answer = brought(entered(world, "甲饭店/principal"), key, "report", done=filled, clock=arrived)
    assert (status, len(answer["said"])) == (200, 1)
    assert owed(key, "rectify").settled_on == arrived.date()
