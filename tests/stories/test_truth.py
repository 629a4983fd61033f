"""Truthful visits (B2): signals with their reasons, a draw with known chances, somebody else who goes once more."""

import json
import re
import subprocess
import sys
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from shian.checklists import queries as checklists
from shian.checklists.models import Sheet
from shian.loop.models import Finding, Task
from shian.registry.models import Business
from shian.truth.models import BackCheck, Signal, Weighing
from tests.at_the_doors import bound_and_planned, entered, stand_still
from tests.roles import as_root
from tests.world import COUNTY, NOW, World, answers, business, small_county

SCRIPT = Path(__file__).parents[2] / "docs" / "verify_draw.py"
DESK = {"lat": 30.6300, "lon": 120.5600, "accuracy": 12, "datum": "gcj02"}
SHOPS = [f"{word}饭店" for word in "甲乙丙丁戊己庚辛"]
NOBODY = "不打分、不排名、不处分"


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> World:
    stand_still(monkeypatch)
    settings.MEDIA_ROOT = tmp_path
    made = small_county()
    for name in SHOPS:
        business(made, name)
    bound_and_planned(made)
    return made


def codes(key: str = "village_caterer") -> list[str]:
    return [item.code for item in checklists.items(checklists.version(key).pk)]


def task_at(name: str, programme: str = "guarantee_visit") -> UUID:
    with as_root():
        return UUID(str(Task._base_manager.get(business__name=name, programme=programme, act="inspect").pk))


def handed(client: Client, task: UUID, said: Any, *, seconds: int = 400, **more: Any) -> Any:
    sheet = {
        "id": str(uuid4()),
        "tasks": [str(task)],
        "answers": said,
        "started_at": (NOW - timedelta(seconds=seconds)).isoformat(),
        "finished_at": NOW.isoformat(),
        **more,
    }
    return client.post("/api/v1/submissions", json.dumps(sheet), content_type="application/json").json()


def pictured(client: Client) -> str:
    """A photograph with something on it, kept; the same each time."""
    kept = client.post("/api/v1/evidence", {"file": photo_of_a_kitchen(), "kind": "photo"})
    assert kept.status_code < 300, kept.content.decode()
    return str(kept.json()["id"])


def photo_of_a_kitchen() -> Any:
    image = Image.new("L", (90, 80))
    image.putdata([(x * 7 + y * 13 + (x // 10 * y // 10) * 31) % 256 for y in range(80) for x in range(90)])
    out = BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=95)
    return SimpleUploadedFile("kitchen.jpg", out.getvalue(), "image/jpeg")


def visited_from_the_desk(world: World) -> None:
    """Five businesses filled in at one desk, two of them in no time; three visited in earnest."""
    village = entered(world, "village")
    for n, name in enumerate(SHOPS):
        place = DESK if n < 5 else {"lat": 30.64 + n / 100, "lon": 120.55, "accuracy": 15, "datum": "gcj02"}
        said = handed(village, task_at(name), answers(codes()), seconds=20 if n < 2 else 400, place=place)
        assert said.get("ok"), said


def weighed(office: Client) -> str:
    answer = office.post("/truth/weigh", {"period": "2026Q3", "within": COUNTY})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def sheet_at(name: str) -> UUID:
    with as_root():
        return UUID(str(Sheet._base_manager.get(business__name=name, programme="guarantee_visit").pk))


def sealed(office: Client, size: int) -> str:
    with as_root():
        key = Weighing._base_manager.latest("at").pk
    answer = office.post("/truth/seal", {"weighing": str(key), "size": str(size)})
    assert answer.status_code == 302, re.findall(r"<p>(.*?)</p>", answer.content.decode())
    return str(answer["Location"])


@pytest.mark.mechanism("B2")
def test_signals_choose_whom_somebody_else_visits_again_and_judge_nobody(world: World, tmp_path: Path) -> None:
    visited_from_the_desk(world)
    office = entered(world, "office")
    assert "这一期还没有核看过" in office.get("/truth").content.decode()
    at = weighed(office)
    page = office.get(at).content.decode()
    assert NOBODY in page and "同一地点填了好几家" in page and "用时太短" in page
    assert "甲饭店" in page and "戊饭店" in page and "辛饭店" not in page
    assert "village某" not in page, "no person is named on the list"
    told = office.get(f"/truth/{sheet_at('甲饭店')}").content.decode()
    assert "涉及几家" in told and "本系统缺省值" in told and "假定" in told and NOBODY in told

    chances = office.get(at + "&size=4").content.decode()
    assert "没有信号" in chances and "1/3（33.3%）" in chances
    draw = sealed(office, 4)
    known = office.get(draw).content.decode()
    assert "1/3（33.3%）" in known and "种子指纹" in known, "the chances are known before the draw"
    assert "没有信号" in known and "信号权重" in known
    assert office.post(f"{draw}/run", {"word": "桂花开了"}).status_code == 302
    assert office.post(f"{draw}/publish").status_code == 302
    file = tmp_path / "draw.json"
    file.write_bytes(office.get(f"{draw}/file").content)
    assert subprocess.run([sys.executable, str(SCRIPT), str(file)], check=False).returncode == 0
    drawn = json.loads(file.read_text(encoding="utf-8"))["drawn"]
    assert {tuple(one["chance"]) for one in drawn if one["stratum"] == "0"} == {(1, 3)}, "a visit without a signal too"

    with as_root():
        again = list(BackCheck._base_manager.select_related("sheet__business", "task", "holder"))
    assert len(again) == 4 and {one.holder_id for one in again} == {world.posts["town"].pk}
    checked = next(one for one in again if one.sheet.business.name in ("甲饭店", "乙饭店"))
    town = entered(world, "town")
    assert f"/visit/{checked.task_id}" in town.get("/today").content.decode()
    assert "走访回访" in town.get("/worklist").content.decode()
    failed = "premises.clean"
    done = handed(town, checked.task_id, answers(codes("visit_back_check"), failed=[failed]))
    assert done["ok"], done
    with as_root():
        finding = Finding._base_manager.get(programme="visit_back_check")
    assert finding.business_id == checked.sheet.business_id, "what is wrong at the shop is the shop's to put right"
    after = office.get(f"/truth/{checked.sheet_id}").content.decode()
    assert "回访有 1 项不同" in after and "场所环境整洁" in after and "不等于那一次不实" in after
    assert "回访有 1 项不同" in office.get(at).content.decode()


def test_whoever_was_there_is_never_the_one_who_goes_again(world: World) -> None:
    visited_from_the_desk(world)
    office = entered(world, "office")
    weighed(office)
    office.post(f"{sealed(office, 4)}/run")
    with as_root():
        one = BackCheck._base_manager.first()
        Task._base_manager.filter(pk=one.task_id).update(holder_id=world.posts["village"].pk)
    said = handed(entered(world, "village"), one.task_id, answers(codes("visit_back_check")))
    assert not said.get("ok") and "要由没去过那一次的人来做" in said["message"]
    with as_root():
        assert Task._base_manager.get(pk=one.task_id).state == "open"


def test_whoever_made_the_visit_sees_its_signals_and_says_what_there_is_to_say(world: World) -> None:
    visited_from_the_desk(world)
    office, village = entered(world, "office"), entered(world, "village")
    at, key = weighed(office), sheet_at("丙饭店")
    mine = village.get("/truth").content.decode()
    assert "我的走访核看" in mine and "丙饭店" in mine and "封存名单" not in mine and NOBODY in mine
    assert "请写一句说明" in village.post(f"/truth/{key}/explain", {"text": " "}).content.decode()
    assert village.post(f"/truth/{key}/explain", {"text": "五家都在一个院子里"}).status_code == 302
    assert "五家都在一个院子里" in office.get(at).content.decode()
    assert office.post(f"/truth/{key}/explain", {"text": "替他说"}).status_code == 403
    weighed(office)
    assert "五家都在一个院子里" in office.get(f"/truth/{key}").content.decode(), "it stays through the next look"


@pytest.mark.parametrize("who", ["town", "neighbour", "stranger", "station", "leader", "甲饭店/principal"])
def test_nobody_else_sees_a_signal(world: World, who: str) -> None:
    visited_from_the_desk(world)
    weighed(entered(world, "office"))
    other = entered(world, who)
    assert other.get(f"/truth/{sheet_at('甲饭店')}").status_code == 404
    assert "甲饭店" not in other.get("/truth").content.decode().partition("<main")[2]
    other.post("/truth/weigh", {"period": "2026Q3", "within": COUNTY})
    with as_root():
        assert {one.path for one in Weighing._base_manager.exclude(by_label="office office某")} <= {"cn/33/04/81/"}


def test_a_vague_phone_makes_no_signal_and_the_page_says_how_much_could_be_compared(world: World) -> None:
    village = entered(world, "village")
    for n, name in enumerate(SHOPS):
        place = DESK | ({"datum": ""} if n % 2 else {"accuracy": 400})
        assert handed(village, task_at(name), answers(codes()), place=place)["ok"]
    office = entered(world, "office")
    page = office.get(weighed(office)).content.decode()
    assert "没有信号" in page and "精度差于 100 米" in page
    with as_root():
        one = Weighing._base_manager.get()
        assert (one.visits, one.placed, one.signalled) == (8, 0, 0)
        assert not Signal._base_manager.exists()


def test_a_photograph_of_another_shop_is_known_again(world: World) -> None:
    village = entered(world, "village")
    wrong = codes()[4]
    for n, name in enumerate(SHOPS[:2]):
        said: Any = answers(codes(), failed=[wrong])
        said[wrong] |= {"photos": [pictured(village)], "note": f"第{n}家的灰"}
        assert handed(village, task_at(name), said)["ok"]
    office = entered(world, "office")
    page = office.get(weighed(office)).content.decode()
    assert "照片以前用过" in page
    with as_root():
        (signal,) = Signal._base_manager.select_related("sheet__business")
    assert signal.kind == "photo_again" and signal.sheet.business.name == "乙饭店"


@pytest.mark.parametrize(("size", "sentence"), [("很多", "请填整数"), ("1", "要抽 2 到 8 次"), ("9", "要抽 2 到 8 次")])
def test_a_draw_that_cannot_be_is_said_and_nothing_is_sealed(world: World, size: str, sentence: str) -> None:
    visited_from_the_desk(world)
    with as_root():
        Signal._base_manager.all().delete()
    office = entered(world, "office")
    at = weighed(office)
    with as_root():
        key = Weighing._base_manager.get().pk
        Signal._base_manager.filter(kind="short").delete()
    answer = office.post("/truth/seal", {"weighing": str(key), "size": size})
    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert office.get(f"{at}&size={size}").status_code == 422
    assert "走访回访" not in office.get("/draws").content.decode()


def test_what_was_gone_to_again_is_not_drawn_twice(world: World) -> None:
    visited_from_the_desk(world)
    office = entered(world, "office")
    weighed(office)
    office.post(f"{sealed(office, 8)}/run")
    with as_root():
        key = Weighing._base_manager.get().pk
        assert Business._base_manager.count() == BackCheck._base_manager.count() == 8
    answer = office.post("/truth/seal", {"weighing": str(key), "size": "3"})
    assert answer.status_code == 422 and "名单是空的" in answer.content.decode()
