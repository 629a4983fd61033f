"""What a phone brings days later: judged by what it was filled in by, merged with what others did, answered once."""

import gzip
import hashlib
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from shian.checklists import queries as checklists
from shian.checklists.models import Sheet
from shian.kernel.ids import new_id
from shian.kernel.wall import worn
from shian.loop.models import Receipt, Task
from shian.packs.check import check
from shian.packs.tests.cn import changed, copied
from shian.registry.models import Business
from tests.at_the_doors import entered, photo, visited
from tests.roles import as_root
from tests.world import FOUNDER, NOW, World, in_force

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
    in_force(folder)
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


# --- a visit counts on the day it was made ---


def done_at(**ago: float) -> dict[str, str]:
    """When a visit was made, as the phone says it."""
    ended = NOW - timedelta(**ago)
    return {"started_at": (ended - timedelta(minutes=20)).isoformat(), "finished_at": ended.isoformat()}


def test_brought_three_days_later_it_counts_on_the_day_it_was_made(cadre: Client) -> None:
    status, answer = bring(cadre, filled(**done_at(days=3)))
    assert status == 200
    assert "按走访那天记" in "".join(answer["said"])
    (sheet,) = rows(Sheet)
    (done,) = rows(Task, act="inspect")
    made = (NOW - timedelta(days=3)).date()
    assert (sheet.on_day, done.settled_on, done.settled_at, sheet.recorded_at) == (made, made, NOW, NOW)


def test_the_day_is_that_of_our_own_clock_on_the_wall(cadre: Client) -> None:
    """Half past midnight in China is still yesterday in Greenwich."""
    assert bring(cadre, filled(**done_at(hours=9, minutes=30)))[0] == 200
    (sheet,) = rows(Sheet)
    assert sheet.on_day.isoformat() == "2026-09-14"


@pytest.mark.parametrize("said", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00", "昨天"])
def test_a_moment_of_nonsense_is_refused_in_a_sentence(cadre: Client, said: str) -> None:
    status, answer = bring(cadre, filled(started_at=said, finished_at=said))
    assert (status, answer["ok"], bool(answer["message"])) == (422, False, True)
    assert rows(Sheet) == []


@pytest.mark.parametrize("ago", [{"days": 365}, {"days": 12}, {"days": -2}])
def test_a_day_out_of_bounds_is_the_day_of_arrival_and_said_so(cadre: Client, ago: dict[str, float]) -> None:
    status, answer = bring(cadre, filled(**done_at(**ago)), **{"X-Shian-Clock": NOW.isoformat()})
    assert status == 200
    assert "按收到的这天" in "".join(answer["said"])
    (sheet,) = rows(Sheet)
    assert sheet.on_day == NOW.date()


def test_nobody_there_counts_on_its_day_too(cadre: Client) -> None:
    told = {"id": str(new_id()), "outcome": "shut", "tasks": [str(task().pk)], **done_at(days=2)}
    assert bring(cadre, told, to="cannot")[0] == 200
    (sheet,) = rows(Sheet)
    assert sheet.on_day == (NOW - timedelta(days=2)).date()


# --- what the server changed meanwhile ---


def test_a_reassigned_task_is_said_to_be_anothers_and_a_replay_is_still_answered_alike(
    cadre: Client, world: World
) -> None:
    told, fresh = filled(), filled()
    assert bring(cadre, told)[0] == 200
    with as_root():
        Task.objects.filter(act="inspect").update(holder=world.posts["neighbour"])
    assert bring(cadre, told)[1]["replay"], "the acknowledgement was lost, the task went on: it was taken all the same"
    status, answer = bring(cadre, fresh)
    assert (status, answer["code"], "转给" in answer["message"]) == (422, "gone", True)
    assert "还在这台手机里" in answer["message"]
    assert len(rows(Sheet)) == 1


def test_theirs_comes_back_question_by_question(cadre: Client, world: World, shop: Business) -> None:
    told = filled()
    visited(world, shop, failed=1)
    _status, answer = bring(cadre, told)
    assert set(answer["theirs"]) == set(told["answers"])
    assert sum(said.startswith("不符合") for said in answer["theirs"].values()) == 1


# --- photographs by the hash of their bytes, before the visit or after it ---


def test_photographs_may_come_after_the_visit(cadre: Client, shop: Business, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    data = photo().read()
    sha = hashlib.sha256(data).hexdigest()
    told = filled()
    first = next(iter(told["answers"]))
    told["answers"][first] = {"answer": "fail", "note": "积水", "disposition": "fix_by", "photos": [f"sha256:{sha}"]}
    status, answer = bring(cadre, told)
    assert (status, answer["ok"], answer["missing"]) == (202, False, [sha])
    assert rows(Sheet) == []
    headers = {"Upload-Offset": "0"}
    sent = cadre.patch(f"/api/v1/uploads/{sha}", data, content_type="application/offset+octet-stream", headers=headers)
    assert sent.status_code in (200, 204)
    for _n in range(2):
        status, answer = bring(cadre, told)
        assert (status, answer["ok"]) == (200, True)
    (sheet,) = rows(Sheet)
    assert len(sheet.answers[first]["photos"]) == 1


# --- a plain form from the outbox ---


def test_a_fix_brought_from_the_outbox_is_taken_once_and_refused_as_it_stands(
    cadre: Client, owner: Client, world: World, shop: Business
) -> None:
    (finding,) = visited(world, shop)

    def send(client: Client, key: str, **words: str) -> tuple[int, dict[str, Any]]:
        said = client.post(f"/fix/{finding}", words, headers={"X-Shian-Item": key, "Accept": "application/json"})
        return said.status_code, said.json()

    key = str(new_id())
    status, first = send(owner, key, act="report", note="地面已清理")
    assert (status, first["ok"], first["receipt"]) == (200, True, f"/fix/{finding}")
    assert send(owner, key, act="report", note="地面已清理")[1]["replay"]
    assert send(cadre, str(new_id()), act="verify", note="看过了")[0] == 200
    status, late = send(owner, str(new_id()), act="report", note="再报一次")
    assert status == 422
    assert "这个问题现在是" in late["message"]
    day = owner.get("/field/day").json()
    assert day["also"] == ["/shop/kept"]
    assert f"/shop/{shop.pk}" in owner.get("/shop/kept").json()["pages"]
