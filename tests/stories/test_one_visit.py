"""One visit discharges every duty due at that door (B1)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from shian.checklists import queries as checklists
from shian.checklists.models import Sheet
from shian.doors.ingest.writing import write
from shian.insight.figure import Question
from shian.insight.indicators import INDICATORS
from shian.kernel.wall import worn
from shian.loop import actions
from shian.loop.actions import Handed
from shian.loop.law import law_of
from shian.loop.models import Finding, Task
from shian.loop.submission import Submission
from tests.one_door import (
    LASTING,
    PATROL,
    SEASON,
    SHARED,
    codes,
    form,
    page,
    programme,
    rows,
    task,
)
from tests.world import COUNTY, FOUNDER, NOW, TODAY, World, business, small_county

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    made = small_county()
    business(made)
    return made


@pytest.mark.mechanism("B1")
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


def test_what_is_unticked_stays_open(due_here: Callable[..., Client]) -> None:
    cadre = due_here(patrol=PATROL)
    visit, patrol = task(), task("patrol")
    shown = page(cadre, f"/visit/{visit.pk}/sheet?tasks={patrol.pk}")
    assert f'value="{patrol.pk}"' in shown
    assert f'name="tasks" value="{visit.pk}"' not in shown
    assert "small.tidy" in shown
    assert LASTING not in shown, "the questions of what is not done now are not asked"
    cadre.post(f"/visit/{visit.pk}/sheet", form(tasks=[patrol]))
    assert (task().state, task("patrol").state) == ("open", "done")


def test_only_a_fix_is_no_visit(due_here: Callable[..., Client], world: World) -> None:
    cadre = due_here(patrol=PATROL)
    _found_and_fixed(world, cadre)
    patrol, recheck = task("patrol"), task(act="recheck")
    answer = cadre.get(f"/visit/{patrol.pk}/sheet?tasks={recheck.pk}", follow=True)
    assert answer.redirect_chain[-1][0] == f"/visit/{patrol.pk}"
    assert "至少留下一件督导" in answer.content.decode()


def test_what_one_programme_refuses_leaves_nothing_half_written(due_here: Callable[..., Client]) -> None:
    strict = programme("patrol", "三小巡查", use="small_village", what="zero_report = true")
    cadre = due_here(patrol=strict)
    both = [task(), task("patrol")]
    here = f"/visit/{both[0].pk}/sheet"
    assert 'name="zero" value="patrol"' in page(cadre, here)
    text = cadre.post(here, form(tasks=both)).content.decode()
    assert "三小巡查没有交成，这一趟都没有写入" in text
    assert "零风险报告" in text
    assert (rows(Sheet), rows(Finding)) == ([], [])
    assert {one.state for one in rows(Task, act="inspect")} == {"open"}
    cadre.post(here, form(tasks=both, zero="patrol"))
    assert {one.programme: one.zero_risk for one in rows(Sheet)} == {"guarantee_visit": False, "patrol": True}


def test_a_way_of_visiting_that_only_one_allows_is_not_offered(due_here: Callable[..., Client]) -> None:
    cadre = due_here(patrol=programme("patrol", "三小巡查", use="small_village", what='modes = ["on_site"]'))
    both = [task(), task("patrol")]
    here = f"/visit/{both[0].pk}/sheet"
    shown = page(cadre, here)
    assert 'name="mode" value="on_site"' in shown
    assert 'name="mode" value="video"' not in shown
    assert "三小巡查没有交成" in cadre.post(here, form(tasks=both, mode="video")).content.decode()
    assert rows(Sheet) == []


def test_ways_that_exclude_each_other_lead_back_to_the_door(due_here: Callable[..., Client]) -> None:
    cadre = due_here(
        patrol=programme("patrol", "三小巡查", use="small_village", what='modes = ["on_site"]'),
        season=programme("season", "夏季专项", use="village_caterer", what='modes = ["video"]'),
    )
    answer = cadre.get(f"/visit/{task().pk}/sheet", follow=True)
    assert answer.redirect_chain[-1][0] == f"/visit/{task().pk}"
    assert "请分两次办" in answer.content.decode()


def test_a_visit_sent_twice_is_the_same_visit(due_here: Callable[..., Client]) -> None:
    cadre = due_here(patrol=PATROL)
    both = [task(), task("patrol")]
    sent = form(SHARED, tasks=both)
    first, again = (cadre.post(f"/visit/{both[0].pk}/sheet", sent) for _n in range(2))
    assert first["Location"] == again["Location"]
    assert (len(rows(Sheet)), len(rows(Finding))) == (2, 1)


def test_a_fix_is_looked_at_on_the_way(due_here: Callable[..., Client], world: World) -> None:
    cadre = due_here(patrol=PATROL)
    key = _found_and_fixed(world, cadre)
    patrol, recheck = task("patrol"), task(act="recheck")
    door = page(cadre, f"/visit/{patrol.pk}")
    assert f'value="{recheck.pk}" checked' in door
    here = f"/visit/{patrol.pk}/sheet"
    assert f'data-item="fix-{key}"' in page(cadre, here)
    told = form(tasks=[patrol, recheck]) | {f"answer-fix-{key}": "fail"}
    refused = cadre.post(here, told).content.decode()
    assert "写一句话" in refused, "why it is not right"
    assert task("patrol").state == "open"
    cadre.post(here, told | {f"answer-fix-{key}": "conform"})
    (finding,) = rows(Finding)
    assert (finding.state, task("patrol").state, task(act="recheck").state) == ("closed", "done", "done")


def _found_and_fixed(world: World, cadre: Client) -> UUID:
    cadre.post(f"/visit/{task().pk}/sheet", form(SHARED, tasks=[task()]))
    (finding,) = rows(Finding)
    key: UUID = finding.pk
    principal = world.actor("甲饭店/principal")
    with worn(principal):
        actions.report_fix(finding, note="换了纱窗", photos=[], by=principal, now=NOW + timedelta(minutes=5))
    return key


# --- the doors for machines ---


def submissions(*tasks: Task) -> list[dict[str, Any]]:
    lists = {"guarantee_visit": "village_caterer", "patrol": "small_village", "season": "village_caterer"}
    made = []
    for one in tasks:
        asked = checklists.items(_version_of(one, lists[one.programme]))
        said: dict[str, Any] = {item.code: {"answer": "conform"} for item in asked}
        said[SHARED] = {"answer": "fail", "disposition": "fix_by", "note": "纱窗破了"}
        made.append({"id": str(uuid4()), "tasks": [str(one.pk)], "answers": said})
    return made


def _version_of(one: Task, key: str) -> UUID:
    assert one.release_id is not None
    return checklists.version_of(law_of(one.release_id).pack.checklists[key]).pk


def test_a_list_of_sheets_of_one_day_opens_one_finding(due_here: Callable[..., Client]) -> None:
    cadre = due_here(patrol=PATROL, season=SEASON)
    three = [task(key) for key in ("guarantee_visit", "patrol", "season")]
    answer = cadre.post("/api/v1/submissions", {"submissions": submissions(*three)}, content_type="application/json")
    verdicts = answer.json()["verdicts"]
    assert [one["ok"] for one in verdicts] == [True] * 3
    (finding,) = rows(Finding)
    assert [one["findings"] for one in verdicts] == [[str(finding.pk)]] * 3
    assert (finding.programme, finding.also) == ("patrol", ["guarantee_visit", "season"])


def test_sheets_sent_one_after_the_other_open_one_finding(due_here: Callable[..., Client]) -> None:
    cadre = due_here(patrol=PATROL)
    for one in submissions(task(), task("patrol")):
        answer = cadre.post("/api/v1/submissions", one, content_type="application/json")
        assert answer.status_code == 200, answer.content
    (finding,) = rows(Finding)
    assert (finding.programme, finding.also) == ("guarantee_visit", ["patrol"])
    assert len(rows(Task, act="rectify")) == 1


def test_a_batch_of_many_people_keeps_each_persons_problems_apart(
    due_here: Callable[..., Client], world: World
) -> None:
    """As the mass door writes it: what another person finds at the same door is a finding of its own."""
    due_here(patrol=PATROL)
    cadre, town = world.actor("village"), world.actor("town")
    with worn(FOUNDER):
        Task.objects.filter(programme="patrol").update(holder=world.posts["town"])
    first, second = (Submission.parsed(one) for one in submissions(task(), task("patrol")))
    answers = write([Handed(cadre, first), Handed(town, second)], "zh-hans")
    assert [one.ok for one in answers] == [True, True], answers
    assert {(one.found_by, one.programme) for one in rows(Finding)} == {
        (world.people["village"].pk, "guarantee_visit"),
        (world.people["town"].pk, "patrol"),
    }


def test_a_finding_counts_in_the_rate_of_every_programme_that_asked(
    due_here: Callable[..., Client], world: World
) -> None:
    cadre = due_here(patrol=PATROL, season=SEASON)
    two = [task(), task("patrol")]
    cadre.post(f"/visit/{two[0].pk}/sheet", form(SHARED, tasks=two))
    office = world.actor("office")
    with worn(office):
        found = {
            key: INDICATORS["finding_rate"]
            .ratio(office, Question.asked(key, "2026Q3", COUNTY, NOW + timedelta(minutes=1), TODAY))
            .counted
            for key in ("guarantee_visit", "patrol", "season")
        }
    assert found == {"guarantee_visit": 1, "patrol": 1, "season": 0}
