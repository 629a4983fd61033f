"""The regimes that are a file and nothing else, through HTTP: the office plans on the screen, whoever holds the visit finds something
at the door, the shop reports it put right, and whoever found it looks again."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from shian.checklists import queries as checklists
from shian.loop.models import Finding, Task
from tests.at_the_doors import entered, photo, stand_still
from tests.roles import as_root
from tests.stories.test_by_file import everybody, one_in_three_a_day
from tests.world import COUNTY, World, small_county


@dataclass(frozen=True)
class Case:
    """A programme, the period it is planned for, who visits, whom it means, what is asked, and the days that follow."""

    key: str
    period: str
    holder: str
    checklist: str
    facts: dict[str, Any] = field(default_factory=dict)
    fix_due: date | None = None
    recheck_due: date | None = None
    rechecks: str = ""


PATROL = Case("grid_patrol", "2026-09", "grid", "small_village", {"kind": "stall"})
MONITORING = Case("third_party_monitoring", "2026Q3", "office", "third_party", {"grade": "C"}, rechecks="station")
HIGH_RISK = Case("high_risk_categories", "2026-09", "station", "high_risk", {"kind": "producer", "grade": "C"})
LIGHT = Case("village_light", "2026H2", "village", "village_light", {"kind": "stall"})
RHYTHM = Case(
    "daily_oversight", "2026-09-14", "station", "caterer", {"grade": "C"}, date(2026, 9, 20), date(2026, 9, 30)
)  # fmt: skip
CASES = [
    pytest.param(PATROL, marks=pytest.mark.mechanism("M14"), id=PATROL.key),
    pytest.param(MONITORING, marks=pytest.mark.mechanism("M26"), id=MONITORING.key),
    pytest.param(HIGH_RISK, marks=pytest.mark.mechanism("M32"), id=HIGH_RISK.key),
    pytest.param(LIGHT, marks=pytest.mark.mechanism("M59"), id=LIGHT.key),
    pytest.param(RHYTHM, marks=pytest.mark.mechanism("M61"), id=RHYTHM.key),
]


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> World:
    stand_still(monkeypatch)
    settings.MEDIA_ROOT = tmp_path / "files"
    return small_county()


def visit_of(case: Case) -> Task:
    with as_root():
        found = Task.objects.filter(programme=case.key, act="inspect").order_by("due", "id").first()
    assert found is not None
    return found


def form(case: Case, task: Task) -> dict[str, Any]:
    """Everything is well but the first item."""
    first, *others = [item.code for item in checklists.items(checklists.version(case.checklist).pk)]
    wrong = {f"answer-{first}": "fail", f"note-{first}": "台账缺三天", f"disposition-{first}": "fix_by"}
    well = {f"answer-{code}": "conform" for code in others}
    return {**well, **wrong, f"photos-{first}": [photo()], "tasks": [str(task.pk)], "mode": "on_site"}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.mechanism("B12")
def test_planned_on_the_screen_found_at_the_door_put_right_and_looked_at_again(
    world: World, case: Case, tmp_path: Path
) -> None:
    one_in_three_a_day(tmp_path)
    everybody(world, case.facts)
    office = entered(world, "office")
    office.post("/plan", {"programme": case.key, "period": case.period, "within": COUNTY})
    task = visit_of(case)
    assert task.holder_id == world.posts[case.holder].pk

    visitor = entered(world, case.holder)
    assert visitor.get(f"/visit/{task.pk}/sheet").status_code == 200
    answer = visitor.post(f"/visit/{task.pk}/sheet", form(case, task), follow=True)
    assert answer.redirect_chain[-1][0].startswith("/receipt/"), answer.content.decode()[:1500]
    with as_root():
        found = Finding.objects.get(business=task.business_id)
        assert Task.objects.get(pk=task.pk).state == "done"
    assert (found.programme, found.state) == (
        case.key,
        "ordered" if case.holder == "station" else "urged",
    )  # the regulator orders
    assert case.fix_due in (None, found.due)

    keeper = entered(world, "town")
    assert found.text in keeper.get(f"/findings/{found.pk}").content.decode()
    answer = keeper.post(f"/findings/{found.pk}/enter-fix", {"note": "店里已补齐"}, follow=True)
    assert answer.status_code == 200, answer.content.decode()[:1500]
    with as_root():
        again = Task.objects.get(finding=found, act="recheck")
    assert case.recheck_due in (None, again.due)
    judge = case.rechecks or case.holder
    answer = entered(world, judge).post(f"/findings/{found.pk}/verify", {"note": "看过了"}, follow=True)
    assert answer.status_code == 200, answer.content.decode()[:1500]
    with as_root():
        assert Finding.objects.get(pk=found.pk).state == "closed"
