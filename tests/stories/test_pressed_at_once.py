"""A button pressed three times at once, over real connections: what it does is done once, and the others are told so."""

from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from shian.clues.models import Clue
from shian.complaints.models import Clock, Complaint, Paper, Pause, Recusal
from shian.enforcement.models import Deferral, Payment
from tests.at_the_doors import entered, stand_still
from tests.stories.test_complaints import did, kept, rows
from tests.stories.test_penalty_case import filed, peopled, reviewed
from tests.world import VILLAGE, World, business, small_county

TIMES = 3


@pytest.fixture
def world(transactional_db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> World:
    stand_still(monkeypatch)
    settings.MEDIA_ROOT = tmp_path
    return small_county()


def pressed(clients: list[Client], where: str, words: dict[str, str]) -> list[int]:
    """What each of them is answered."""
    ready, answers = Barrier(len(clients), timeout=120), []

    def press(client: Client) -> None:
        ready.wait()
        try:
            answers.append(client.post(where, words).status_code)
        finally:
            connection.close()

    people = [Thread(target=press, args=(client,)) for client in clients]
    for one in people:
        one.start()
    for one in people:
        one.join(300)
    return sorted(answers)


def test_what_moves_no_state_is_done_once_all_the_same(world: World) -> None:
    stations = [entered(world, "station") for _n in range(TIMES)]
    report, dispute = kept("report"), kept(business=business(world).pk)
    did(stations[0], dispute, "accept")
    did(stations[0], dispute, "begin_mediation", mode="remote", note="周五", mediator="孙和平")

    def at(one: Complaint, verb: str, **words: str) -> list[int]:
        return pressed(stations, f"/complaints/{one.pk}/{verb}", {"note": "一次", **words})

    assert at(report, "extend_check", approved="吕局长") == [302, 422, 422]
    assert len(rows(Clock, complaint=report.pk, name="check_more")) == 1
    assert at(dispute, "stop") == [302, 422, 422] and len(rows(Pause, complaint=dispute.pk)) == 1
    assert at(dispute, "go_on") == [302, 422, 422]
    assert at(dispute, "ask_recusal") == [302, 422, 422] and len(rows(Recusal, complaint=dispute.pk)) == 1
    assert at(dispute, "invite", until="2026-09-28") == [302, 422, 422]
    assert at(dispute, "form", form="mediation_notice") == [302] * TIMES
    assert len({paper.mark for paper in rows(Paper)}) == TIMES, "three papers, three numbers"


def test_two_files_merged_into_each_other_at_once_leave_one(world: World) -> None:
    first, second = kept(), kept()
    there = [(first, second), (second, first)]
    clients = [entered(world, "station") for _n in there]
    ready, answers = Barrier(2, timeout=120), []

    def press(client: Client, one: Complaint, into: Complaint) -> None:
        ready.wait()
        try:
            answers.append(client.post(f"/complaints/{one.pk}/merge", {"into": str(into.pk)}).status_code)
        finally:
            connection.close()

    people = [Thread(target=press, args=(client, *pair)) for client, pair in zip(clients, there, strict=True)]
    for one in people:
        one.start()
    for one in people:
        one.join(300)
    assert sorted(answers) == [302, 422]
    assert sorted(one.state for one in rows(Complaint)) == ["merged", "registered"]


def test_what_is_asked_about_a_clue_at_once_stands_on_its_way_once(world: World) -> None:
    grid, stations = entered(world, "grid"), [entered(world, "station") for _n in range(TIMES)]
    told = {"place": VILLAGE, "subject": "河边作坊", "text": "半夜生产", "matter": "unlicensed"}
    assert grid.post("/clues/mine/new", told).status_code == 302
    (clue,) = rows(Clue)
    stations[0].post(f"/clues/{clue.pk}/claim", {})
    assert pressed(stations, f"/clues/{clue.pk}/ask", {"reason": "要到外地核实"}) == [302, 422, 422]
    (clue,) = rows(Clue)
    assert [step["move"] for step in clue.way] == ["receive", "claim", "longer_asked"]


def test_a_fine_is_paid_once_and_a_plan_is_asked_for_once(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    county = peopled(monkeypatch)
    here = filed(county)
    reviewed(county, here)
    county.does("station", here, "notify")
    county.does("station", here, "plea", plea="放弃")
    stations = [entered(county.world, "station") for _n in range(TIMES)]
    penalty = {"kind": "penalty", "text": "罚款", "penalties": ["fine"], "fine": "5000", "term": "general"}
    county.does("chief", here, "decide", **penalty)
    county.does("station", here, "serve", how="direct")
    asked = {"on": str(county.now.date()), "reason": "一时困难", "parts": "2", "first": "2026-10-20"}
    assert pressed(stations, f"{here}/deferral", asked) == [302, 422, 422] and len(rows(Deferral)) == 1
    assert pressed(stations, f"{here}/payment", {}) == [302, 422, 422]
    assert [one.fen for one in rows(Payment)] == [500_000]
