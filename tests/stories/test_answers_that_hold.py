"""No question is asked twice while its answer is valid (B1): what holds is taken over, and recorded as that."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from shian.checklists import queries as checklists
from shian.checklists.models import Sheet
from shian.kernel.wall import worn
from shian.loop import queries
from shian.loop.models import Finding
from shian.packs.tests.cn import changed, copied
from tests.one_door import (
    LASTING,
    SEASON,
    SHARED,
    door_of,
    form,
    page,
    publish,
    rows,
    task,
)
from tests.world import FOUNDER, TODAY, World, business, small_county

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    made = small_county()
    business(made)
    return made


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
