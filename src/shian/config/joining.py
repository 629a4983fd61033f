"""What follows in a joint operation from a problem that a visit found: it stands in the shared record too."""

from datetime import datetime

from shian.kernel.wall import worn
from shian.ledger.actions.outbox import Envelope
from shian.loop.events import FindingRaised
from shian.loop.models import Finding
from shian.operations.actions import join_finding
from shian.people.queries import system


def join_the_record(envelope: Envelope, now: datetime) -> None:
    """A finding raised by one of a team at one of its objects; told twice it stands once."""
    event = FindingRaised.opened(envelope)
    clock = system("clock")
    with worn(clock):
        finding = Finding.objects.visible_to(clock).filter(pk=event.finding).first()
        if finding is not None:
            join_finding(finding, by=clock, now=now)
