"""The first page on a slow line: what is sent before a cadre sees what is owed today."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from tests.browser.conftest import Phones
from tests.browser.test_offline import phone_of, world  # noqa: F401 - the same county and phone
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
MOST = 200_000  # bytes as they travel


def packed(name: str, size: int) -> int:
    """The server of a story sends a script as it lies there; the house sends it packed, as the next test shows."""
    beside = settings.SOURCE / "doors" / "ui" / f"{name}.gz"
    return beside.stat().st_size if beside.exists() else size


def test_a_script_travels_packed_to_whoever_takes_it() -> None:
    whole = Client().get("/static/bundle/visit.js")
    sent = Client().get("/static/bundle/visit.js", headers={"accept-encoding": "gzip"})
    assert sent["Content-Encoding"] == "gzip" and "Content-Encoding" not in whole
    assert int(sent["Content-Length"]) == packed("static/bundle/visit.js", 0) < int(whole["Content-Length"]) / 2


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
    named = {whose[key].split("/", 3)[3]: size for key, size in sent.items() if key in whose}
    weighed: dict[str, Any] = {name: packed(name, size) for name, size in named.items()}
    assert any("visit.js" in name for name in weighed)
    assert sum(weighed.values()) < MOST, weighed
