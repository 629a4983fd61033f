"""A plain form in a cellar: a fix with a photograph, a shop's day; and what is said where the server changed it meanwhile."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from shian.checklists.models import Sheet
from shian.evidence.models import Evidence
from shian.kernel.wall import worn
from shian.loop.actions import owe_by_rule
from shian.loop.models import Finding, Task
from shian.registry.models import Business
from tests.at_the_doors import entered, visited
from tests.browser.cable import Cable
from tests.browser.test_offline import (  # noqa: F401  # fixtures
    begin,
    cable,
    fill,
    hand_in_unheard,
    keep,
    phone_of,
    phones,
    picture,
    rows,
    served_by_worker,
    state_of,
    to_today,
    world,
)
from tests.own_form import published
from tests.roles import as_root
from tests.world import COUNTY, FOUNDER, OPENED, World, business

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_fix_and_a_shops_day_in_a_cellar(
    world: World, phone_of: Callable[..., Page], cable: Cable, picture: Path  # noqa: F811
) -> None:  # fmt: skip
    office = world.actor("office")
    with worn(office):
        shop = business(world, "丙食品", uscc="91330483MA2BC1XX0X")
        owe_by_rule("daily_record", within=COUNTY, on=OPENED, by=office, now=world.now)
    with worn(FOUNDER):
        theirs = Business.objects.get(name="甲饭店")
    (finding,) = visited(world, theirs)
    owner = phone_of("甲饭店/principal")
    to_today(owner)
    served_by_worker(owner)
    officer = phone_of("丙食品/safety_officer")
    to_today(officer)
    served_by_worker(officer)
    cable.cut()

    owner.goto(f"/fix/{finding}")
    expect(owner.get_by_text("没有网络。显示的是")).to_be_visible()
    report = owner.locator("form[data-keep]").first
    report.locator("textarea").fill("地面已清理，排水沟通了")
    report.locator("input[type=file]").set_input_files(picture)
    keep(owner, "fix")
    report.get_by_role("button", name="改好了，报上去").click()
    expect(state_of(owner, "甲饭店").get_by_text("等着交")).to_be_visible()
    state_of(owner, "甲饭店").get_by_text("看我填的").click()
    expect(state_of(owner, "甲饭店").get_by_text("排水沟通了")).to_be_visible()
    state_of(owner, "甲饭店").get_by_role("button", name="现在就交").focus()

    officer.goto(f"/shop/{shop.pk}")
    expect(officer.get_by_text("没有网络。显示的是")).to_be_visible()
    for item in officer.locator("form[data-day] .item").all():
        item.locator(".answer-conform").click()
    keep(officer, "shop-day")
    officer.on("dialog", lambda dialog: dialog.accept())
    officer.get_by_role("button", name="都查过了，零风险").click()
    if officer.locator("#confirm[open]").count():
        officer.locator("#confirm-yes").click()
    expect(state_of(officer, "丙食品").get_by_text("等着交")).to_be_visible()
    assert rows(Sheet, programme="daily_record") == []

    cable.mend()
    expect(state_of(owner, "甲饭店").get_by_text("收到了")).to_be_visible()
    assert owner.evaluate("document.activeElement !== document.body"), "the focus stays in its card"
    expect(state_of(officer, "丙食品").get_by_text("收到了")).to_be_visible()
    (found,) = rows(Finding, pk=finding)
    assert (found.state, len(found.photos_after)) == ("reported", 1)
    assert len(rows(Evidence, kind="photo")) == 1
    (day,) = rows(Sheet, programme="daily_record")
    assert (day.zero_risk, day.failed) == (True, 0)


def test_reassigned_meanwhile_the_work_stays_on_the_phone(
    world: World, phone_of: Callable[..., Page], cable: Cable  # noqa: F811
) -> None:  # fmt: skip
    page = phone_of("village")
    to_today(page)
    served_by_worker(page)
    cable.cut()
    page.goto("/today")
    begin(page, "甲饭店")
    fill(page)
    with as_root():
        Task.objects.filter(act="inspect", business__name="甲饭店").update(holder=world.posts["neighbour"])
    hand_in_unheard(page)
    cable.mend()
    page.goto("/outbox")
    mine = state_of(page, "甲饭店")
    expect(mine.get_by_text(re.compile("已经转给"))).to_be_visible()
    expect(mine.get_by_role("button", name="改一改再交")).to_have_count(0)
    keep(page, "outbox-gone")
    mine.get_by_text("看我填的").click()
    expect(mine.get_by_text("符合", exact=True).first).to_be_visible()
    assert rows(Sheet) == []


def test_the_weeks_own_form_asks_by_its_conditions_in_a_cellar(
    world: World, phone_of: Callable[..., Page], cable: Cable  # noqa: F811
) -> None:  # fmt: skip
    published(entered(world, "office"), "weekly_report")
    office = world.actor("office")
    with worn(office):
        shop = business(world, "丙食品", uscc="91330483MA2BC1XX0X")
        for programme in ("daily_record", "weekly_report"):
            owe_by_rule(programme, within=COUNTY, on=OPENED, by=office, now=world.now)
    officer = phone_of("丙食品/safety_officer")
    to_today(officer)
    served_by_worker(officer)
    cable.cut()
    officer.goto(f"/shop/{shop.pk}/week")
    expect(officer.get_by_text("没有网络。显示的是")).to_be_visible()
    temperature = officer.locator('[data-item="spring.temp"]')
    expect(temperature).to_be_hidden()
    officer.locator('[data-item="spring.cold"]').get_by_text("有", exact=True).click()
    expect(temperature).to_be_visible()
    temperature.get_by_role("textbox").fill("99")
    temperature.get_by_role("textbox").blur()
    expect(temperature.get_by_text("温度应在 -40 到 30 之间")).to_be_visible()
    keep(officer, "shop-week")
    officer.locator('[data-item="spring.cold"]').get_by_text("没有", exact=True).click()
    expect(temperature).to_be_hidden()
    for item in officer.locator("form[data-day] .item:visible").all():
        if (plain := item.locator(".answer-conform")).count():
            plain.first.click()
    officer.locator('[data-item="spring.seen_on"] input').fill("2026-09-01")
    officer.locator('[data-item="spring.pests"]').get_by_text("没有", exact=True).click()
    officer.locator('input[name="verdict"]').first.check()
    officer.get_by_role("button", name="交这一周的报告").click()
    expect(state_of(officer, "丙食品").get_by_text("等着交")).to_be_visible()
    assert rows(Sheet, programme="weekly_report") == []
    cable.mend()
    expect(state_of(officer, "丙食品").get_by_text("收到了")).to_be_visible()
    (week,) = rows(Sheet, programme="weekly_report")
    assert "spring.temp" not in week.answers
