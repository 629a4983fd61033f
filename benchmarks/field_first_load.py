"""The first load of the phone's worklist as an old phone has it: 400 kbit/s, 400 ms to the server and back, a processor six
times slower. Bytes as they travel, and seconds until the list is painted and can be tapped."""

import os
from collections.abc import Iterator
from typing import Any

from benchmarks.database import prepared
from benchmarks.field_schedules import DATABASE, PASSWORD, Server, browser_of, county
from benchmarks.figures import Measured
from benchmarks.ingest import free_port
from tests.pictures import ARGUMENTS

NAMES = ("field_first_load_kb", "field_first_load_s")
TIMES = 5
LINE = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
SLOWER = 6
PAINTED = """() => new Promise((resolve) => {
  const seen = () => performance.getEntriesByName('first-contentful-paint')[0];
  const look = () => (seen() && document.readyState !== 'loading' && document.querySelector('.task a')
    ? resolve(Math.max(seen().startTime, performance.timing.domInteractive - performance.timing.navigationStart)) : setTimeout(look, 50));
  look();
})"""


def run() -> Iterator[Measured]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in this thread
    prepared(DATABASE)
    number, server = county(), Server(free_port())
    server.start()
    try:
        with browser_of(ARGUMENTS) as browser:
            loads = sorted(_load(browser, f"http://localhost:{server.port}", number) for _time in range(TIMES))
    finally:
        server.kill()
    seconds, kilobytes = loads[TIMES // 2]
    yield Measured("field_first_load_kb", kilobytes, "kB", limit=200.0, ratio=kilobytes / 200, n=TIMES)
    yield Measured("field_first_load_s", seconds, "s", limit=3.0, ratio=seconds / 3, n=TIMES)


def _load(browser: Any, base: str, number: str) -> tuple[float, float]:
    context = browser.new_context(base_url=base, viewport={"width": 360, "height": 740}, service_workers="block")
    page = context.new_page()
    page.goto("/login")
    page.fill('input[name="phone"]', number)
    page.fill('input[name="password"]', PASSWORD)
    page.click('form:has(input[name="password"]) button')
    page.wait_for_url(lambda address: "/login" not in address)
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.clearBrowserCache")
    wire.send("Network.emulateNetworkConditions", LINE)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    sent: list[int] = []
    wire.on("Network.loadingFinished", lambda told: sent.append(told["encodedDataLength"]))
    page.goto("/today", wait_until="commit")
    painted = page.evaluate(PAINTED)
    page.wait_for_load_state("networkidle")
    context.close()
    return painted / 1000, sum(sent) / 1000
