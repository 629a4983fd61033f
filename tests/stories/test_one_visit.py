"""One visit discharges every duty due at that door, and no question is asked twice while its answer is valid (B1)."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from shian.checklists import queries as checklists
from shian.checklists.actions import publish_law
from shian.checklists.models import Sheet
from shian.kernel.wall import worn
from shian.loop import actions, queries
from shian.loop.models import Finding, Task
from shian.packs.check import check
from shian.packs.loader import load
from shian.packs.tests.cn import changed, copied, written
from shian.registry.models import Business
from tests.at_the_doors import bound_and_planned, entered, stand_still, visited
from tests.stories.test_unseen_programmes import LIMITS
from tests.world import COUNTY, FOUNDER, NOW, TODAY, World, business, small_county

pytestmark = pytest.mark.django_db

SHARED = "pests.kept_out"  # asked by the guarantee visit's list and by that of the patrol
LASTING = "licence.displayed"


def programme(key: str, title: str, *, use: str, what: str = "", general: str = "10 working days") -> str:
    limits = LIMITS.replace('general = { within = "10 working days"', f'general = {{ within = "{general}"')
    limits = limits.replace('serious = { within = "3 working days"', f'serious = {{ within = "{general}"')
    return f"""key = "{key}"
zh = "{title}"
en = "{key}"
source = "house_design"
from = 2026-01-01
[when]
trigger = "rhythm"
[[when.frequency]]
every = "month"
times = 1
assumed = true
[who]
holder = "duty"
[whom]
subject = "business"
[[whom.rule]]
owes = true
sectors = ["caterer"]
assumed = true
[what]
act = "inspect"
{what}
[[what.checklist]]
use = "{use}"
{limits}"""


PATROL = programme("patrol", "三小巡查", use="small_village", general="1 working day")
SEASON = programme("season", "夏季专项", use="village_caterer")


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    stand_still(monkeypatch)
    made = small_county()
    business(made)
    return made


@pytest.fixture
def due_here(world: World, tmp_path: Path) -> Callable[..., Client]:
    """Programmes in force beside the guarantee visit, all due at the shop's door; the cadre is let in."""

    def planned(**programmes: str) -> Client:
        folder = copied(tmp_path)
        for key, text in programmes.items():
            written(folder, f"programmes/{key}.toml", text)
        publish(folder)
        bound_and_planned(world)
        office = world.actor("office")
        with worn(office):
            for key in programmes:
                assert actions.plan(key, "2026-09", within=COUNTY, by=office, now=NOW).new == 1
        return entered(world, "village")

    return planned


def publish(folder: Path) -> None:
    assert check(folder) == []
    with worn(FOUNDER):
        for loaded in load(folder):
            publish_law(loaded, by=FOUNDER)


def rows(model: Any, **chosen: Any) -> list[Any]:
    with worn(FOUNDER):
        return list(model.objects.filter(**chosen).order_by("id"))


def task(programme: str = "guarantee_visit", **chosen: Any) -> Task:
    (found,) = rows(Task, programme=programme, **({"act": "inspect"} | chosen))
    assert isinstance(found, Task)
    return found


def codes(*lists: str) -> set[str]:
    return {item.code for key in lists for item in checklists.items(checklists.version(key).pk)}


BOTH = ("village_caterer", "small_village")


def form(*failed: str, tasks: list[Task], still: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    said = {f"answer-{code}": "conform" for code in codes(*BOTH)}
    for code in failed:
        said |= {f"answer-{code}": "fail", f"note-{code}": "纱窗破了", f"disposition-{code}": "fix_by"}
    said |= {f"answer-{code}": "still" for code in still}
    told = {"tasks": [str(one.pk) for one in tasks], "mode": "on_site", "started_at": "2026-09-14T10:00:00+08:00"}
    return {**said, **told, **more}


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.content.decode()[:1500]
    return answer.content.decode()


def test_three_duties_one_visit_one_finding(due_here: Callable[..., Client]) -> None:
    cadre = due_here(patrol=PATROL, season=SEASON)
    due = [task(key) for key in ("guarantee_visit", "patrol", "season")]
    door = page(cadre, f"/visit/{due[0].pk}")
    for one, title in zip(due, ("包保督导", "三小巡查", "夏季专项"), strict=True):
        assert f'value="{one.pk}" checked' in door
        assert title in door
    here = f"/visit/{due[0].pk}/sheet"
    asked = page(cadre, here)
    assert asked.count(f'data-item="{SHARED}"') == 1, "asked by three, put once"
    answer = cadre.post(here, form(SHARED, tasks=due), follow=True)
    receipt = answer.content.decode()
    assert "3 件" in receipt, receipt[:3000]
    assert [task(one.programme).state for one in due] == ["done"] * 3
    sheets = {one.programme: one for one in rows(Sheet)}
    assert set(sheets) == {"guarantee_visit", "patrol", "season"}
    assert {key: set(one.answers) for key, one in sheets.items()} == {
        "guarantee_visit": codes("village_caterer") | {"station.known"},
        "patrol": codes("small_village"),
        "season": codes("village_caterer"),
    }
    (finding,) = rows(Finding)
    assert (finding.code, finding.programme) == (SHARED, "patrol"), "the shortest limit has it"
    assert finding.also == ["guarantee_visit", "season"]
    assert finding.sheet_id == sheets["patrol"].pk
    assert sheets["season"].answers[SHARED]["finding"] == str(finding.pk)
    assert "finding" not in sheets["patrol"].answers[SHARED]
    assert len(rows(Task, act="rectify")) == 1
    record = page(cadre, f"/records/{sheets['guarantee_visit'].pk}")
    assert f"/findings/{finding.pk}" in record
