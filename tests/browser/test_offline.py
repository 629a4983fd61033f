"""The phone in a cellar: the network is really cut, and nothing that was filled in is lost, shown to another, or there twice."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from shian.checklists.models import Sheet
from shian.evidence.models import Evidence
from shian.kernel.wall import worn
from shian.loop.models import Finding, Task
from shian.people.actions.accounts import open_account
from shian.people.models import Account
from tests.at_the_doors import PASSWORD, bound_and_planned, photo, stand_still, visited
from tests.browser.cable import FULL, Cable
from tests.browser.conftest import Phones
from tests.browser.test_visit import placed, sign
from tests.world import FOUNDER, World, business, small_county

pytestmark = pytest.mark.django_db(transaction=True)
OLD = """
delete Element.prototype.replaceChildren; delete Array.prototype.flatMap; delete Array.prototype.flat; delete Object.fromEntries;
delete Promise.prototype.finally; delete HTMLFormElement.prototype.requestSubmit; delete SubmitEvent.prototype.submitter;
delete Blob.prototype.arrayBuffer; delete window.ResizeObserver; delete Element.prototype.toggleAttribute; delete window.queueMicrotask;
delete String.prototype.matchAll; delete Crypto.prototype.randomUUID; delete Object.hasOwn; delete Array.prototype.findLast; delete String.prototype.replaceAll; delete Array.prototype.at;
delete window.AbortController; delete window.BroadcastChannel; delete window.structuredClone; delete Promise.allSettled;
Object.defineProperty(Navigator.prototype, 'locks', {get: undefined}); delete Navigator.prototype.locks;
delete Navigator.prototype.serviceWorker; delete Navigator.prototype.storage;
"""


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    stand_still(monkeypatch)
    made = small_county()
    for name in ("甲饭店", "乙饭店"):
        business(made, name)
    bound_and_planned(made, "2026Q3")
    return made


@pytest.fixture
def cable(live_server: Any) -> Iterator[Cable]:
    made = Cable(live_server.thread.host, live_server.thread.port)
    yield made
    made.close()


@pytest.fixture
def phones(browser: Browser, cable: Cable) -> Iterator[Phones]:
    made = Phones(browser, cable.base)
    yield made
    for context in browser.contexts:
        context.close()
    assert made.complaints == []


@pytest.fixture
def phone_of(world: World, phones: Phones) -> Callable[..., Page]:
    def entered(who: str, **more: Any) -> Page:
        return phones.of(account(world, who), PASSWORD, **more)

    return entered


def account(world: World, who: str) -> str:
    with worn(FOUNDER):
        person = world.people[who]
        if not Account.objects.filter(person_key=person.pk).exists():
            open_account(person, PASSWORD, by=FOUNDER)
            Account.objects.filter(person_key=person.pk).update(must_change_password=False)
        return person.phone


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A photograph whose camera said where it was."""
    file = tmp_path / "photo.jpg"
    file.write_bytes(photo().read())
    return file


def rows(model: Any, **chosen: Any) -> list[Any]:
    with worn(FOUNDER):
        return list(model.objects.filter(**chosen).order_by("id"))


def to_today(page: Page) -> None:
    """Today, with everything of today kept on the phone."""
    page.goto("/today")
    page.locator("body[data-kept]").wait_for(state="attached")


def served_by_worker(page: Page) -> None:
    page.wait_for_function("() => navigator.serviceWorker.ready.then((one) => one.active !== null)")
    page.reload()
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")


def begin(page: Page, name: str) -> None:
    page.locator(".task", has_text=name).get_by_role("link", name="开始").click()
    page.get_by_role("link", name="开始督导").click()


def fill(page: Page, picture: Path | None = None) -> None:
    """Every item conforms; with a photograph the first one fails. The phone knows where it is before anything is photographed."""
    expect(page.locator(".item.is-current")).to_have_count(1)
    placed(page)
    while (here := page.locator(".item.is-current")).count():
        code = here.get_attribute("data-item")
        if picture:
            here.locator(".answer-fail").click()
            here.locator("input[type=file]").set_input_files(picture)
            expect(here.locator(".snap-one")).to_have_count(1)
            here.locator("textarea").fill("台面有积水")
            here.get_by_text("限期整改").click()
            page.get_by_role("button", name="下一项").click()
            picture = None
        else:
            here.locator(".answer-conform").click()
        expect(page.locator(f'.item.is-current[data-item="{code}"]')).to_have_count(0)
    sign(page)


def hand_in(page: Page) -> None:
    page.get_by_role("button", name="交上去").click()


def hand_in_unheard(page: Page) -> None:
    """Without a network; on the disk of the phone once the page says so, and whoever leaves sooner leaves a draft."""
    hand_in(page)
    expect(page.get_by_text("已放进发件箱")).to_be_visible()


def keep(page: Page, name: str) -> None:
    """No page is wider than the phone; a picture of it where somebody asked for pictures."""
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"), name
    if folder := os.environ.get("SHIAN_PICTURES"):
        page.screenshot(path=Path(folder) / f"offline--{name}-phone.png")


def hand_in_now(page: Page, cable: Cable) -> None:
    """The network is back. The phone hands in by itself: whoever is quicker than it presses, and a button that is gone need not be."""
    cable.mend()
    page.get_by_role("button", name="现在就交").evaluate_all("(there) => there.forEach((one) => one.click())")


def state_of(page: Page, name: str) -> Any:
    return page.locator(".outbox-item", has_text=name)


def test_a_visit_in_a_cellar(phone_of: Callable[..., Page], cable: Cable, picture: Path) -> None:
    """Opened without a network, filled in, killed, opened again: and when the network is back it is handed in once."""
    page = phone_of("village")
    to_today(page)
    served_by_worker(page)
    cable.cut()
    page.goto("/today")
    expect(page.get_by_text("没有网络。显示的是")).to_be_visible()
    keep(page, "today")
    begin(page, "甲饭店")
    fill(page, picture)
    again = page.context.new_page()
    page.close()
    again.goto("/today")
    expect(again.locator(".task", has_text="甲饭店").get_by_text("没填完")).to_be_visible()
    begin(again, "甲饭店")
    expect(again.locator(".dots .a-fail")).to_have_count(1)
    keep(again, "visit")
    sign(again)
    hand_in_unheard(again)
    assert rows(Sheet) == []
    again.get_by_role("link", name="看发件箱").first.click()
    expect(state_of(again, "甲饭店").get_by_text("等着交")).to_be_visible()
    expect(state_of(again, "甲饭店").get_by_text("没有网络，有网自动再交")).to_be_visible()
    keep(again, "outbox-waiting")
    hand_in_now(again, cable)
    expect(state_of(again, "甲饭店").get_by_text("收到了")).to_be_visible()
    keep(again, "outbox-received")
    (sheet,) = rows(Sheet)
    assert (sheet.failed, sheet.signature is not None, sheet.datum) == (1, True, "wgs84")
    (found,) = rows(Finding)
    (shot,) = rows(Evidence, kind="photo")
    assert found.photos_before == [str(shot.pk)] or found.photos_before == [shot.pk]
    assert (shot.latitude, shot.datum) == (pytest.approx(30.63), "wgs84")
    state_of(again, "甲饭店").get_by_role("link", name="看回执").click()
    expect(again.get_by_text("收到了，辛苦了")).to_be_visible()


def test_an_old_phone_without_a_service_worker(phones: Phones, world: World, cable: Cable, picture: Path) -> None:
    """WeChat, or the WebView of an Android 8: the page that is open goes on, from door to outbox, with the network cut."""
    page = phones.of(account(world, "village"), PASSWORD)
    page.context.add_init_script(OLD)
    to_today(page)
    assert not page.evaluate("'serviceWorker' in navigator || 'locks' in navigator")
    cable.cut()
    begin(page, "乙饭店")
    expect(page.get_by_text("没有网络。显示的是")).to_be_visible()
    fill(page, picture)
    hand_in_unheard(page)
    page.get_by_role("link", name="看发件箱").first.click()
    expect(state_of(page, "乙饭店").get_by_text("等着交")).to_be_visible()
    cable.mend()
    expect(state_of(page, "乙饭店").get_by_text("收到了")).to_be_visible()  # by itself, after a while
    assert len(rows(Sheet)) == 1


def test_nobody_there_without_a_network(phone_of: Callable[..., Page], cable: Cable) -> None:
    page = phone_of("village")
    to_today(page)
    served_by_worker(page)
    cable.cut()
    page.goto("/today")
    page.locator(".task", has_text="甲饭店").get_by_role("link", name="开始").click()
    page.get_by_role("link", name="查不了？").click()
    expect(page.locator("form[data-locate] input[name=lat]")).not_to_have_value("")  # the phone knows where it is
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name=re.compile("关着门")).click()
    expect(state_of(page, "甲饭店").get_by_text("查不了：关着门")).to_be_visible()
    hand_in_now(page, cable)
    expect(state_of(page, "甲饭店").get_by_text("收到了")).to_be_visible()
    (sheet,) = rows(Sheet)
    assert (sheet.outcome, sheet.latitude) == ("shut", pytest.approx(30.63))


def test_two_people_share_a_phone(phone_of: Callable[..., Page], cable: Cable, world: World) -> None:
    """What waits is not lost with the log-out, not seen by the next, not handed in under their name; then it goes."""
    page = phone_of("village")
    to_today(page)
    served_by_worker(page)
    page.context.set_offline(True)
    page.goto("/today")
    begin(page, "甲饭店")
    fill(page)
    hand_in_unheard(page)
    mine, other = account(world, "village"), account(world, "neighbour")
    page.context.clear_cookies()  # three days: the session is over
    page.context.set_offline(False)
    page.goto("/outbox")
    expect(page).to_have_url(re.compile("/login"))
    enter(page, other)
    page.goto("/outbox")
    expect(page.locator("[data-outbox-empty]")).to_be_visible()
    assert "甲饭店" not in page.inner_text("main")
    page.wait_for_timeout(500)
    assert rows(Sheet) == []
    page.goto("/me")
    page.get_by_role("button", name="退出").last.click()
    page.wait_for_url("**/login*")
    enter(page, mine)
    page.goto("/outbox")
    expect(state_of(page, "甲饭店").get_by_text("收到了")).to_be_visible()
    (sheet,) = rows(Sheet)
    assert sheet.person_id == world.people["village"].pk


def enter(page: Page, number: str) -> None:
    page.fill('input[name="phone"]', number)
    page.fill('input[name="password"]', PASSWORD)
    page.click('form:has(input[name="password"]) button')
    page.wait_for_url(lambda address: "/login" not in address)


def test_leaving_tells_what_waits_and_loses_nothing(phone_of: Callable[..., Page], world: World) -> None:
    """Left without a network: the next to open the phone sees the login page, and the work is there for its owner."""
    page = phone_of("village")
    to_today(page)
    served_by_worker(page)
    begin(page, "甲饭店")
    page.locator(".item.is-current .answer-conform").click()
    page.context.set_offline(True)
    page.goto("/charges?q=nobody")
    page.goto("/me")
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.accept()))
    page.get_by_role("button", name="退出").last.click()
    if page.locator("#confirm[open]").count():
        said.append(page.inner_text("#confirm-text"))
        page.click("#confirm-yes")
    expect(page.get_by_text("已退出。没交的留在手机里")).to_be_visible()
    assert said and "还有 1 件没交上去" in said[0]
    page.context.set_offline(False)
    page.goto("/today")
    page.wait_for_url("**/login*")
    enter(page, account(world, "village"))
    page.goto("/outbox")
    expect(page.get_by_text("没填完")).to_be_visible()


def test_a_phone_that_keeps_nothing_says_so_and_offers_paper(phones: Phones, world: World) -> None:
    page = phones.of(account(world, "village"), PASSWORD)
    page.context.add_init_script("indexedDB.open = () => { throw new DOMException('denied', 'SecurityError'); };")
    page.goto("/today")
    page.locator(".task", has_text="甲饭店").get_by_role("link", name="开始").click()
    page.wait_for_url(lambda address: "/today" not in address)  # today says so too
    expect(page.get_by_text("不让存东西")).to_be_visible()
    keep(page, "denied")
    page.get_by_role("link", name="纸质检查表").click()
    expect(page.get_by_text("督导人签字")).to_be_visible()
    assert page.locator("tbody tr").count() >= 5
    keep(page, "paper")
    page.go_back()
    page.get_by_role("link", name="开始督导").click()
    fill(page)
    hand_in(page)
    page.wait_for_url("**/receipt/*")
    assert len(rows(Sheet)) == 1


def test_a_jump_within_the_page_is_no_lost_network(phone_of: Callable[..., Page]) -> None:
    """Whoever pressed "to the content" was shown the page of before, under "no network"."""
    page = phone_of("village")
    to_today(page)
    page.evaluate("window.location.hash = 'main'")
    page.wait_for_timeout(1000)  # for what must not come
    expect(page.get_by_text("没有网络")).to_be_hidden()


def test_two_tabs_hand_in_once(phone_of: Callable[..., Page], cable: Cable) -> None:
    page = phone_of("village")
    to_today(page)
    begin(page, "甲饭店")
    fill(page)
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator(".dots .a-conform").first).to_be_visible()
    sign(other)
    cable.cut()
    hand_in_unheard(page)
    expect(other.get_by_text("已在另一个页面放进发件箱")).to_be_visible()
    expect(other.get_by_role("button", name="交上去")).to_be_disabled()
    cable.mend()
    for tab in (page, other):
        tab.goto("/outbox")
    expect(state_of(other, "甲饭店").get_by_text("收到了")).to_be_visible()
    assert len(rows(Sheet)) == 1


def test_a_full_phone_keeps_what_it_can_and_says_so(phone_of: Callable[..., Page], tmp_path: Path) -> None:
    page = phone_of("village")
    page.context.add_init_script(FULL)
    to_today(page)
    begin(page, "甲饭店")
    expect(page.locator(".item.is-current")).to_have_count(1)  # the page is there: what is asked of it is asked of it
    noisy = tmp_path / "noisy.jpg"
    Image.effect_noise((2600, 1900), 90).convert("RGB").save(noisy, "JPEG", quality=95)
    page.evaluate("localStorage.setItem('room', '20000')")
    here = page.locator(".item.is-current")
    here.locator(".answer-fail").click()
    here.locator("input[type=file]").set_input_files(noisy)
    expect(page.get_by_text("手机存满了，这张照片没存下")).to_be_visible()
    here.locator("textarea").fill("台面有积水")
    for room, width in (("500000", 1024), ("9000000", 1600)):
        page.evaluate("(room) => localStorage.setItem('room', room)", room)
        page.reload()
        expect(page.locator(".item.is-current textarea")).to_have_value("台面有积水")
        page.locator(".item.is-current input[type=file]").set_input_files(noisy)
        page.wait_for_function(
            "(width) => [...document.querySelectorAll('.snap-one img')].some((one) => one.naturalWidth === width)",
            arg=width,
        )


def test_a_broken_upload_goes_on_where_it_broke(phone_of: Callable[..., Page], cable: Cable, tmp_path: Path) -> None:
    page = phone_of("village")
    to_today(page)
    begin(page, "甲饭店")
    noisy = tmp_path / "noisy.jpg"
    Image.effect_noise((2000, 1500), 60).convert("RGB").save(noisy, "JPEG", quality=90)
    cable.cut_after(300_000)
    fill(page, noisy)
    expect(page.get_by_text("没有网络")).to_have_count(0)
    while cable.whole:  # until it broke, in the middle of the photograph
        page.wait_for_timeout(100)
    sent: list[int] = []
    page.on(
        "request",
        lambda request: sent.append(int(request.headers["upload-offset"])) if request.method == "PATCH" else None,
    )
    cable.mend()
    hand_in(page)
    page.wait_for_url("**/receipt/*")
    (shot,) = rows(Evidence, kind="photo")
    assert sent and sent[0] > 0, "the pieces that had come are not sent again"
    assert max(shot.width, shot.height) == 1600
    (sheet,) = rows(Sheet)
    assert sum(len(one.get("photos", [])) for one in sheet.answers.values()) == 1
    with worn(FOUNDER):
        assert Task.objects.filter(act="inspect", state="done").count() == 1


def test_done_by_another_meanwhile_stands_beside_mine(
    phone_of: Callable[..., Page], cable: Cable, world: World
) -> None:
    page = phone_of("village")
    to_today(page)
    served_by_worker(page)
    cable.cut()
    page.goto("/today")
    begin(page, "甲饭店")
    fill(page)
    with worn(FOUNDER):
        shop = Task.objects.select_related("business").get(act="inspect", business__name="甲饭店").business
    visited(world, shop, failed=0)
    hand_in_unheard(page)
    cable.mend()
    page.goto("/outbox")
    mine = state_of(page, "甲饭店")
    expect(mine.get_by_text("以那一份为准")).to_be_visible()
    expect(mine.get_by_text("没交成")).to_be_visible()
    mine.get_by_text("两份对着看").click()
    expect(mine.locator('td[data-label="已交的那一份"]').first).to_be_visible()
    assert mine.locator("tr.differs").count() == 0, "the same answers read the same on both sides"
    keep(page, "outbox-overtaken")
    assert len(rows(Sheet)) == 1
    mine.get_by_role("link", name="看已经交的那一份").click()
    expect(page.get_by_text("收到了，辛苦了")).to_be_visible()
