"""One visit discharges every duty due at that door, and no question is asked twice while its answer is valid (B1)."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from shian.checklists import queries as checklists
from shian.checklists.actions import publish_law
from shian.checklists.models import Sheet
from shian.doors.ingest.writing import write
from shian.insight.figure import Question
from shian.insight.indicators import INDICATORS
from shian.kernel.wall import worn
from shian.loop import actions, queries
from shian.loop.actions import Handed
from shian.loop.law import law_of
from shian.loop.models import Finding, Task
from shian.loop.submission import Submission
from shian.packs.check import check
from shian.packs.loader import load
from shian.packs.tests.cn import changed, copied, written
from tests.at_the_doors import bound_and_planned, entered, stand_still
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
def world(db: None) -> World:
    made = small_county()
    business(made)
    return made


@pytest.fixture
def due_here(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Client]:
    """Programmes in force beside the guarantee visit, all due at the shop's door; the cadre is let in."""

    def planned(**programmes: str) -> Client:
        folder = copied(tmp_path)
        for key, text in programmes.items():
            written(folder, f"programmes/{key}.toml", text)
        publish(folder)
        stand_still(monkeypatch)
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


# --- answers that still hold ---


@pytest.mark.mechanism("B1")
def test_an_answer_that_holds_is_taken_over_and_recorded_as_that(due_here: Callable[..., Client]) -> None:
    cadre = due_here(season=SEASON)
    visit, season = task(), task("season")
    cadre.post(f"/visit/{visit.pk}/sheet", form(tasks=[visit]))
    (first,) = rows(Sheet)
    here = f"/visit/{season.pk}/sheet"
    shown = page(cadre, here)
    assert "village village某" in shown, "whose answer it is"
    assert "看过，符合，有效到" in shown
    lasting = [item.code for item in checklists.items(first.version_id) if item.valid_days]
    assert shown.count("data-standing") == len([code for code in lasting if f'"{code}"' in shown])
    receipt = cadre.post(here, form(tasks=[season], still=(LASTING,)), follow=True).content.decode()
    assert "沿用上次" in receipt, receipt[receipt.find("flash tone-late") :][:600]
    (second,) = rows(Sheet, programme="season")
    taken = second.answers[LASTING]["taken"]
    assert (taken["sheet"], taken["on"]) == (str(first.pk), TODAY.isoformat())
    assert taken["person"] == str(first.person_id)
    assert second.checked == len(second.answers) - 1, "what nobody looked at is not checked"
    assert cadre.get(f"/api/v1/sheets/{second.pk}").json()["answers"][LASTING]["taken"] == taken
    assert "沿用 1 项" in page(cadre, f"/businesses/{second.business_id}")
    record = page(cadre, f"/records/{second.pk}")
    assert "沿用 9月14日" in record or "沿用 2026年9月14日" in record


def test_what_was_taken_over_renews_nothing(due_here: Callable[..., Client], world: World) -> None:
    cadre = due_here(season=SEASON)
    visit, season = task(), task("season")
    cadre.post(f"/visit/{visit.pk}/sheet", form(tasks=[visit]))
    cadre.post(f"/visit/{season.pk}/sheet", form(tasks=[season], still=(LASTING,)))
    with worn(world.actor("village")) as viewer:
        version = checklists.version("village_caterer")
        held = queries.kept_answers(viewer, door_of(visit), version, on=TODAY + timedelta(days=89))
        gone = queries.kept_answers(viewer, door_of(visit), version, on=TODAY + timedelta(days=90))
    assert held[LASTING].sheet == rows(Sheet, programme="guarantee_visit")[0].pk
    assert LASTING not in gone


def test_a_correction_makes_nothing_newly_seen(due_here: Callable[..., Client]) -> None:
    cadre = due_here(season=SEASON)
    visit, season = task(), task("season")
    cadre.post(f"/visit/{visit.pk}/sheet", form(SHARED, tasks=[visit]))
    cadre.post(f"/visit/{season.pk}/sheet", form(SHARED, tasks=[season], still=(LASTING,)))
    (before,) = rows(Sheet, programme="season")
    told = form(SHARED, "premises.clean", tasks=[season], reason="看漏了一项") | {f"answer-{LASTING}": "conform"}
    assert cadre.post(f"/records/{before.pk}/correct", told).status_code == 302
    (after,) = rows(Sheet, programme="season", superseded_at=None)
    assert after.answers[LASTING] == before.answers[LASTING]
    assert "taken" in after.answers[LASTING]
    assert after.answers[SHARED]["finding"] == before.answers[SHARED]["finding"]
    assert after.checked == before.checked
    assert {one.code for one in rows(Finding)} == {SHARED, "premises.clean"}


def test_a_failed_answer_is_asked_anew_and_cannot_be_taken_over(due_here: Callable[..., Client]) -> None:
    cadre = due_here(season=SEASON)
    visit, season = task(), task("season")
    cadre.post(f"/visit/{visit.pk}/sheet", form(LASTING, tasks=[visit]))
    here = f"/visit/{season.pk}/sheet"
    assert f'id="a-{LASTING}-s"' not in page(cadre, here)
    text = cadre.post(here, form(tasks=[season], still=(LASTING,))).content.decode()
    assert "不能再沿用" in text
    assert task("season").state == "open"


def test_a_problem_found_since_speaks_against_an_answer(due_here: Callable[..., Client]) -> None:
    cadre = due_here(season=SEASON)
    visit, season = task(), task("season")
    cadre.post(f"/visit/{visit.pk}/sheet", form(SHARED, tasks=[visit]))
    with worn(FOUNDER):
        Finding.objects.update(code=LASTING)  # found by some other way than the sheet
    assert f'id="a-{LASTING}-s"' not in page(cadre, f"/visit/{season.pk}/sheet")


def test_a_question_put_otherwise_is_asked_anew(due_here: Callable[..., Client], tmp_path: Path, world: World) -> None:
    cadre = due_here()
    visit = task()
    cadre.post(f"/visit/{visit.pk}/sheet", form(tasks=[visit]))
    old = checklists.version("village_caterer")
    folder = copied(tmp_path / "new")
    was, now = "许可证（备案、登记）有效并公示", "许可证（备案、登记）在有效期内并公示"
    for path in folder.glob("checklists/*.csv"):
        if was in path.read_text("utf-8"):
            changed(folder, f"checklists/{path.name}", was, now)
    publish(folder)
    new = checklists.version("village_caterer")
    assert new.pk != old.pk
    with worn(world.actor("village")) as viewer:
        assert LASTING in queries.kept_answers(viewer, door_of(visit), old, on=TODAY)
        kept = queries.kept_answers(viewer, door_of(visit), new, on=TODAY)
    assert LASTING not in kept
    assert "officers.appointed" in kept, "what is asked as before stands"


def test_a_report_from_the_desk_is_nothing_that_was_seen(due_here: Callable[..., Client], world: World) -> None:
    cadre = due_here()
    visit = task()
    cadre.post(f"/visit/{visit.pk}/sheet", form(tasks=[visit], mode="video"))
    with worn(world.actor("village")) as viewer:
        version = checklists.version("village_caterer")
        assert queries.kept_answers(viewer, door_of(visit), version, on=TODAY) == {}


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
