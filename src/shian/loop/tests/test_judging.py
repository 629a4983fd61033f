"""What a sheet may not say: each a sentence, and nothing written."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.utils.translation import override

from shian.checklists import queries as checklists
from shian.checklists.models import Sheet
from shian.kernel.refused import Refused
from shian.kernel.wall import worn
from shian.loop import actions, queries
from shian.loop.states import FINDING
from shian.loop.submission import Submission
from shian.registry.models import Business
from tests.world import COUNTY, FOUNDER, NOW, TODAY, World, answers, business, small_county

ID = "0199a0b1-0000-7000-8000-000000000001"


@pytest.mark.parametrize(
    ("said", "code", "sentence"),
    [
        ({"mode": "telepathy"}, "unknown_word", "mode"),
        ({"mode": "a\x00"}, "unknown_word", "mode"),
        ({"conclusion": "很" * 21}, "too_long", "conclusion"),
        ({"conclusion": "a\x00"}, "malformed", "conclusion"),
        ({"place": {"lat": 91, "lon": 0}}, "malformed", "定位"),
        ({"place": {"lat": 30, "lon": -181}}, "malformed", "定位"),
        ({"place": {"lat": 30, "lon": 120, "accuracy": -1}}, "malformed", "定位"),
        ({"place": {"lat": 30, "lon": 120, "accuracy": 1e300}}, "malformed", "定位"),
        ({"place": {"lat": 30, "lon": 120, "datum": "mars"}}, "unknown_word", "datum"),
        ({"started_at": "0001-01-01T00:00:00+14:00"}, "malformed", "时间"),
        ({"finished_at": "9999-12-31T23:59:59-14:00"}, "malformed", "时间"),
        ({"version": "two"}, "malformed", "「version」填得不对"),
        ({"place": {"lat": 30}}, "malformed", "「place.lon」没有填"),
        ({"answers": {"a": {"answer": 1}}}, "malformed", "answers"),
    ],
)
def test_a_field_that_cannot_be_so_is_named(said: dict[str, Any], code: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        Submission.parsed({"id": ID, **said})
    assert refused.value.code == code


@pytest.mark.parametrize("raw", [{}, {"id": "x"}, [], 17, None, {"id": ID, "tasks": 1}])
def test_what_is_no_sheet_is_said_in_the_readers_language(raw: Any) -> None:
    with pytest.raises(Refused) as refused:
        Submission.parsed(raw)
    assert "xpected" not in str(refused.value)
    assert "nvalid" not in str(refused.value)
    with override("en"), pytest.raises(Refused) as english:
        Submission.parsed(raw)
    assert str(english.value).isascii() or "“" in str(english.value)


@pytest.mark.parametrize("move", FINDING.moves)
def test_who_comes_too_late_hears_it_in_peoples_words(move: str) -> None:
    for state in sorted(state for state in FINDING.final if not FINDING.may(state, move)):
        with pytest.raises(Refused) as refused:
            FINDING.next(state, move)
        assert str(refused.value) == f"现在是「{FINDING.words[state]}」，不能再办「{FINDING.words[move]}」"
        assert FINDING.words.keys() == FINDING.all | FINDING.moves.keys()


@pytest.fixture
def world(db: None) -> World:
    return small_county()


@pytest.fixture
def shop(world: World) -> Business:
    return business(world)


def visited(world: World, shop: Business, **said: Any) -> Sheet:
    cadre = world.actor("village")
    codes = [item.code for item in checklists.items(checklists.version(said.get("checklist", "village_caterer")).pk)]
    with worn(cadre):
        task = queries.worklist(cadre, on=TODAY).get(business=shop)
        raw = {"id": str(uuid4()), "tasks": [str(task.pk)], "answers": answers(codes)} | said
        done = actions.hand_in(Submission.parsed(raw), by=cadre, now=NOW)
    with worn(FOUNDER):
        kept: Sheet = Sheet.objects.visible_to(FOUNDER).get(pk=done.sheet)
        return kept


def planned(world: World) -> None:
    office = world.actor("office")
    with worn(office):
        pairs = actions.preview_binding(Business.objects.visible_to(office), by=office, on=TODAY).pairs
        actions.bind_many(pairs, on=TODAY, by=office, now=NOW)
        actions.plan("guarantee_visit", "2026Q3", within=COUNTY, by=office, now=NOW)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"on_day": "2001-01-01"}, "before_period"),
        ({"outcome": "shut"}, "unlawful_outcome"),
        ({"outcome": "shut", "answers": {}, "signature": ID}, "signature_missing"),
        ({"checklist": "village_producer"}, "wrong_checklist"),
        ({"checklist": "daily_caterer"}, "wrong_checklist"),
    ],
)
def test_a_visit_that_cannot_have_been_so_is_refused(
    world: World, shop: Business, said: dict[str, Any], code: str
) -> None:
    planned(world)
    with pytest.raises(Refused) as refused:
        visited(world, shop, **said)
    assert refused.value.code == code
    with worn(FOUNDER):
        assert not Sheet.objects.visible_to(FOUNDER).exists()


def test_the_longer_list_of_the_same_trade_is_as_good(world: World, shop: Business) -> None:
    planned(world)
    assert visited(world, shop, checklist="caterer").checked == 23


def test_a_time_without_its_zone_is_the_time_on_the_wall(world: World, shop: Business) -> None:
    planned(world)
    kept = visited(world, shop, started_at="2026-09-14T09:30:00", finished_at="2026-09-14T10:00:00+08:00")
    assert kept.started_at is not None
    assert kept.finished_at is not None
    assert (kept.finished_at - kept.started_at).total_seconds() == 30 * 60


@pytest.mark.parametrize("outcome", ["shut", "closed_for_good", "refused"])
def test_a_business_cannot_find_itself_shut(world: World, outcome: str) -> None:
    """Else one word would take a day off the records it owes; a day of rest is declared as one."""
    shop = business(world, "丙食品", uscc="91330483MA2BC1XX0X")
    office, officer = world.actor("office"), world.actor("丙食品/safety_officer")
    with worn(office):
        actions.owe_by_rule("daily_record", within=COUNTY, on=TODAY, by=office, now=NOW)
    raw = {"id": ID, "business": str(shop.pk), "programme": "daily_record", "outcome": outcome}
    with worn(officer), pytest.raises(Refused, match="休息日") as refused:
        actions.hand_in(Submission.parsed(raw), by=officer, now=NOW)
    assert refused.value.code == "unlawful_outcome"
    with worn(office):
        assert queries.days(office, shop, "daily_record", TODAY, date(2026, 9, 14)) == [(TODAY, "owed")]
