"""网店比对 (M21): a platform's list beside the licences. 社会监督员 (M29): trained, for a term, they send what they see and hear back."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from shian.clues.actions.shops import make_clues, match_next
from shian.clues.models import Clue, OnlineShop, ShopList
from shian.kernel.refused import Refused
from shian.kernel.wall import worn
from shian.loop.models import Task
from shian.people.models import Person, Post, Tenure
from shian.registry.models import Business, Licence
from tests.at_the_doors import entered, stand_still
from tests.world import COUNTY, FOUNDER, NOW, TODAY, TOWN, VILLAGE, World, business, small_county

NUMBER = "JY23304830012345"


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> World:
    stand_still(monkeypatch)
    settings.MEDIA_ROOT = tmp_path
    return small_county()


@pytest.fixture
def office(world: World) -> Client:
    return entered(world, "office")


def rows(model: Any, **facts: Any) -> list[Any]:
    with worn(FOUNDER):
        return list(model.objects.filter(**facts).order_by("pk"))


def said(answer: Any) -> str:
    return str(answer.content.decode())


def licensed(shop: Business, number: str, until: date) -> None:
    with worn(FOUNDER):
        Licence.objects.create(business=shop, kind="jy", number=number, expires_on=until, path=shop.path)


def book_of(*lines: tuple[object, ...]) -> bytes:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["某平台店铺名单（9月）"])
    sheet.append(["店铺名称", "许可证号", "统一社会信用代码", "经营地址", "联系电话"])
    for line in lines:
        sheet.append(line)
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def uploaded(client: Client, file: bytes, platform: str = "某外卖平台") -> Any:
    return client.post("/clues/shops", {"platform": platform, "file": SimpleUploadedFile("店铺.xlsx", file)})


@pytest.mark.mechanism("M21")
def test_a_platforms_shops_are_matched_and_a_person_makes_clues_of_them(world: World, office: Client) -> None:
    good = business(world, "张记面馆", address="文昌社区文华路12号")
    old = business(world, "李记小吃", address="文昌社区振兴路3号")
    licensed(good, NUMBER, date(2027, 1, 1))
    licensed(old, "JY23304830054321", date(2026, 6, 30))
    lines = (
        ("张记面馆(外卖)", NUMBER, "", "文华路12号", "13800000001"),
        ("李记小吃", "JY23304830054321", "", "振兴路3号", "13800000002"),
        ("陈家烧烤", NUMBER, "", "振东新区88号", "13800000003"),
        ("张记面馆", NUMBER, "", "濮院大道9号", "13800000004"),
        ("深夜黑外卖", "", "", "桥头", "13800000005"),
        ("过路快餐", "JY23304810099999", "", "", ""),
    )
    file = book_of(*lines)
    answer = uploaded(office, file)
    assert answer.status_code == 302, said(answer)
    here = str(answer["Location"])
    found = {shop.row: shop.verdict for shop in rows(OnlineShop)}
    assert found == {3: "licensed", 4: "expired", 5: "others", 6: "elsewhere", 7: "unlicensed", 8: "unsure"}
    assert rows(Clue) == [], "nothing is punished, and nothing becomes a clue by itself"
    page = said(office.get(f"{here}?verdict=others"))
    assert "陈家烧烤" in page and "许可证号相同 +40" in page and "张记面馆" in page
    assert "13800000003" not in said(office.get(here)) and not any(
        "138000" in str(vars(one)) for one in rows(OnlineShop)
    )
    assert uploaded(office, file)["Location"] == here and len(rows(ShopList)) == 1, "the same file is the same list"

    dark = rows(OnlineShop, verdict="unlicensed")[0]
    licensed_one = rows(OnlineShop, verdict="licensed")[0]
    assert "请先勾选" in said(office.post(f"{here}/make", {"verdict": "unlicensed"}, follow=True))
    office.post(f"{here}/make", {"shops": [str(dark.pk), str(licensed_one.pk)]})
    assert [(clue.subject, clue.source, clue.matter) for clue in rows(Clue)] == [("深夜黑外卖", "online", "unlicensed")]
    office.post(f"{here}/make", {"verdict": "others", "all": "yes"})
    office.post(f"{here}/make", {"verdict": "others", "all": "yes"})
    assert [clue.subject for clue in rows(Clue)] == ["深夜黑外卖", "陈家烧烤"], "each once"
    assert "已转线索" in said(office.get(f"{here}?verdict=others"))
    assert len(rows(Task, act="claim_clue", state="open")) == 2
    station = entered(world, "station")
    assert station.get(here).status_code == 404, "the list is of the whole county"
    seen = [shop for shop in rows(OnlineShop, verdict="elsewhere") if shop.clue_id is None]
    with worn(by := world.actor("office")):
        made = [make_clues(rows(ShopList)[0], seen, by=by, now=NOW) for _pressed in range(2)]
    assert made == [1, 0] and len(rows(Clue)) == 3, "pressed twice, from a page that was read before"
    assert entered(world, "village").get("/clues/shops").status_code == 404

    assert "没有找到表头" in said(
        office.post("/clues/shops", {"platform": "乙", "file": SimpleUploadedFile("x.csv", "甲,乙\n1,2".encode())})
    )
    assert "这不是电子表格" in said(
        office.post("/clues/shops", {"platform": "乙", "file": SimpleUploadedFile("x.xlsx", b"%PDF-1.7 no")})
    )
    assert "请选名单文件" in said(office.post("/clues/shops", {"platform": "乙"}))
    assert "请把每一栏都写上" in said(uploaded(office, book_of(("甲", "", "", "", "")), platform=" "))
    assert "表里没有店铺" in said(uploaded(office, book_of()))


def test_a_cell_merged_over_several_shops_speaks_for_each_of_them(world: World, office: Client) -> None:
    licensed(business(world, "张记面馆", address="文华路12号"), NUMBER, date(2027, 1, 1))
    book = Workbook()
    sheet: Any = book.active
    for line in (
        ["店铺名称", "许可证号", "经营地址"], ["张记面馆", NUMBER, "文华路12号"], ["张记面馆（外卖）", None, None], ["别家", None, "桥头"],
    ):  # fmt: skip
        sheet.append(line)
    sheet.merge_cells("B2:B3")
    sheet.merge_cells("C2:C3")
    held = BytesIO()
    book.save(held)
    assert uploaded(office, held.getvalue()).status_code == 302
    assert {shop.row: (shop.licence, shop.verdict) for shop in rows(OnlineShop)} == {
        2: (NUMBER, "licensed"), 3: (NUMBER, "licensed"), 4: ("", "unlicensed"),
    }  # fmt: skip


def test_a_hundred_thousand_shops_are_no_hour_of_waiting(world: World, office: Client) -> None:
    """A tenth of them here, for fewer statements than there are shops by far; how long the whole takes is measured by hand."""
    licensed(business(world, "张记面馆", address="文华路12号"), NUMBER, date(2027, 1, 1))
    lines = ["店铺名称,许可证号,地址", *(f"店{n},JY2330483{n:07d},路{n}号" for n in range(10_000))]
    file = SimpleUploadedFile("店.csv", "\n".join(lines).encode())
    with CaptureQueriesContext(connection) as asked:
        assert office.post("/clues/shops", {"platform": "甲", "file": file}).status_code == 302
    assert len(asked) < 400, len(asked)
    assert rows(ShopList)[0].shops == 10_000


@pytest.mark.mechanism("M21")
def test_a_long_list_is_matched_slice_by_slice_and_says_how_far_it_is(
    world: World, office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shian.clues.actions.AT_ONCE", 2)
    monkeypatch.setattr(match_next, "__kwdefaults__", {"size": 2})
    licensed(business(world, "张记面馆", address="文华路12号"), NUMBER, date(2027, 1, 1))
    lines = ["店铺名称,许可证号,地址", f"张记面馆,{NUMBER},文华路12号", "深夜黑外卖,,桥头", "丙店,,路3号"]
    file = SimpleUploadedFile("店.csv", "\n".join(lines).encode())
    answer = office.post("/clues/shops", {"platform": "甲", "file": file})
    here = answer["Location"]
    page = said(office.get(here))
    assert "正在和名册比对" in page and "0 / 3" in page and f"{here}/match" in page
    assert office.post(f"{here}/match").status_code == 302
    assert "2 / 3" in said(office.get(here))
    part = said(office.post(f"{here}/match", headers={"HX-Request": "true"}))
    assert "比对完了" in part and "<html" not in part
    lines_of = sorted(rows(OnlineShop), key=lambda one: one.row)
    assert [one.verdict for one in lines_of] == ["licensed", "unlicensed", "unlicensed"]
    assert office.post(f"{here}/match").status_code == 302 and "深夜黑外卖" in said(office.get(here))
    (made,) = rows(ShopList)
    made.upto, made.matched = 0, 0
    with worn(world.actor("office")), pytest.raises(Refused, match="另一个窗口"):
        match_next(made, by=world.actor("office"))


@pytest.mark.mechanism("M29")
def test_a_social_supervisor_is_trained_looks_hears_back_and_leaves(world: World, office: Client) -> None:
    business(world, "甲饭店", address="文华路12号")
    assert office.post("/clues/supervisors/team", {"name": "梧桐街道社会监督员", "place": TOWN}).status_code == 302
    page = said(office.get("/clues/supervisors"))
    team = page.split('name="team"')[1].split('value="')[1].split('"')[0]
    words = {"team": team, "person": "陆大姐", "phone": "13900000001", "until": "2027-01-01"}
    assert "任期到哪天" in said(office.post("/clues/supervisors/enlist", words | {"until": ""}))
    assert office.post("/clues/supervisors/enlist", words).status_code == 302
    assert "已经是社会监督员" in said(office.post("/clues/supervisors/enlist", words))
    with worn(FOUNDER):
        world.people["陆大姐"] = Person.objects.get(name="陆大姐")
    seat = rows(Tenure, person_name="陆大姐")[0]

    her = entered(world, "陆大姐")
    told = {"subject": "甲饭店", "place": TOWN, "matter": "hygiene", "text": "后厨地上堆着菜，没有盖"}
    assert "还没有登记您的岗前培训" in said(her.get("/clues/mine/new"))
    assert "还没有登记您的岗前培训" in said(her.post("/clues/mine/new", told)) and rows(Clue) == []
    at = f"/clues/supervisors/of/{seat.pk}"
    tomorrow = {"subject": "怎么看一家店", "on": str(TODAY + timedelta(days=1))}
    assert "还没有到" in said(office.post(f"{at}/train", tomorrow))
    assert office.post(f"{at}/train", {"subject": "怎么看一家店", "on": str(TODAY)}).status_code == 302
    assert "已经登记过" in said(office.post(f"{at}/train", {"subject": "再来", "on": str(TODAY)}))

    answer = her.post("/clues/mine/new", told)
    assert answer.status_code == 302, said(answer)
    (clue,) = rows(Clue)
    assert (clue.source, clue.holder_id) == ("supervisor", world.posts["station"].pk)
    assert clue.business_id == rows(Business, name="甲饭店")[0].pk and clue.path == VILLAGE
    for closed in (
        "/clues",
        f"/clues/{clue.pk}",
        f"/businesses/{clue.business_id}",
        "/clues/supervisors",
        "/clues/rate",
    ):
        assert her.get(closed).status_code in (403, 404), closed
    assert "文华路" not in said(her.get("/businesses")) and "文华路" not in said(her.get(f"/clues/mine/{clue.pk}"))
    second = business(world, "乙饭店")
    assert second.name not in said(her.get("/clues/mine"))

    station = entered(world, "station")
    assert station.post(f"/clues/{clue.pk}/claim", {}).status_code == 302
    words = {"outcome": "not_file", "note": "当场改正，首次轻微", "reply": "已责令改正，谢谢您"}
    assert station.post(f"/clues/{clue.pk}/conclude", words).status_code == 302
    assert f"/clues/mine/{clue.pk}" in said(her.get("/today"))
    heard = said(her.get(f"/clues/mine/{clue.pk}"))
    assert "不予立案" in heard and "已责令改正，谢谢您" in heard and "首次轻微" not in heard
    assert "谢谢您" in said(her.post(f"/clues/mine/{clue.pk}/read", {}, follow=True))
    assert "1 条已经有结果" in said(her.get("/clues/mine"))

    assert office.post(f"{at}/end", {"reason": "搬家"}).status_code == 302
    gone = entered(world, "陆大姐")
    assert gone.get("/clues/mine").status_code == 404 and gone.get(f"/clues/mine/{clue.pk}").status_code == 404
    assert gone.post("/clues/mine/new", told).status_code == 404 and len(rows(Clue)) == 1


def test_a_term_that_is_over_ends_by_itself(world: World, office: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    office.post("/clues/supervisors/team", {"name": "社会监督员", "place": COUNTY})
    team = said(office.get("/clues/supervisors")).split('name="team"')[1].split('value="')[1].split('"')[0]
    until = str(TODAY + timedelta(days=30))
    office.post("/clues/supervisors/enlist", {"team": team, "person": "沈师傅", "phone": "13900000002", "until": until})
    with worn(FOUNDER):
        world.people["沈师傅"] = Person.objects.get(name="沈师傅")
    assert entered(world, "沈师傅").get("/clues/mine").status_code == 200
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(days=31))
    assert entered(world, "沈师傅").get("/clues/mine").status_code == 404
    assert rows(Post, title="社会监督员")
