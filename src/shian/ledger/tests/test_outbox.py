"""The outbox: nothing lost, nothing twice, and a broken follower hurts nobody else."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest
from django.db import connection, transaction

from shian.kernel import ports
from shian.kernel.actor import Actor, Grant, Reach
from shian.kernel.events import Event
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.secrecy import Secrecy
from shian.kernel.wall import worn
from shian.ledger import queries
from shian.ledger.actions.outbox import COURIER, Envelope, Follower, Heed, LedgerOutbox, deliver, deliver_all
from shian.ledger.models import Cursor, Entry, Parked
from shian.ledger.rules import WAITS
from shian.territory.models import Place

NOW = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)
OFFICE = Actor("office", person=new_id(), grants=(Grant(frozenset({"see", "rename"}), Reach.GROUND, "cn/33/"),))


@dataclass(frozen=True)
class Renamed(Event):
    name: ClassVar[str] = "test.renamed"
    title: str


@dataclass(frozen=True)
class Unheard(Event):
    name: ClassVar[str] = "test.unheard"


class Notebook:
    """A follower that writes down what it hears, and fails on what it was told to fail on."""

    def __init__(self, *poison: str) -> None:
        self.heard: list[str] = []
        self.tried = 0
        self.poison = set(poison)

    def __call__(self, envelope: Envelope, now: datetime) -> None:
        self.tried += 1
        title = Renamed.opened(envelope).title
        if title in self.poison:
            raise RuntimeError(f"cannot write {title}")
        self.heard.append(title)


def follows(**notebooks: Notebook) -> dict[str, list[Follower]]:
    return {Renamed.name: [Follower(name, book) for name, book in notebooks.items()]}


def rename(title: str, secrecy: Secrecy = Secrecy.INTERNAL) -> None:
    place = Place(name=title, path="cn/33/04/")
    place.secrecy = secrecy  # type: ignore[attr-defined]  # the stand-in row of a test
    clerk = Actor("clerk", OFFICE.person, grants=(Grant(frozenset({"*"}), Reach.GROUND, "cn/33/", clearance=secrecy),))
    with worn(clerk), act(clerk, "rename", place) as announce:
        announce(Renamed(title))


@pytest.fixture
def _committed(transactional_db: None) -> None:
    """These stories need real commits."""


pytestmark = pytest.mark.usefixtures("_committed")


def test_a_follower_hears_each_announcement_once() -> None:
    book = Notebook()
    for title in ("a", "b", "c"):
        rename(title)
    assert deliver(follows(book=book), NOW) == 3
    assert deliver(follows(book=book), NOW) == 0
    assert book.heard == ["a", "b", "c"]


def test_an_entry_without_announcement_is_not_even_read() -> None:
    place = Place(name="quiet", path="cn/33/04/")
    with worn(OFFICE), act(OFFICE, "rename", place):
        pass
    assert deliver(follows(book=Notebook()), NOW) == 0


def test_an_event_that_nobody_follows_is_passed_over() -> None:
    book = Notebook()
    with worn(OFFICE), act(OFFICE, "rename", Place(name="x", path="cn/33/04/")) as announce:
        announce(Unheard())
    rename("after")
    deliver_all(follows(book=book), NOW)
    assert book.heard == ["after"]


def test_announcements_of_sealed_files_are_delivered_too() -> None:
    book = Notebook()
    rename("sealed", Secrecy.SEALED)
    deliver_all(follows(book=book), NOW)
    assert book.heard == ["sealed"]


@pytest.fixture
def slow_office() -> Iterator[tuple[threading.Event, threading.Thread]]:
    """Another connection which takes its transaction number first and commits only when told."""
    started, finish = threading.Event(), threading.Event()

    def work() -> None:
        try:
            with transaction.atomic():
                rename("slow")
                started.set()
                finish.wait(120)
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    assert started.wait(120)
    yield finish, thread
    finish.set()
    thread.join(120)


def test_the_slower_transaction_is_not_overtaken(slow_office: tuple[threading.Event, threading.Thread]) -> None:
    """The quick one has the higher number and commits first: a cursor that took it would never see the slow one."""
    finish, thread = slow_office
    book = Notebook()
    rename("quick")
    assert deliver(follows(book=book), NOW) == 0, "the quick one must wait while an older transaction is open"
    finish.set()
    thread.join(120)
    deliver_all(follows(book=book), NOW)
    assert book.heard == ["slow", "quick"]


def test_a_failing_follower_is_tried_again_after_a_while_and_stops_nobody_else() -> None:
    broken, sound = Notebook("a"), Notebook()
    both = follows(broken=broken, sound=sound)
    rename("a")
    rename("b")
    deliver(both, NOW)
    assert sound.heard == ["a", "b"]
    assert broken.heard == []
    deliver(both, NOW)
    assert broken.tried == 1, "it waits before it tries again"
    broken.poison.clear()
    deliver(both, NOW + timedelta(seconds=WAITS[0]))
    assert broken.heard == ["a", "b"]
    assert sound.heard == ["a", "b"]


def test_a_poison_event_is_parked_after_its_last_try_and_the_next_go_on() -> None:
    broken = Notebook("a")
    rename("a")
    rename("b")
    now = NOW
    for wait in (*WAITS, 0):
        deliver(follows(broken=broken), now)
        now += timedelta(seconds=wait)
    assert broken.tried == len(WAITS) + 2
    assert broken.heard == ["b"]
    assert [parked.error for parked in queries.parked()] == ["builtins.RuntimeError"]
    assert deliver(follows(broken=broken), now) == 0


def test_what_a_failing_follower_wrote_is_taken_back() -> None:
    def writes_and_fails(envelope: Envelope, now: datetime) -> None:
        Cursor.objects.create(consumer="debris")
        raise RuntimeError

    rename("a")
    deliver({Renamed.name: [Follower("broken", writes_and_fails)]}, NOW)
    assert not Cursor.objects.filter(consumer="debris").exists()


def test_two_couriers_do_not_deliver_twice() -> None:
    book = Notebook()
    rename("a")
    held, release = threading.Event(), threading.Event()
    deliver(follows(book=book), NOW)
    rename("b")

    def hold() -> None:
        try:
            with transaction.atomic():
                Cursor.objects.select_for_update().get(consumer="book")
                held.set()
                release.wait(120)
        finally:
            connection.close()

    other = threading.Thread(target=hold)
    other.start()
    assert held.wait(120)
    assert deliver(follows(book=book), NOW) == 0, "another courier holds the cursor: pass by, do not wait"
    release.set()
    other.join(120)
    deliver(follows(book=book), NOW)
    assert book.heard == ["a", "b"]


def test_what_a_follower_announces_is_followed_too() -> None:
    def answers(envelope: Envelope, now: datetime) -> None:
        if Renamed.opened(envelope).title == "question":
            rename("answer")

    book = Notebook()
    rename("question")
    deliver_all({Renamed.name: [Follower("echo", answers), Follower("book", book)]}, NOW)
    assert book.heard == ["question", "answer"]


def test_one_name_for_two_followers_is_refused() -> None:
    with pytest.raises(ValueError, match="two followers"):
        deliver({"x": [Follower("same", Notebook())], "y": [Follower("same", Notebook())]}, NOW)


def test_a_broken_bell_does_not_break_the_deed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(LedgerOutbox):
        rung = 0

        def wake(self) -> None:
            Broken.rung += 1
            super().wake()

    monkeypatch.setattr("shian.ledger.actions.outbox.CHANNEL", "not a channel; -- ")
    before = ports.ports()
    ports.install(before.recorder, before.grants, Broken())
    try:
        rename("kept")
    finally:
        ports.install(before.recorder, before.grants, before.outbox)
    assert Broken.rung == 1
    with worn(COURIER):
        assert Entry.objects.visible_to(COURIER).filter(verb="rename").count() == 1
    assert not Parked.objects.exists()


def heeding(book: Notebook, wanted: str, asked: list[datetime]) -> dict[str, list[Follower]]:
    """A follower that asks once what can matter, and says: this title."""

    def heeds(now: datetime) -> Heed:
        asked.append(now)
        return Heed(frozenset({Renamed.name}), lambda envelope: envelope["body"]["title"] == wanted)

    return {Renamed.name: [Follower("book", book, heeds)]}


def test_what_a_follower_does_not_heed_is_passed_by_without_being_handled() -> None:
    book, asked = Notebook(), list[datetime]()
    for title in ("a", "b", "c"):
        rename(title)
    assert deliver(heeding(book, "b", asked), NOW) == 3
    assert (book.heard, book.tried, len(asked)) == (["b"], 1, 1)
    assert deliver(heeding(book, "a", asked), NOW) == 0, "what was passed by is passed by"
    assert len(asked) == 1, "where nothing waits nothing is asked"


def test_a_question_that_fails_leaves_every_entry_to_be_handled() -> None:
    book = Notebook()

    def heeds(now: datetime) -> Heed:
        with connection.cursor() as cursor:
            cursor.execute("SELECT nothing FROM nowhere")
        return Heed(frozenset())

    rename("a")
    assert deliver({Renamed.name: [Follower("book", book, heeds)]}, NOW) == 1
    assert book.heard == ["a"]
