"""The kernel's Recorder: one statement for the deeds of a batch, in the transaction of the deeds."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import models

from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_values
from shian.kernel.dated import booked
from shian.kernel.ids import new_id
from shian.kernel.ports import Deed
from shian.kernel.secrecy import Secrecy
from shian.ledger.models import Entry


class LedgerRecorder:
    """Writes what was done to the ledger: who, what, where, with which facts and announcements."""

    def record(self, done: Sequence[tuple[Actor, Deed]]) -> None:
        now = booked()
        insert_values(Entry, [_entry(by, deed, now) for by, deed in done])


def _entry(by: Actor, deed: Deed, now: datetime) -> dict[str, Any]:
    subject = deed.subject
    return {
        "id": new_id(),
        "at": now,
        "verb": deed.verb,
        "actor": by.label[:120],
        "person_id": by.person,
        "post_id": by.post,
        "subject_kind": kind_of(subject),
        "subject_id": str(getattr(subject, "pk", None) or ""),
        "path": subject.path,
        "secrecy": int(getattr(subject, "secrecy", Secrecy.INTERNAL)),
        "facts": deed.facts,
        "events": [event.envelope() for event in deed.events],
        "announces": bool(deed.events),
    }


def kind_of(subject: Any) -> str:
    """The table a deed was done to: `loop.finding`."""
    return str(subject._meta.label_lower) if isinstance(subject, models.Model) else type(subject).__name__.lower()
