"""A browser of the size of a phone before the real server, on the database of the tests.

The server is a thread of this process and its own connections take the application's role, so the second wall
stands as it does in service; what the story needs is committed before, and emptied after.
"""

import os
import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.pictures import ARGUMENTS

BUNDLE = settings.SOURCE / "doors" / "ui" / "static" / "bundle" / "visit.js"
# Milliseconds. Two cores may have other things to do, and what waits in an outbox is tried again after a minute or more.
PATIENCE = 120_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not BUNDLE.exists():
        pytest.fail("the front end is not built: make setup")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, which Django would take for asynchronous code.
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=ARGUMENTS, timeout=PATIENCE
        )
        yield chromium
        chromium.close()


class Phones:
    """One phone for each of the cast; what a browser complains of is kept."""

    def __init__(self, browser: Browser, base: str) -> None:
        self.browser, self.base = browser, base
        self.complaints: list[str] = []

    def of(self, number: str, password: str, *, width: int = 360, height: int = 740, script: bool = True) -> Page:
        """A page of somebody who has just entered by number and password."""
        context = self.browser.new_context(
            base_url=self.base,
            viewport={"width": width, "height": height},
            locale="zh-CN",
            reduced_motion="reduce",
            java_script_enabled=script,
            geolocation={"latitude": 30.63, "longitude": 120.54},
            permissions=["geolocation"],
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto("/login")
        page.fill('input[name="phone"]', number)
        page.fill('input[name="password"]', password)
        page.click('form:has(input[name="password"]) button')
        page.wait_for_url(lambda address: "/login" not in address)
        return page


@pytest.fixture
def phones(browser: Browser, live_server: object) -> Iterator[Phones]:
    made = Phones(browser, str(live_server))
    yield made
    for context in browser.contexts:
        context.close()
    assert made.complaints == []
