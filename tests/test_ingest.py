"""The mass door: a bounded queue, a verdict for each, and many people in one transaction who stay apart."""

import asyncio
import gc
import json
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection

from shian.checklists.models import Sheet
from shian.checklists.queries import items, version
from shian.doors.ingest import entrance
from shian.doors.ingest.batches import FLOOD, Batches, Full, Unsaid
from shian.doors.ingest.door import spoken
from shian.doors.ingest.reading import NO_ID, read, together, written
from shian.doors.ingest.statuses import status_of
from shian.doors.ingest.writing import WrongPosture, refuse_wrong_posture, step_back, write
from shian.kernel.actor import Actor
from shian.kernel.refused import Refused
from shian.kernel.wall import worn, worn_together
from shian.ledger.models import Entry
from shian.loop.actions import Answered, Handed, owe_by_rule
from shian.loop.actions.desk import Desk, Shelf
from shian.loop.models import Receipt
from shian.loop.submission import Submission
from shian.registry.models import Business
from tests import world as stage
from tests.roles import as_root
from tests.world import COUNTY, FOUNDER, OPENED, World

NOBODY_IN_PARTICULAR = Actor("tester")


def handed(n: int = 1) -> list[Handed]:
    return [Handed(NOBODY_IN_PARTICULAR, Submission(id=uuid4())) for _ in range(n)]


def agreed(batch: Sequence[Handed], language: str) -> list[Answered]:
    return [Answered(one.submission.id, True) for one in batch]


class TestQueue:
    def test_each_caller_gets_its_own_verdicts(self) -> None:
        async def story() -> None:
            batches = Batches(agreed, waiting=100, batch=8, writers=2)
            batches.start()
            callers = [handed(n) for n in (1, 3, 2, 5)]
            answers = await asyncio.gather(*(batches.put(one, "en") for one in callers))
            for sent, got in zip(callers, answers, strict=True):
                assert [a.id for a in got] == [h.submission.id for h in sent]
            await batches.stop()

        asyncio.run(story())

    def test_what_waits_gathers_into_batches_of_one_language(self) -> None:
        batches_seen: list[tuple[int, str]] = []
        gate = threading.Event()

        def slow(batch: Sequence[Handed], language: str) -> list[Answered]:
            gate.wait(60)
            batches_seen.append((len(batch), language))
            return agreed(batch, language)

        async def story() -> None:
            batches = Batches(slow, waiting=100, batch=4, writers=1)
            batches.start()
            asked = [asyncio.create_task(batches.put(handed(), word)) for word in ["zh"] * 7 + ["en"] * 2]
            await asyncio.sleep(0.05)
            gate.set()
            await asyncio.gather(*asked)
            await batches.stop()

        asyncio.run(story())
        assert batches_seen == [(4, "zh"), (3, "zh"), (2, "en")]

    def test_a_full_queue_says_so_and_loses_nobody(self) -> None:
        gate = threading.Event()

        def slow(batch: Sequence[Handed], language: str) -> list[Answered]:
            gate.wait(60)
            return agreed(batch, language)

        async def story() -> None:
            batches = Batches(slow, waiting=3, batch=1, writers=1)
            batches.start()
            inside = [asyncio.create_task(batches.put(handed(), "en")) for _ in range(3)]
            await asyncio.sleep(0.05)
            with pytest.raises(Full):
                await batches.put(handed(), "en")
            gate.set()
            assert all(answer[0].ok for answer in await asyncio.gather(*inside))
            assert (await batches.put(handed(), "en"))[0].ok
            await batches.stop()

        asyncio.run(story())

    def test_in_a_flood_a_batch_gathers_a_moment_and_who_comes_alone_waits_for_nobody(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The moment ends when the story says so: no clock has a say."""
        sizes: list[int] = []
        gathering, gathered = asyncio.Event(), asyncio.Event()

        async def moment(_seconds: float) -> None:
            gathering.set()
            await gathered.wait()

        def seen(batch: Sequence[Handed], language: str) -> list[Answered]:
            sizes.append(len(batch))
            return agreed(batch, language)

        async def story() -> None:
            batches = Batches(seen, waiting=100, batch=64, writers=1, gathering=0.5)
            batches.start()
            await batches.put(handed(), "en")
            assert not gathering.is_set()
            await asyncio.gather(*(batches.put(handed(), "en") for _n in range(FLOOD)))
            await gathering.wait()
            late = [asyncio.create_task(batches.put(handed(), "en")) for _n in range(2)]
            await asyncio.wait(late, timeout=0)
            assert sizes == [1, FLOOD], "two have come, and neither is written yet"
            gathered.set()
            await asyncio.gather(*late)
            await batches.stop()

        monkeypatch.setattr("shian.doors.ingest.batches.asyncio.sleep", moment)
        asyncio.run(story())
        assert sizes == [1, FLOOD, 2]

    def test_a_list_longer_than_the_queue_is_taken_where_nothing_waits(self) -> None:
        async def story() -> None:
            batches = Batches(agreed, waiting=3, batch=2, writers=1)
            batches.start()
            assert len(await batches.put(handed(7), "en")) == 7
            await batches.stop()

        asyncio.run(story())

    def test_closing_writes_what_was_taken_and_takes_no_more(self) -> None:
        async def story() -> None:
            batches = Batches(agreed, waiting=100, batch=1, writers=1)
            batches.start()
            inside = [asyncio.create_task(batches.put(handed(), "en")) for _ in range(20)]
            await asyncio.sleep(0)
            await batches.stop()
            assert len([answer for answer in await asyncio.gather(*inside) if answer[0].ok]) == 20
            with pytest.raises(Full):
                await batches.put(handed(), "en")

        asyncio.run(story())

    def test_nobody_is_told_it_was_kept_when_the_database_did_not_say(self) -> None:
        def broken(batch: Sequence[Handed], language: str) -> list[Answered]:
            raise ConnectionError("gone")

        async def story() -> None:
            batches = Batches(broken, waiting=10, batch=1, writers=1)
            batches.start()
            with pytest.raises(Unsaid):
                await batches.put(handed(), "en")
            await batches.stop()

        asyncio.run(story())


class TestEntrance:
    def asked_at_once(self, monkeypatch: pytest.MonkeyPatch, look_up: Any, tokens: Sequence[str]) -> list[Any]:
        monkeypatch.setattr(entrance, "_looked_up", look_up)

        async def story() -> list[Any]:
            door = entrance.Entrance(300, 300)
            door.open()
            answers = [door.actor(f"Bearer {token}") for token in tokens]
            said = await asyncio.gather(*answers, return_exceptions=True)
            said += await asyncio.gather(*(door.actor(f"Bearer {token}") for token in tokens), return_exceptions=True)
            door.close()
            return said

        return asyncio.run(story())

    def test_strangers_at_once_are_asked_for_together_and_each_gets_its_own_actor(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        questions: list[int] = []

        def look_up(tokens: Sequence[str]) -> dict[str, Actor]:
            questions.append(len(tokens))
            return {token: Actor(token) for token in tokens if token != "withdrawn"}

        tokens = [f"t{n}" for n in range(50)] + ["withdrawn", "t0"]
        said = self.asked_at_once(monkeypatch, look_up, tokens)
        labels = [actor.label if actor else None for actor in said]
        assert labels == [token if token != "withdrawn" else None for token in tokens] * 2
        assert sum(questions) == 52 and len(questions) <= 3  # 51 the first time; the second only who had no answer

    def test_trouble_is_told_to_each_who_waits_and_to_nobody_later(self, monkeypatch: pytest.MonkeyPatch) -> None:
        left = [DatabaseError("gone")]

        def look_up(tokens: Sequence[str]) -> dict[str, Actor]:
            if left:
                raise left.pop()
            return {token: Actor(token) for token in tokens}

        said = self.asked_at_once(monkeypatch, look_up, ["a", "b"])
        assert [type(one) for one in said] == [DatabaseError, DatabaseError, Actor, Actor]


class TestReading:
    @pytest.mark.parametrize("body", [b"", b"{", b"[]", b"7", b'{"submissions": []}', b'{"submissions": {}}', b"\xff"])
    def test_what_cannot_be_read_is_refused_whole(self, body: bytes) -> None:
        with pytest.raises(Refused):
            read(body, 10)

    def test_too_many_are_refused_whole(self) -> None:
        with pytest.raises(Refused, match="10"):
            read(json.dumps({"submissions": [{}] * 11}).encode(), 10)

    def test_one_bad_item_spoils_none_of_the_others(self) -> None:
        good, bad = {"id": str(uuid4())}, {"id": str(uuid4()), "outcome": "vanished"}
        found = read(json.dumps({"submissions": [bad, good, {}]}).encode(), 10)
        verdicts = together(found, [Answered(found.submissions[0].id, True)])
        assert [(str(v.id), v.ok) for v in verdicts] == [(bad["id"], False), (good["id"], True), (str(NO_ID), False)]
        assert [v["ok"] for v in json.loads(written(found, verdicts))["verdicts"]] == [False, True, False]

    @pytest.mark.parametrize(
        ("header", "language"),
        [("", "zh-hans"), ("en-GB,en;q=0.9", "en"), ("fr, en;q=0.5", "en"), ("zh-CN", "zh-hans"), ("%%%", "zh-hans")],
    )
    def test_the_language_asked_for(self, header: str, language: str) -> None:
        assert spoken(header) == language

    def test_numbers_of_refusals(self) -> None:
        assert [status_of(code) for code in ("denied", "missing", "reused_id", "whatever")] == [403, 404, 409, 422]


def record(business: Business, **changes: Any) -> Submission:
    codes = [item.code for item in items(version("daily_caterer").pk)]
    return Submission.parsed(
        {
            "id": str(uuid4()),
            "programme": "daily_record",
            "business": str(business.pk),
            "on_day": "2026-09-14",
            "zero_risk": True,
            "answers": stage.answers(codes),
        }
        | changes
    )


@pytest.mark.django_db
class TestManyTogether:
    """One transaction, one wall for all of them: and still nobody acts or looks as somebody else."""

    @pytest.fixture
    def world(self) -> World:
        world = stage.small_county()
        self.shops: dict[str, Business] = {}
        for name, code in (("甲饭店", "91330483MA00000017"), ("乙饭店", "91330483MA00000025")):
            self.shops[name] = stage.business(world, name, uscc=code)
        with worn(FOUNDER):
            owe_by_rule("daily_record", within=COUNTY, on=OPENED, by=FOUNDER, now=world.now)
        return world

    def officer(self, world: World, name: str) -> Actor:
        return world.actor(f"{name}/safety_officer")

    def test_each_is_recorded_as_its_own(self, world: World) -> None:
        shops = list(self.shops.values())
        people = [self.officer(world, shop.name) for shop in shops]
        answers = write([Handed(by, record(shop)) for by, shop in zip(people, shops, strict=True)], "zh-hans")
        assert [a.ok for a in answers] == [True, True], answers
        with as_root():
            found = set(Sheet.objects.values_list("business_id", "person_id"))
            entries = set(Entry.objects.filter(verb="hand_in").values_list("person_id", flat=True))
        assert found == {(shop.pk, by.person) for by, shop in zip(people, shops, strict=True)}
        assert entries == {by.person for by in people}

    def test_nobody_hands_in_for_another_though_both_are_in_the_batch(self, world: World) -> None:
        first, second = self.shops["甲饭店"], self.shops["乙饭店"]
        li, wang = self.officer(world, "甲饭店"), self.officer(world, "乙饭店")
        answers = write(
            [Handed(li, record(second)), Handed(wang, record(second)), Handed(wang, record(first))], "zh-hans"
        )
        assert [(a.ok, a.code) for a in answers] == [(False, "missing"), (True, ""), (False, "missing")]
        with as_root():
            assert Sheet.objects.count() == Receipt.objects.count() == 1

    def test_a_batch_leaves_nothing_for_the_garbage_collector(self, world: World) -> None:
        shops = list(self.shops.values())
        gc.collect()
        gc.disable()
        try:
            answers = write([Handed(self.officer(world, s.name), record(s)) for s in shops], "zh-hans")
            left = [one for one in gc.get_objects() if type(one) in (Desk, Shelf)]
        finally:
            gc.enable()
        assert [a.ok for a in answers] == [True, True]
        assert left == []

    def test_one_clients_ids_are_not_anothers(self, world: World) -> None:
        first, second = self.shops["甲饭店"], self.shops["乙饭店"]
        li, wang = self.officer(world, "甲饭店"), self.officer(world, "乙饭店")
        mine = record(first)
        theirs = record(second, id=str(mine.id))
        answers = write([Handed(li, mine), Handed(wang, theirs)], "zh-hans")
        assert [a.ok for a in answers] == [True, True]
        again = write([Handed(wang, theirs), Handed(li, mine)], "zh-hans")
        assert [a.replay for a in again] == [True, True]
        assert [a.sheet for a in again] == [answers[1].sheet, answers[0].sheet]

    def test_an_id_twice_in_one_batch_is_one_sheet_and_other_words_under_it_are_refused(self, world: World) -> None:
        first = self.shops["甲饭店"]
        li = self.officer(world, "甲饭店")
        mine = record(first)
        other = record(first, id=str(mine.id), narrative="另一份")
        same, again, changed = write([Handed(li, mine), Handed(li, mine), Handed(li, other)], "zh-hans")
        assert (same.ok, again.ok, again.sheet) == (True, True, same.sheet)
        assert (changed.ok, changed.code, changed.sheet) == (False, "reused_id", None)
        with as_root():
            assert Sheet.objects.count() == Receipt.objects.count() == 1

    def test_one_refused_leaves_the_others_done(self, world: World) -> None:
        first, second = self.shops["甲饭店"], self.shops["乙饭店"]
        li, wang = self.officer(world, "甲饭店"), self.officer(world, "乙饭店")
        answers = write([Handed(li, record(first, zero_risk=False)), Handed(wang, record(second))], "zh-hans")
        assert [(a.ok, a.code) for a in answers] == [(False, "zero_risk"), (True, "")]

    def test_behind_the_common_wall_a_third_shop_stays_unseen(self, world: World) -> None:
        stage.business(world, "丙饭店", uscc="91330483MA00000033")
        people = [self.officer(world, "甲饭店"), self.officer(world, "乙饭店")]
        with worn_together(people):
            assert set(Business.objects.values_list("name", flat=True)) == {"甲饭店", "乙饭店"}

    def test_the_databases_process_steps_back_as_far_as_ours(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Once for each connection; where the operating system forbids it nothing is hindered."""
        asked: list[tuple[int, int]] = []

        def forbid(_which: int, who: int, priority: int) -> None:
            asked.append((who, priority))
            raise PermissionError

        monkeypatch.setattr("os.getpriority", lambda _which, _who: 7)
        monkeypatch.setattr("os.setpriority", forbid)
        connection.ensure_connection()
        held: Any = connection.connection
        held.stepped_back = False
        for _n in range(2):
            step_back()
        assert asked == [(held.info.backend_pid, 7)]

    def test_the_door_stays_shut_where_an_answer_could_not_be_believed(self) -> None:
        refuse_wrong_posture()
        with worn(FOUNDER):
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL synchronous_commit = off")
            with pytest.raises(WrongPosture, match="synchronous_commit"):
                refuse_wrong_posture()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_under_one_id_are_one_sheet_and_two_like_answers() -> None:
    world = stage.small_county()
    shop = stage.business(world, uscc="91330483MA00000017")
    with worn(FOUNDER):
        owe_by_rule("daily_record", within=COUNTY, on=OPENED, by=FOUNDER, now=world.now)
    one = Handed(world.actor("甲饭店/safety_officer"), record(shop))
    start = threading.Barrier(4)

    def at_once() -> Answered:
        start.wait()
        try:
            return write([one], "zh-hans")[0]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = [said.result() for said in [pool.submit(at_once) for _ in range(4)]]
    assert {(a.ok, a.sheet) for a in answers} == {(True, answers[0].sheet)}, answers
    assert sorted(a.replay for a in answers) == [False, True, True, True]
    with as_root():
        assert Sheet.objects.count() == Receipt.objects.count() == Entry.objects.filter(verb="hand_in").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_writers_with_the_same_ids_in_other_order_neither_lock_nor_double() -> None:
    """A phone and its gateway send the same two sheets at once, one forwards, one backwards."""
    world = stage.small_county()
    shops = [
        stage.business(world, f"{letter}饭店", uscc=code)
        for letter, code in (("甲", "91330483MA00000017"), ("乙", "91330483MA00000025"))
    ]
    with worn(FOUNDER):
        owe_by_rule("daily_record", within=COUNTY, on=OPENED, by=FOUNDER, now=world.now)
    sheets = [Handed(world.actor(f"{shop.name}/safety_officer"), record(shop)) for shop in shops]
    together_now = threading.Barrier(2, timeout=60)
    drafted: list[str] = []

    def meeting(batch: Sequence[Handed], language: str) -> list[Answered]:
        drafted.append(threading.current_thread().name)
        together_now.wait()
        try:
            return write(batch, language)
        finally:
            connection.close()

    async def story() -> list[list[Answered]]:
        batches = Batches(meeting, waiting=100, batch=2, writers=2)
        batches.start()
        answers = await asyncio.gather(batches.put(sheets, "zh-hans"), batches.put(sheets[::-1], "zh-hans"))
        await batches.stop()
        return answers

    first, second = asyncio.run(story())
    assert len(set(drafted)) == 2  # two writers, at the same time
    assert all(a.ok for a in (*first, *second)), (first, second)
    assert [a.sheet for a in first] == [a.sheet for a in reversed(second)]
    assert sorted(a.replay for a in (*first, *second)) == [False, False, True, True]
    with as_root():
        assert Sheet.objects.count() == Receipt.objects.count() == Entry.objects.filter(verb="hand_in").count() == 2
