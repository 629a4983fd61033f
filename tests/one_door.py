"""One shop, several duties due at its door: programmes laid beside the guarantee visit, and the form that is filled in there."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.test import Client

from shian.checklists import queries as checklists
from shian.kernel.wall import worn
from shian.loop.models import Task
from shian.packs.check import check
from tests.stories.test_unseen_programmes import LIMITS
from tests.world import FOUNDER, in_force

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


def publish(folder: Path) -> None:
    assert check(folder) == []
    in_force(folder)


def rows(model: Any, **chosen: Any) -> list[Any]:
    with worn(FOUNDER):
        return list(model.objects.filter(**chosen).order_by("id"))


def task(programme: str = "guarantee_visit", **chosen: Any) -> Task:
    (found,) = rows(Task, programme=programme, **({"act": "inspect"} | chosen))
    assert isinstance(found, Task)
    return found


def door_of(one: Task) -> UUID:
    assert one.business_id is not None
    return one.business_id


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
