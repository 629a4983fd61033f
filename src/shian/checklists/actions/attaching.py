"""Files that come apart from their sheet, in several requests, perhaps twice: each is kept once under its name."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from shian.checklists.models import Attachment
from shian.evidence.actions import Upload, keep_evidence
from shian.kernel.actor import Actor
from shian.kernel.gate import act
from shian.kernel.refused import Refused

_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


def one_at_a_time(owner: UUID, client_id: UUID) -> None:
    """Requests about one sheet of one client wait for each other, until the transaction ends: else the same photograph, sent
    twice at once, would be kept twice, and the second sheet would seem to be another."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [f"sheet:{owner}:{client_id}"])


def attach(
    client_id: UUID, files: dict[str, Upload], *, path: str, business: UUID | None, by: Actor, now: datetime
) -> dict[str, UUID]:
    """Keep the files of a sheet on its way. Returns all that came for it so far, by name. Raises Refused."""
    if by.person is None:
        raise Refused("nobody's file", code="denied")
    owner = by.person
    known = dict(Attachment.objects.filter(owner=owner, client_id=client_id).values_list("name", "evidence"))
    for name, upload in files.items():
        if name in known:
            continue
        kept = keep_evidence(upload, path=path, business=business, by=by)
        with act(by, "keep_evidence", kept):
            Attachment.objects.create(owner=owner, client_id=client_id, name=name, evidence=kept.pk, at=now)
        known[name] = kept.pk
    return known
