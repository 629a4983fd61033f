"""M01, a key period: planned by the office, told each day by every township with one tap, closed with a signed report."""

import re
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from shian.checklists import queries as checklists
from shian.kernel.wall import worn
from shian.loop import actions, queries
from shian.loop.models import Task
from shian.loop.submission import Submission
from shian.registry.models import Business, ProductCategory
from tests.at_the_doors import bound_and_planned, entered
from tests.roles import as_root
from tests.world import COUNTY, FOUNDER, NOW, TODAY, TOWN, World, answers, business, small_county

KEY, WINDOW = "mid_autumn", "2026-09-10..2026-09-27"
CAMPAIGN = f"/campaigns/{KEY}?year=2026"


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    world = small_county()
    monkeypatch.setattr("django.utils.timezone.now", lambda: world.now)
    return world


@pytest.fixture
def shops(world: World) -> list[Business]:
    """A big caterer, whom the campaign means; a bakery, whom its class of food brings in; a small caterer, whom it leaves."""
    big, bakery, small = (
        business(world, "大饭店", grade="B"),
        business(world, "糕点厂", grade="C", kind="producer"),
        business(world),
    )
    with worn(FOUNDER):
        ProductCategory.objects.create(business=bakery, code="2401", path=bakery.path)
    bound_and_planned(world)
    return [big, bakery, small]


def plan(client: Client, period: str = WINDOW) -> Any:
    return client.post("/plan", {"programme": KEY, "period": period, "within": COUNTY})


def tasks(act: str) -> list[Task]:
    with as_root():
        return list(Task.objects.filter(programme__startswith=KEY, act=act).order_by("period_start", "path"))


def numbers(client: Client, address: str = CAMPAIGN) -> dict[str, int]:
    """Every number of the page that opens, by the part it opens; and that it opens into as many rows."""
    page = client.get(address).content.decode()
    found: dict[str, int] = {}
    for href, part, figure in re.findall(r'stat-figure" href="([^"]*part=(\w+)[^"]*)">([\d,]+)', page):
        found[part] = int(figure.replace(",", ""))
        opened = client.get(href.replace("&amp;", "&")).content.decode()
        assert len(re.findall(r"<tr>", opened)) - 1 == found[part] or not found[part], (part, href)
    return found


def on(world: World, day: date, hour: int = 10) -> None:
    world.now = NOW + timedelta(days=(day - TODAY).days, hours=hour - 10)


def test_a_campaign_asks_the_chosen_once_more_and_every_township_every_day(world: World, shops: list[Business]) -> None:
    office = entered(world, "office")
    assert plan(office).status_code == 302
    assert {task.business_id for task in tasks("inspect")} == {shops[0].pk, shops[1].pk}
    assert [task.due for task in tasks("inspect")] == [date(2026, 9, 27)] * 2
    # From today to the last day of the window, in two townships; what is past can be told by nobody.
    assert len(tasks("report")) == 14 * 2
    assert (tasks("closing_report")[0].holder_id, tasks("closing_report")[0].due) == (
        world.posts["office"].pk,
        date(2026, 9, 30),
    )
    assert plan(office).status_code == 302
    assert len(tasks("report")) == 28


@pytest.mark.mechanism("M01")
def test_a_quiet_day_is_told_with_one_tap_and_a_loud_one_with_a_sentence(world: World, shops: list[Business]) -> None:
    office, station = entered(world, "office"), entered(world, "station")
    plan(office)
    first, second = (
        task for task in tasks("report") if task.path == TOWN and task.period_start in (TODAY, date(2026, 9, 15))
    )
    assert f"/reports/{first.pk}" in station.get("/today").content.decode()
    assert "16:00" in station.get(f"/reports/{first.pk}").content.decode()
    assert numbers(office)["given"] == 0
    assert station.post(f"/reports/{first.pk}", {"said": "nothing"}).status_code == 302
    assert numbers(office)["given"] == 1
    assert "已经报过了" in station.get(f"/reports/{first.pk}").content.decode()

    assert "还没有到" in station.get(f"/reports/{second.pk}").content.decode()
    on(world, date(2026, 9, 15), hour=17)
    office, station = entered(world, "office"), entered(world, "station")
    assert station.post(f"/reports/{second.pk}", {"said": "something"}).status_code == 422
    assert station.post(f"/reports/{second.pk}", {"said": "something", "note": "一家月饼店停电"}).status_code == 302
    told = numbers(office)
    # The other township told nothing on either day; this one told the second day an hour late.
    assert (told["given"], told["late"], told["missed"]) == (1, 1, 2)
    page = office.get(CAMPAIGN).content.decode()
    assert "一家月饼店停电" in page and "还没有报" in page


def test_nobody_tells_for_another(world: World, shops: list[Business]) -> None:
    plan(entered(world, "office"))
    first = next(task for task in tasks("report") if task.path == TOWN)
    assert entered(world, "grid").post(f"/reports/{first.pk}", {"said": "nothing"}).status_code in (403, 404)
    assert tasks("report")[0].state == "open"


def test_whoever_answers_for_the_place_is_led_to_the_campaign(world: World, shops: list[Business]) -> None:
    office = entered(world, "office")
    plan(office)
    first = next(task for task in tasks("report") if task.path == TOWN)
    led = office.get(f"/reports/{first.pk}")
    assert led.status_code == 302 and led.headers["Location"].startswith("/campaigns/mid_autumn?year=2026")
    assert office.post(f"/reports/{first.pk}", {"said": "nothing"}).status_code == 403
    on(world, date(2026, 9, 15))
    late = entered(world, "office").get("/worklist/overdue").content.decode()
    assert "零报告" in late and "/businesses/None" not in late


def test_the_clock_never_tells_for_anybody_but_says_who_did_not(world: World, shops: list[Business]) -> None:
    plan(entered(world, "office"))
    clock = world.system("clock")
    with worn(clock):
        climbed = actions.tick(datetime(2026, 9, 15, 4, tzinfo=NOW.tzinfo), by=clock)  # noon of the next day in China
    assert climbed.climbed["inform"] == 2
    assert {task.state for task in tasks("report")} == {"open"}


@pytest.mark.mechanism("M01")
def test_the_office_signs_what_the_figures_say_and_it_opens_for_ever_as_signed(
    world: World, shops: list[Business]
) -> None:
    office, station = entered(world, "office"), entered(world, "station")
    plan(office)
    station.post(f"/reports/{tasks('report')[0].pk}", {"said": "nothing"})
    closing = f"/reports/{tasks('closing_report')[0].pk}"
    early = office.post(closing, {"text": "完了", "drafted": ""})
    assert early.status_code == 422 and "才结束" in early.content.decode()

    on(world, date(2026, 9, 28))
    office = entered(world, "office")
    page = office.get(closing).content.decode()
    drafted = re.search(r'name="drafted"[^>]*value="([^"]*)"', page)
    assert drafted is not None and "应检查 2 件，完成 0 件" in drafted[1]
    stale = office.post(closing, {"text": "完了", "drafted": "别的数字"})
    assert stale.status_code == 422 and "数字变了" in stale.content.decode()
    assert office.post(closing, {"text": drafted[1] + "\n特此报告。", "drafted": drafted[1]}).status_code == 302

    signed = numbers(office, f"{CAMPAIGN}&signed=1")
    assert (signed["due"], signed["done"], signed["given"], signed["missed"]) == (2, 0, 1, 27)
    assert "特此报告" in office.get(CAMPAIGN).content.decode()
    # A visit made up after the signature changes today's figure and not the signed one.
    world.later(minutes=10)
    with as_root():
        Task.objects.filter(programme=KEY, business=shops[0]).update(
            state="done", settled_at=world.now, settled_on=world.now.date()
        )
    assert (numbers(office)["done"], numbers(office, f"{CAMPAIGN}&signed=1")["done"]) == (1, 0)
    assert "已经签过字了" in office.get(closing).content.decode()


def test_what_its_visits_found_is_counted_until_it_is_put_right(world: World, shops: list[Business]) -> None:
    office = entered(world, "office")
    plan(office)
    with as_root():  # the guarantee visit of the quarter is out of the way: this is the campaign's own
        Task.objects.filter(business=shops[0], programme="guarantee_visit").update(state="withdrawn")
        holder = Task.objects.get(business=shops[0], programme=KEY).holder_id
    who = next(name for name, post in world.posts.items() if post.pk == holder)
    _visited_by(world, who)
    told = numbers(office)
    assert (told["done"], told["left"], told["found"], told["fixed"], told["unfixed"]) == (1, 1, 1, 0, 1)


def _visited_by(world: World, who: str) -> None:
    actor = world.actor(who)
    with worn(actor):
        task = queries.worklist(actor, on=TODAY).filter(programme=KEY)[0]
        codes = [item.code for item in checklists.items(checklists.version("caterer").pk)]
        told = {"id": str(uuid4()), "tasks": [str(task.pk)], "answers": answers(codes, failed=codes[:1])}
        assert actions.hand_in(Submission.parsed(told), by=actor, now=world.now).ok


def test_a_campaign_over_a_closed_window_is_refused_in_a_sentence(world: World, shops: list[Business]) -> None:
    on(world, date(2026, 9, 28))
    office = entered(world, "office")
    refused = plan(office)
    assert refused.status_code == 422 and "在 2026-09-27 已经结束" in refused.content.decode()
    outside = plan(office, "2026Q4")
    assert outside.status_code == 422 and "不在这个时段里" in outside.content.decode()
    assert tasks("inspect") == []


def test_the_desk_lists_what_runs_what_comes_and_what_is_over(world: World) -> None:
    page = entered(world, "office").get("/campaigns").content.decode()
    assert page.index("中秋重点时段 2026") < page.index("国庆重点时段 2026") < page.index("春节重点时段 2026")
    assert "暂定，待通知" in page


def test_a_program_cannot_close_what_still_runs_nor_sign_an_empty_page(world: World, shops: list[Business]) -> None:
    plan(entered(world, "office"))
    task = tasks("closing_report")[0]
    body = {"id": str(uuid4()), "tasks": [str(task.pk)], "narrative": "完了"}

    def sent(**more: str) -> Any:
        office = entered(world, "office")
        return office.post("/api/v1/submissions", body | more, content_type="application/json").json()

    assert sent()["code"] == "still_running"
    on(world, date(2026, 9, 28))
    assert sent(narrative=" ")["code"] == "no_narrative"
    assert sent().get("ok", True), sent()
    assert tasks("closing_report")[0].state == "done"
