"""Numbers under many hands: no gap, no duplicate, one series an organ and a year."""

from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from shian.kernel.actor import Actor
from shian.kernel.refused import Refused
from shian.kernel.wall import worn
from shian.letters import actions
from shian.letters.models import Letter
from shian.letters.schemas import NewLetter
from tests.world import FOUNDER, NOW, World, small_county

HANDS = 8


def ready(world: World, now: datetime = NOW) -> Letter:
    """A letter that waits for its number."""
    office, leader = world.actor("office"), world.actor("leader")
    with worn(office):
        new = NewLetter("praise", "post", "none", post=world.posts["town"].pk, words="成绩突出")
        letter = actions.draft_letter(new, by=office, now=now)
        actions.submit_letter(letter, by=office, now=now)
    with worn(leader):
        return actions.approve_letter(letter, by=leader, now=now)


def issued_at_once(letters: list[Letter], by: Actor) -> list[str]:
    """Each letter by its own hand and connection, all let go at the same moment."""
    together, said = Barrier(len(letters), timeout=120), list[str]()

    def hand(letter: Letter) -> None:
        try:
            with worn(by):
                together.wait()
                said.append(actions.issue_letter(letter, by=by, now=NOW).mark)
        except Refused as refused:
            said.append(refused.code)
        finally:
            connection.close()

    hands = [Thread(target=hand, args=(letter,)) for letter in letters]
    for one in hands:
        one.start()
    for one in hands:
        one.join(300)
    return said


@pytest.mark.django_db(transaction=True)
def test_many_hands_get_each_number_once_and_none_is_left_out() -> None:
    world = small_county()
    marks = issued_at_once([ready(world) for _ in range(HANDS)], world.actor("office"))
    assert sorted(marks) == sorted(f"桐食安办〔2026〕{n}号" for n in range(1, HANDS + 1))


@pytest.mark.django_db(transaction=True)
def test_one_letter_in_two_hands_spends_one_number() -> None:
    world = small_county()
    letter, office = ready(world), world.actor("office")
    with worn(office):
        same = Letter.objects.visible_to(office).get(pk=letter.pk)
    said = issued_at_once([letter, same], office)
    assert sorted(said) == ["conflict", "桐食安办〔2026〕1号"]
    assert issued_at_once([ready(world)], office) == ["桐食安办〔2026〕2号"]


@pytest.mark.django_db
def test_each_year_begins_with_one() -> None:
    world = small_county()
    office, later = world.actor("office"), NOW + timedelta(days=200)
    first, second = ready(world), ready(world)
    with worn(office):
        assert actions.issue_letter(first, by=office, now=NOW).mark == "桐食安办〔2026〕1号"
        assert actions.issue_letter(second, by=office, now=later).mark == "桐食安办〔2027〕1号"
    with worn(FOUNDER):
        assert Letter.objects.visible_to(FOUNDER).filter(number=1).count() == 2
