"""The register and one business, as the cast sees them."""

import re
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from shian.people.models import Organisation
from shian.registry.models import Business
from tests.at_the_doors import bound_and_planned, entered, visited
from tests.roles import as_root
from tests.world import World, business

NEIGHBOURS = "cn/33/04/83/101/001/"


@pytest.fixture
def shop(world: World) -> Business:
    shop = business(world, address="庆丰路 1 号", uscc="91330483MA2BC1XX0X")
    business(world, "乙饭店", path=NEIGHBOURS)
    bound_and_planned(world)
    return shop


def test_the_list_counts_what_the_viewer_sees(world: World, shop: Business) -> None:
    assert "共 2 家" in entered(world, "office").get("/businesses").content.decode()
    village = entered(world, "village").get("/businesses").content.decode()
    assert "共 1 家" in village and "甲饭店" in village and "乙饭店" not in village


def test_a_business_is_found_by_name_and_by_street(world: World, shop: Business) -> None:
    office = entered(world, "office")
    for words in ("甲饭", "庆丰路"):
        assert "共 1 家" in office.get("/businesses", {"q": words}).content.decode()
    found = office.get("/businesses", {"q": "甲饭"}, headers={"HX-Request": "true"}).content.decode()
    assert "甲饭店" in found and "<html" not in found


def test_the_export_holds_exactly_what_is_seen(world: World, shop: Business) -> None:
    answer = entered(world, "office").get("/businesses", {"q": "甲饭", "export": "xlsx"})
    sheet: Any = load_workbook(BytesIO(answer.content)).active
    names = [row[0] for row in sheet.iter_rows(values_only=True)]
    assert "甲饭店" in names and "乙饭店" not in names


def test_who_may_not_export_is_told_so_and_gets_no_file(world: World, shop: Business) -> None:
    answer = entered(world, "village").get("/businesses", {"export": "xlsx"})
    assert answer.status_code in (403, 422) and "spreadsheet" not in answer["Content-Type"]


def test_a_dossier_says_who_it_is_who_answers_and_why_its_grade(world: World, shop: Business) -> None:
    visited(world, shop)
    page = entered(world, "office").get(f"/businesses/{shop.pk}").content.decode()
    for words in (
        "庆丰路 1 号",
        "包保等级",
        "风险等级",
        "名册所列",
        "village某",
        "食品安全总监",
        "待整改",
        "查 ",
    ):
        assert words in page
    assert "15401000008" not in page  # numbers are masked


@pytest.mark.parametrize("who", ["neighbour", "stranger"])
def test_a_dossier_is_not_there_for_who_may_not_see_it(world: World, shop: Business, who: str) -> None:
    assert entered(world, who).get(f"/businesses/{shop.pk}").status_code == 404
    assert entered(world, who).get(f"/businesses/{shop.pk}/rest").status_code == 404


def test_rest_days_are_declared_and_refused_in_a_sentence(world: World, shop: Business) -> None:
    office = entered(world, "office")
    here = f"/businesses/{shop.pk}/rest"
    wrong = office.post(here, {"start": "2026-10-01", "last": "2026-09-01", "reason": "国庆"})
    assert (
        wrong.status_code == 422
        and "结束日期要在开始日期之后" in wrong.content.decode()
        and "国庆" in wrong.content.decode()
    )
    assert office.post(here, {"start": "2026-10-01", "last": "2026-10-07", "reason": "国庆"}).status_code == 302
    assert "国庆" in office.get(here).content.decode()


def test_the_list_asks_few_questions(world: World, shop: Business, django_assert_max_num_queries: Any) -> None:
    office = entered(world, "office")
    with django_assert_max_num_queries(24):
        office.get("/businesses")
    with django_assert_max_num_queries(52):  # one for each of the rooms that may hold something
        office.get(f"/businesses/{shop.pk}")


def test_what_other_rooms_hold_of_a_business_is_there_and_its_counts_open(world: World, shop: Business) -> None:
    with as_root():
        Organisation.objects.filter(name="office单位").update(kind="regulator", department="market")
    station, where = entered(world, "station"), f"/businesses/{shop.pk}"
    empty = station.get(where).content.decode()
    assert "案件" not in empty.partition("基本情况")[2], "a room that holds nothing is not named"
    for n in range(2):
        said = {
            "title": f"涉嫌经营过期食品 {n}",
            "summary": "货架上有过期牛奶",
            "uscc": shop.uscc,
            "source": "hand",
        }
        made = station.post("/cases/new", said)
        assert made.status_code == 302, re.findall(r"field-error.*?</", made.content.decode(), re.DOTALL)[:3]
    page = station.get(where).content.decode()
    assert "涉嫌经营过期食品 0" in page and "全部 2 条" in page
    every = f"/cases?tab=all&amp;business={shop.pk}"
    assert every in page
    assert "共 2 条" in station.get(every.replace("&amp;", "&")).content.decode()
    with as_root():
        other = Business._base_manager.get(name="乙饭店")
    assert "共 0 条" in station.get(f"/cases?tab=all&business={other.pk}").content.decode()
    assert "涉嫌经营过期食品" not in entered(world, "village").get(where).content.decode(), (
        "a case is not a cadre's to see"
    )
