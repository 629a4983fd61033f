"""
Photograph pages at desk and phone width: python -m tests.pictures BASE_URL OUT_DIR PATH [PATH ...]

PATH may carry a login: `office:/worklist` first enters through the demo's one-click card `office`.
Says, for every picture, whether the page scrolls sideways or the browser complained; any complaint is exit status 1.
"""

import re
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

WIDTHS = {"desk": (1440, 900), "phone": (360, 740)}
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",  # in a container that memory is small, and a page that finds none is gone
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def enter(page: Page, base: str, cast: str) -> None:
    page.goto(f"{base}/login")
    page.click(f'button[name="cast"][value="{cast}"]')
    page.wait_for_load_state("networkidle")


def complaints_of(page: Page) -> list[str]:
    """Collects what the browser says while the page lives."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def wider_than_screen(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def stretch(page: Page, size: tuple[int, int]) -> None:
    """A long page is photographed in a tall window, so that a fixed bar does not lie across its middle."""
    height = int(page.evaluate("document.documentElement.scrollHeight"))
    if height > size[1]:
        page.set_viewport_size({"width": size[0], "height": height})


def photograph(browser: Browser, base: str, out: Path, wanted: str, width: str) -> list[str]:
    cast, _, path = wanted.rpartition(":")
    context = browser.new_context(
        viewport={"width": WIDTHS[width][0], "height": WIDTHS[width][1]}, locale="zh-CN", reduced_motion="reduce"
    )
    page = context.new_page()
    said = complaints_of(page)
    if cast:
        enter(page, base, cast)
    page.goto(base + path)
    page.wait_for_load_state("networkidle")
    name = re.sub(r"[^\w-]+", "-", f"{cast}-{path}").strip("-")
    stretch(page, WIDTHS[width])
    page.screenshot(path=out / f"{name}-{width}.png", full_page=True)
    if wider_than_screen(page):
        said.append("scrolls sideways")
    context.close()
    return [f"{name} {width}: {one}" for one in said]


def main(base: str, out: Path, wanted: list[str]) -> int:
    out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        wrong = [line for one in wanted for width in WIDTHS for line in photograph(browser, base, out, one, width)]
        browser.close()
    sys.stdout.write(("\n".join(wrong) or f"{len(wanted)} pages, nothing wrong") + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1].rstrip("/"), Path(sys.argv[2]), sys.argv[3:]))
