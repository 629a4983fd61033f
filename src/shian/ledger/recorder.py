"""The kernel's Recorder: one statement for the deeds of a batch, in the transaction of the deeds."""

import json
from collections.abc import Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.utils import timezone

from shian.kernel.actor import Actor
from shian.kernel.ids import new_id
from shian.kernel.ports import Deed
from shian.kernel.secrecy import Secrecy

# One JSON parameter and one INSERT … SELECT: the statement is the same for one deed and for five thousand,
# and it returns nothing. `xid` comes from the column's default.
INSERT = """
INSERT INTO ledger_entry (id, at, verb, actor, person_id, post_id, subject_kind, subject_id, path, secrecy,
                          facts, events, announces)
SELECT id, at, verb, actor, person_id, post_id, subject_kind, subject_id, path, secrecy, facts, events, announces
FROM json_to_recordset(%s::json) AS deed(
  id uuid, at timestamptz, verb text, actor text, person_id uuid, post_id uuid, subject_kind text, subject_id text,
  path text, secrecy smallint, facts jsonb, events jsonb, announces boolean)
"""


class LedgerRecorder:
    """Writes what was done to the ledger: who, what, where, with which facts and announcements."""

    def record(self, by: Actor, deeds: Sequence[Deed]) -> None:
        if deeds:
            entries = json.dumps([_entry(by, deed) for deed in deeds], cls=DjangoJSONEncoder)
            with connection.cursor() as cursor:
                cursor.execute(INSERT, [entries])


def _entry(by: Actor, deed: Deed) -> dict[str, Any]:
    subject = deed.subject
    return {
        "id": new_id(),
        "at": timezone.now(),
        "verb": deed.verb,
        "actor": by.label[:120],
        "person_id": by.person,
        "post_id": by.post,
        "subject_kind": kind_of(subject),
        "subject_id": str(getattr(subject, "pk", "") or ""),
        "path": subject.path,
        "secrecy": int(getattr(subject, "secrecy", Secrecy.INTERNAL)),
        "facts": deed.facts,
        "events": [event.envelope() for event in deed.events],
        "announces": bool(deed.events),
    }


def kind_of(subject: Any) -> str:
    """The table a deed was done to: `loop.finding`."""
    return subject._meta.label_lower if isinstance(subject, models.Model) else type(subject).__name__.lower()
