"""What an office asks of its own is asked alike wherever it is asked: preview, phone, paper, shop and field app."""

import json
import re
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from shian.checklists.models import ChecklistVersion, Sheet
from shian.checklists.queries import items, version
from shian.kernel.wall import worn
from shian.loop.actions import owe_by_rule
from shian.loop.models import Finding, Task
from tests.at_the_doors import bound_and_planned, entered, stand_still
from tests.own_form import OWN, published
from tests.roles import as_root
from tests.stories.test_field_apps import FORM, FieldApp, token_of
from tests.world import COUNTY, OPENED, World, business, small_county

pytestmark = pytest.mark.django_db
DOOR, SHOP = "village_caterer", "daily_caterer"


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> World:
    stand_still(monkeypatch)
    settings.MEDIA_ROOT = tmp_path
    made = small_county()
    business(made)
    bound_and_planned(made)
    return made


def text_of(answer: Any) -> str:
    return re.sub(
        r"\s+", " ", unescape(re.sub(r"<(script|template).*?</\1>|<[^>]+>", " ", answer.content.decode(), flags=re.S))
    )


def rules_of(answer: Any, where: str) -> Any:
    """The conditions that a page gives to the phone."""
    found = re.search(rf'<script id="{where}" type="application/json">(.*?)</script>', answer.content.decode(), re.S)
    assert found
    told = json.loads(found[1])
    return told["forms"] if where == "visit-settings" else told


def visit_task() -> Task:
    with as_root():
        return Task.objects.get(act="inspect")


def own_items() -> dict[str, str]:
    with as_root():
        made = ChecklistVersion.objects.get(published_at__isnull=False, key=DOOR)
    return {one.code: one.text for one in items(made.pk)}


def good(codes: list[str], **more: dict[str, str]) -> dict[str, Any]:
    said: dict[str, Any] = {code: {"answer": "conform"} for code in codes if not code.startswith("spring.")}
    own: dict[str, dict[str, str]] = {
        "spring.cold": {"answer": "not_applicable", "note": "no"},
        "spring.seen_on": {"answer": "not_applicable", "note": "2026-09-01"},
        "spring.pests": {"answer": "fail", "note": "mice roach", "disposition": "fix_by"},
        "spring.fly": {"answer": "conform"},
    }
    return said | own | more


def test_wherever_it_is_asked_the_same_is_asked(world: World) -> None:
    office, cadre = entered(world, "office"), entered(world, "village")
    address = published(office, DOOR)
    task, asked = visit_task(), own_items()
    assert set(OWN) < set(asked)
    sheet = cadre.get(f"/visit/{task.pk}/sheet")
    paper, preview = cadre.get(f"/visit/{task.pk}/paper"), office.get(f"{address}/phone")
    app = FieldApp("x", token_of(world, "village")[1])
    form = app.fetched(FORM)
    for page in (sheet, paper, preview):
        said = text_of(page)
        assert [text for text in asked.values() if text not in said] == []
        assert "℃" in said
        assert "“有没有冷库？”是“有”" in said, "when it is asked, in words, for whoever has no script"
        assert "好的" in said, "a judgement in the office's own words"
        assert "甲一村" in said
    assert [code for code in asked if code not in form.fields] == []
    assert "冷库温度（℃）" in app.client.get(f"/openrosa/forms/{FORM}").content.decode()
    assert rules_of(sheet, "visit-settings") == rules_of(preview, "asked-forms")
    kept = cadre.get("/field/day").json()["pages"][f"/visit/{task.pk}/sheet"]["html"]
    assert "spring.cold" in kept


def test_the_shops_own_day_asks_it_too_with_an_honest_not_checked(world: World) -> None:
    published(entered(world, "office"), SHOP)
    shop, office = business(world, "丙食品", uscc="91330483MA2BC1XX0X"), world.actor("office")
    with worn(office):
        owe_by_rule("daily_record", within=COUNTY, on=OPENED, by=office, now=world.now)
    owner, here = entered(world, "丙食品/safety_officer"), f"/shop/{shop.pk}"
    day = owner.get(here)
    assert [text for text in ("有没有冷库？", "冷库温度", "老鼠", "哪个村") if text not in text_of(day)] == []
    assert "spring.cold" in rules_of(day, "asked-forms")[0]["questions"]
    form = {f"answer-{one.code}": "conform" for one in items(version(SHOP).pk)} | {
        "value-spring.cold": "yes", "answer-spring.temp": "not_checked", "answer-spring.cold_ok": "not_checked",
        "value-spring.seen_on": "2026-09-01", "value-spring.pests": ["none"], "answer-spring.fly": "conform", "act": "hand_in",
    }  # fmt: skip
    done = owner.post(here, form)
    assert done.status_code == 302, text_of(done)
    with as_root():
        sheet = Sheet.objects.get()
    assert sheet.answers["spring.temp"] == {"answer": "not_checked"}
    page = text_of(owner.get(f"{here}/records/{sheet.pk}"))
    assert "冷库温度 没检查" in page
    assert "有没有冷库？ 有" in page
    correction = owner.get(f"/records/{sheet.pk}/correct").content.decode()
    assert 'value="2026-09-01"' in correction


def test_the_phones_word_is_judged_again_and_the_sheet_shows_what_was_asked(world: World) -> None:
    published(entered(world, "office"), DOOR)
    cadre, task, codes = entered(world, "village"), visit_task(), list(own_items())
    with as_root():
        number = ChecklistVersion.objects.get(published_at__isnull=False).number

    def bring(**more: dict[str, str]) -> Any:
        told = {
            "id": str(uuid4()), "tasks": [str(task.pk)], "lists": {"guarantee_visit": [DOOR, number]}, "answers": good(codes, **more),
        }  # fmt: skip
        return cadre.post(f"/visit/{task.pk}/sheet", json.dumps(told), content_type="application/json")

    hot = bring(**{"spring.cold": {"answer": "not_applicable", "note": "yes"},
                   "spring.temp": {"answer": "not_applicable", "note": "45"}, "spring.cold_ok": {"answer": "conform"}})  # fmt: skip
    assert (hot.status_code, "温度应在 -40 到 30 之间" in hot.json()["message"]) == (422, True)
    astray = bring(
        **{
            "spring.town": {"answer": "not_applicable", "note": "a"},
            "spring.village": {"answer": "not_applicable", "note": "b1"},
        }
    )
    assert astray.status_code == 422
    done = bring(**{"spring.temp": {"answer": "not_applicable", "note": "-18"}})
    assert done.status_code == 200, done.json()
    assert "有 1 项不用答" in "".join(done.json()["said"])
    with as_root():
        sheet, found = Sheet.objects.get(), Finding.objects.get()
    assert (found.code, found.note) == ("spring.pests", "老鼠、蟑螂")
    page = text_of(cadre.get(f"/records/{sheet.pk}"))
    assert "没有问的" in page
    assert "冷库温度（℃） “有没有冷库？”是“有”" in page
    assert "2026-09-01" in page


def test_without_script_the_same_form_is_filled_in(world: World) -> None:
    published(entered(world, "office"), DOOR)
    cadre, task = entered(world, "village"), visit_task()
    law = [one.code for one in items(version(DOOR).pk)]
    form = {f"answer-{code}": "conform" for code in law} | {
        "tasks": [str(task.pk)], "started_at": "2026-09-14T09:00:00", "value-spring.cold": "yes", "value-spring.temp": "-18,5",
        "answer-spring.cold_ok": "conform", "value-spring.seen_on": "2026-09-01", "value-spring.pests": ["none"], "answer-spring.fly": "fail",
        "note-spring.fly": "灯坏了", "disposition-spring.fly": "fix_by",
    }  # fmt: skip
    again = cadre.post(f"/visit/{task.pk}/sheet", form)
    assert "填的格式不对" in text_of(again)
    assert 'value="-18,5"' in again.content.decode(), "nothing is typed twice"
    done = cadre.post(f"/visit/{task.pk}/sheet", form | {"value-spring.temp": "-18.5"})
    assert done.status_code == 302, text_of(done)
    with as_root():
        sheet, found = Sheet.objects.get(), Finding.objects.get()
    assert sheet.answers["spring.temp"] == {"answer": "not_applicable", "note": "-18.5"}
    assert found.note == "灯坏了"


def test_a_plain_client_that_names_no_version_is_judged_by_what_is_asked_there(world: World) -> None:
    published(entered(world, "office"), DOOR)
    law = {one.code: {"answer": "conform"} for one in items(version(DOOR).pk)}
    _key, token = token_of(world, "village")
    sheet = {"id": str(uuid4()), "tasks": [str(visit_task().pk)], "answers": law}
    said = Client().post(
        "/api/v1/submissions", json.dumps(sheet), content_type="application/json", headers={"Authorization": f"Bearer {token}"}
    ).json()  # fmt: skip
    assert "没有回答" in json.dumps(said, ensure_ascii=False)
    with as_root():
        assert Sheet.objects.count() == 0


@pytest.mark.parametrize(
    ("key", "where", "asked_for", "who"),
    [("weekly_report", "week", "2026W38", "safety_officer"), ("monthly_minutes", "month", "2026-09", "principal")],
)
def test_the_week_and_the_month_ask_it_by_its_conditions_too(
    world: World, key: str, where: str, asked_for: str, who: str
) -> None:
    """Shown and hidden as on the phone's page of a visit, without a network too; whoever has no script reads when to answer."""
    published(entered(world, "office"), key)
    shop, office = business(world, "丙食品", uscc="91330483MA2BC1XX0X"), world.actor("office")
    with worn(office):
        for programme in ("daily_record", "weekly_report", "monthly_minutes"):
            owe_by_rule(programme, within=COUNTY, on=OPENED, by=office, now=world.now)
    officer, here = entered(world, f"丙食品/{who}"), f"/shop/{shop.pk}/{where}"
    page = officer.get(here)
    assert "spring.cold" in rules_of(page, "asked-forms")[0]["questions"]
    assert "“有没有冷库？”是“有”" in text_of(page)
    assert f'data-keep="{shop.pk}"' in page.content.decode() and "multipart/form-data" in page.content.decode()
    kept = officer.get("/shop/kept").json()["pages"][here]["html"]
    assert "asked-forms" in kept and "data-keep=" in kept

    own = {one.code for one in items(version(key).pk)}
    form: dict[str, Any] = {f"answer-{code}": "conform" for code in own} | {
        "value-spring.cold": "no", "value-spring.temp": "45", "answer-spring.cold_ok": "fail", "value-spring.seen_on": "2026-09-01",
        "value-spring.pests": ["none"], "answer-spring.fly": "conform", "narrative": "核对过", "verdict": "controlled", "attendees": "全体",
    }  # fmt: skip
    address = f"{here}?{where}={asked_for}"
    hot = officer.post(address, form | {"value-spring.cold": "yes", "answer-spring.cold_ok": "conform"})
    assert "温度应在 -40 到 30 之间" in text_of(hot), (
        "judged again by the server, and the page stands as it was filled in"
    )
    item = str(uuid4())
    headers = {"X-Shian-Item": item, "Accept": "application/json"}
    refused = officer.post(address, form | {"value-spring.cold": "yes"}, headers=headers)
    assert (refused.status_code, "温度应在" in refused.json()["message"]) == (422, True)
    done, again = (officer.post(address, form, headers=headers) for _n in range(2))
    assert (done.status_code, done.json()["receipt"]) == (200, address)
    assert again.json()["replay"]
    with as_root():
        sheet = Sheet.objects.get(programme=key)
    assert not {"spring.temp", "spring.cold_ok"} & set(sheet.answers), "not asked, whatever a form without script sends"
    assert "已交" in text_of(officer.get(address))
