"""A business has come to lie elsewhere: what is owed on it becomes the new place's, and who answered from afar is released.

A post whose place holds the new path as well keeps everything. Of the others, an assigned cadre (包保) is released and his
open visits lie with the office until somebody is bound; what was held by rule goes to the nearest post of the same role.
What a file of another room owes stays with whom that file names.
"""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.loop.actions.binding import copied_duty, ended_duty
from shian.loop.events import Bound
from shian.loop.models import Duty, Finding, Task
from shian.loop.queries.hands import Hands, hands_of
from shian.registry.models import Business


def settle_in(business: Business, *, on: date, by: Actor, now: datetime) -> Hands:
    """Give what is owed on a business, from the day it moved, to whoever has it where it lies now. Run again it finds nothing."""
    with act(by, "settle_in", business) as announce:
        hands = hands_of(business, business.path, on=on)
        for duty in hands.released:
            _release(duty, on, now)
            announce(Bound(business.pk, None, duty.programme))
        for duty in hands.passed:
            _pass_on(duty, hands.heirs, on, now)
        _hand_over(hands.visits, dict.fromkeys(hands.heirs, hands.office))
        _hand_over(hands.steps, hands.heirs)
        _hand_over(hands.findings, hands.heirs)
        announce.note(released=len(hands.released), passed=len(hands.passed))
    return hands


def _release(duty: Duty, on: date, now: datetime) -> None:
    Duty.objects.filter(pk=duty.pk).update(superseded_at=now)
    insert_many(Duty, [ended_duty(duty, None, on, now)] if duty.valid_from < on else [])


def _pass_on(duty: Duty, heirs: Mapping[UUID, UUID], on: date, now: datetime) -> None:
    """The same duty in another's hand; its open tasks, which are among the steps, point at it."""
    _release(duty, on, now)
    fresh = copied_duty(duty, now, holder_id=heirs[duty.holder_id or duty.pk], valid_from=max(on, duty.valid_from))
    insert_many(Duty, [fresh])
    Task.objects.filter(duty_id=duty.pk, state="open").update(duty_id=fresh.pk)


def _hand_over(rows: "QuerySet[Task] | QuerySet[Finding]", to: Mapping[UUID, UUID | None]) -> None:
    for before, after in to.items():
        rows.filter(holder_id=before).update(holder_id=after)
