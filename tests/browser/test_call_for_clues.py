"""M30: the office calls for clues; a citizen answers on an old phone without script; the station looks first, in time (fast track)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from shian.complaints.models import Complaint
from shian.kernel.wall import worn
from shian.loop.models import Task
from shian.people.actions.accounts import open_account
from shian.people.actions.installing import say_what_this_is
from shian.people.models import Account, Installation
from shian.reception.models import FirstLook
from tests.at_the_doors import PASSWORD, photo, stand_still
from tests.browser.conftest import Phones
from tests.roles import as_root
from tests.world import COUNTY, FOUNDER, TOWN, World, small_county

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.mechanism("M30")]
WORDS = "夜市第三排的油锅，一锅油炸到发黑还在用"


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> World:
    stand_still(monkeypatch)
    settings.MEDIA_ROOT = tmp_path / "files"
    made = small_county()
    with worn(FOUNDER):
        say_what_this_is(Installation.Kind.REAL, COUNTY, by=FOUNDER)
    return made


@pytest.fixture
def desk_of(world: World, phones: Phones) -> Callable[[str], Page]:
    def entered(who: str) -> Page:
        with worn(FOUNDER):
            person = world.people[who]
            open_account(person, PASSWORD, by=FOUNDER)
            Account.objects.filter(person_key=person.pk).update(must_change_password=False)
        return phones.of(person.phone, PASSWORD, width=1440, height=900)

    return entered


def citizen(phones: Phones, *, script: bool) -> Page:
    """A phone without an account, 360 wide."""
    context = phones.browser.new_context(
        base_url=phones.base, viewport={"width": 360, "height": 740}, locale="zh-CN", java_script_enabled=script,
        geolocation={"latitude": 30.63, "longitude": 120.54}, permissions=["geolocation"],
    )  # fmt: skip
    page = context.new_page()
    page.on("pageerror", lambda error: phones.complaints.append(str(error)))
    return page


def called(office: Page) -> None:
    office.goto("/calls")
    office.fill('input[name="title"]', "夜市油锅")
    office.fill('textarea[name="text"]', "夜市里反复用的油、发黑的油，在哪一排、几点看到的")
    office.fill('input[name="closes_on"]', "2026-09-30")
    office.check('input[name="fast_track"]')
    office.click('button[value="open"]')
    expect(office.get_by_role("heading", level=1)).to_have_text("夜市油锅")


PRESSED_TWICE = """() => {
  let went = 0;
  window.addEventListener("submit", (event) => { if (!event.defaultPrevented) { went += 1; event.preventDefault(); } });
  const button = document.querySelector('button[value="open"]');
  button.click(); button.click();
  return went;
}"""


def test_a_form_that_is_pressed_twice_goes_once(desk_of: Callable[[str], Page]) -> None:
    """Where a network is slow people press again: two of a thing, two numbers, and nobody knows which counts."""
    office = desk_of("office")
    office.goto("/calls")
    office.fill('input[name="title"]', "夜市油锅")
    office.fill('textarea[name="text"]', "夜市里反复用的油")
    office.fill('input[name="closes_on"]', "2026-09-30")
    assert office.evaluate(PRESSED_TWICE) == 1


def narrow(page: Page) -> bool:
    """Whether the page fits a narrow phone without moving sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= 360"))


def test_a_call_is_answered_and_looked_at_in_time(
    world: World, phones: Phones, desk_of: Callable[[str], Page], tmp_path: Path
) -> None:
    office = desk_of("office")
    called(office)
    page = citizen(phones, script=False)
    page.goto("/report")
    page.get_by_role("link", name="夜市油锅").click()
    expect(page.get_by_text("1 个工作日内有人先看")).to_be_visible()
    page.get_by_role("link", name="提供线索").click()
    taken = tmp_path / "photo.jpg"
    taken.write_bytes(photo().read())
    page.set_input_files('input[name="photos"]', taken)
    page.get_by_role("button", name="下一步").click()
    page.get_by_text("卫生", exact=False).first.click()
    page.fill('textarea[name="words"]', WORDS)
    page.select_option('select[name="place"]', TOWN)
    page.fill('input[name="address"]', "南门夜市第三排")
    page.get_by_role("button", name="下一步").click()
    page.click('label:has(input[value="tell"])')
    page.get_by_role("button", name="下一步").click()
    page.wait_for_url("**/report/look")
    page.reload()
    expect(page.get_by_text(WORDS)).to_be_visible()
    page.get_by_role("button", name="交", exact=True).click()
    receipt = page.locator(".code").inner_text()
    page.get_by_role("link", name="看办到哪一步").click()
    expect(page.locator("#code")).to_have_value(receipt.lower())
    page.get_by_role("button", name="查看").click()
    expect(page.get_by_text(WORDS)).to_be_visible()
    looked_at(desk_of("station"), office)


def looked_at(station: Page, office: Page) -> None:
    """The station finds it on its worklist, looks, and the office's list says so."""
    with as_root():
        (look,), (one,) = FirstLook._base_manager.all(), Complaint._base_manager.all()
        (task,) = Task._base_manager.filter(act="first_look")
    assert look.file_id == one.pk and task.due.isoformat() == "2026-09-15" and one.reporter_name == ""
    station.goto("/worklist")
    station.get_by_role("link", name="去先看").first.click()
    expect(station.get_by_text(WORDS)).to_be_visible()
    station.fill('textarea[name="words"]', "没有人受伤，今晚去取油样")
    station.click('button[value="look"]')
    station.wait_for_url("**/worklist*")
    office.reload()
    expect(office.get_by_text("没有人受伤，今晚去取油样")).to_be_visible()
    with as_root():
        assert [row.state for row in Task._base_manager.filter(act="first_look")] == ["done"]


def test_with_script_the_phone_says_where_it_is_and_the_code_is_copied(world: World, phones: Phones) -> None:
    page = citizen(phones, script=True)
    for step in ("/report", "/report/what", "/report/want", "/report/look", "/receipt"):
        page.goto(step)
        assert narrow(page), step
    page.goto("/report/what")
    page.get_by_text("变质", exact=False).first.click()
    page.fill('textarea[name="words"]', WORDS)
    page.get_by_role("button", name="就是我现在站的地方").click()
    expect(page.get_by_text("记下位置了")).to_be_visible()
    page.get_by_role("button", name="下一步").click()
    page.click('label:has(input[value="tell"])')
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("button", name="交", exact=True).click()
    page.wait_for_url("**/report/sent*")
    assert narrow(page) and len(page.locator(".code").inner_text()) == 14
    with as_root():
        (one,) = Complaint._base_manager.all()
    assert (one.latitude, one.longitude, one.datum) == (30.63, 120.54, "wgs84")
