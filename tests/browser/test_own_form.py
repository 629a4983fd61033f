"""An office publishes its own form; a cadre fills it in in a cellar, and a condition hides a group; the sheet shows what was asked."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from shian.checklists.models import ChecklistVersion, Sheet
from shian.kernel.wall import worn
from shian.loop.models import Finding
from tests.at_the_doors import entered
from tests.browser.cable import Cable
from tests.browser.test_offline import (  # noqa: F401  # fixtures
    begin,
    cable,
    hand_in_unheard,
    keep,
    phone_of,
    phones,
    rows,
    served_by_worker,
    state_of,
    to_today,
    world,
)
from tests.browser.test_visit import sign
from tests.own_form import published
from tests.world import FOUNDER, World

pytestmark = pytest.mark.django_db(transaction=True)
DOOR = "village_caterer"


def here(page: Page) -> Any:
    return page.locator(".item.is-current")


def onwards(page: Page) -> None:
    page.get_by_role("button", name=re.compile("下一项|去检查")).click()


def test_an_offices_own_form_in_a_cellar(
    world: World, phone_of: Callable[..., Page], cable: Cable  # noqa: F811
) -> None:  # fmt: skip
    published(entered(world, "office"), DOOR)
    page = phone_of("village")
    to_today(page)
    served_by_worker(page)
    cable.cut()
    page.goto("/today")
    begin(page, "甲饭店")
    while not (here(page).get_attribute("data-item") or "").startswith("spring."):
        code = here(page).get_attribute("data-item")
        here(page).locator(".answer-conform").click()
        expect(page.locator(f'.item.is-current[data-item="{code}"]')).to_have_count(0)
    steps = page.locator("[data-dots] button").count()
    here(page).get_by_text("有", exact=True).click()
    expect(page.locator("[data-dots] button")).to_have_count(steps + 2)  # the two of the group
    onwards(page)
    here(page).get_by_role("textbox").fill("99")
    expect(here(page).get_by_text("温度应在 -40 到 30 之间")).to_be_visible()
    keep(page, "own-form-number")
    here(page).get_by_role("textbox").fill("-18.5")
    expect(here(page).get_by_text("温度应在 -40 到 30 之间")).to_be_hidden()
    page.get_by_role("button", name="上一项").click()
    here(page).get_by_text("没有", exact=True).click()
    expect(page.locator("[data-dots] button")).to_have_count(steps)  # and gone again, what was typed with them
    onwards(page)
    here(page).get_by_text("乙镇").click()
    expect(page.locator("[data-dots] button")).to_have_count(steps + 1)
    onwards(page)
    expect(here(page).get_by_text("甲一村")).to_be_hidden()
    here(page).get_by_text("乙一村").click()
    keep(page, "own-form-choice")
    onwards(page)
    here(page).locator("input[type=date]").fill("2026-09-01")
    onwards(page)
    here(page).get_by_text("老鼠").click()
    here(page).get_by_text("限期整改").click()
    keep(page, "own-form-fails")
    onwards(page)
    expect(here(page).get_by_text("问完这一题就好了")).to_be_visible()
    onwards(page)
    here(page).get_by_text("好的").click()
    sign(page)
    keep(page, "own-form-review")
    hand_in_unheard(page)
    page.get_by_role("link", name="看发件箱").first.click()
    state_of(page, "甲饭店").get_by_text("看我填的").click()
    expect(state_of(page, "甲饭店").get_by_text("乙一村")).to_be_visible()
    keep(page, "outbox-mine")
    cable.mend()
    expect(state_of(page, "甲饭店").get_by_text("收到了")).to_be_visible()
    (sheet,) = rows(Sheet)
    with worn(FOUNDER):
        assert sheet.version_id == ChecklistVersion.objects.get(published_at__isnull=False).pk
    assert "spring.temp" not in sheet.answers
    assert sheet.answers["spring.village"] == {"answer": "not_applicable", "note": "b1"}
    (found,) = rows(Finding)
    assert (found.code, found.note) == ("spring.pests", "老鼠")
    page.goto(f"/records/{sheet.pk}")
    expect(page.get_by_text("没有问的")).to_be_visible()
    expect(page.get_by_text("“有没有冷库？”是“有”").first).to_be_visible()
