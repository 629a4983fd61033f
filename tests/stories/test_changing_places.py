"""Two towns become one through the office's screen: every period is counted where its businesses lay then."""

from datetime import UTC, date, datetime
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from shian.checklists.models import Sheet
from shian.config.household import make_round
from shian.config.wiring import FOLLOWS
from shian.doors.ui.words import full_day_words
from shian.kernel.wall import worn
from shian.ledger.models import Entry
from shian.loop import actions
from shian.loop.models import Duty
from shian.people import queries as people
from shian.people.actions.posts import open_organisation, open_post
from shian.people.models import Organisation, Post, Role
from shian.registry.models import Business
from shian.territory.models import Adjustment, Place
from shian.territory.queries import layers_at
from tests.at_the_doors import VISIT, bound_and_planned, entered, stand_still, visited
from tests.roles import as_root
from tests.world import COUNTY, FOUNDER, NOW, OPENED, TOWN, VILLAGE, World, business, small_county

PUYUAN, YONGYUE = "cn/33/04/83/101/", "cn/33/04/83/101/001/"
ARRIVED = "cn/33/04/83/001/101-001/"  # 001 is 文昌社区's
MERGE = {"kind": "merge", "place": TOWN, "others": PUYUAN, "on": "2026-10-01", "document": "浙政函〔2026〕1号"}
OCTOBER = datetime(2026, 10, 8, 2, 0, tzinfo=UTC)


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    stand_still(monkeypatch)
    world = small_county()
    for path, place in world.places.items():
        place.parent = world.places.get(f"{path.rstrip('/').rpartition('/')[0]}/")
        place.save()
    return world


@pytest.fixture
def shops(world: World) -> list[Business]:
    """Two restaurants of 梧桐街道, one of 濮院镇; the last two owe daily records and have been bound and planned."""
    shops = [business(world, "甲饭店"), business(world, "乙食品", uscc="91330483MA2BC1XX0X")]
    shops.append(business(world, "丙食品", path=YONGYUE, uscc="91330483MA2BC1XX19"))
    with worn(office := world.actor("office")):
        actions.owe_by_rule("daily_record", within=COUNTY, on=OPENED, by=office, now=world.now)
    bound_and_planned(world)
    visited(world, shops[2], by="neighbour")
    with worn(office):
        actions.plan(VISIT, "2026Q4", within=COUNTY, by=office, now=world.now)
    return shops


def page(client: Client, address: str, **said: Any) -> str:
    answer = client.get(address, said)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def by_place(client: Client, period: str, level: str = "township", **said: str) -> dict[str, tuple[int, int]]:
    """Place by place: done, and due and not excluded; as the machines' door tells it."""
    asked = {"programme": VISIT, "period": period, "within": COUNTY, "by": level} | said
    told = client.get("/api/v1/figures/completion", asked).json()
    return {one["place"]: (one["done"], one["due"] - one["excluded"]) for one in told}


def coverage(client: Client, period: str, within: str) -> int:
    html = page(client, "/figures/coverage/rows", period=period, within=within, side="out_of")
    return int(html.split("共 ")[1].split(" ")[0])


def days_owed(client: Client, day: str, within: str) -> int:
    asked = {"programme": "daily_record", "period": day, "within": within}
    return int(client.get("/api/v1/figures/completion", asked).json()[0]["due"])


def october(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day has come; the clock makes its round and what was announced is followed."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: OCTOBER)
    make_round(OCTOBER)
    follow()


def follow() -> None:
    """The story's own transaction is open, so its entries lie above the courier's horizon: carried by hand."""
    with worn(FOUNDER):
        events = [one for entry in Entry.objects.visible_to(FOUNDER).order_by("id") for one in entry.events]
    for envelope in events:
        if envelope["name"] == "territory.place_moved":
            for follower in FOLLOWS[envelope["name"]]:
                follower.handle(envelope, OCTOBER)


def test_the_office_sees_what_a_merge_concerns_before_it_is_done(world: World, shops: list[Business]) -> None:
    html = page(entered(world, "office"), "/places/new", **MERGE)
    # 濮院镇 and 永越社区; 丙食品; its visits of two quarters and its problem's rectification; its cadre.
    day = full_day_words(date(2026, 10, 1))
    assert f"从 {day} 起，濮院镇并入「梧桐街道」。" in html
    with as_root(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM loop_task WHERE state = 'open' AND path LIKE %s", [f"{PUYUAN}%"])
        tasks = cursor.fetchone()[0]
    assert tasks >= 2
    assert f"2 个地方、1 家主体、{tasks} 件没办完的事、1 个岗位从 {day} 起归「梧桐街道」" in html
    assert not Adjustment.objects.exists()


@pytest.mark.mechanism("B10")
def test_periods_before_and_after_a_merge_are_both_right(
    world: World, shops: list[Business], monkeypatch: pytest.MonkeyPatch
) -> None:
    office = entered(world, "office")
    before = by_place(office, "2026Q3"), by_place(office, "2026Q3", "village")
    assert before[0] == {TOWN: (0, 2), PUYUAN: (1, 1)}
    assert office.post("/places/new", MERGE)["Location"] == "/places"
    assert "还没到日子" in page(office, "/places")
    assert by_place(office, "2026Q4") == {TOWN: (0, 2), PUYUAN: (0, 1)}, "until its day nothing moves"
    october(monkeypatch)
    office = entered(world, "office")
    assert (by_place(office, "2026Q3"), by_place(office, "2026Q3", "village")) == before
    assert by_place(office, "2026Q4") == {TOWN: (0, 3)}
    assert by_place(office, "2026Q4", "village") == {VILLAGE: (0, 2), ARRIVED: (0, 1)}
    assert by_place(office, "2026Q3", "", within=YONGYUE, by="village") == {YONGYUE: (1, 1)}
    assert "已生效" in page(office, "/places")


def test_what_is_expected_and_not_stored_follows_on_the_day(
    world: World, shops: list[Business], monkeypatch: pytest.MonkeyPatch
) -> None:
    office = entered(world, "office")
    office.post("/places/new", MERGE)
    october(monkeypatch)
    office = entered(world, "office")
    assert [days_owed(office, day, TOWN) for day in ("2026-09-30", "2026-10-01")] == [1, 2]
    assert [days_owed(office, day, PUYUAN) for day in ("2026-09-30", "2026-10-01")] == [1, 0]
    assert [coverage(office, quarter, TOWN) for quarter in ("2026Q3", "2026Q4")] == [2, 3]
    assert [coverage(office, quarter, PUYUAN) for quarter in ("2026Q3", "2026Q4")] == [1, 0]
    follow()
    assert [days_owed(office, day, TOWN) for day in ("2026-09-30", "2026-10-01")] == [1, 2], "followed twice, told once"


def test_the_visit_made_before_and_the_post_come_along(
    world: World, shops: list[Business], monkeypatch: pytest.MonkeyPatch
) -> None:
    entered(world, "office").post("/places/new", MERGE)
    october(monkeypatch)
    with worn(FOUNDER):
        shop = Business.objects.visible_to(FOUNDER).get(pk=shops[2].pk)
        held = Duty.objects.visible_to(FOUNDER).filter(business=shop, programme=VISIT).on(date(2026, 10, 8)).get()
        assert (shop.path, shop.path_then, held.path_then) == (ARRIVED, YONGYUE, ARRIVED)
        assert held.tasks.count() == 2, "what was planned still points at the duty that stands"
    cadre = people.actor_for(world.people["neighbour"].pk, OCTOBER)
    assert cadre.may_at("hand_in", ARRIVED) and not cadre.may_at("hand_in", VILLAGE)


def test_before_its_day_it_is_taken_back(world: World, shops: list[Business], monkeypatch: pytest.MonkeyPatch) -> None:
    office = entered(world, "office")
    office.post("/places/new", MERGE)
    waiting = Adjustment.objects.get()
    assert "已撤回" in office.post(f"/places/{waiting.pk}/withdraw", follow=True).content.decode()
    october(monkeypatch)
    assert Place.objects.get(path=PUYUAN).closed_on is None
    assert entered(world, "office").post(f"/places/{waiting.pk}/withdraw").status_code == 422


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"others": TOWN}, "不能把「梧桐街道」并入它自己"),
        ({"others": "cn/33/04/81/"}, "「海宁市」不在您的辖区，改不了"),
        ({"others": VILLAGE}, "「文昌社区」不是同一级，不能合并"),
        ({"others": "cn/99/"}, "没有这个地方：cn/99/"),
        ({"document": ""}, "请写明依据的文件"),
        ({"on": "十月一日"}, "请填日期"),
        ({"kind": "split", "others": VILLAGE, "title": "新街道", "code": PUYUAN}, "只用数字和英文字母"),
        ({"kind": "rename", "title": "濮院镇"}, "已经有「濮院镇」"),
        ({"kind": "move", "others": VILLAGE, "into": TOWN}, "它们本来就在「梧桐街道」"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(world: World, said: dict[str, str], sentence: str) -> None:
    office = entered(world, "office")
    for answer in (office.get("/places/new", MERGE | said), office.post("/places/new", MERGE | said)):
        assert answer.status_code == 422
        assert sentence in unescape(answer.content.decode())
    assert not Adjustment.objects.exists()


def test_each_kind_goes_through_the_screen(world: World) -> None:
    office = entered(world, "office")
    paper = {"on": "2026-09-14", "document": "浙政函〔2026〕1号"}
    changes = [
        {"kind": "rename", "place": TOWN, "title": "凤凰街道"},
        {"kind": "move", "place": TOWN, "others": VILLAGE, "into": PUYUAN},
        {"kind": "split", "place": PUYUAN, "others": YONGYUE, "title": "永越镇", "code": "330483105"},
        {"kind": "merge", "place": PUYUAN, "others": TOWN},
    ]
    for said in changes:
        assert office.post("/places/new", said | paper)["Location"] == "/places", said
    places = dict(Place.objects.filter(closed_on__isnull=True).values_list("name", "path"))
    assert "凤凰街道" not in places
    assert places["文昌社区"].startswith(PUYUAN)
    assert places["永越社区"] == f"{places['永越镇']}001/"
    html = page(office, "/places")
    for words in (
        "「梧桐街道」改名为「凤凰街道」",
        "从「濮院镇」分出永越社区，设立「永越镇」",
        "凤凰街道并入「濮院镇」",
    ):
        assert words in html


@pytest.mark.parametrize("who", ["village", "station", "甲饭店/principal"])
def test_who_may_not_change_places_has_no_such_page(world: World, who: str) -> None:
    business(world)
    client = entered(world, who)
    assert client.get("/places").status_code == 404
    assert client.post("/places/new", MERGE).status_code == 404


RENAMED = {"kind": "rename", "place": TOWN, "title": "凤鸣街道", "on": "2026-09-14", "document": "桐政发〔2026〕3号"}


def test_a_figure_of_a_former_period_names_the_place_as_it_was(world: World, shops: list[Business]) -> None:
    office = entered(world, "office")
    village = RENAMED | {"place": VILLAGE, "title": "新文昌社区"}
    assert office.post("/places/new", RENAMED).status_code == office.post("/places/new", village).status_code == 302
    rows = "/figures/completion/rows"
    then = page(office, rows, programme=VISIT, period="2026Q2", within=TOWN)
    now = page(office, rows, programme=VISIT, period="2026Q3", within=TOWN)
    assert "梧桐街道 · 2026Q2" in then and "凤鸣街道 · 2026Q3" in now
    assert "新文昌社区" in now
    before = page(office, "/figures/coverage/rows", period="2026Q2", within=TOWN, side="out_of")
    assert "新文昌社区" not in before and "文昌社区" in before


def test_a_record_of_a_former_day_names_the_place_as_it_was(world: World, shops: list[Business]) -> None:
    office = entered(world, "office")
    with as_root():
        sheet = Sheet._base_manager.get(business=shops[2])
    office.post("/places/new", RENAMED | {"place": YONGYUE, "title": "新永越社区", "on": "2026-09-15"})
    with worn(FOUNDER):
        make_round(OCTOBER)
    assert ">永越社区<" in page(office, f"/records/{sheet.pk}")


def test_what_lay_directly_in_a_merged_town_goes_by_the_name_of_the_new_one(
    world: World, shops: list[Business], monkeypatch: pytest.MonkeyPatch
) -> None:
    direct = business(world, "镇里的店", path=PUYUAN)
    with worn(FOUNDER):
        unit = open_organisation(Organisation(name="濮院所", kind="station", place=world.places[PUYUAN]), by=FOUNDER)
        role = Role.objects.get(key="station_officer")
        post = Post(organisation=unit, place=world.places[PUYUAN], role=role, title="濮院所长", opened_on=OPENED)
        open_post(post, by=FOUNDER)
    office = entered(world, "office")
    assert office.post("/places/new", MERGE).status_code == 302
    october(monkeypatch)
    with as_root():
        assert Business._base_manager.get(pk=direct.pk).place.name == "梧桐街道"
        assert Business._base_manager.get(pk=shops[2].pk).place.name == "永越社区", "a village moved as it is"
        assert Post.objects.get(pk=post.pk).place.name == "梧桐街道"
        assert Organisation.objects.get(pk=unit.pk).place.name == "梧桐街道"
    office = entered(world, "office")  # weeks have passed
    assert "濮院镇" not in page(office, "/businesses", q="镇里的店").split("<tbody>")[1]
    listed = page(office, "/people", q="濮院所长").split("<tbody>")[1]
    assert "梧桐街道" in listed and "濮院镇" not in listed


LAYERS = {"kind": "layers", "place": COUNTY, "layers": "3", "on": "2026-10-01", "document": "桐食安委〔2026〕5号"}


@pytest.mark.mechanism("M37")
def test_how_many_layers_answer_is_changed_on_its_day_with_the_tiers_shown_first(
    world: World, shops: list[Business], monkeypatch: pytest.MonkeyPatch
) -> None:
    office = entered(world, "office")
    shown = page(office, "/places/new", **LAYERS)
    assert "「桐乡市」改为 3 级包保" in shown and "重新分配" in shown
    assert "市级 → 县级" in shown, "grade A has nobody above the county any more"
    assert not Adjustment.objects.exists()
    assert office.post("/places/new", LAYERS).status_code == 302
    assert Place.objects.get(path=COUNTY).layers == 4, "not before its day"
    assert "「桐乡市」改为 3 级包保" in page(office, "/places")
    october(monkeypatch)
    assert set(Place.objects.filter(path__gte=COUNTY, path__lt="cn/33/04/84").values_list("layers", flat=True)) == {3}
    assert Place.objects.get(path="cn/33/04/81/").layers == 4


def test_a_former_day_is_read_by_the_layers_of_then(
    world: World, shops: list[Business], monkeypatch: pytest.MonkeyPatch
) -> None:
    entered(world, "office").post("/places/new", LAYERS)
    october(monkeypatch)
    before, on = date(2026, 9, 30), date(2026, 10, 1)
    assert [layers_at(VILLAGE, on=day) for day in (before, on)] == [4, 3]
    assert [layers_at("cn/33/04/81/", on=day) for day in (before, on)] == [4, 4]
    assert layers_at(VILLAGE, on=on, known=NOW) == 4, "as it was known before it was entered"
    shop = business(world, "大饭店", grade="A")
    with worn(office := world.actor("office")):
        mine = Business.objects.visible_to(office).filter(pk=shop.pk)
        then = actions.preview_binding(mine, by=office, on=before)
        now = actions.preview_binding(mine, by=office, on=on)
    assert not then.pairs, "grade A was the city's, which has nobody here"
    assert [pair.post for pair in now.pairs] == [world.posts["leader"].pk]


def test_layers_changed_twice_are_each_read_in_their_time(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    office = entered(world, "office")
    for layers, on in (("3", "2026-09-01"), ("4", "2026-09-10")):
        assert office.post("/places/new", LAYERS | {"layers": layers, "on": on}).status_code == 302
    days = [date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 9), date(2026, 9, 10)]
    assert [layers_at(TOWN, on=day) for day in days] == [4, 3, 3, 4]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"layers": "4"}, "现在就是 4 级"),
        ({"layers": "5"}, "只能是 3 级或 4 级"),
        ({"place": TOWN}, "请选县级"),
        ({"place": "cn/33/04/81/"}, "不在您的辖区"),
        ({"document": ""}, "请写明依据的文件"),
    ],
)
def test_layers_that_cannot_be_are_refused_in_a_sentence(world: World, changed: dict[str, str], sentence: str) -> None:
    answer = entered(world, "office").post("/places/new", LAYERS | changed)
    assert answer.status_code == 422 and sentence in unescape(answer.content.decode())
    assert not Adjustment.objects.exists()
