"""What is written when the ladder asks for a letter: a draft, for people to look at. The house sends nothing by itself."""

from datetime import datetime
from uuid import UUID

from shian.ledger.actions.outbox import Envelope
from shian.letters.actions import draft_for_rung
from shian.loop.events import RungClimbed
from shian.loop.models import Task
from shian.people.house import as_house


def draft_the_letter(envelope: Envelope, now: datetime) -> None:
    """A rung that says `letter` drafts it, once for each announcement."""
    event = RungClimbed.opened(envelope)
    if event.act != "letter":
        return
    with as_house() as clock:
        task = Task.objects.visible_to(clock).filter(pk=event.task, state="open").first()
        if task is not None:
            draft_for_rung(task, event.letter, event.post, event=UUID(envelope["id"]), by=clock, now=now)
