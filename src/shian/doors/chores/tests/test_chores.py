"""The household's chores, through the browser's requests."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from shian.kernel.wall import worn
from shian.loop.models import Duty, Task
from shian.people import queries as people
from shian.registry.queries import register as registry
from tests.at_the_doors import bound_and_planned, entered, stand_still
from tests.world import FOUNDER, TODAY, World, business, small_county

HEADER = ("名称", "业态", "主体级别", "镇（街道）", "村（社区）", "详细地址", "主要负责人", "负责人手机号")


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> World:
    stand_still(monkeypatch)
    settings.MEDIA_ROOT = tmp_path
    return small_county()


@pytest.fixture
def office(world: World) -> Client:
    return entered(world, "office")


def register(*rows: tuple[str, ...]) -> SimpleUploadedFile:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(HEADER)
    for row in rows:
        sheet.append(row)
    held = BytesIO()
    book.save(held)
    return SimpleUploadedFile("名册.xlsx", held.getvalue())


SHOP = ("老陈面馆", "小餐饮", "D", "梧桐街道", "文昌社区", "庆丰路1号", "陈大福", "15400009001")
WRONG = ("无处小店", "小餐饮", "D", "没有这镇", "没有这村", "某路", "某人", "15400009002")


def businesses() -> list[str]:
    with worn(FOUNDER):
        return sorted(registry.register(FOUNDER).values_list("name", flat=True))


def brought_to_columns(office: Client, *rows: tuple[str, ...]) -> str:
    answer = office.post("/import", {"kind": "businesses", "file": register(*rows)})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def settled(office: Client, columns: str) -> str:
    """Say go to what the page proposes; the batch's address."""
    page = office.get(columns).content.decode()
    chosen = re.findall(r'name="(map-\d+)".*?</select>', page, re.S)
    said = {}
    for name, options in re.findall(r'<select[^>]*name="(map-\d+)"[^>]*>(.*?)</select>', page, re.S):
        found = re.search(r'value="([^"]*)" selected', options)
        said[name] = found.group(1) if found else ""
    assert len(chosen) == len(HEADER)
    answer = office.post(columns, said)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def test_a_register_comes_in_by_columns_dry_run_and_go_and_is_undone(
    world: World, office: Client, tmp_path: Path
) -> None:
    batch = settled(office, brought_to_columns(office, SHOP, WRONG))
    page = office.get(batch).content.decode()
    assert "写入 1 行" in page and "第 3 行" in page and businesses() == []
    assert list((tmp_path / "imports").iterdir()) == []  # the sealed file is gone
    for _slice in range(3):
        if "看结果" in office.post(f"{batch}/apply", headers={"HX-Request": "true"}).content.decode():
            break
    assert businesses() == ["老陈面馆"]
    assert "写入了 1 行" in office.get(batch).content.decode()
    assert office.post(f"{batch}/undo").status_code == 302
    assert businesses() == []


def test_the_upload_lies_sealed_while_its_columns_are_settled(world: World, office: Client, tmp_path: Path) -> None:
    brought_to_columns(office, SHOP)
    (held,) = (tmp_path / "imports").iterdir()
    assert not held.read_bytes().startswith(b"PK") and held.stat().st_mode & 0o077 == 0


def test_the_annotated_copy_has_a_remark_beside_the_wrong_row(world: World, office: Client) -> None:
    batch = settled(office, brought_to_columns(office, SHOP, WRONG))
    sheet: Any = load_workbook(BytesIO(office.get(f"{batch}/annotated").content)).active
    told = "".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    assert "无处小店" in told and "没有这镇" in told


@pytest.mark.parametrize("name", ["名册.exe", "名册.xls"])
def test_what_is_no_spreadsheet_is_refused_in_a_sentence(world: World, office: Client, name: str) -> None:
    answer = office.post("/import", {"kind": "cadres", "file": SimpleUploadedFile(name, b"MZ")})
    assert answer.status_code == 422 and "只能导入" in answer.content.decode()


def test_a_broken_spreadsheet_is_refused_in_a_sentence(world: World, office: Client) -> None:
    answer = office.post("/import", {"kind": "businesses", "file": SimpleUploadedFile("名册.xlsx", b"not a zip")})
    told = office.get(str(answer["Location"]))
    assert told.status_code == 422 and "field-error" in told.content.decode()


@pytest.mark.parametrize("who", ["village", "station"])
def test_who_may_not_import_gets_no_page(world: World, who: str) -> None:
    assert entered(world, who).get("/import").status_code in (403, 404, 422)


def previewed(office: Client) -> dict[str, str]:
    page = office.get("/binding?within=&grade=&kind=").content.decode()
    found = re.search(r'name="shown" value="([0-9a-f]+)"', page)
    return {"within": "", "grade": "", "kind": "", "shown": found.group(1) if found else ""}


def duties() -> int:
    with worn(FOUNDER):
        return Duty.objects.visible_to(FOUNDER).on(TODAY).filter(programme="guarantee_visit").count()


@pytest.mark.mechanism("M42")
def test_a_binding_is_looked_at_done_and_undone(world: World, office: Client) -> None:
    business(world)
    business(world, "乙饭店")
    shown = previewed(office)
    assert duties() == 0
    assert office.post("/binding", shown).status_code == 302
    assert duties() == 2
    page = office.get("/binding").content.decode()
    (undo,) = re.findall(r'action="(/binding/[0-9a-f-]+/undo)"', page)
    assert office.post(undo).status_code == 302
    assert duties() == 0


def test_a_binding_that_changed_since_it_was_shown_is_refused(world: World, office: Client) -> None:
    business(world)
    shown = previewed(office)
    business(world, "乙饭店")
    assert office.post("/binding", shown).status_code == 422
    assert duties() == 0


def test_a_plan_is_counted_then_made_and_adds_nothing_twice(world: World, office: Client) -> None:
    business(world)
    bound_and_planned(world)
    with worn(FOUNDER):
        before = Task.objects.visible_to(FOUNDER).count()
    assert "共 1 件" in office.get("/plan?programme=guarantee_visit&period=2026Q3").content.decode()
    assert office.post("/plan", {"programme": "guarantee_visit", "period": "2026Q3"}).status_code == 302
    with worn(FOUNDER):
        assert Task.objects.visible_to(FOUNDER).count() == before


def test_a_period_that_is_none_keeps_what_was_typed(world: World, office: Client) -> None:
    answer = office.get("/plan?period=WHEN")
    assert answer.status_code == 422 and 'value="WHEN"' in answer.content.decode()


@pytest.mark.mechanism("M42")
def test_a_post_is_handed_over_and_left_vacant_with_an_alarm(world: World, office: Client) -> None:
    here = f"/posts/{world.posts['village'].pk}"
    wrong = office.post(f"{here}/hand-over", {"name": "新人", "phone": "123"})
    assert wrong.status_code == 422 and "手机号应为" in wrong.content.decode() and "新人" in wrong.content.decode()
    said = {"name": "新人", "phone": "15400007777", "reason": "调动"}
    assert office.post(f"{here}/hand-over", said).status_code == 302
    assert people.holders([world.posts["village"].pk], on=TODAY)[world.posts["village"].pk].person_name == "新人"
    assert office.post(f"{here}/leave", {"reason": "离职"}).status_code == 302
    assert "空缺" in office.get("/people?vacant=1").content.decode()
    assert "共 1 个岗位" in office.get("/people?vacant=1").content.decode()


@pytest.mark.parametrize("who", ["neighbour", "stranger"])
def test_a_post_is_not_there_for_who_may_not_see_it(world: World, who: str) -> None:
    assert entered(world, who).get(f"/posts/{world.posts['town'].pk}").status_code == 404


def test_a_post_is_opened(world: World, office: Client) -> None:
    said = {"place": "cn/33/04/83/001/", "title": "二级网格长", "role": "grid_officer", "tier": "", "organisation": ""}
    assert office.post("/people/open", {**said, "title": ""}).status_code == 422
    answer = office.post("/people/open", said)
    assert "二级网格长" in office.get(answer["Location"]).content.decode()


@pytest.mark.mechanism("M42")
def test_letters_are_drafted_printed_and_filed(world: World, office: Client) -> None:
    business(world)
    bound_and_planned(world)
    assert office.post("/commitments", {"within": ""}).status_code == 302
    page = office.get("/commitments").content.decode()
    letters = re.findall(r'href="(/commitments/[0-9a-f-]{36})"', page)
    assert len(letters) == 4  # leader, town, village, neighbour
    paper = office.get(f"{letters[0]}/pdf")
    assert paper["Content-Type"] == "application/pdf" and paper.content.startswith(b"%PDF")
    refused = office.post(letters[0], {"document": SimpleUploadedFile("a.pdf", b"no pdf at all")})
    assert refused.status_code == 422
    assert office.post(letters[0], {"document": SimpleUploadedFile("a.pdf", paper.content)}).status_code == 302
    assert "已存档" in office.get(letters[0]).content.decode()


def test_the_law_shows_sources_and_what_is_assumed(world: World, office: Client) -> None:
    page = office.get("/law").content.decode()
    assert "包保督导" in page and "假定" in page and "个工作日" in page


def test_the_ledger_tells_who_did_what_to_whom_may_see_it(world: World, office: Client) -> None:
    business(world)
    bound_and_planned(world)
    assert "排了计划" in office.get("/ledger?verb=plan").content.decode()
    assert "分配了包保" not in office.get("/ledger?verb=plan").content.decode().split("<tbody>")[1]
    assert "排了计划" not in entered(world, "stranger").get("/ledger").content.decode().partition("<tbody>")[2]


def test_the_front_offers_only_what_one_may_do(world: World, office: Client) -> None:
    assert "/import" in office.get("/chores").content.decode()
    assert 'href="/import"' not in entered(world, "village").get("/chores").content.decode()
