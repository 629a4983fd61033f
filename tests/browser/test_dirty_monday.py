"""Dirty Monday: from `shian init` to a first problem closed and a figure that opens, by the real command and in a browser.

Everything stands as in a county: its own data folder, its own database, the real server as processes of its own. What
is counted is compared with the manifest, which was written by whoever planted the defects and not by who finds them.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from benchmarks.ingest import free_port
from tests.at_the_doors import photo
from tests.browser.conftest import Phones
from tests.browser.test_visit import answer
from tests.data.dirty_monday import BOOK, FIRST_BUSINESS, FIRST_CADRE, MANIFEST

OFFICE_PHONE, OWN_WORD = "15400990001", "plum-rain-1987"
SHOP = "桐乡市梧桐街道桑园1号饭店"
PRINCIPAL = "沈超永"
BUSINESSES, CADRES = "食品经营主体", "包保干部"
SLOW = 300_000  # milliseconds; thousands of rows on two cores that may have other things to do

pytestmark = pytest.mark.skipif(
    not Path(settings.SHIAN_DIVISIONS).exists(), reason="the list of divisions is not installed: make setup"
)


@dataclass(frozen=True)
class County:
    base: str
    password: str
    path: str


@pytest.fixture(scope="module")
def surroundings() -> Iterator[dict[str, str]]:
    """An environment with a data folder of its own, and nothing of the tests' settings."""
    folder = Path(tempfile.mkdtemp(prefix="shian-monday-"))
    yield {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"} | {
        "SHIAN_DATA": str(folder),
        "SHIAN_DIVISIONS": settings.SHIAN_DIVISIONS,
        "PYTHONPATH": str(settings.SOURCE.parent),
        "SHIAN_STATEMENT_SECONDS": "120",
    }
    shutil.rmtree(folder, ignore_errors=True)


def shian(surroundings: dict[str, str], *words: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "shian.cli", *words], env=surroundings, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


@pytest.fixture(scope="module")
def county(surroundings: dict[str, str]) -> Iterator[County]:
    made = shian(
        surroundings, "init", "--county", "330483", "--name", "沈主任", "--office-phone", OFFICE_PHONE, "--json"
    )
    base = f"http://127.0.0.1:{(port := free_port(following=1))}"
    with tempfile.TemporaryFile("w+") as said:
        server = subprocess.Popen(
            [sys.executable, "-m", "shian.cli", "serve", "--port", str(port), "--workers", "1"],
            env=surroundings,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        try:
            answering(base, server)
            yield County(base, made["password"], made["path"])
        finally:
            server.terminate()
            server.wait(timeout=60)


def answering(base: str, server: "subprocess.Popen[bytes]") -> None:
    for _try in range(600):
        assert server.poll() is None, "the server went away"
        door = HTTPConnection(base.removeprefix("http://"), timeout=5)
        try:
            door.request("GET", "/readyz")
            if door.getresponse().status == 200:
                return
        except OSError:
            pass
        finally:
            door.close()
        time.sleep(0.5)
    pytest.fail("the server did not answer")


@pytest.fixture
def phones(browser: Browser, county: County) -> Iterator[Phones]:
    made = Phones(browser, county.base)
    yield made
    for context in browser.contexts:
        context.close()
    assert made.complaints == []


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    file = tmp_path / "photo.jpg"
    file.write_bytes(photo().read())
    return file


# --- what the workbook holds, read by nobody's code but this ---


def manifest(kind: str) -> dict[str, Any]:
    return dict(json.loads(MANIFEST.read_text("utf-8"))[kind])


def typed(sheet: str, first: int, *columns: int) -> list[tuple[Any, ...]]:
    rows = load_workbook(BOOK, read_only=True)[sheet].iter_rows(min_row=first, values_only=True)
    return [tuple(row[n] for n in columns) for row in rows]


def phone_in_the_book(sheet: str, first: int, name_at: int, phone_at: int, name: str) -> str:
    (phone,) = [str(number) for told, number in typed(sheet, first, name_at, phone_at) if told == name]
    return phone


# --- hands ---


def figure(page: Page, label: str) -> int:
    """The number of a tile."""
    tile = page.locator(".stat", has=page.locator(".stat-label", has_text=re.compile(f"^\\s*{label}")))
    words = tile.locator(".stat-figure").inner_text()
    return int(re.sub(r"\D", "", words))


def first_entry(phones: Phones, phone: str, one_time: str, **more: Any) -> Page:
    """In by the one-time password, which lets nobody go anywhere until it is changed."""
    page = phones.of(phone, one_time, **more)
    page.set_default_timeout(SLOW)
    assert page.url.endswith("/password")
    page.goto("/")
    assert page.url.endswith("/password")
    page.fill('input[name="old"]', one_time)
    page.fill('input[name="new"]', OWN_WORD)
    page.fill('input[name="again"]', OWN_WORD)
    page.get_by_role("button", name="换密码").click()
    page.wait_for_url(lambda address: "/password" not in address)
    return page


def brought(page: Page, kind: str, tmp_path: Path) -> int:
    """The workbook's sheet of one kind: upload, columns, dry run, annotated copy, go. Returns how many were entered."""
    told = manifest(kind)
    page.goto("/import")
    page.locator(f'input[name="kind"][value="{kind}"]').check()
    page.locator('input[type="file"]').set_input_files(BOOK)
    page.get_by_role("button", name="下一步：对列").click()
    expect(page.locator(".mapping")).to_be_visible()
    page.get_by_role("button", name="下一步：试导一遍").click()
    page.wait_for_url(re.compile(r"/import/[0-9a-f-]{36}$"), timeout=SLOW)
    out = Counter(one["kind"] for one in told["planted"])
    assert figure(page, "读到") == told["rows"]
    assert figure(page, "可以写入") == told["ready"]
    assert figure(page, "不写入") == told["rows"] - told["ready"]
    assert figure(page, "重复") == out["duplicate"]
    with page.expect_download(timeout=SLOW) as copy:
        page.get_by_role("link", name="下载批注过的表").click()
    copy.value.save_as(tmp_path / f"{kind}.xlsx")
    assert_every_defect_is_remarked(tmp_path / f"{kind}.xlsx", told)
    page.get_by_role("button", name=f"写入 {told['ready']:,} 行").click()
    page.locator("#confirm-yes").click()
    page.get_by_role("link", name="看结果").click(timeout=SLOW)
    return figure(page, "写入")


def assert_every_defect_is_remarked(copy: Path, told: dict[str, Any]) -> None:
    """The rows come back in their order, so the n-th one of the copy is the n-th of the workbook."""
    first = FIRST_BUSINESS if told["sheet"] == BUSINESSES else FIRST_CADRE
    rows = load_workbook(copy, read_only=True).worksheets[0].iter_rows(min_row=2, values_only=True)
    remarks = {n: str(row[-1]) for n, row in enumerate(rows, start=first)}
    assert len(remarks) == told["rows"]
    assert {n for n, remark in remarks.items() if remark != "可以导入"} == {one["row"] for one in told["planted"]}


def assert_nothing_entered_silently(office: Page, tmp_path: Path) -> None:
    """The register given out again: every clean row of the workbook is in it, and of the spoilt ones as many as may."""
    told = manifest("businesses")
    office.goto("/businesses")
    with office.expect_download(timeout=SLOW) as given:
        office.get_by_role("link", name="导出所见").click()
    given.value.save_as(tmp_path / "register.xlsx")
    rows = load_workbook(tmp_path / "register.xlsx", read_only=True).worksheets[0].iter_rows(values_only=True)
    at = [str(word) for word in next(rows)].index("主体名称")
    entered = Counter(plain(row[at]) for row in rows)
    spoilt = {one["row"] for one in told["planted"]}
    names = [plain(name) for (name,) in typed(BUSINESSES, FIRST_BUSINESS, 3)[: told["rows"]]]
    clean = Counter(name for n, name in enumerate(names, start=FIRST_BUSINESS) if n not in spoilt)
    assert entered.total() == told["ready"]
    assert not clean - entered
    assert not entered - Counter(names)
    dead = [one["row"] for one in told["planted"] if one["kind"] in {"dead_shop", "uscc_check", "kind_unknown"}]
    assert not {names[n - FIRST_BUSINESS] for n in dead} & set(entered)


def plain(name: object) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", str(name)))


def bound(office: Page) -> int:
    """By rule, looked at first; those that stand still are nobody's yet."""
    planted = Counter(one["kind"] for one in manifest("businesses")["planted"])
    expected = int(manifest("businesses")["ready"]) - planted["suspended"]
    office.goto("/binding")
    office.get_by_role("button", name="先看结果").click()
    assert (figure(office, "可以分配"), figure(office, "分不出去")) == (expected, 0)
    office.get_by_role("button", name=f"分配这 {expected:,} 家").click()
    expect(office.get_by_text(f"已分配 {expected} 家，0 家没有分成")).to_be_visible(timeout=SLOW)
    return expected


def planned(office: Page, year: int) -> int:
    office.goto(f"/plan?period={year}")
    count = figure(office, "这个时段该办")
    office.get_by_role("button", name=f"排这 {count:,} 件").click()
    expect(office.get_by_text(f"新增 {count} 件，原有 0 件没有动")).to_be_visible(timeout=SLOW)
    expect(office.get_by_text("这个时段该办的都已排好")).to_be_visible(timeout=SLOW)
    return count


def let_in(office: Page, name: str) -> str:
    """The office opens an account from the page it is on; the password is told once."""
    office.get_by_role("button", name=f"给{name}开通账号").click()
    password = office.locator("[data-password]").inner_text()
    office.go_back()
    office.reload()
    expect(office.get_by_role("button", name=f"给{name}重发密码")).to_be_visible()
    assert password not in office.content()
    return password


def opened_shop(office: Page) -> None:
    office.goto(f"/businesses?q={SHOP}")
    office.get_by_role("link", name=SHOP, exact=True).first.click()
    expect(office.locator("h1")).to_have_text(SHOP)


def test_from_an_empty_county_to_a_closed_problem(
    county: County, phones: Phones, tmp_path: Path, picture: Path
) -> None:
    office = first_entry(phones, OFFICE_PHONE, county.password, width=1440, height=900)
    assert brought(office, "businesses", tmp_path) == manifest("businesses")["ready"]
    assert_nothing_entered_silently(office, tmp_path)
    assert brought(office, "cadres", tmp_path) == manifest("cadres")["ready"]
    office.goto("/people")
    expect(office.get_by_text(f"共 {manifest('cadres')['ready'] + 1:,} 个岗位")).to_be_visible()

    under_care = bound(office)
    owed = planned(office, year := timezone.localdate().year)
    assert owed >= under_care

    opened_shop(office)
    principal = let_in(office, PRINCIPAL)
    answers_for = office.locator(".holder", has=office.locator("a[href^='/posts/']")).first
    name = answers_for.locator(".holder-name").inner_text().split(" · ")[0].strip()
    answers_for.locator("a").click()
    charges = figure(office, "包保的主体")
    cadre = first_entry(phones, phone_in_the_book(CADRES, FIRST_CADRE, 3, 7, name), let_in(office, name))
    cadre.goto("/charges")
    cadre.goto("/today")
    expect(cadre.locator("article.task")).to_have_count(charges)
    cadre.locator("article.task", has_text=SHOP).get_by_role("link", name="开始").click()
    answer(cadre, picture)
    expect(cadre.get_by_text("收到了")).to_be_visible()

    office.goto("/findings")
    expect(office.get_by_text("共 1 个")).to_be_visible()
    problem = str(office.locator("a[href^='/findings/']").first.get_attribute("href")).rsplit("/", 1)[1]
    shop = first_entry(phones, phone_in_the_book(BUSINESSES, FIRST_BUSINESS, 3, 14, SHOP), principal)
    shop.goto(f"/fix/{problem}")
    report = shop.locator("form", has=shop.get_by_role("button", name="改好了，报上去"))
    report.locator("input[type=file]").set_input_files(picture)
    report.locator("textarea").fill("擦干了，装了沥水架")
    report.get_by_role("button", name="改好了，报上去").click()
    expect(shop.get_by_text("已办好")).to_be_visible()

    cadre.goto("/today")
    cadre.get_by_role("link", name="去复查").click()
    cadre.get_by_role("button", name="改好了，销号").click()
    expect(cadre.get_by_text("已办好")).to_be_visible()
    office.goto("/findings")
    expect(office.get_by_text("没有这样的问题")).to_be_visible()
    office.goto("/findings?state=settled")
    expect(office.get_by_text("共 1 个")).to_be_visible()

    office.goto(f"/figures/completion?period={year}")
    parts = [int(word.replace(",", "")) for word in office.locator(".legend b").all_inner_texts()]
    assert sum(parts) == owed
    assert (parts[0], parts[1]) == (1, 0)
    expect(office.get_by_role("heading", name=f"应督导 {owed:,}")).to_be_visible()
    office.locator(".stat-figure").first.click()
    expect(office.locator("tbody tr")).to_have_count(1)
    office.locator("tbody").get_by_role("link", name=SHOP).click()
    expect(office.locator("h1")).to_have_text(SHOP)
    expect(office.locator(f"a[href='/findings/{problem}']").first).to_be_visible()
