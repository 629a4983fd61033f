"""A month of one cadre with three programmes due at the same doors: each figure equal to SQL written by hand (B1)."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from shian import cli
from shian.cli import figures
from shian.doors.field.telling import Told, whole
from shian.doors.field.visit import Visit, visit_for
from shian.insight.burden import Asked, Burden, burden, sheets
from shian.kernel.ids import new_id
from shian.kernel.refused import Denied, Refused
from shian.kernel.wall import worn
from shian.loop import actions, queries
from shian.loop.models import Finding
from shian.packs.tests.cn import copied, written
from tests.at_the_doors import bound_and_planned, entered
from tests.one_door import PATROL, SEASON, SHARED, publish
from tests.roles import as_root
from tests.world import COUNTY, NOW, TODAY, World, business, small_county

pytestmark = pytest.mark.django_db
SHOPS = ("甲饭店", "乙饭店", "丙饭店")
"""Of these the first is visited for all three programmes at once, the second for two and later for one, the third singly."""


@pytest.fixture
def world(db: None, tmp_path: Path) -> World:
    made = small_county()
    for name in SHOPS:
        business(made, name)
    folder = copied(tmp_path)
    written(folder, "programmes/patrol.toml", PATROL)
    written(folder, "programmes/season.toml", SEASON)
    publish(folder)
    bound_and_planned(made)
    office = made.actor("office")
    with worn(office):
        for key in ("patrol", "season"):
            actions.plan(key, "2026-09", within=COUNTY, by=office, now=NOW)
    return made


def visit(world: World, shop: str, *programmes: str, minutes: int = 10, failed: str = "", days: int = 0) -> None:
    """A visit to a shop for some programmes, so many minutes long; what still holds is taken over."""
    cadre, now = world.actor("village"), NOW + timedelta(days=days)
    with worn(cadre):
        tasks = list(queries.worklist(cadre, on=TODAY).filter(business__name=shop, programme__in=programmes))
        assert len(tasks) == len(programmes)
        keys = [str(one.pk) for one in tasks]
        made = visit_for(tasks[0], viewer=cadre, on=TODAY + timedelta(days=days), chosen=keys)
        told = _told(made, made.kept(cadre), failed, now, minutes)
        actions.hand_in_visit(whole(made, told, by=cadre).parts, by=cadre, now=now)


def _told(made: Visit, kept: Any, failed: str, now: datetime, minutes: int) -> Told:
    said = {one.code: {"answer": "still" if one.code in kept else "conform"} for one in made.questions}
    if failed:
        said[failed] = {"answer": "fail", "disposition": "fix_by"}
    began = now - timedelta(minutes=minutes)
    return Told(new_id(), said, started_at=began.isoformat(), finished_at=now.isoformat())


@pytest.fixture
def month(world: World) -> World:
    """Five visits, six hundred minutes of them by a telephone that lay open."""
    visit(world, "甲饭店", "guarantee_visit", "patrol", "season", minutes=12, failed=SHARED)
    visit(world, "乙饭店", "guarantee_visit", "patrol", minutes=8)
    visit(world, "乙饭店", "season", minutes=2, days=1)
    visit(world, "丙饭店", "patrol", minutes=600)
    visit(world, "丙饭店", "guarantee_visit", minutes=9, days=2)
    return world


def asked(period: str = "2026-09") -> Asked:
    return Asked.of(period, COUNTY, NOW + timedelta(days=3), TODAY + timedelta(days=3))


def by_hand(sql: str) -> Any:
    """The owner's own count, past every lens and wall."""
    with as_root(), connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


VISITS = "SELECT DISTINCT person_id, business_id, on_day FROM checklists_sheet WHERE post_id IS NOT NULL"
ANSWERS = "SELECT s.*, a.key AS code, a.value AS said FROM checklists_sheet s, jsonb_each(s.answers) a"
BY_HAND = {
    "visits": f"SELECT count(*) FROM ({VISITS}) v",
    "merged": """SELECT count(*) FROM (SELECT s.person_id, s.business_id, s.on_day FROM loop_task t
      JOIN checklists_sheet s ON s.id = t.sheet_id GROUP BY 1, 2, 3 HAVING count(*) >= 2) v""",
    "tasks": "SELECT count(*) FROM loop_task WHERE sheet_id IS NOT NULL AND state = 'done'",
    "sheets": "SELECT count(*) FROM checklists_sheet",
    "taken": f"""SELECT count(*) FROM (SELECT DISTINCT person_id, business_id, on_day, code FROM ({ANSWERS}) a
      WHERE said -> 'taken' IS NOT NULL) x""",
    "typed": f"""SELECT count(*) FROM (SELECT DISTINCT person_id, business_id, on_day, code FROM ({ANSWERS}) a
      WHERE said -> 'taken' IS NULL) x""",
    "filled": f"""SELECT (SELECT count(*) FROM ({ANSWERS}) a)
      - (SELECT count(*) FROM (SELECT DISTINCT person_id, business_id, on_day, code FROM ({ANSWERS}) a) x)""",
    "seconds": """SELECT sum(extract(epoch FROM ended - began))::int FROM (SELECT min(started_at) AS began,
      max(finished_at) AS ended FROM checklists_sheet GROUP BY person_id, business_id, on_day) v
      WHERE ended - began BETWEEN interval '20 seconds' AND interval '4 hours'""",
    "people": "SELECT count(DISTINCT person_id) FROM checklists_sheet",
}


def test_every_figure_of_the_month_is_what_sql_by_hand_says(month: World) -> None:
    office = month.actor("office")
    with worn(office):
        (found,) = burden(office, asked())
    assert {name: getattr(found, name) for name in BY_HAND} == {name: by_hand(sql) for name, sql in BY_HAND.items()}
    assert (found.visits, found.merged, found.tasks, found.sheets) == (5, 2, 8, 8)
    assert (found.timed, found.seconds, found.median_seconds) == (4, 31 * 60, 8 * 60), "ten hours are no visit"
    assert found.taken > 0
    assert found.filled > 0
    assert found.answers == by_hand(f"SELECT count(*) FROM ({ANSWERS}) a")


def test_it_opens_into_its_sheets_and_parts_add_up(month: World) -> None:
    office = month.actor("office")
    with worn(office):
        (whole_,) = burden(office, asked())
        assert sheets(office, asked()).count() == whole_.sheets
        for by in ("role", "month", "township", "village", "person"):
            parts = burden(office, asked(), by=by)
            assert sum(part.visits for part in parts) == whole_.visits
            assert sum(part.typed for part in parts) == whole_.typed
            for part in parts:
                assert sheets(office, asked(), by=by, of=part.key).count() == part.sheets
        assert [part.key for part in burden(office, asked(), by="role")] == ["village_cadre"]
        assert [part.key for part in burden(office, asked(), by="month")] == ["2026-09"]


def test_a_cadre_sees_himself_and_nobody_else(month: World) -> None:
    for who, visits in (("village", 5), ("town", 0), ("neighbour", 0), ("station", 0)):
        viewer = month.actor(who)
        with worn(viewer):
            (found,) = burden(viewer, asked())
            assert found.visits == visits, who
            with pytest.raises(Denied):
                burden(viewer, asked(), by="person")


def test_a_recheck_on_the_way_is_a_thing_discharged(month: World) -> None:
    principal, cadre = month.actor("甲饭店/principal"), month.actor("village")
    with worn(principal):
        finding = Finding.objects.visible_to(principal).get()
        actions.report_fix(finding, note="换了", photos=[], by=principal, now=NOW + timedelta(hours=1))
    with worn(cadre):
        actions.verify_fix(
            Finding.objects.visible_to(cadre).get(), note="", photos=[], by=cadre, now=NOW + timedelta(hours=2)
        )
        (found,) = burden(cadre, asked())
    assert (found.tasks, found.merged) == (9, 2)


def test_as_it_was_known_on_an_earlier_day(month: World) -> None:
    office = month.actor("office")
    with worn(office):
        early = Asked.of("2026-09", COUNTY, NOW + timedelta(hours=1), TODAY)
        assert burden(office, early)[0].visits == 3
        assert burden(office, Asked.of("2026-08", COUNTY, NOW + timedelta(days=3), TODAY)) == [Burden("")]


def test_a_part_that_is_none_is_a_sentence(month: World) -> None:
    office = month.actor("office")
    with worn(office), pytest.raises(Refused, match="不能按这个分"):
        burden(office, asked(), by="shoe_size")


def test_the_api_and_the_page_tell_the_same(month: World, monkeypatch: pytest.MonkeyPatch) -> None:
    later = NOW + timedelta(days=3)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    office: Client = entered(month, "office")
    told = office.get(f"/api/v1/figures/burden?period=2026-09&within={COUNTY}&by=role")
    assert told.status_code == 200, told.content
    (row,) = told.json()
    assert (row["key"], row["visits"], row["merged"]) == ("village_cadre", 5, 2)
    page = office.get("/figures/burden?period=2026-09")
    assert page.status_code == 200, page.content.decode()[:2000]
    text = page.content.decode()
    assert "村（社区）干部" in text
    rows = office.get("/figures/burden/rows?period=2026-09&by=role&of=village_cadre")
    assert rows.content.decode().count("/records/") == 8
    cadre = entered(month, "village")
    own = cadre.get("/figures/burden?period=2026-09").content.decode()
    assert "by=person" not in own
    assert "只列您自己的" in own
    assert cadre.get("/figures/burden?period=2026-09&by=person").status_code == 403


def test_a_shop_has_no_ground_to_look_at(month: World) -> None:
    owner = entered(month, "甲饭店/principal")
    assert owner.get("/figures/burden").status_code == 403
    assert owner.get("/figures/burden/rows").status_code == 403


def test_the_command_tells_it_by_role(month: World, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["burden", "--period", "2026-09", "--within", COUNTY, "--as-of", "2026-09-20T00:00:00+08:00"]
    assert figures.run(cli.parse("figures", figures, [*words, "--by", "role", "--json"])) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["key"], row["visits"], row["merged"], row["tasks"]) == ("village_cadre", 5, 2, 8)
    assert row["answers"] == row["typed"] + row["taken"] + row["filled"]
    assert figures.run(cli.parse("figures", figures, words)) == 0
    assert "上门 5 次  合并 2 次" in capsys.readouterr().out
