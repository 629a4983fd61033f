"""Sent once: a button pressed twice, or a line that broke after the report had come, makes no second file. No deed of its own."""

from collections.abc import Callable
from datetime import datetime

from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.paths import ROOT
from shian.kernel.secrecy import Secrecy
from shian.reception.actions.tolls import A_DAY
from shian.reception.models import Sent


def once(key: str, send: Callable[[], str], *, by: Actor, now: datetime) -> str:
    """The receipt of what `send` makes, or of what it made before. The second of two waits for the first to be through."""
    row = Sent(key=key, at=now, path=ROOT, secrecy=int(Secrecy.INTERNAL))
    if not insert_many(Sent, [row], skip_existing=True):
        return str(Sent.objects.visible_to(by, "charge").get(pk=key).receipt)
    receipt = send()
    Sent.objects.visible_to(by, "charge").filter(pk=key).update(receipt=receipt)
    return receipt


def forget_sent(now: datetime, *, by: Actor) -> int:
    """What was sent a day ago is not sent again by mistake."""
    gone, _rows = Sent.objects.visible_to(by, "charge").filter(at__lt=now - A_DAY).delete()
    return int(gone)
