"""Two requests at one instant, each failing the same question at the same door: one problem, on two connections."""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from shian.checklists import queries as checklists
from shian.kernel.actor import Actor
from shian.kernel.ids import new_id
from shian.kernel.wall import worn
from shian.loop import actions, queries
from shian.loop.actions import together
from shian.loop.models import Finding, Task
from shian.loop.submission import Submission
from shian.registry.models import Business
from tests.at_the_doors import bound_and_planned
from tests.world import FOUNDER, NOW, TODAY, answers, business, small_county


def two_tasks(cadre: Actor, shop: Business) -> list[Task]:
    """What is due at the door, and the same once more under another key."""
    with worn(cadre):
        first = queries.worklist(cadre, on=TODAY).get(business=shop)
    with worn(FOUNDER):
        second = Task.objects.visible_to(FOUNDER).get(pk=first.pk)
        second.pk, second._state.adding = new_id(), True
        second.save(force_insert=True)
    return [first, second]


def sheet(task: Task) -> Submission:
    codes = [item.code for item in checklists.items(checklists.version("village_caterer").pk)]
    return Submission.parsed({"id": str(uuid4()), "tasks": [str(task.pk)], "answers": answers(codes, failed=codes[:1])})


@pytest.mark.django_db(transaction=True)
def test_two_sheets_at_one_instant_open_one_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    world = small_county()
    shop = business(world)
    bound_and_planned(world)
    cadre = world.actor("village")
    sheets = [sheet(task) for task in two_tasks(cadre, shop)]
    looked, both, said = together._standing, Barrier(2, timeout=3), list[Any]()

    def slowly(failing: Any) -> Any:
        """Whoever has looked at what stands waits for the other to have looked as well; locked out, he cannot."""
        found = looked(failing)
        with suppress(BrokenBarrierError):
            both.wait()
        return found

    def hand(submission: Submission) -> None:
        try:
            with worn(cadre):
                said.append(actions.hand_in(submission, by=cadre, now=NOW))
        finally:
            connection.close()

    monkeypatch.setattr(together, "_standing", slowly)
    hands = [Thread(target=hand, args=(one,)) for one in sheets]
    for one in hands:
        one.start()
    for one in hands:
        one.join(300)
    with worn(FOUNDER):
        (finding,) = Finding.objects.visible_to(FOUNDER)
        assert Task.objects.visible_to(FOUNDER).filter(act="inspect", state="done").count() == 2
    assert [answer.findings for answer in said] == [[finding.pk], [finding.pk]]
