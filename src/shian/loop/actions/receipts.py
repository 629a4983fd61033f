"""A replay is answered alike: the client's id is looked up, never trusted as a key of ours."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection
from django.utils.translation import gettext as _

from shian.kernel.bulk import encoded
from shian.loop.submission import Submission

PENDING: dict[str, Any] = {}
_DECODER = msgspec.json.Decoder(dict[str, Any])


def digest(submission: Submission) -> str:
    """What tells a replay from another sheet under the same id."""
    return hashlib.sha256(submission.digest_source()).hexdigest()


def take(owner: UUID, submissions: Sequence[Submission], now: datetime) -> dict[UUID, dict[str, Any] | None]:
    """Claim the ids: None for one that is fresh, else the answer given before.

    Two requests with one id meet at the primary key: the second waits for the first to commit, then reads its answer.
    """
    digests = {submission.id: digest(submission) for submission in submissions}
    fresh = _insert(owner, digests, now)
    stored = _answers(owner, [key for key in digests if key not in fresh])
    return {key: None if key in fresh else _replayed(stored[key], digests[key]) for key in digests}


def _insert(owner: UUID, digests: Mapping[UUID, str], now: datetime) -> set[UUID]:
    rows = [
        {"owner": owner, "client_id": key, "digest": digests[key], "answer": PENDING, "at": now}
        for key in sorted(digests)
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO loop_receipt (owner, client_id, digest, answer, at)"
            " SELECT owner, client_id, digest, answer, at FROM json_populate_recordset(NULL::loop_receipt, %s)"
            " ON CONFLICT DO NOTHING RETURNING client_id",
            [encoded(rows)],
        )
        return {row[0] for row in cursor.fetchall()}


def _answers(owner: UUID, keys: list[UUID]) -> dict[UUID, tuple[str, dict[str, Any]]]:
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT client_id, digest, answer::text FROM loop_receipt WHERE owner = %s AND client_id = ANY(%s)",
            [owner, keys],
        )
        return {row[0]: (row[1], _DECODER.decode(row[2])) for row in cursor.fetchall()}


def _replayed(stored: tuple[str, dict[str, Any]], given: str) -> dict[str, Any]:
    known, answer = stored
    if known != given:
        return {"ok": False, "code": "reused_id", "message": _("这个编号已经用在另一份记录上，请重新生成")}
    return {**answer, "replay": True}


def settle(owner: UUID, answers: Mapping[UUID, dict[str, Any] | None]) -> None:
    """Keep the answers of what was accepted; forget the ids of what was refused, so that it may be sent again mended."""
    kept = [{"client_id": key, "answer": answer} for key, answer in answers.items() if answer is not None]
    forgotten = [key for key, answer in answers.items() if answer is None]
    with connection.cursor() as cursor:
        if kept:
            cursor.execute(
                "UPDATE loop_receipt r SET answer = a.answer FROM json_to_recordset(%s) AS a(client_id uuid, answer jsonb)"
                " WHERE r.owner = %s AND r.client_id = a.client_id",
                [encoded(kept), owner],
            )
        if forgotten:
            cursor.execute("DELETE FROM loop_receipt WHERE owner = %s AND client_id = ANY(%s)", [owner, forgotten])
