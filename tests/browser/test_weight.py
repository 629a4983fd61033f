"""The first page on a slow line: what is sent before a cadre sees what is owed today."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Phones
from tests.browser.test_offline import phone_of, world  # noqa: F401 - the same county and phone
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
MOST = 200_000  # bytes as they travel


def test_the_first_load_of_the_worklist_is_light(phone_of: Callable[..., Page], world: World, phones: Phones) -> None:  # noqa: F811 - fixtures
    page = phone_of("village")
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.clearBrowserCache")
    sent: dict[str, int] = {}
    whose: dict[str, str] = {}
    wire.on("Network.requestWillBeSent", lambda told: whose.update({told["requestId"]: told["request"]["url"]}))
    wire.on("Network.loadingFinished", lambda told: sent.update({told["requestId"]: told["encodedDataLength"]}))
    page.goto("/today")
    page.wait_for_load_state("networkidle")
    weighed: dict[str, Any] = {whose[key].split("/", 3)[3]: size for key, size in sent.items() if key in whose}
    assert any("visit.js" in name for name in weighed)
    assert sum(weighed.values()) < MOST, weighed
