"""What a phone brings days later: judged by what it was filled in by, merged with what others did, answered once."""

import gzip
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from shian.checklists import queries as checklists
from shian.checklists.actions import publish_law
from shian.checklists.models import Sheet
from shian.kernel.ids import new_id
from shian.kernel.wall import worn
from shian.loop.models import Receipt, Task
from shian.packs.check import check
from shian.packs.loader import load
from shian.packs.tests.cn import changed, copied
from shian.registry.models import Business
from tests.at_the_doors import entered, visited
from tests.roles import as_root
from tests.world import FOUNDER, NOW, World

pytestmark = pytest.mark.django_db
LIST = "village_caterer"


def rows(model: Any, **chosen: Any) -> list[Any]:
    with worn(FOUNDER):
        return list(model.objects.filter(**chosen).order_by("pk"))


def task() -> Task:
    (found,) = rows(Task, act="inspect")
    assert isinstance(found, Task)
    return found


def codes(number: int | None = None) -> list[str]:
    return [item.code for item in checklists.items(checklists.version(LIST, number).pk)]


def filled(**more: Any) -> dict[str, Any]:
    """A visit as the phone tells it, every item conforming."""
    told = {
        "id": str(new_id()), "tasks": [str(task().pk)], "lists": {"guarantee_visit": [LIST, checklists.version(LIST).number]},
        "answers": {code: {"answer": "conform"} for code in codes()},
        "place": {"lat": 30.63, "lon": 120.54, "accuracy": 12, "datum": "wgs84"},
        "started_at": "2026-09-14T01:00:00Z", "finished_at": "2026-09-14T01:20:00Z",
    }  # fmt: skip
    return told | more


def bring(client: Client, told: dict[str, Any], *, to: str = "sheet", **headers: str) -> tuple[int, dict[str, Any]]:
    answer = client.post(
        f"/visit/{task().pk}/{to}", json.dumps(told), content_type="application/json",
        headers={"Accept": "application/json", **headers},
    )  # fmt: skip
    return answer.status_code, answer.json()


def test_the_same_visit_again_is_answered_alike(cadre: Client) -> None:
    told = filled()
    status, first = bring(cadre, told)
    assert (status, first["ok"], first["said"]) == (200, True, [])
    status, again = bring(cadre, told)
    assert (status, again["receipt"], again["replay"]) == (200, first["receipt"], True)
    status, other = bring(cadre, told | {"mode": "video"})
    assert (status, other["code"]) == (422, "reused_id")
    assert len(rows(Sheet)) == 1


def test_a_refusal_leaves_the_number_free(cadre: Client) -> None:
    told = filled()
    short = told | {"answers": dict(list(told["answers"].items())[1:])}
    status, refused = bring(cadre, short)
    assert (status, refused["code"]) == (422, "unanswered")
    with as_root():
        assert Receipt.objects.count() == 0
    assert bring(cadre, told)[0] == 200


def test_no_signal_is_nowhere_known(cadre: Client) -> None:
    assert bring(cadre, filled(place={"lat": 0, "lon": 0, "accuracy": 5, "datum": "wgs84"}))[0] == 200
    (sheet,) = rows(Sheet)
    assert (sheet.latitude, sheet.longitude, sheet.accuracy_m, sheet.datum) == (None, None, None, "")


def test_a_clock_a_year_ahead_is_put_right_and_said(cadre: Client) -> None:
    year = timedelta(days=365)
    began, ended = NOW + year - timedelta(minutes=30), NOW + year - timedelta(minutes=10)
    told = filled(started_at=began.isoformat(), finished_at=ended.isoformat())
    status, answer = bring(cadre, told, **{"X-Shian-Clock": (NOW + year).isoformat()})
    assert status == 200
    assert "365 天" in answer["said"][0]
    (sheet,) = rows(Sheet)
    assert (sheet.started_at, sheet.finished_at) == (began - year, ended - year)
    assert bring(cadre, told, **{"X-Shian-Clock": NOW.isoformat()})[1]["replay"], (
        "the number is the visit's, not the clock's"
    )


@pytest.mark.parametrize("clock", ["", "yesterday", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"])
def test_a_clock_of_nonsense_hinders_nobody(cadre: Client, clock: str) -> None:
    assert bring(cadre, filled(), **{"X-Shian-Clock": clock})[0] == 200


def test_a_list_withdrawn_meanwhile_takes_what_was_filled_by_it(cadre: Client, tmp_path: Path) -> None:
    old = checklists.version(LIST)
    told = filled()
    folder = copied(tmp_path)
    was, now = "许可证（备案、登记）有效并公示", "许可证（备案、登记）在有效期内并公示"
    for path in folder.glob("checklists/*.csv"):
        if was in path.read_text("utf-8"):
            changed(folder, f"checklists/{path.name}", was, now)
    assert check(folder) == []
    with worn(FOUNDER):
        for loaded in load(folder):
            publish_law(loaded, by=FOUNDER)
    assert checklists.version(LIST).pk != old.pk
    assert bring(cadre, told)[0] == 200
    (sheet,) = rows(Sheet)
    assert sheet.version_id == old.pk


def test_a_list_that_never_was_is_refused_in_a_sentence(cadre: Client) -> None:
    status, answer = bring(cadre, filled(lists={"guarantee_visit": [LIST, 99]}))
    assert (status, answer["ok"]) == (422, False)
    assert "没有这份检查表" in answer["message"]
    assert rows(Sheet) == []


def test_done_by_another_names_the_record_that_stands(cadre: Client, world: World, shop: Business) -> None:
    told = filled()
    visited(world, shop, failed=0)
    (theirs,) = rows(Sheet)
    status, answer = bring(cadre, told)
    assert (status, answer["code"]) == (422, "already_done")
    assert "以那一份为准" in answer["message"]
    assert answer["record"] == f"/receipt/{theirs.pk}"
    assert rows(Sheet) == [theirs]


def test_a_task_that_went_to_another_is_refused_and_nothing_is_written(cadre: Client, world: World) -> None:
    told = filled()
    with as_root():
        Task.objects.filter(act="inspect").update(holder=world.posts["neighbour"])
    status, answer = bring(cadre, told)
    assert status in (403, 404, 422)
    assert answer["message"]
    assert rows(Sheet) == []


def test_nobody_there_is_brought_once(cadre: Client) -> None:
    told = {"id": str(new_id()), "outcome": "shut", "tasks": [str(task().pk)], "note": "铁门锁着", "place": None}
    status, first = bring(cadre, told, to="cannot")
    assert (status, first["ok"]) == (200, True)
    assert bring(cadre, told, to="cannot")[1]["receipt"] == first["receipt"]
    (sheet,) = rows(Sheet)
    assert (sheet.outcome, sheet.narrative) == ("shut", "铁门锁着")
    status, wrong = bring(cadre, {"id": 7}, to="cannot")
    assert (status, wrong["code"]) == (422, "malformed")


def test_a_shared_phone_brings_nothing_under_anothers_name(cadre: Client, world: World) -> None:
    told, mine = filled(), str(world.people["village"].pk)
    entered(world, "neighbour", cadre)
    status, answer = bring(cadre, told, **{"X-Shian-Person": mine})
    assert (status, answer["code"]) == (409, "someone_else")
    cadre.logout()
    status, answer = bring(cadre, told, **{"X-Shian-Person": mine})
    assert (status, answer["code"]) == (401, "signed_out")
    assert rows(Sheet) == []
    entered(world, "village", cadre)
    assert bring(cadre, told, **{"X-Shian-Person": mine})[0] == 200


def test_the_day_is_kept_for_its_holder_only(cadre: Client, world: World) -> None:
    first = cadre.get("/field/day")
    pages = first.json()["pages"]
    assert {"/today", "/charges", "/outbox", f"/visit/{task().pk}", f"/visit/{task().pk}/sheet"} <= set(pages)
    assert "甲饭店" in pages["/today"]["html"]
    assert "csrfmiddlewaretoken" not in first.content.decode()
    assert len(gzip.compress(first.content)) < 30_000, "one door and the lists"
    assert cadre.get("/field/day", headers={"If-None-Match": first["ETag"]}).status_code == 304
    theirs = entered(world, "neighbour").get("/field/day")
    assert "甲饭店" not in theirs.content.decode()
    assert theirs["ETag"] != first["ETag"]
    visited(world, rows(Business)[0], failed=0)
    assert cadre.get("/field/day", headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert Client().get("/field/day").status_code == 302


def test_the_paper_asks_what_the_page_asks(cadre: Client) -> None:
    text = cadre.get(f"/visit/{task().pk}/paper").content.decode()
    asked = checklists.items(checklists.version(LIST).pk)
    assert all(item.text in text for item in asked)
    assert "督导人签字" in text
