"""线索 (M53): what cadres, the grid and departments pass on is claimed, checked in time, filed or not; the sender learns it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from shian.clues.actions import Ended, conclude_clue
from shian.clues.models import Clue
from shian.config.clueing import Brought, taking_in
from shian.config.wiring import FOLLOWS
from shian.insight.figure import Question
from shian.insight.indicators import INDICATORS, Ratio
from shian.kernel.refused import Refused
from shian.kernel.wall import worn
from shian.ledger.models import Entry
from shian.loop.actions import tick
from shian.loop.models import Climb, Finding, Task
from shian.registry.models import Business
from tests.at_the_doors import bound_and_planned, entered, photo, stand_still, visited
from tests.world import CAST, COUNTY, FOUNDER, NOW, TODAY, TOWN, VILLAGE, World, business, small_county


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> World:
    stand_still(monkeypatch)
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setitem(CAST, "chief", (COUNTY, "regulator_chief", "", "office"))
    made = small_county()
    for name in ("甲饭店", "乙饭店"):
        business(made, name)
    return made


@pytest.fixture
def station(world: World) -> Client:
    return entered(world, "station")


def rows(model: Any, **facts: Any) -> list[Any]:
    with worn(FOUNDER):
        return list(model.objects.filter(**facts).order_by("pk"))


def one(model: Any, **facts: Any) -> Any:
    (found,) = rows(model, **facts)
    return found


def said(answer: Any) -> str:
    return str(answer.content.decode())


def done(answer: Any) -> None:
    assert answer.status_code == 302, said(answer)


def delivered(now: datetime = NOW) -> None:
    """What was announced is followed; a follower that hears a thing twice does it once."""
    with worn(FOUNDER):
        told = [event for entry in Entry.objects.filter(announces=True).order_by("id") for event in entry.events]
    for envelope in told:
        for follower in FOLLOWS.get(envelope["name"], []):
            if follower.name.startswith("clues."):
                follower.handle(envelope, now)


def told(client: Client, **more: Any) -> str:
    """Somebody tells of a place nobody has registered; answers the key of the clue."""
    words = {"subject": "河边无招牌的豆腐作坊", "place": VILLAGE, "matter": "unlicensed", "text": "半夜生产，没有证"}
    answer = client.post("/clues/mine/new", words | more)
    assert answer.status_code == 302, said(answer)
    return str(answer["Location"]).rsplit("/", 1)[1]


def open_tasks(act: str) -> list[Any]:
    return rows(Task, act=act, state="open")


@pytest.mark.mechanism("M53")
def test_a_problem_that_a_cadre_passes_on_becomes_a_clue_and_ends_as_a_case(world: World, station: Client) -> None:
    bound_and_planned(world)
    visited(world, one(Business, name="甲饭店"), disposition="push_to_station")
    delivered()
    delivered()
    clue = one(Clue)
    assert (clue.source, clue.state, clue.file_kind) == ("cadre", "received", "finding"), "told twice, it stands once"
    assert clue.holder_id == world.posts["station"].pk and clue.sender_id == world.posts["village"].pk
    assert open_tasks("claim_clue") == [], "the problem itself is claimed: nobody signs twice"

    finding = one(Finding)
    done(station.post(f"/findings/{finding.pk}/claim", {"note": "收到"}))
    delivered()
    clue = one(Clue)
    # 15 working days from Monday 2026-09-14: the 20th is worked, and 10 October; the 25th to the 27th and 1 to 7 October are not
    assert (clue.state, clue.due.isoformat()) == ("claimed", "2026-10-10")
    people = [world.actor("village").label, world.actor("station").label]
    assert [step["who"] for step in clue.way] == people and clue.sender_label == people[0], "people did it, no machine"
    page = said(station.get(f"/clues/{clue.pk}"))
    assert "第十八条" in page and "10月10日" in page and "线索核查" in said(station.get("/worklist"))

    answer = station.post(f"/clues/{clue.pk}/conclude", {"outcome": "file", "note": ""})
    assert answer.status_code == 422 and "请把每一栏都写上" in said(answer)
    words = {"outcome": "file", "note": "查实使用过期原料", "reply": "已立案调查"}
    done(station.post(f"/clues/{clue.pk}/conclude", words))
    filed = [
        event for entry in rows(Entry, announces=True) for event in entry.events if event["name"] == "clues.clue_filed"
    ]
    assert [event["body"]["clue"] for event in filed] == [str(clue.pk)]
    assert filed[0]["body"]["business"] == str(finding.business_id) and filed[0]["body"]["path"] == clue.path
    assert filed[0]["body"]["summary"]

    village = entered(world, "village")
    assert f"/clues/mine/{clue.pk}" in said(village.get("/today")), "the cadre finds the outcome on the phone"
    mine = said(village.get(f"/clues/mine/{clue.pk}"))
    assert "已立案" in mine and "已立案调查" in mine and "过期原料" not in mine, "the office's reasons stay with it"
    done(village.post(f"/clues/mine/{clue.pk}/read", {}))
    assert open_tasks("read_clue_outcome") == [] and open_tasks("check_clue") == []
    assert "现在是「已立案」" in said(station.post(f"/clues/{clue.pk}/conclude", words))
    assert village.get(f"/clues/{clue.pk}").status_code == 404, "the file itself is not the sender's"


def test_the_clock_is_extended_by_another_and_stands_still_during_a_test(world: World, station: Client) -> None:
    key = told(entered(world, "grid"))
    assert one(Clue).source == "grid" and len(open_tasks("claim_clue")) == 1
    done(station.post(f"/clues/{key}/claim", {}))
    at = f"/clues/{key}"
    done(station.post(f"{at}/ask", {"reason": "要到外地核实进货"}))
    assert "申请的人不能自己批" in said(station.post(f"{at}/decide", {"grant": "yes"}))
    office = entered(world, "office")
    assert "决定是否延长" in said(office.get(at))
    done(office.post(f"{at}/decide", {"grant": "yes", "note": "同意"}))
    clue = one(Clue)
    # 15 more working days after 2026-10-10
    assert clue.due.isoformat() == "2026-10-30" and one(Task, act="check_clue").due == clue.due
    assert office.post(f"{at}/decide", {"grant": "no"}).status_code == 422, "decided once"

    assert "已经过了" in said(station.post(f"{at}/stop", {"reason": "送检", "expected": "2026-09-01"}))
    done(station.post(f"{at}/stop", {"reason": "豆腐送市检验所", "expected": str(TODAY + timedelta(days=10))}))
    assert one(Clue).state == "stopped" and len(open_tasks("await_test")) == 1 and open_tasks("check_clue") == []
    clue = one(Clue)
    with worn(FOUNDER):  # it came, and the sample was sent, a week ago
        week = TODAY - timedelta(days=7)
        Clue.objects.filter(pk=clue.pk).update(stopped_on=week, counted_from=week)
    done(station.post(f"{at}/resume", {}))
    clue = one(Clue)
    assert clue.because["facts"]["stopped_days"] == 5 and clue.due == date(2026, 10, 30)
    assert "检测不计的工作日" in said(station.get(at))
    assert [task.due for task in open_tasks("check_clue")] == [clue.due] and open_tasks("await_test") == []


def test_a_clue_goes_back_on_to_another_office_and_is_united(world: World, station: Client) -> None:
    grid, office = entered(world, "grid"), entered(world, "office")
    key = told(grid)
    at = f"/clues/{key}"
    done(station.post(f"{at}/return", {"reason": "没有写清在哪一条河"}))
    assert f"/clues/mine/{key}" in said(grid.get("/today")) and "没有写清" in said(grid.get(f"/clues/mine/{key}"))
    done(grid.post(f"/clues/mine/{key}/mend", {"text": "康泾塘桥下", "photos": photo()}))
    clue = one(Clue)
    assert (clue.state, len(clue.evidence)) == ("received", 1) and "康泾塘桥下" in clue.text
    assert open_tasks("mend_clue") == [] and len(open_tasks("claim_clue")) == 1

    words = {"to": str(world.posts["office"].pk), "reason": "跨镇，由县里查"}
    assert "不是能核查线索的岗位" in said(station.post(f"{at}/hand", words | {"to": str(world.posts["village"].pk)}))
    done(station.post(f"{at}/hand", words))
    clue = one(Clue)
    assert (clue.state, clue.holder_id) == ("handed", world.posts["office"].pk)
    done(office.post(f"{at}/claim", {}))
    assert one(Clue).state == "claimed"

    again = told(grid, text="又在半夜生产")
    done(station.post(f"/clues/{again}/conclude", {"outcome": "duplicate_of", "note": "同一家", "same_as": key}))
    assert one(Clue, pk=again).state == "duplicate"
    itself = {"outcome": "merge", "note": "同一家", "same_as": again}
    assert "已经并入别的线索" in said(office.post(f"{at}/conclude", itself))
    done(office.post(f"{at}/conclude", {"outcome": "not_file", "note": "首违轻微，已改正", "reply": "已责令改正"}))
    heard = said(grid.get(f"/clues/mine/{again}"))
    assert "已责令改正" in heard, "whoever told it twice hears of both"


def test_an_extension_does_not_outlive_the_days_it_was_for(world: World, station: Client) -> None:
    grid, office = entered(world, "grid"), entered(world, "office")
    key = told(grid)
    at = f"/clues/{key}"
    for granted in (True, False):
        done(station.post(f"{at}/claim", {}))
        done(station.post(f"{at}/ask", {"reason": "要到外地核实"}))
        if granted:
            done(office.post(f"{at}/decide", {"grant": "yes", "note": "同意"}))
        done(station.post(f"{at}/return", {"reason": "地址不对"}))
        assert one(Clue).longer == "" and open_tasks("decide_longer") == []
        done(grid.post(f"/clues/mine/{key}/mend", {"text": "在桥东"}))
    done(station.post(f"{at}/claim", {}))
    assert one(Clue).due == date(2026, 10, 10), "fifteen working days, and no more without somebody else's word"


def test_whoever_told_it_first_hears_of_it_however_often_it_was_united(world: World, station: Client) -> None:
    grid = entered(world, "grid")
    first, second, last = (told(grid, text=f"第{n}次说的") for n in range(3))
    united = {"outcome": "merge", "note": "同一家"}
    done(station.post(f"/clues/{first}/conclude", united | {"same_as": second}))
    done(station.post(f"/clues/{second}/conclude", united | {"same_as": last}))
    assert {str(row.same_as_id) for row in rows(Clue, pk__in=[first, second])} == {last}
    done(station.post(f"/clues/{last}/claim", {}))
    done(station.post(f"/clues/{last}/conclude", {"outcome": "not_file", "note": "首违轻微", "reply": "已责令改正"}))
    assert "已责令改正" in said(grid.get(f"/clues/mine/{first}"))


def test_of_two_clues_each_united_with_the_other_one_goes_on(world: World, station: Client) -> None:
    grid = entered(world, "grid")
    first, second = told(grid), told(grid, text="又在半夜生产")
    seen = one(Clue, pk=first)
    with worn(by := world.actor("station")):
        conclude_clue(one(Clue, pk=first), Ended("merge", "同一家", same_as=one(Clue, pk=second)), by=by, now=NOW)
        with pytest.raises(Refused, match="已经并入"):
            conclude_clue(one(Clue, pk=second), Ended("merge", "同一家", same_as=seen), by=by, now=NOW)
    assert one(Clue, pk=second).state == "received"


def test_what_nobody_claims_climbs_the_ladder(world: World) -> None:
    told(entered(world, "grid"))
    clock = world.system("clock")
    for days in (3, 7):
        with worn(clock):
            tick(NOW + timedelta(days=days), by=clock)
    assert {one.post_id for one in rows(Climb)} == {world.posts["station"].pk, world.posts["office"].pk}


def test_nobody_reads_or_does_what_is_not_theirs(world: World, station: Client) -> None:
    key = told(entered(world, "grid"))
    for name in ("stranger", "neighbour", "甲饭店/principal"):
        client = entered(world, name)
        assert client.get(f"/clues/{key}").status_code == 404
        assert client.post(f"/clues/{key}/claim", {}).status_code == 404
        assert client.get(f"/clues/mine/{key}").status_code == 404
    assert entered(world, "village").get("/clues").status_code == 404, "a cadre tells; the inbox is the regulator's"
    assert entered(world, "village").post(f"/clues/{key}/conclude", {"outcome": "file", "note": "x"}).status_code == 404
    assert one(Clue).state == "received"
    assert "请选在哪里" in said(
        entered(world, "grid").post("/clues/mine/new", {"subject": "甲", "text": "乙", "place": "cn/"})
    )
    assert "写得太长" in said(
        station.post("/clues/new", {"source": "other", "subject": "甲", "place": TOWN, "text": "长" * 2001})
    )
    page = said(station.get(f"/clues/{told(entered(world, 'grid'), subject='<script>alert(1)</script>')}"))
    assert "<script>alert(1)" not in page


def test_several_are_claimed_together_and_the_rate_opens(world: World, station: Client) -> None:
    grid = entered(world, "grid")
    keys = [told(grid, subject=f"无名摊 {n}") for n in range(3)]
    assert "一次认领" in said(station.get("/clues"))
    assert "请先勾选" in said(station.post("/clues/claim", {}, follow=True))
    done(station.post("/clues/claim", {"clues": keys}))
    assert {clue.state for clue in rows(Clue)} == {"claimed"}
    for key, outcome in zip(keys, ("file", "not_file"), strict=False):
        done(station.post(f"/clues/{key}/conclude", {"outcome": outcome, "note": "查过"}))
    for by in ("source", "station", "month"):
        page = said(station.get(f"/clues/rate?by={by}"))
        assert "33.3" in page and "state=filed" in page
    assert said(station.get("/clues?tab=all&state=filed&source=grid")).count("无名摊") == 1
    assert all(f"无名摊 {n}" in said(station.get("/clues?tab=all&month=2026-09")) for n in range(3))
    assert "无名摊" not in said(station.get("/clues?tab=all&month=2026-08"))
    with worn(world.actor("station")):
        asked = Question.asked("clue", "2026-09", TOWN, NOW + timedelta(hours=1), TODAY)
        by_hand = (1, 3)
        assert INDICATORS["clue_cases"].ratio(world.actor("station"), asked) == Ratio("clue_cases", *by_hand)
    rate = f"/figures/clue_cases/rows?programme=clue&period=2026-09&within={TOWN}&side=counted"
    opened = said(station.get(rate))
    assert "无名摊 0" in opened and "无名摊 1" not in opened and f'href="/clues/{keys[0]}"' in opened
    # The head of the regulator reads the same row; the page of a clue is for whoever works on it, so no link leads there.
    chief = said(entered(world, "chief").get(rate))
    assert "无名摊 0" in chief and keys[0] not in chief


def test_another_rooms_file_comes_in_by_one_line_of_wiring(world: World) -> None:
    """A made-up announcement of a room that is not there: what it says is read by that room, never from the event."""
    file: UUID = uuid4()
    read: Mapping[UUID, Brought] = {file: Brought(VILLAGE, "甲饭店", "有人反映用回收油", matter="unsafe")}
    take_in = taking_in("sealed", "sealed_made_up", "handed", read.get)
    envelope = {"id": str(uuid4()), "name": "sealed.made_up", "version": 1, "secrecy": 2, "body": {"handed": str(file)}}
    take_in(envelope, NOW)
    take_in(envelope, NOW)
    take_in(envelope | {"body": {"handed": str(uuid4())}}, NOW)
    clue = one(Clue)
    assert (clue.source, clue.subject, clue.business_id) == ("sealed", "甲饭店", one(Business, name="甲饭店").pk)
    assert "回收油" not in said(entered(world, "village").get("/worklist"))
    assert entered(world, "station").get(f"/clues/{clue.pk}").status_code == 200
    assert entered(world, "village").get(f"/clues/{clue.pk}").status_code == 404


def test_what_goes_to_the_police_opens_its_case_where_the_transfer_has_its_limits(
    world: World, station: Client
) -> None:
    key = told(entered(world, "grid"))
    done(station.post(f"/clues/{key}/claim", {}))
    done(station.post(f"/clues/{key}/conclude", {"outcome": "to_police", "note": "涉嫌犯罪"}))
    events = [event for entry in rows(Entry, announces=True) for event in entry.events]
    assert [event["body"]["clue"] for event in events if event["name"] == "clues.clue_filed"] == [key]
    assert one(Clue).state == "police"
