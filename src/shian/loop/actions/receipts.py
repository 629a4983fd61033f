"""A replay is answered alike: the client's id is looked up, never trusted as a key of ours."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from django.db import connection
from django.utils.translation import gettext as _

from shian.kernel.bulk import encoded, prepared
from shian.kernel.refused import Conflict
from shian.loop.models import Receipt
from shian.loop.submission import Submission

INSERT = """INSERT INTO loop_receipt (owner, client_id, digest, answer, at)
  SELECT owner, client_id, digest, answer, at FROM json_populate_recordset(NULL::loop_receipt, %s)
  ON CONFLICT DO NOTHING"""
# Each key is looked up by itself: as a plain join a plan that is kept would read all receipts there are.
ANSWERS = """SELECT r.owner, r.client_id, r.digest, r.answer::text
  FROM json_to_recordset(%s) AS k(owner uuid, client_id uuid), LATERAL
  (SELECT * FROM loop_receipt WHERE owner = k.owner AND client_id = k.client_id LIMIT 1) AS r"""
REUSED = "reused_id"
_DECODER = msgspec.json.Decoder(dict[str, Any])


def digest(submission: Submission) -> str:
    """What tells a replay from another sheet under the same id."""
    return hashlib.sha256(submission.digest_source()).hexdigest()


class Key(NamedTuple):
    """Whose id: one client's ids are not another's."""

    owner: UUID
    client_id: UUID


def known(submissions: Mapping[Key, Submission]) -> dict[Key, dict[str, Any]]:
    """What was answered before to those of these ids that were handed in before."""
    if not submissions:
        return {}
    with prepared(
        ANSWERS, [encoded({"owner": key.owner, "client_id": key.client_id} for key in submissions)]
    ) as cursor:
        stored = {Key(row[0], row[1]): (row[2], _DECODER.decode(row[3])) for row in cursor.fetchall()}
    return {key: _replayed(*stored[key], digest(submissions[key])) for key in stored}


def _replayed(known_digest: str, answer: dict[str, Any], given: str) -> dict[str, Any]:
    if known_digest != given:
        return {"ok": False, "code": REUSED, "message": reused()}
    return {**answer, "replay": True}


def whole(key: Key, said: bytes) -> dict[str, Any] | None:
    """What was answered to a whole visit; None where it is new. Whoever asks the same at this instant waits here.

    The lock is the transaction's: of twenty that bring one visit at once, the first does it and nineteen are told.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{key.owner}/{key.client_id}"])
    before = Receipt.objects.filter(owner=key.owner, client_id=key.client_id).first()
    return None if before is None else _replayed(before.digest, before.answer, _digest(said))


def keep_whole(key: Key, said: bytes, answer: dict[str, Any], now: datetime) -> None:
    """Write down what was answered to a whole visit."""
    Receipt.objects.create(owner=key.owner, client_id=key.client_id, digest=_digest(said), answer=answer, at=now)


def _digest(said: bytes) -> str:
    return hashlib.sha256(said).hexdigest()


def reused() -> str:
    """The sentence for other words under an id that was used."""
    return _("这个编号已经用在另一份记录上，请重新生成")


def keep(answers: Mapping[Key, tuple[Submission, dict[str, Any]]], now: datetime) -> None:
    """Write down what will be answered, before anything else is written. Raises Conflict where an id is not fresh.

    Two requests with one id meet at the primary key: the second waits here for the first to commit. The keys go in
    order, so that two batches with ids in common wait for each other and do not lock.
    """
    rows = [
        {"owner": key.owner, "client_id": key.client_id, "digest": digest(submission), "answer": answer, "at": now}
        for key, (submission, answer) in sorted(answers.items(), key=lambda one: one[0])
    ]
    with prepared(INSERT, [encoded(rows)]) as cursor:
        if cursor.rowcount != len(rows):
            raise Conflict(_("同一份记录正在提交，请稍后再看"))
