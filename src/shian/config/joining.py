"""What follows in a joint operation from a problem that a visit found: it stands in the shared record too."""

from datetime import datetime

from shian.ledger.actions.outbox import Envelope, Heed
from shian.loop.events import FindingRaised
from shian.loop.models import Finding
from shian.operations.actions import join_finding
from shian.operations.queries import objects_not_closed
from shian.people.house import as_house


def join_the_record(envelope: Envelope, now: datetime) -> None:
    """A finding raised by one of a team at one of its objects; told twice it stands once."""
    event = FindingRaised.opened(envelope)
    with as_house() as clock:
        finding = Finding.objects.visible_to(clock).filter(pk=event.finding).first()
        if finding is not None:
            join_finding(finding, by=clock, now=now)


def objects_out_there(now: datetime) -> Heed:
    """Only a problem at an object of an operation that is not closed can stand in its record."""
    with as_house() as clock:
        objects = objects_not_closed(clock)
    return Heed(frozenset({FindingRaised.name}), lambda envelope: envelope["body"]["business"] in objects)
