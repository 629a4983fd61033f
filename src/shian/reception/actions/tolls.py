"""A knock is charged. Like the outbox's cursors a toll is the house's own memory and no deed: the ledger has no line for it."""

from datetime import datetime, timedelta

from django.db import connection

from shian.kernel.actor import Actor
from shian.kernel.paths import ROOT
from shian.kernel.secrecy import Secrecy
from shian.reception.models import Toll
from shian.reception.rules import Patience

A_DAY = timedelta(days=1)
# One statement, so that a hundred knocks at once are a hundred charges: what was forgiven meanwhile goes off first.
CHARGE = """
INSERT INTO reception_toll AS t (key, debt, at, path, secrecy) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (key) DO UPDATE SET
  debt = greatest(0, t.debt - %s * greatest(0, extract(epoch FROM excluded.at - t.at)) / 60) + excluded.debt,
  at = greatest(t.at, excluded.at)
"""


def charge(key: str, cost: float, patience: Patience, *, by: Actor, now: datetime) -> None:
    """Add a cost to what this knocker owes; the wall lets through whoever may write here."""
    if not by.may_at("charge", ROOT):
        return
    with connection.cursor() as cursor:
        cursor.execute(CHARGE, [key, cost, now, ROOT, int(Secrecy.INTERNAL), patience.forgiven])


def forget_paid(now: datetime, *, by: Actor) -> int:
    """Whoever has not knocked for a day is forgotten."""
    gone, _rows = Toll.objects.visible_to(by, "charge").filter(at__lt=now - A_DAY).delete()
    return int(gone)
