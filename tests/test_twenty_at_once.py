"""The same sheet twenty times at one instant, over real connections: stored once, answered alike; and stored means on disk."""

import http.client
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from shian.checklists import queries as checklists
from shian.checklists.models import Sheet
from shian.kernel.ids import new_id
from shian.kernel.wall import worn
from shian.loop.models import Receipt, Task
from shian.people.actions.accounts import issue_token
from tests.at_the_doors import bound_and_planned, entered
from tests.roles import as_root
from tests.test_api import quarter
from tests.world import FOUNDER, World, business, small_county

pytestmark = pytest.mark.django_db(transaction=True)
TWENTY = 20
Ask = Callable[[], tuple[int, dict[str, Any]]]


@pytest.fixture
def world() -> World:
    made = small_county()
    made.now = timezone.now()
    business(made)
    bound_and_planned(made, quarter())
    return made


def task() -> Task:
    with worn(FOUNDER):
        found: Task = Task.objects.get(act="inspect")
        return found


def asked(server: Any, path: str, body: str, **headers: str) -> tuple[int, dict[str, Any]]:
    line = http.client.HTTPConnection(server.thread.host, server.thread.port, timeout=300)
    try:
        line.request("POST", path, body, {"Content-Type": "application/json", "Accept": "application/json", **headers})
        answer = line.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        line.close()


def at_once(ask: Ask) -> list[tuple[int, dict[str, Any]]]:
    barrier = Barrier(TWENTY)

    def one(_n: int) -> tuple[int, dict[str, Any]]:
        barrier.wait(120)
        return ask()

    with ThreadPoolExecutor(TWENTY) as pool:
        return list(pool.map(one, range(TWENTY)))


def answers() -> dict[str, Any]:
    version = checklists.version("village_caterer")
    return {item.code: {"answer": "conform"} for item in checklists.items(version.pk)}


def test_by_the_submissions_door(world: World, live_server: Any) -> None:
    with worn(FOUNDER):
        _token, secret = issue_token(
            world.people["village"], "phone", expires_at=timezone.now() + timedelta(hours=1), by=FOUNDER
        )
    body = json.dumps({"id": str(new_id()), "tasks": [str(task().pk)], "answers": answers()})
    said = at_once(lambda: asked(live_server, "/api/v1/submissions", body, Authorization=f"Bearer {secret}"))
    assert [status for status, _answer in said] == [200] * TWENTY
    assert len({answer["sheet"] for _status, answer in said}) == 1
    with worn(FOUNDER):
        assert Sheet.objects.count() == 1


def test_by_the_page_of_a_visit(world: World, live_server: Any) -> None:
    client: Client = entered(world, "village")
    client.get("/today")
    token = client.cookies["csrftoken"].value
    told = {"id": str(new_id()), "tasks": [str(task().pk)], "answers": answers()}
    headers = {"Cookie": f"sessionid={client.cookies['sessionid'].value}; csrftoken={token}", "X-CSRFToken": token}
    said = at_once(lambda: asked(live_server, f"/visit/{task().pk}/sheet", json.dumps(told), **headers))
    assert [status for status, _answer in said] == [200] * TWENTY
    assert len({answer["receipt"] for _status, answer in said}) == 1
    assert sum("replay" not in answer for _status, answer in said) == 1
    with worn(FOUNDER):
        assert Sheet.objects.count() == 1
    with as_root():
        assert Receipt.objects.count() == 2  # of the sheet, and of the visit as a whole


def test_an_acknowledgement_means_that_it_is_on_disk(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        assert cursor.fetchone() == ("on",)
