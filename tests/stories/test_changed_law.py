"""B10: a frequency changes in law in the middle of a year. The quarter that is over is counted as it was, what is open keeps
the law it was born under, and the next plan asks what the new law asks. Counted by hand on the tables."""

import argparse
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from shian.cli import packs
from shian.packs.tests.cn import CN, changed, copied, written
from shian.registry.models import Business
from tests.at_the_doors import VISIT, bound, bound_and_planned, entered, stand_still, visited
from tests.roles import as_root
from tests.world import COUNTY, World, business, in_force, small_county

pytestmark = pytest.mark.django_db
OCTOBER = datetime(2026, 10, 8, 2, 0, tzinfo=UTC)
YEARLY = """
[[when.frequency]]
every = "quarter"
times = 1
grades = ["C", "D"]
from = 2026-01-01
until = 2026-10-01
source = "tongxiang_joint_action"
assumed = true

[[when.frequency]]
every = "month"
times = 1
grades = ["C"]
from = 2026-10-01
source = "tongxiang_joint_action"
assumed = true

[[when.frequency]]
every = "year"
times = 1
grades = ["D"]
from = 2026-10-01
source = "tongxiang_joint_action"
assumed = true
"""


def raw(question: str, *values: Any) -> list[Any]:
    with as_root(), connection.cursor() as cursor:
        cursor.execute(question, values or None)
        return list(cursor.fetchall())


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    stand_still(monkeypatch)
    return small_county()


@pytest.fixture
def shops(world: World) -> list[Business]:
    """Two of grade D and one of grade C, each owed a visit in the third quarter; the first is made."""
    shops = [business(world, "甲饭店"), business(world, "乙饭店"), business(world, "丙饭店", grade="C")]
    bound_and_planned(world)
    visited(world, shops[0], failed=0)
    return shops


@pytest.fixture
def new_law(tmp_path: Path) -> Path:
    """Tongxiang's second release: from October a grade D is visited once a year, a grade C every month."""
    folder = copied(tmp_path)
    old = (folder / "33/0483/programmes/guarantee_visit.toml").read_text(encoding="utf-8")
    limits = old[old.index("[by_when.general]") :]
    written(folder, "33/0483/programmes/guarantee_visit.toml", YEARLY + "\n" + limits)
    changed(folder, "33/0483/overlay.toml", 'version = "1"\neffective_from = 2026-01-01',
            'version = "2"\neffective_from = 2026-10-01')  # fmt: skip
    return folder


def diff(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    monkeypatch.setattr(packs, "database_stands", lambda: True)
    monkeypatch.setattr(packs, "open_database", lambda: None)
    parser = argparse.ArgumentParser()
    packs.add_arguments(parser)
    assert packs.run(parser.parse_args(["diff", str(CN), str(folder)])) == 0
    return capsys.readouterr().out


def third_quarter(client: Client) -> dict[str, int]:
    asked = {"programme": VISIT, "period": "2026Q3", "within": COUNTY}
    (told,) = client.get("/api/v1/figures/completion", asked).json()
    return {part: told[part] for part in ("due", "done", "excluded")}


def planned_by(client: Client, period: str) -> tuple[int, int]:
    """What the page says it would plan, and what is then said to be new."""
    asked = {"programme": VISIT, "period": period, "within": COUNTY}
    page = client.get("/plan", asked).content.decode()
    foreseen = re.search(r"共 ([\d,]+) 件", page)
    told = client.post("/plan", asked, follow=True).content.decode()
    new = re.search(r"新增 (\d+) 件", told)
    return int(foreseen[1]) if foreseen else 0, int(new[1]) if new else 0


def owed(shop: Business, since: date) -> list[str]:
    """The periods for which a business is owed a visit that was written since a day, by hand."""
    rows = raw(
        "SELECT period_start, period_end FROM loop_task WHERE business_id = %s AND act = 'inspect' AND recorded_at >= %s"
        " ORDER BY 1, 2", shop.pk, since,
    )  # fmt: skip
    return [f"{start}..{end}" for start, end in rows]


@pytest.mark.mechanism("B10")
def test_a_frequency_changes_and_both_quarters_and_the_open_work_stay_right(
    world: World,
    shops: list[Business],
    new_law: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = third_quarter(entered(world, "office"))
    assert before == {"due": 3, "done": 1, "excluded": 0}
    prose = diff(new_law, monkeypatch, capsys)
    line = next(line for line in prose.splitlines() if "every year" in line and "gains" in line)
    assert line.startswith("cn/33/04/83/ ") and "Open tasks under it: 2; they keep the law" in line
    born = raw("SELECT id, release_id, due FROM loop_task WHERE act = 'inspect' AND state = 'open' ORDER BY id")
    in_force(new_law)
    world.now = OCTOBER
    monkeypatch.setattr("django.utils.timezone.now", lambda: OCTOBER)
    fresh = business(world, "丁饭店")
    bound(world)
    office = entered(world, "office")
    assert planned_by(office, "2026Q4") == (4, 4), (
        "three months of the C, the year of the D that nobody was sent to yet"
    )
    assert owed(shops[2], date(2026, 10, 1)) == [
        "2026-10-01..2026-10-31", "2026-11-01..2026-11-30", "2026-12-01..2026-12-31",
    ]  # fmt: skip
    assert owed(fresh, date(2026, 10, 1)) == ["2026-01-01..2026-12-31"]
    assert [owed(shop, date(2026, 10, 1)) for shop in shops[:2]] == [[], []], (
        "this year's visit was asked by the old law"
    )
    assert (
        raw("SELECT id, release_id, due FROM loop_task WHERE id = ANY(%s) ORDER BY id", [row[0] for row in born])
        == born
    )
    assert third_quarter(office) == before
    releases = raw("SELECT DISTINCT version FROM packs_release r JOIN loop_task t ON t.release_id = r.id"
                   " WHERE t.recorded_at >= %s AND t.act = 'inspect'", date(2026, 10, 1))  # fmt: skip
    assert releases == [("2026.1+2",)]


def test_in_the_next_year_every_one_is_asked_once(
    world: World, shops: list[Business], new_law: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_force(new_law)
    world.now = OCTOBER
    monkeypatch.setattr("django.utils.timezone.now", lambda: OCTOBER)
    office = entered(world, "office")
    assert planned_by(office, "2027") == (14, 14), "two of grade D once, one of grade C twelve times"
    assert planned_by(office, "2027") == (14, 0), "planned again it adds nothing"


def test_the_page_says_when_all_is_planned_and_how_many_are_not(world: World, shops: list[Business]) -> None:
    office = entered(world, "office")
    asked = {"programme": VISIT, "period": "2026Q3", "within": COUNTY}
    page = office.get("/plan", asked).content.decode()
    assert "都已排好" in page and "截至" in page and "排这" not in page
    fresh = business(world, "戊饭店")
    bound(world)
    page = office.get("/plan", asked).content.decode()
    assert "都已排好" not in page and "排还没排的 1 件" in page
    office.post("/plan", asked)
    assert owed(fresh, date(2026, 1, 1)) == ["2026-07-01..2026-09-30"]


def test_a_machine_asks_of_no_instant_to_come(world: World, shops: list[Business]) -> None:
    asked = {"programme": VISIT, "period": "2026Q3", "within": COUNTY, "as_of": "2026-09-15T00:00:00+08:00"}
    answer = entered(world, "office").get("/api/v1/figures/completion", asked)
    assert answer.status_code == 422 and "还没有到" in answer.json()["message"]
