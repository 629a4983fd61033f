"""What the courier asks of a day on which nothing is called forth: the same comes of it, for few questions."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shian.config.following import what_can_be_called_forth
from shian.config.wiring import FOLLOWS
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.wall import worn
from shian.ledger.actions.outbox import Follows, deliver_all
from shian.ledger.models import Cursor
from shian.loop.events import FindingRaised, NotAtHome
from tests.roles import as_root
from tests.world import FOUNDER, NOW, TODAY, business, small_county

DEEDS = 60
UNASKED: Follows = {name: [replace(one, heeds=None) for one in every] for name, every in FOLLOWS.items()}


def stood() -> list[Cursor]:
    with as_root():
        return list(Cursor._base_manager.all())


def carried(follows: Follows, since: list[Cursor]) -> tuple[int, int]:
    """What was announced since then, by these followers: how many statements that took, how many entries moved."""
    with as_root():
        Cursor._base_manager.all().delete()
        Cursor._base_manager.bulk_create(since)
    with CaptureQueriesContext(connection) as asked:
        moved = deliver_all(follows, NOW)
    return len(asked), moved


@pytest.mark.django_db(transaction=True)
def test_what_no_law_calls_forth_costs_no_question(record_property: Callable[[str, object], None]) -> None:
    shop = business(small_county())
    deliver_all(FOLLOWS, NOW)
    since = stood()
    for _n in range(DEEDS):
        with worn(FOUNDER), act(FOUNDER, "hand_in", shop) as announce:
            announce(FindingRaised(new_id(), shop.pk, "general", "fix_by", "urged"))
            announce(NotAtHome(shop.pk, "shut", TODAY))
    before, moved = carried(UNASKED, since)
    after, as_many = carried(FOLLOWS, since)
    record_property("statements", f"{DEEDS} deeds: {before} before, {after} after")
    assert as_many == moved
    assert after * 3 < before, (before, after)


@pytest.mark.django_db
def test_of_the_nations_law_no_room_s_event_calls_anything_forth() -> None:
    small_county()
    heed = what_can_be_called_forth(NOW)
    assert not heed.events & {"loop.finding_raised", "loop.not_at_home", "registry.registered"}
