"""What is printed is one page of A4 without the furniture of the screen."""

import re

import pytest
from playwright.sync_api import Page

from shian.checklists.models import Sheet
from shian.doors.shop.tests.test_shop import answered
from shian.kernel.wall import worn
from shian.loop import actions as loop
from shian.people.actions.accounts import open_account
from shian.people.models import Account
from tests.at_the_doors import bound_and_planned, entered, stand_still, visited
from tests.browser.conftest import Phones
from tests.world import COUNTY, FOUNDER, OPENED, World, business, small_county

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "plum-rain-1987"
A4 = (595, 842)


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch, phones: Phones) -> Page:
    """The office before a county with a visit, its problem, a weekly report and minutes."""
    stand_still(monkeypatch)
    world = small_county()
    shop = business(world, "丙食品", uscc="91330483MA2BC1XX0X")
    with worn(world.actor("office")):
        for programme in ("daily_record", "weekly_report", "monthly_minutes"):
            loop.owe_by_rule(programme, within=COUNTY, on=OPENED, by=world.actor("office"), now=world.now)
    bound_and_planned(world)
    visited(world, shop)
    _reports(world, f"/shop/{shop.pk}")
    with worn(FOUNDER):
        account = open_account(world.people["office"], PASSWORD, by=FOUNDER)
        Account.objects.filter(pk=account.pk).update(must_change_password=False)
    return phones.of("15400000000", PASSWORD, width=1280, height=900)


def _reports(world: World, shop: str) -> None:
    officer = entered(world, "丙食品/safety_officer")
    officer.post(f"{shop}/week?week=2026W37", answered("weekly_report", narrative="核对过", verdict="controlled"))
    principal = entered(world, "丙食品/principal")
    principal.post(f"{shop}/month?month=2026-09", answered("monthly_minutes", narrative="纪要", attendees="甲"))


def pages(page: Page) -> list[bytes]:
    return re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))


def hidden(page: Page, *selectors: str) -> bool:
    page.emulate_media(media="print")
    return not any(one.is_visible() for selector in selectors for one in page.locator(selector).all())


def test_papers_are_short_and_without_furniture(office: Page) -> None:
    with worn(FOUNDER):
        records = {sheet.programme: sheet.pk for sheet in Sheet.objects.all()}
        (finding,) = {sheet.findings.get().pk for sheet in Sheet.objects.filter(failed__gt=0)}
        shop = Sheet.objects.filter(failed__gt=0).values_list("business", flat=True).get()
    papers = [f"/businesses/{shop}", f"/findings/{finding}", *(f"/records/{key}" for key in records.values())]
    assert set(records) == {"guarantee_visit", "weekly_report", "monthly_minutes"}
    for path in papers:
        office.goto(path)
        # A problem tells its whole way and its ladder besides: that may take a second page.
        assert len(pages(office)) <= (2 if path.startswith("/findings") else 1), path
        assert hidden(office, ".rail", ".bar", "[data-print]", "form", "button"), path
    assert office.locator(".signs p").count() == 2
