"""What is done when something was announced. Each reaction acts as the house under its own name, through the gate."""

from datetime import date, datetime

from shian.disclosure.events import MemberMoved, MemberReminded
from shian.disclosure.heralding import MEMBER, SELF_CHECK, owed_self_check
from shian.disclosure.queries import memberships
from shian.kernel.paths import ROOT
from shian.kernel.wall import worn
from shian.ledger.actions.outbox import Envelope, Heed
from shian.loop.actions import (
    call_forth,
    callable_programmes,
    exclude_business,
    owe_by_rule,
    remind,
    status_reported,
)
from shian.loop.actions.opening import local_day
from shian.loop.law import laws_within
from shian.people.house import as_house
from shian.people.queries import system
from shian.registry.actions.tagging import tag_business, untag_business
from shian.registry.events import StatusChanged
from shian.registry.models import Business, Status


def leave_the_plan(envelope: Envelope, now: datetime) -> None:
    """A business that closed, was lost or stopped no longer owes what was planned; the figure shows why."""
    event = StatusChanged.opened(envelope)
    with as_house() as clock:
        business = Business.objects.visible_to(clock).filter(pk=event.business).first()
        if business is None:
            return
        status_reported(business, outcome=event.after, by=clock, now=now)
        if event.after != Status.OPERATING:
            reason = f"{Status(event.after).label}：{event.reason}"
            exclude_business(business, reason=reason[:200], on=event.on, by=clock, now=now)


def owe_what_the_law_says(envelope: Envelope, now: datetime) -> None:
    """A register was brought in, or a law: whoever owes a record of his own by rule now has that duty."""
    clock = system("clock")
    on = local_day(now)
    with worn(clock):
        for key in _owed_by_businesses(on):
            owe_by_rule(key, within=ROOT, on=on, by=clock, now=now)


def owe_what_it_calls_forth(envelope: Envelope, now: datetime) -> None:
    """Another room announced something of a business: what a programme's file makes owed then is owed."""
    body = envelope["body"]
    with as_house() as clock:
        business = Business.objects.visible_to(clock).filter(pk=body.get("business")).first()
        if business is not None:
            call_forth(envelope["name"], body, business, by=clock, now=now)


def what_can_be_called_forth(now: datetime) -> Heed:
    """The announcements that a programme in force, wherever, makes something of; most days and places there is none."""
    callable_now = callable_programmes(local_day(now))

    def wants(envelope: Envelope) -> bool:
        return any(one.when.calls(envelope["name"], envelope["body"]) for one in callable_now)

    return Heed(frozenset(one.when.event for one in callable_now), wants)


def mark_the_member(envelope: Envelope, now: datetime) -> None:
    """A business joined an association or left it: the register says so, and it owes the self-check, or no more."""
    event = MemberMoved.opened(envelope)
    clock, on = system("clock"), local_day(now)
    with worn(clock):
        business = Business.objects.visible_to(clock).filter(pk=event.business).first()
        if business is None:
            return
        move = tag_business if memberships(clock, business.pk).exists() else untag_business
        move(business, MEMBER, by=clock)
        owe_by_rule(SELF_CHECK, within=business.path, on=on, by=clock, now=now)


def remind_the_member(envelope: Envelope, now: datetime) -> None:
    """The secretary of an association asked for it: the loop reminds the member of this month's self-check."""
    event = MemberReminded.opened(envelope)
    with as_house() as clock:
        task = owed_self_check(clock, event.business, on=local_day(now))
        if task is not None and task.state == "open":
            remind(task, by=clock, now=now)


def _owed_by_businesses(on: date) -> list[str]:
    """The programmes which businesses owe of themselves all year, in any law in force."""
    owed = {
        key
        for law in laws_within(ROOT, on).values()
        for key, programme in law.pack.programmes.items()
        if programme.who.holder == "business_post" and programme.when.trigger == "rhythm" and programme.span.holds(on)
    }
    return sorted(owed)
