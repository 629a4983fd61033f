"""What a business makes or sells: brought in with the register, read, changed, asked for, given out and brought in again."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from shian.kernel.wall import worn
from shian.ledger.models import Entry
from shian.registry.models import Business, ProductCategory
from tests.at_the_doors import entered, staged
from tests.world import FOUNDER, TOWN, World, business

HEADER = ("主体名称", "主体类别", "镇街", "许可证编号", "经营项目")
OILY = "食用油、油脂及其制品；豆制品"


def brought_in(office: Client, *cells: str) -> str:
    """A file of factories, one for each cell; answers what the page of the import said of it."""
    rows = [("甲乙丙丁"[n] + "食品厂", "小作坊", "梧桐街道", "", cell) for n, cell in enumerate(cells)]
    here = staged(office, "businesses", HEADER, *rows)
    told = office.get(here).content.decode()
    office.post(f"{here}/apply")
    return told


def codes(name: str) -> list[str]:
    with worn(FOUNDER):
        rows = ProductCategory.objects.visible_to(FOUNDER).filter(business__name=name)
        return sorted(rows.values_list("code", flat=True))


def names(office: Client, **asked: str) -> set[str]:
    page = office.get("/businesses", asked).content.decode()
    return {name for name in ("甲食品厂", "乙食品厂", "丙食品厂") if name in page}


def test_several_categories_of_a_cell_enter_and_a_word_that_is_none_is_told(world: World) -> None:
    told = brought_in(entered(world, "office"), OILY, "0201 食用植物油", "05、火箭燃料")
    assert [codes(name) for name in ("甲食品厂", "乙食品厂", "丙食品厂")] == [["02", "25"], ["0201"], ["05"]]
    assert "不认识食品类别“火箭燃料”" in told


def test_a_category_is_asked_for_with_the_kinds_under_it(world: World) -> None:
    office = entered(world, "office")
    brought_in(office, OILY, "0201 食用植物油", "乳制品")
    assert names(office, category="02") == {"甲食品厂", "乙食品厂"}
    assert names(office, category="0201") == {"乙食品厂"}
    assert names(office, category="05") == {"丙食品厂"}
    assert names(office, category="01") == set()
    assert names(office, category="'; drop") == {"甲食品厂", "乙食品厂", "丙食品厂"}, "no code: no filter"


def test_what_is_given_out_can_be_brought_in_again(world: World) -> None:
    office = entered(world, "office")
    brought_in(office, OILY)
    sheet: Any = load_workbook(BytesIO(office.get("/businesses", {"export": "xlsx"}).content)).active
    rows = [list(map(str, row)) for row in sheet.iter_rows(values_only=True)]
    column = next(row.index("食品类别") for row in rows if "食品类别" in row)
    given = next(row[column] for row in rows if "甲食品厂" in row)
    with worn(FOUNDER):
        Business.objects.all().delete()
    brought_in(office, given)
    assert codes("甲食品厂") == ["02", "25"]


@pytest.mark.mechanism("M32")
def test_a_dossier_names_them_and_the_office_changes_them(world: World) -> None:
    office = entered(world, "office")
    brought_in(office, OILY)
    with worn(FOUNDER):
        key = Business.objects.get(name="甲食品厂").pk
    assert "豆制品" in office.get(f"/businesses/{key}").content.decode()
    page = office.get(f"/businesses/{key}/change").content.decode()
    assert "04 肉制品" in page and "热食类食品制售" not in page, "a factory is asked for what factories make"
    said = {"act": "categories", "categories": ["04", "25"]}
    assert "食品类别已改" in office.post(f"/businesses/{key}/change", said, follow=True).content.decode()
    assert codes("甲食品厂") == ["04", "25"]
    with worn(FOUNDER):
        noted = Entry.objects.get(verb="record_categories").facts
    assert (noted["before"], noted["categories"]) == ("02 25", "04 25")


@pytest.mark.parametrize(
    ("ticked", "sentence"), [(["9999"], "没有编号为“9999”的食品类别"), (["02", "25"], "食品类别没有变")]
)
def test_what_is_no_category_or_no_change_is_refused(world: World, ticked: list[str], sentence: str) -> None:
    office = entered(world, "office")
    brought_in(office, OILY)
    with worn(FOUNDER):
        key = Business.objects.get(name="甲食品厂").pk
    answer = office.post(f"/businesses/{key}/change", {"act": "categories", "categories": ticked})
    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert codes("甲食品厂") == ["02", "25"]


def test_a_cadre_may_read_and_not_change_them(world: World) -> None:
    shop = business(world, path=TOWN, categories=("hot",))
    town = entered(world, "town")
    assert "热食类食品制售" in town.get(f"/businesses/{shop.pk}").content.decode()
    assert town.post(f"/businesses/{shop.pk}/change", {"act": "categories", "categories": "cold"}).status_code == 422
    assert codes("甲饭店") == ["hot"]
