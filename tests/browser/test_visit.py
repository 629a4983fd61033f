"""A visit on the real pages: the cadre finds, the shop puts right, the cadre looks, the office's figure moves."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from shian.kernel.wall import worn
from shian.loop import actions
from shian.loop.models import Finding, Task
from shian.packs.tests.cn import copied, written
from shian.people.actions.accounts import open_account
from shian.people.models import Account
from tests.at_the_doors import PASSWORD, bound_and_planned, photo, stand_still
from tests.browser.conftest import Phones
from tests.one_door import PATROL, SEASON, publish
from tests.world import COUNTY, FOUNDER, NOW, World, business, small_county

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    stand_still(monkeypatch)
    made = small_county()
    business(made)
    bound_and_planned(made, "2026Q3")
    return made


@pytest.fixture
def phone_of(world: World, phones: Phones) -> Callable[..., Page]:
    def entered(who: str, **more: Any) -> Page:
        with worn(FOUNDER):
            person = world.people[who]
            open_account(person, PASSWORD, by=FOUNDER)
            Account.objects.filter(person_key=person.pk).update(must_change_password=False)
        return phones.of(person.phone, PASSWORD, **more)

    return entered


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    file = tmp_path / "photo.jpg"
    file.write_bytes(photo().read())
    return file


def finding() -> Finding:
    with worn(FOUNDER):
        found: Finding = Finding.objects.get()
        return found


def visit(page: Page, picture: Path) -> None:
    """The first of what is owed today."""
    page.goto("/today")
    page.get_by_role("link", name="开始").first.click()
    answer(page, picture)


def answer(page: Page, picture: Path) -> None:
    """Every item conforms but the first, which gets a photo, a word and a day."""
    page.get_by_role("link", name="开始督导").click()
    placed(page)
    item = page.locator(".item.is-current")
    item.get_by_text("不符合").click()
    item.locator("input[type=file]").set_input_files(picture)
    expect(item.locator(".snap-one")).to_have_count(1)
    item.locator("textarea").fill("台面有积水")
    item.get_by_text("限期整改").click()
    page.get_by_role("button", name="下一项").click()
    for _more in range(page.locator("[data-item]").count() - 1):
        here = page.locator(".item.is-current")
        code = here.get_attribute("data-item")
        here.locator(".answer-conform").click()
        expect(page.locator(f'.item.is-current[data-item="{code}"]')).to_have_count(0)
    sign(page)
    page.get_by_role("button", name="交上去").click()
    page.wait_for_url("**/receipt/*")


def placed(page: Page) -> None:
    """The phone has been told where it is: that comes when it comes."""
    expect(page.locator("[data-place-words]")).to_have_text(re.compile(r"\d"))


INKED = """(pad) => {
  const bytes = pad.getContext("2d").getImageData(0, 0, pad.width, pad.height).data;
  for (let at = 0; at < bytes.length; at += 4) if (bytes[at + 3] === 255 && bytes[at] < 128) return true;
  return false;
}"""


def sign(page: Page) -> None:
    """A stroke on the pad. Where a line came in above and the pad moved away under the finger, or was not ready yet, once more."""
    pad = page.locator("canvas[data-pad]")
    for _again in range(20):
        pad.hover(position={"x": 30, "y": 40})
        page.mouse.down()
        pad.hover(position={"x": 90, "y": 65})
        pad.hover(position={"x": 150, "y": 90})
        page.mouse.up()
        if pad.evaluate(INKED):
            return
    pytest.fail("nothing could be drawn on the pad")


def counted(office: Page) -> str:
    """The fraction of the year's figure: done / counted."""
    office.goto("/figures/completion?programme=guarantee_visit&period=2026")
    return office.locator(".stat-fraction").first.inner_text()


def test_found_put_right_looked_at_and_counted(phone_of: Callable[..., Page], picture: Path) -> None:
    office = phone_of("office", width=1440, height=900)
    assert counted(office) == "0 / 1"
    cadre = phone_of("village")
    visit(cadre, picture)
    expect(cadre.get_by_text("收到了")).to_be_visible()
    found = finding()
    assert (found.state, found.note, len(found.photos_before)) == ("urged", "台面有积水", 1)
    with worn(FOUNDER):
        task = Task.objects.select_related("sheet").get(act="inspect")
        assert task.state == "done"
        assert task.sheet.signature is not None
        assert task.sheet.latitude == pytest.approx(30.63)

    owner = phone_of("甲饭店/principal")
    owner.goto(f"/fix/{found.pk}")
    report = owner.locator("form", has=owner.get_by_role("button", name="改好了，报上去"))
    report.locator("input[type=file]").set_input_files(picture)
    report.locator("textarea").fill("擦干了，装了沥水架")
    report.locator("button").click()
    expect(owner.get_by_text("已办好")).to_be_visible()
    assert finding().state == "reported"

    cadre.goto("/today")
    cadre.get_by_role("link", name="去复查").click()
    expect(cadre.locator(".pair img")).to_have_count(2)
    cadre.get_by_role("button", name="改好了，销号").click()
    expect(cadre.get_by_text("已办好")).to_be_visible()
    assert finding().state == "closed"

    assert counted(office) == "1 / 1"
    office.locator(".stat-figure").first.click()
    expect(office.get_by_role("link", name="甲饭店").first).to_be_visible()


@pytest.fixture
def three_due(world: World, tmp_path: Path) -> None:
    """Two more programmes by file, due at the same door."""
    folder = copied(tmp_path)
    written(folder, "programmes/patrol.toml", PATROL)
    written(folder, "programmes/season.toml", SEASON)
    publish(folder)
    office = world.actor("office")
    with worn(office):
        for key in ("patrol", "season"):
            assert actions.plan(key, "2026-09", within=COUNTY, by=office, now=NOW).new == 1


def test_three_duties_in_one_visit(
    three_due: None, phone_of: Callable[..., Page], picture: Path, request: pytest.FixtureRequest
) -> None:
    """One question fails: one finding, three tasks done. What was seen then is taken over on the next visit."""
    page = phone_of("village")
    with worn(FOUNDER):
        tasks = {one.programme: one.pk for one in Task.objects.filter(act="inspect")}
    page.goto(f"/visit/{tasks['guarantee_visit']}")
    expect(page.locator("#duties .choice")).to_have_count(3)
    keep(page, request, "door")
    page.locator(f'#duties input[value="{tasks["season"]}"]').uncheck()
    page.get_by_role("button", name="开始督导").click()
    expect(page.locator('input[name="tasks"]')).to_have_count(2)
    go_through(page, picture, fail="pests.kept_out", request=request)
    assert "2 件" in page.inner_text("main")
    with worn(FOUNDER):
        assert {one.programme: one.state for one in Task.objects.filter(act="inspect")} == {
            "guarantee_visit": "done", "patrol": "done", "season": "open",
        }  # fmt: skip
        found = Finding.objects.get()
        assert (found.programme, found.also, len(found.photos_before)) == ("patrol", ["guarantee_visit"], 1)

    page.goto(f"/visit/{tasks['season']}")
    assert "不再问" in page.inner_text("main")
    page.get_by_role("link", name="开始督导").click()
    placed(page)
    lasting = page.locator("[data-item][data-standing]").count()
    assert lasting >= 4
    page.get_by_role("button", name="下一项").wait_for()
    expect(page.locator(".dots button")).to_have_count(page.locator("[data-item]").count() - lasting)
    keep(page, request, "second")
    answer_all(page, "", picture)
    expect(page.locator("[data-kept-row]:visible")).to_have_count(lasting)
    keep(page, request, "kept")
    changed = page.locator("[data-changed]").first
    box = changed.bounding_box()
    assert box is not None
    assert box["height"] >= 40, "a thumb's width"
    changed.click()
    page.locator(".item.is-current .answer-conform").click()
    expect(page.locator("[data-kept-row]:visible")).to_have_count(lasting - 1)
    sign(page)
    page.get_by_role("button", name="交上去").click()
    page.wait_for_url("**/receipt/*")
    assert f"{lasting - 1} 项" in page.inner_text("main")
    with worn(FOUNDER):
        sheet = Task.objects.select_related("sheet").get(programme="season").sheet
        assert sum("taken" in one for one in sheet.answers.values()) == lasting - 1


def keep(page: Page, request: pytest.FixtureRequest, name: str) -> None:
    """No page is wider than the phone; a picture of it where somebody asked for pictures."""
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"), name
    if folder := os.environ.get("SHIAN_PICTURES"):
        page.screenshot(path=Path(folder) / f"{request.node.name}-{name}.png", full_page=True)


def go_through(page: Page, picture: Path, *, fail: str, request: pytest.FixtureRequest) -> None:
    answer_all(page, fail, picture)
    keep(page, request, "review")
    sign(page)
    page.get_by_role("button", name="交上去").click()
    page.wait_for_url("**/receipt/*")
    keep(page, request, "receipt")


def answer_all(page: Page, fail: str, picture: Path) -> None:
    """Everything that is asked, in its steps: each conforms but one."""
    expect(page.locator(".item.is-current")).to_have_count(1)  # the script has begun
    while (here := page.locator(".item.is-current")).count():
        code = here.get_attribute("data-item")
        if code == fail:
            here.locator(".answer-fail").click()
            here.locator("input[type=file]").set_input_files(picture)
            expect(here.locator(".snap-one")).to_have_count(1)
            here.get_by_text("限期整改").click()
            page.get_by_role("button", name="下一项").click()
        else:
            here.locator(".answer-conform").click()
        expect(page.locator(f'.item.is-current[data-item="{code}"]')).to_have_count(0)


def test_the_same_visit_without_script(phone_of: Callable[..., Page]) -> None:
    page = phone_of("village", script=False)
    page.goto("/today")
    page.get_by_role("link", name="开始").first.click()
    page.get_by_role("link", name="开始督导").click()
    page.wait_for_url(re.compile(r"/visit/[0-9a-f-]+/sheet"))  # and all of it is there
    for answer in page.locator(".answer-conform").all():
        answer.click()
    page.get_by_role("button", name="交上去").click()
    page.wait_for_url("**/receipt/*")
    assert "收到了" in page.inner_text("main")
    with worn(FOUNDER):
        assert Task.objects.get(act="inspect").state == "done"
