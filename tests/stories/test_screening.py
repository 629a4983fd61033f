"""M17, a carpet screening: every business once, place by place; premises not in the register are found and added on the way."""

import re
from uuid import UUID, uuid4

import pytest
from django.test import Client

from shian.checklists import queries as checklists
from shian.kernel.wall import worn
from shian.loop import actions, queries
from shian.loop.models import Discovery, Duty, Task
from shian.loop.submission import Submission
from shian.registry.models import Business
from tests.at_the_doors import entered, photo, stand_still
from tests.roles import as_root
from tests.world import COUNTY, TODAY, VILLAGE, World, answers, business, small_county, with_parents

KEY = "carpet_screening"
PAGE = f"/campaigns/{KEY}"
NEW = {
    "name": "阿珍面馆",
    "kind": "small_caterer",
    "path": VILLAGE,
    "address": "文昌路18号",
    "phone": "13957300018",
    "programme": KEY,
}


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch, settings: object, tmp_path: object) -> World:
    stand_still(monkeypatch)
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    world = small_county()
    with_parents(world)
    business(world, "老王饭店", address="文昌路2号")
    business(world, "小李超市", kind="seller", address="文昌路8号")
    entered(world, "office").post("/plan", {"programme": KEY, "period": "2026", "within": COUNTY})
    return world


def rows(client: Client, part: str, within: str = COUNTY) -> str:
    return client.get(f"{PAGE}/rows?part={part}&within={within}").content.decode()


def found() -> Discovery:
    with as_root():
        row: Discovery = Discovery.objects.select_related("business").get()
        return row


def added(world: World, **but: str) -> Discovery:
    assert entered(world, "grid").post("/found", NEW | {"sure": "1"} | but).status_code == 302
    return found()


@pytest.mark.mechanism("M17")
def test_the_screening_covers_everybody_and_opens_into_who_is_missing(world: World) -> None:
    office = entered(world, "office")
    page = office.get(PAGE).content.decode()
    assert "地毯式摸排 2026" in page and "梧桐街道" in page
    assert "老王饭店" in rows(office, "left") and "小李超市" in rows(office, "left")
    _visit(world)
    assert (
        rows(office, "left", VILLAGE).count("/businesses/"),
        rows(office, "done", VILLAGE).count("/businesses/"),
    ) == (1, 1)


def _visit(world: World) -> None:
    actor = world.actor("grid")
    with worn(actor):
        task = queries.worklist(actor, on=TODAY).filter(programme=KEY)[0]
        codes = [item.code for item in checklists.items(checklists.version("screening").pk)]
        told = {"id": str(uuid4()), "tasks": [str(task.pk)], "answers": answers(codes)}
        assert actions.hand_in(Submission.parsed(told), by=actor, now=world.now).ok


@pytest.mark.mechanism("M17")
def test_premises_not_in_the_register_enter_it_with_grade_duties_and_where_they_come_from(world: World) -> None:
    grid, office = entered(world, "grid"), entered(world, "office")
    assert "/found?programme=carpet_screening" in grid.get(PAGE).content.decode()
    assert "文昌社区" in grid.get("/found", {"programme": KEY}).content.decode()
    assert grid.post("/found", NEW | {"photo": photo()}).status_code == 302
    row = found()
    assert (row.state, row.programme, row.post_id) == ("found", KEY, world.posts["grid"].pk)
    assert row.photo is not None and (row.business.guarantee_grade, row.business.status) == ("D", "operating")
    assert "13957300018" not in office.get(f"/found/{row.pk}").content.decode()
    assert "139****0018" in office.get(f"/found/{row.pk}").content.decode()
    # The next plan asks it as any other; the page counts it as found.
    assert "阿珍面馆" in rows(office, "discovered")
    office.post("/plan", {"programme": KEY, "period": "2026", "within": COUNTY})
    with as_root():
        assert Task.objects.filter(programme=KEY, business=row.business).count() == 1


def test_an_enterprise_that_is_found_owes_its_daily_record_from_that_day(world: World) -> None:
    row = added(world, kind="caterer", number="913304837000000018")
    with as_root():
        owed = set(Duty.objects.filter(business=row.business).values_list("programme", flat=True))
    assert {"daily_record", "weekly_report", "monthly_minutes"} <= owed


def test_what_is_alike_is_shown_before_anything_enters(world: World) -> None:
    grid = entered(world, "grid")
    asked = NEW | {"name": "老王饭馆", "address": "文昌路3号", "photo": photo()}
    page = grid.post("/found", asked).content.decode()
    assert "老王饭店" not in page or "是不是其中一家" in page
    near = grid.post("/found", NEW | {"name": "老王饭店"}).content.decode()
    assert "是不是其中一家" in near and "文昌路2号" in near
    with as_root():
        assert Discovery.objects.filter(business__name="老王饭店").count() == 0


def test_the_photograph_is_kept_while_one_looks_at_what_is_alike(world: World) -> None:
    grid = entered(world, "grid")
    page = grid.post("/found", NEW | {"name": "老王饭店", "photo": photo()}).content.decode()
    kept = re.search(r'name="kept" value="([^"]+)"', page)
    assert kept is not None
    assert grid.post("/found", NEW | {"name": "老王饭店", "kept": kept[1], "sure": "1"}).status_code == 302
    assert found().photo == UUID(kept[1])


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "请写名称和地址"),
        ({"phone": "电话"}, "只写数字"),
        ({"path": "cn/33/04/83/101/001/"}, "只能登记您辖区里的"),
        ({"kind": "x"}, "做什么的"),
    ],
)
def test_what_is_not_complete_is_said_in_a_sentence_and_nothing_enters(
    world: World, wrong: dict[str, str], said: str
) -> None:
    answer = entered(world, "grid").post("/found", NEW | {"sure": "1"} | wrong)
    assert answer.status_code == 422 and said in answer.content.decode()
    with as_root():
        assert (Discovery.objects.count(), Business.objects.filter(name__startswith="阿珍").count()) == (0, 0)


def test_the_office_confirms_merges_or_says_why_it_does_not_count(world: World) -> None:
    office = entered(world, "office")
    row = added(world, name="老王饭店（文昌路）", address="文昌路2号")
    page = office.get(f"/found/{row.pk}").content.decode()
    there = re.search(r'<option value="([0-9a-f-]{36})"[^>]*>老王饭店（文昌路2号）', page)
    assert there is not None
    assert office.post(f"/found/{row.pk}", {"act": "merge", "same_as": str(row.business_id)}).status_code == 422
    assert office.post(f"/found/{row.pk}", {"act": "merge", "same_as": there[1]}).status_code == 302
    merged = found()
    assert (merged.state, merged.business.status, str(merged.same_as_id)) == ("merged", "closed", there[1])
    assert "老王饭店" in rows(office, "merged")
    assert office.post(f"/found/{row.pk}", {"act": "confirm"}).status_code == 422


def test_one_that_is_none_of_food_is_rejected_with_the_reason(world: World) -> None:
    office, row = entered(world, "office"), added(world)
    assert office.post(f"/found/{row.pk}", {"act": "reject", "reason": " "}).status_code == 422
    assert found().state == "found"
    assert entered(world, "grid").post(f"/found/{row.pk}", {"act": "reject", "reason": "我说的"}).status_code in (
        403,
        404,
        422,
    )
    assert found().state == "found"
    assert office.post(f"/found/{row.pk}", {"act": "reject", "reason": "五金店"}).status_code == 302
    assert (found().state, found().business.status) == ("rejected", "closed")
    assert "五金店" in rows(office, "rejected")
