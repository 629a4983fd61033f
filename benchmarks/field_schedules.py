"""
A phone, a visit and bad luck by seed: the cable cut before, between and in the middle of requests, tabs killed, a second tab
at the outbox, the session over, the phone full, the server killed (SIGKILL) and started again. Then raw rows are counted.

`make bench NAME=field_schedules` runs 200; `python -m benchmarks.field_schedules 6 1` runs six from seed 1 and says one JSON
object. Meant for a data folder of its own. A visit counts as acknowledged once the phone says that it was received; at the
end of a schedule everything is mended, and then it must be received, and lie in the books once.
"""

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from signal import SIGKILL
from tempfile import TemporaryDirectory
from typing import Any

import psycopg

from benchmarks.database import as_root, prepared
from benchmarks.figures import Measured
from benchmarks.ingest import free_port, wait_until_up
from tests.browser.cable import FULL, Cable
from tests.pictures import ARGUMENTS

NAMES = ("field_schedules", "field_schedules_lost", "field_schedules_duplicates")
DATABASE = "field_shian"
PASSWORD = "plum-rain-1987"  # noqa: S105 - of a made-up cadre in a database that lives for this run
SHOPS, ALL, LUCK = 12, 200, 0.45
PATIENCE = 150.0  # seconds for a visit to arrive once all is mended
ANSWER = """(fails) => document.querySelectorAll('[data-item]').forEach((item, at) => {
  const said = item.querySelector(at < fails ? 'input[value=fail]' : 'input[value=conform]');
  if (said && !said.checked) said.click();
  if (at < fails) { const how = item.querySelector('input[value=fix_by]'); if (how) how.click(); }
})"""
IN_OUTBOX = """(task) => new Promise((resolve) => {
  const asked = indexedDB.open('shian-field-' + localStorage.getItem('shian.who'));
  asked.onerror = () => resolve(null);
  asked.onsuccess = () => {
    const rows = asked.result.transaction('outbox').objectStore('outbox').getAll();
    rows.onsuccess = () => { resolve(rows.result.filter((one) => one.task === task).map((one) => [one.id, one.state, one.message])); asked.result.close(); };
  };
})"""


@dataclass
class Server:
    """The pages, in a process that is killed and started again on the same port."""

    port: int
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        from shian.cli.serve import THREADS, page_server  # noqa: PLC0415 - after the database is prepared

        command = page_server("127.0.0.1", self.port, 1)
        surroundings = os.environ | {"SHIAN_POOL": str(THREADS)}
        self.process = subprocess.Popen(command, env=surroundings, stderr=subprocess.DEVNULL, start_new_session=True)
        wait_until_up(self.port, self.process)

    def kill(self) -> None:
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, SIGKILL)
            self.process.wait()


@dataclass
class Tally:
    """What came of all schedules."""

    acknowledged: list[str] = field(default_factory=list)
    unsettled: list[str] = field(default_factory=list)
    faults: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    more_than_one: int = 0


@dataclass
class Phone:
    """One fresh phone of the cadre; what goes wrong with it is drawn by luck."""

    browser: Any
    cable: Any
    server: Server
    cookies: Any
    luck: random.Random
    tally: Tally
    context: Any = None
    page: Any = None

    def begin(self) -> None:
        self.context = self.browser.new_context(
            base_url=self.cable.base,
            viewport={"width": 360, "height": 740},
            locale="zh-CN",
            storage_state=self.cookies,
            geolocation={"latitude": 30.6, "longitude": 120.5},
            permissions=["geolocation"],
        )
        self.context.set_default_timeout(15_000)
        self.context.add_init_script(FULL)
        self.page = self.new_tab()
        self.page.goto("/today", timeout=120_000)
        with suppress(Exception):  # a phone whose browser is slow to keep the pages is a phone too
            self.page.locator("body[data-kept]").wait_for(state="attached", timeout=8_000)
            self.page.wait_for_function(
                "() => navigator.serviceWorker.ready.then((one) => one.active !== null)", timeout=8_000
            )

    def new_tab(self) -> Any:
        page = self.context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        return page

    def trouble(self) -> None:
        """Perhaps something goes wrong now."""
        if self.luck.random() < LUCK:
            name = self.luck.choices(list(FAULTS), weights=[weight for weight, _fault in FAULTS.values()])[0]
            self.tally.faults[name] = self.tally.faults.get(name, 0) + 1
            FAULTS[name][1](self)

    def tried(self, step: Callable[[], object]) -> None:
        """A step that the bad luck may have made impossible; what is missing is done when all is mended."""
        with suppress(Exception):
            step()

    def mended(self) -> None:
        self.cable.mend()
        self.context.set_offline(False)
        self.context.add_cookies(self.cookies["cookies"])
        if self.server.process is None or self.server.process.poll() is not None:
            self.server.start()


def _cut_in_the_middle(phone: Phone) -> None:
    phone.cable.cut_after(phone.luck.choice([200, 2_000, 20_000, 150_000]))


def _mend(phone: Phone) -> None:
    phone.cable.mend()
    phone.context.set_offline(False)


def _kill_tab(phone: Phone) -> None:
    address = phone.page.url
    fresh = phone.new_tab()
    phone.page.close()
    phone.page = fresh
    phone.tried(lambda: fresh.goto(address))


def _second_tab(phone: Phone) -> None:
    other = phone.new_tab()
    phone.tried(lambda: other.goto("/outbox"))


def _full(phone: Phone) -> None:
    phone.tried(
        lambda: phone.page.evaluate("(room) => localStorage.setItem('room', room)", phone.luck.choice([1_000, 200_000]))
    )


def _kill_server(phone: Phone) -> None:
    phone.server.kill()
    if phone.luck.random() < 0.5:
        phone.server.start()


FAULTS: dict[str, tuple[int, Callable[[Phone], None]]] = {
    "cut": (3, lambda phone: phone.cable.cut()),
    "cut in the middle": (4, _cut_in_the_middle),
    "offline": (2, lambda phone: phone.context.set_offline(True)),
    "mended": (4, _mend),
    "tab killed": (3, _kill_tab),
    "second tab": (2, _second_tab),
    "phone full": (2, _full),
    "session over": (2, lambda phone: phone.context.clear_cookies()),
    "server killed": (2, _kill_server),
}


def schedule(phone: Phone, task: str, picture: Path) -> None:
    """One visit from the list to the receipt, with bad luck at every step; then all is mended and it has to arrive."""
    began = time.monotonic()
    phone.begin()
    photo = picture if phone.luck.random() < 0.6 else None
    for step in (lambda: phone.page.goto(f"/visit/{task}"), lambda: phone.page.goto(f"/visit/{task}/sheet"),
                 lambda: _fill(phone, photo), lambda: _hand_in(phone)):  # fmt: skip
        phone.trouble()
        phone.tried(step)
        phone.tried(lambda: phone.page.wait_for_timeout(phone.luck.choice([0, 50, 300, 900])))
    phone.trouble()
    phone.mended()
    phone.tried(lambda: phone.page.evaluate("localStorage.removeItem('room')"))
    _settle(phone, task)
    phone.context.close()
    phone.tally.seconds += time.monotonic() - began


def _fill(phone: Phone, photo: Path | None) -> None:
    phone.page.locator(".item.is-current, [data-review].is-current").first.wait_for(timeout=6_000)
    phone.page.evaluate(ANSWER, 1 if photo else 0)
    if photo:
        phone.page.locator("[data-item] input[type=file]").first.set_input_files(photo)
        phone.trouble()
        phone.page.locator(".snap-one").first.wait_for(timeout=6_000)


def _hand_in(phone: Phone) -> None:
    phone.page.evaluate("document.querySelector('input[name=unsigned]').checked = true")
    phone.page.evaluate("document.querySelector('[data-submit]').click()")


def _settle(phone: Phone, task: str) -> None:
    """All is mended: what waits goes; what was not finished is finished, by hand as its owner would."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        phone.tried(lambda: phone.page.goto("/outbox"))
        found: list[list[str]] = []
        with suppress(Exception):
            phone.page.wait_for_timeout(700)
            found = phone.page.evaluate(IN_OUTBOX, task) or []
        received = [key for key, state, _message in found if state == "received"]
        if received and len(received) == len(found):
            phone.tally.acknowledged += received
            phone.tally.more_than_one += len(received) > 1
            return
        if any(state == "refused" for _key, state, _message in found):
            phone.tried(lambda: phone.page.get_by_role("button", name="改一改再交").first.click(timeout=3_000))
            phone.tried(lambda: phone.page.wait_for_url("**/sheet", timeout=5_000))
            phone.tried(lambda: _finish(phone))
        elif not found:
            phone.tried(lambda: phone.page.goto(f"/visit/{task}/sheet"))
            phone.tried(lambda: _finish(phone))
        else:
            phone.tried(lambda: phone.page.get_by_role("button", name="现在就交").first.click(timeout=2_000))
    phone.tally.unsettled.append(f"{task}: {found}")


def _finish(phone: Phone) -> None:
    phone.page.locator(".item.is-current, [data-review].is-current").first.wait_for(timeout=6_000)
    phone.page.evaluate(ANSWER, 0)
    _hand_in(phone)
    phone.page.wait_for_timeout(1_500)


def play(number: int, seed: int) -> dict[str, Any]:
    """So many schedules from a seed on; what the phones were told, and what the books hold."""
    access, tally, server = prepared(DATABASE), Tally(), Server(free_port())
    number_of_cadre = county()
    server.start()
    cable = Cable("127.0.0.1", server.port)
    with as_root(access, DATABASE) as root, browser_of(ARGUMENTS) as browser, TemporaryDirectory() as folder:
        picture = _picture(Path(folder))
        cookies = _entered(browser, cable.base, number_of_cadre)
        try:
            for at in range(number):
                tasks = _open_tasks(root, anew=at % SHOPS == 0)
                phone = Phone(browser, cable, server, cookies, random.Random(seed + at), tally)
                schedule(phone, tasks[at % SHOPS], picture)
                print(f"{seed + at}: {len(tally.acknowledged)} received, {tally.faults}", file=sys.stderr, flush=True)
        finally:
            server.kill()
            cable.close()
        return _counted(root, tally, number)


def _counted(root: psycopg.Connection, tally: Tally, number: int) -> dict[str, Any]:
    row = root.execute(
        "SELECT count(*), count(DISTINCT client_id), count(*) FILTER (WHERE client_id = ANY(%s::uuid[])) FROM checklists_sheet",
        [tally.acknowledged],
    ).fetchone()
    held, different, theirs = row or (0, 0, 0)
    return {
        "schedules": number, "acknowledged": len(tally.acknowledged), "lost": len(set(tally.acknowledged)) - theirs,
        "duplicates": held - different, "unasked": held - theirs, "unsettled": tally.unsettled,
        "visited_twice": tally.more_than_one, "faults": tally.faults, "seconds": round(tally.seconds, 1),
    }  # fmt: skip


def county() -> str:
    """A county with some shops bound to one cadre and a visit owed to each; the number the cadre enters by."""
    from django.utils import timezone  # noqa: PLC0415

    from shian.kernel.wall import worn  # noqa: PLC0415
    from shian.loop import actions  # noqa: PLC0415
    from shian.people.actions.accounts import open_account  # noqa: PLC0415
    from shian.people.models import Account  # noqa: PLC0415
    from shian.people.queries import actor_for  # noqa: PLC0415
    from shian.registry.models import Business  # noqa: PLC0415
    from tests.world import COUNTY, FOUNDER, business, small_county  # noqa: PLC0415

    world, now, today = small_county(), timezone.now(), timezone.localdate()
    for n in range(SHOPS):
        business(world, f"第{n + 1}饭店")
    office = actor_for(world.people["office"].pk, now)
    with worn(office):
        preview = actions.preview_binding(Business.objects.visible_to(office), by=office, on=today)
        actions.bind_many(preview.pairs, on=today, by=office, now=now)
        actions.plan("guarantee_visit", f"{today.year}Q{(today.month + 2) // 3}", within=COUNTY, by=office, now=now)
    person = world.people["village"]
    with worn(FOUNDER):
        open_account(person, PASSWORD, by=FOUNDER)
        Account.objects.filter(person_key=person.pk).update(must_change_password=False)
    return person.phone


def _open_tasks(root: psycopg.Connection, *, anew: bool) -> list[str]:
    """The visits; after each round of the shops they are owed once more, while every sheet stays to be counted."""
    if anew:
        root.execute(
            "UPDATE loop_task SET state = 'open', sheet_id = NULL, outcome = '', settled_by = NULL, settled_on = NULL,"
            " settled_at = NULL WHERE act = 'inspect'"
        )
    return [str(key) for (key,) in root.execute("SELECT id FROM loop_task WHERE act = 'inspect' ORDER BY id")]


@contextmanager
def browser_of(arguments: list[str]) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - a browser is not there wherever benchmarks run

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        yield chromium
        chromium.close()


def _entered(browser: Any, base: str, number: str) -> Any:
    context = browser.new_context(base_url=base)
    page = context.new_page()
    page.goto("/login")
    page.fill('input[name="phone"]', number)
    page.fill('input[name="password"]', PASSWORD)
    page.click('form:has(input[name="password"]) button')
    page.wait_for_url(lambda address: "/login" not in address)
    state = context.storage_state()
    context.close()
    return {"cookies": state["cookies"], "origins": []}


def _picture(folder: Path) -> Path:
    from PIL import Image  # noqa: PLC0415

    held = BytesIO()
    Image.effect_noise((1700, 1200), 50).convert("RGB").save(held, "JPEG", quality=88)
    place = folder / "photo.jpg"
    place.write_bytes(held.getvalue())
    return place


def run() -> Iterator[Measured]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in this thread
    said = play(int(os.environ.get("SHIAN_SCHEDULES", ALL)), 1)
    print(json.dumps(said, ensure_ascii=False), file=sys.stderr)
    yield Measured("field_schedules", said["acknowledged"], "visits", n=said["schedules"])
    yield Measured("field_schedules_lost", said["lost"] + len(said["unsettled"]), "visits", n=said["schedules"])
    yield Measured("field_schedules_duplicates", said["duplicates"] + said["unasked"], "sheets", n=said["schedules"])


if __name__ == "__main__":
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    print(json.dumps(play(int(sys.argv[1]), int(sys.argv[2])), ensure_ascii=False))
