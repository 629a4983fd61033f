"""回头看 (M52) with a draw that anybody checks (B8), as its people do it in the browser."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from shian.draws.models import Draw
from shian.loop.models import Finding, Task
from tests.at_the_doors import bound_and_planned, entered, photo, stand_still, visited
from tests.roles import as_root
from tests.world import COUNTY, World, business, small_county

QUESTIONS = ("look_back.hard_measures", "look_back.really_fixed", "look_back.lasting_mechanism")
SCRIPT = Path(__file__).parents[2] / "docs" / "verify_draw.py"


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> World:
    stand_still(monkeypatch)
    settings.MEDIA_ROOT = tmp_path
    world = small_county()
    for name in ("甲饭店", "乙饭店"):
        business(world, name)
    bound_and_planned(world)
    return world


def passed(world: World, name: str) -> UUID:
    """Found by the cadre, reported by the principal, passed by the cadre."""
    with as_root():
        shop = Task._base_manager.select_related("business").get(business__name=name, act="inspect").business
    assert shop is not None
    (key,) = visited(world, shop)
    fixed_and_passed(world, name, key)
    return key


def fixed_and_passed(world: World, name: str, key: UUID) -> None:
    assert entered(world, f"{name}/principal").post(f"/findings/{key}/report", {"note": "换了新的"}).status_code == 302
    assert entered(world, "village").post(f"/findings/{key}/verify", {"note": "好了"}).status_code == 302
    assert state(key) == "closed"


def state(key: UUID) -> str:
    with as_root():
        return Finding._base_manager.get(pk=key).state


def sealed(office: Client, **asked: str) -> str:
    """The address of a draw whose list is sealed."""
    said = {"since": "2026-07-01", "until": "2026-09-14", "within": COUNTY, **asked}
    page = office.get("/draws/look-back", said).content.decode()
    assert "封存这" in page
    answer = office.post("/draws/look-back", said)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def looked(client: Client, page: str, **failed: str) -> str:
    """The three questions on the phone, with a photograph of how it is; answers the receipt."""
    said: dict[str, Any] = {"mode": "on_site", "started_at": "2026-09-14T09:00:00+08:00"}
    for code in QUESTIONS:
        said[f"answer-{code}"] = "fail" if code in failed else "conform"
        said[f"note-{code}"] = failed.get(code, "")
    said[f"photos-{QUESTIONS[1]}"] = photo()
    answer = client.post(f"{page}/sheet", said, follow=True)
    assert answer.status_code == 200 and answer.redirect_chain, re.findall(r"<p>(.*?)</p>", answer.content.decode())
    return answer.content.decode()


def on_the_list(client: Client) -> list[str]:
    return sorted(set(re.findall(r'href="(/visit/[0-9a-f-]+)"', client.get("/today").content.decode())))


@pytest.mark.mechanism("M52")
@pytest.mark.mechanism("B8")
def test_a_lesson_that_holds_and_one_that_does_not(world: World, tmp_path: Path) -> None:
    held, broken = passed(world, "甲饭店"), passed(world, "乙饭店")
    office, town = entered(world, "office"), entered(world, "town")
    at = sealed(office)
    waiting = office.get(at).content.decode()
    assert "已封存，待抽取" in waiting and "种子指纹" in waiting and "种子（抽取时公开）" not in waiting
    assert office.get(f"{at}/file").status_code == 422
    assert on_the_list(town) == []

    assert office.post(f"{at}/run", {"word": "今天是晴天"}).status_code == 302
    assert office.post(f"{at}/publish").status_code == 302
    page = office.get(at).content.decode()
    assert "结果一样" in page and "2/2（100%）" in page and "待看" in page
    file = tmp_path / "draw.json"
    file.write_bytes(office.get(f"{at}/file").content)
    assert subprocess.run([sys.executable, str(SCRIPT), str(file)], check=False).returncode == 0
    assert {one["id"] for one in json.loads(file.read_text(encoding="utf-8"))["drawn"]} == {str(held), str(broken)}

    visits = on_the_list(town)
    assert len(visits) == 2
    with as_root():
        by_visit = {
            f"/visit/{pk}": key
            for pk, key in Task._base_manager.filter(act="look_back").values_list("pk", "finding_id")
        }
    for visit in visits:
        door = town.get(visit).content.decode()
        assert "开始回头看" in door
        assert "真解决" in town.get(f"{visit}/sheet").content.decode()
        if by_visit[visit] == held:
            assert "收到了" in looked(town, visit)
        else:
            assert "复查未过" in looked(town, visit, **{QUESTIONS[1]: "又开始漏水"})
    assert (state(held), state(broken)) == ("closed", "again")
    page = office.get(at).content.decode()
    assert "站得住" in page and "重新打开" in page

    way = office.get(f"/findings/{broken}").content.decode()
    assert "回头看未过，重新打开" in way and "又开始漏水" in way
    assert "整改" in entered(world, "乙饭店/principal").get("/today").content.decode()
    fixed_and_passed(world, "乙饭店", broken)
    figures = office.get("/figures/completion", {"programme": "look_back", "period": "2026Q3"}).content.decode()
    assert "回头看站得住率" in figures
    rows = office.get("/figures/held/rows", {"programme": "look_back", "period": "2026Q3", "side": "missing"})
    assert str(broken) in rows.content.decode() and str(held) not in rows.content.decode()


def test_who_had_a_hand_in_it_is_told_so_on_the_phone(world: World) -> None:
    key = passed(world, "甲饭店")
    office = entered(world, "office")
    office.post(f"{sealed(office)}/run")
    with as_root():
        Task._base_manager.filter(act="look_back").update(holder_id=world.posts["village"].pk)
    village = entered(world, "village")
    with as_root():
        visit = f"/visit/{Task._base_manager.get(act='look_back').pk}"
    assert visit in on_the_list(village)
    said = {f"answer-{code}": "conform" for code in QUESTIONS} | {f"photos-{QUESTIONS[1]}": photo()}
    answer = village.post(f"{visit}/sheet", said)
    assert "经过手" in answer.content.decode() and state(key) == "closed"


def test_a_cancelled_draw_stays_to_be_seen_and_the_next_says_it_is_the_second(world: World) -> None:
    passed(world, "甲饭店")
    office = entered(world, "office")
    first = sealed(office)
    refused = office.post(f"{first}/cancel", {"reason": ""})
    assert refused.status_code == 422 and "请写明为什么作废" in refused.content.decode()
    assert office.post(f"{first}/cancel", {"reason": "时间段选错了"}).status_code == 302
    second = sealed(office, strata="severity", size="1")
    page = office.get(second).content.decode()
    assert "第 2 次" in page and "时间段选错了" in page and "较重" in page
    assert office.post(f"{first}/run").status_code == 422
    listed = office.get("/draws").content.decode()
    assert "已作废" in listed and "已封存" in listed
    assert "已作废" not in office.get("/draws", {"state": "committed"}).content.decode().partition("<tbody>")[2]
    with as_root():
        assert [one.state for one in Draw._base_manager.order_by("id")] == ["cancelled", "committed"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"since": "昨天"}, "请填日期"),
        ({"since": "2026-09-30", "until": "2026-09-01"}, "颠倒"),
        ({"size": "很多"}, "请填数字"),
        ({"size": "9"}, "1 到 1"),
        ({"size": "0"}, "1 到 1"),
        ({"until": "2026-07-02"}, "空的"),
    ],
)
def test_what_cannot_be_sealed_is_said_and_nothing_is_kept(world: World, wrong: dict[str, str], sentence: str) -> None:
    passed(world, "甲饭店")
    said = {"since": "2026-07-01", "until": "2026-09-14", "within": COUNTY, **wrong}
    answer = entered(world, "office").post("/draws/look-back", said)
    assert answer.status_code == 422 and sentence in answer.content.decode()
    with as_root():
        assert not Draw._base_manager.exists()


def test_a_neighbouring_county_and_a_cadre_see_no_draw_of_ours(world: World) -> None:
    passed(world, "甲饭店")
    at = sealed(entered(world, "office"))
    for who in ("stranger", "village"):
        client = entered(world, who)
        assert client.get(at).status_code == 404 and client.post(f"{at}/run").status_code == 404
        assert "回头看 2026" not in client.get("/draws").content.decode()
    assert entered(world, "village").get("/draws/look-back").status_code == 404
    leader = entered(world, "leader")
    assert leader.get(at).status_code == 200 and leader.post(f"{at}/run").status_code in (403, 422)
