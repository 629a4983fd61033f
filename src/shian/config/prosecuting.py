"""What follows when a clue is to be a case: one is opened from it, once, and the station checks what is left to check."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shian.enforcement.actions import Opened, open_case
from shian.kernel.wall import worn
from shian.ledger.actions.outbox import Envelope
from shian.people.queries import system
from shian.registry.models import Business


def open_the_case(envelope: Envelope, now: datetime) -> None:
    """Told twice, one case. Of a sealed clue nothing is said but that there is one."""
    body = envelope["body"]
    summary = str(body["summary"]) or _("密级线索，内容见线索收件处")
    clock = system("clock")
    with worn(clock):
        business = Business.objects.visible_to(clock).filter(pk=body.get("business")).first()
        opened = Opened(summary[:120], summary[:2000], str(body["path"]), "clue", UUID(str(body["clue"])), business)
        open_case(opened, by=clock, now=now)
