"""An office brings its own questions: reads what was not taken, looks at the phone, publishes; a field app asks them."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shian.checklists.models import ChecklistVersion, FormDraft
from shian.checklists.queries import items, version
from shian.checklists.tests.forms import forty_rows, xlsx
from shian.ledger.models import Entry
from shian.loop.models import Finding
from tests.at_the_doors import bound_and_planned, entered, stand_still
from tests.roles import as_root
from tests.stories.test_field_apps import FORM, LIST, FieldApp, spring_answers, token_of
from tests.world import World, business, small_county

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> World:
    stand_still(monkeypatch)
    settings.MEDIA_ROOT = tmp_path
    world = small_county()
    business(world)
    bound_and_planned(world)
    return world


@pytest.fixture
def office(world: World) -> Client:
    return entered(world, "office")


def brought(office: Client, data: bytes, name: str = "春节检查.xlsx") -> Any:
    return office.post("/checklists/new", {"file": SimpleUploadedFile(name, data)})


def published(office: Client, data: bytes | None = None) -> str:
    """The address of the version that came of it."""
    draft = brought(office, data or forty_rows())["Location"]
    return str(office.post(draft, {"on": LIST, "act": "publish"})["Location"])


def own() -> Any:
    """What the office published."""
    return ChecklistVersion.objects.filter(key=LIST, published_at__isnull=False)


def text_of(answer: Any) -> str:
    return re.sub(r"<[^>]+>|\s+", " ", answer.content.decode())


def test_from_a_spreadsheet_of_forty_rows_to_a_finding(world: World, office: Client) -> None:
    answer = brought(office, forty_rows())
    assert answer.status_code == 302, text_of(answer)
    draft = answer["Location"]
    page = text_of(office.get(f"{draft}?on={LIST}"))
    assert "没取 2" in re.sub(r"\s+", " ", page)
    assert "survey 9 spring.film 录像不取" in re.sub(r" +", " ", page)
    assert "survey 39 spring.stars 滑块不取" in re.sub(r" +", " ", page)
    phone = office.get(f"{draft}/phone?on={LIST}")
    assert phone["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in phone["Content-Security-Policy"]
    shown = text_of(phone)
    law = items(version(LIST).pk)
    assert shown.index(law[0].text) < shown.index("有没有冷库？") < shown.index("第 28 项符合要求")
    assert "拍一段视频" not in shown
    made = office.post(draft, {"on": LIST, "act": "publish"})
    assert made.status_code == 302, text_of(made)
    page = text_of(office.get(made["Location"]))
    assert "office" in page
    assert "加了 34 题" in page
    app = FieldApp("x", token_of(world, "village")[1])
    form = app.fetched(FORM)
    assert form.version == str(version(LIST).number + 1)
    xml = form.filled(
        spring_answers(form, **{"spring.item_7": "bad", "spring.item_7__note": "墙面发霉"}), client_id=uuid4()
    )
    assert [app.sent(xml)[0] for _n in range(2)] == [201, 201]
    with as_root():
        finding = Finding.objects.get()
    assert (finding.code, finding.note) == ("spring.item_7", "墙面发霉")
    assert "第 7 项符合要求" in text_of(office.get(f"/findings/{finding.pk}"))


def test_published_it_never_changes_and_is_withdrawn_with_a_reason(world: World, office: Client) -> None:
    address = published(office)
    assert "不用再发布" in text_of(again := office.post(brought(office, forty_rows())["Location"], {"on": LIST}))
    assert again.status_code == 422
    assert "请写明停用的原因" in text_of(office.post(f"{address}/withdraw", {"reason": " "}))
    assert office.post(f"{address}/withdraw", {"reason": "第 3 项有误"}).status_code == 302
    page = text_of(office.get(address))
    assert "第 3 项有误" in page
    with as_root():
        said = dict(
            Entry.objects.filter(verb__in=["publish_checklist", "withdraw_checklist"]).values_list("verb", "facts")
        )
    assert said["withdraw_checklist"]["reason"] == "第 3 项有误"
    listed = text_of(office.get(f"/checklists/of/{LIST}"))
    assert "已停用" in listed
    assert published(office) != address


def test_given_out_and_brought_in_again_only_the_change_is_new(world: World, office: Client) -> None:
    address = published(office)
    sheet = office.get(f"{address}/form.xlsx")
    assert sheet["Content-Type"].endswith("sheet")
    with as_root():
        first = own().get()
    answer = brought(office, sheet.content)
    page = text_of(office.get(answer["Location"]))
    assert "没取 0" in re.sub(r"\s+", " ", page)
    refused = office.post(answer["Location"], {"on": LIST})
    assert f"已经是第 {first.number} 版" in text_of(refused)
    with as_root():
        assert own().count() == 1
        assert first.published_label


def test_a_form_may_not_take_away_or_reword_what_the_law_asks(world: World, office: Client) -> None:
    first = items(version(LIST).pk)[0]
    survey = [
        ["type", "name", "label", "relevant"],
        ["select_one v", "own", "自家的一题", ""],
        ["select_one v", first.code, "差不多就行", "${own} = 'fail'"],
    ]
    choices = [["list_name", "name", "label"], ["v", "conform", "符合"], ["v", "fail", "不符合"]]
    draft = brought(office, xlsx(survey=survey, choices=choices))["Location"]
    assert f"「{first.text}」照法规的原文问" in text_of(office.get(f"{draft}?on={LIST}"))
    office.post(draft, {"on": LIST})
    with as_root():
        made = own().get()
        assert [item.code for item in made.items.all()] == [*(item.code for item in items(version(LIST).pk)), "own"]
        assert made.items.get(code=first.code).text == first.text


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.xlsx", b"", "文件是空的"),
        ("a.pdf", b"%PDF-1.7", "这不是电子表格"),
        ("a.xlsx", xlsx(survey=[["type", "name", "label"], ["video", "v", "x"]]), "没有一题可以取"),
        ("a.xlsx", xlsx(other=[["x"]]), "不是 XLSForm"),
    ],
)
def test_a_file_that_is_no_form_is_a_sentence_and_leaves_nothing(
    office: Client, name: str, data: bytes, sentence: str
) -> None:
    answer = brought(office, data, name)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    with as_root():
        assert FormDraft.objects.count() == 0


def test_a_cadre_reads_the_lists_and_publishes_none(world: World, office: Client) -> None:
    address = published(office)
    cadre = entered(world, "village")
    assert cadre.get("/checklists").status_code == 200
    assert cadre.get(address).status_code == 200
    assert cadre.get("/checklists/new").status_code == 404
    assert brought(cadre, forty_rows()).status_code == 404
    assert cadre.post(f"{address}/withdraw", {"reason": "x"}).status_code in (403, 422)
    with as_root():
        assert own().get().withdrawn_at is None
    draft = brought(office, forty_rows())["Location"]
    assert entered(world, "stranger").get(draft).status_code == 404


def test_the_api_says_a_version_with_its_conditions_as_trees(world: World, office: Client) -> None:
    published(office)
    number = version(LIST).number + 1
    said = office.get(f"/api/v1/checklists/{LIST}?version={number}").json()
    asked = {item["code"]: item for item in said["items"]}
    assert said["published"]
    assert asked["spring.cold_temp"]["when"] == [["=", ["$", "spring.cold"], "yes"]]
    assert asked["spring.cold_temp"]["constraint"] == ["and", [">=", ["."], ["neg", 40.0]], ["<=", ["."], 30.0]]
    assert asked["spring.village"]["choice_filter"] == ["=", ["col", "town"], ["$", "spring.town"]]
    assert said["choices"]["verdict"][1] == {
        "name": "bad",
        "label": "不符合",
        "label_en": "Bad",
        "verdict": "fail",
        "columns": {},
    }
    assert office.get(f"/api/v1/checklists/{LIST}").json()["version"] == number - 1
