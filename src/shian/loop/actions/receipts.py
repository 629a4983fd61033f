"""A replay is answered alike: the client's id is looked up, never trusted as a key of ours."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from django.utils.translation import gettext as _

from shian.kernel.bulk import encoded, prepared
from shian.loop.submission import Submission

PENDING: dict[str, Any] = {}
_KEYS = "json_to_recordset(%s) AS k(owner uuid, client_id uuid)"
_ALIKE = "r.owner = k.owner AND r.client_id = k.client_id"
INSERT = """INSERT INTO loop_receipt (owner, client_id, digest, answer, at)
  SELECT owner, client_id, digest, answer, at FROM json_populate_recordset(NULL::loop_receipt, %s)
  ON CONFLICT DO NOTHING RETURNING owner, client_id"""
ANSWERS = f"SELECT r.owner, r.client_id, r.digest, r.answer::text FROM loop_receipt r JOIN {_KEYS} ON {_ALIKE}"
SETTLE = """UPDATE loop_receipt r SET answer = k.answer
  FROM json_to_recordset(%s) AS k(owner uuid, client_id uuid, answer jsonb)
  WHERE r.owner = k.owner AND r.client_id = k.client_id"""
FORGET = f"DELETE FROM loop_receipt r USING {_KEYS} WHERE {_ALIKE}"
_DECODER = msgspec.json.Decoder(dict[str, Any])


def digest(submission: Submission) -> str:
    """What tells a replay from another sheet under the same id."""
    return hashlib.sha256(submission.digest_source()).hexdigest()


class Key(NamedTuple):
    """Whose id: one client's ids are not another's."""

    owner: UUID
    client_id: UUID


def take(submissions: Mapping[Key, Submission], now: datetime) -> dict[Key, dict[str, Any] | None]:
    """Claim the ids: None for one that is fresh, else the answer given before.

    Two requests with one id meet at the primary key: the second waits for the first to commit, then reads its answer.
    """
    digests = {key: digest(submission) for key, submission in submissions.items()}
    fresh = _insert(digests, now)
    stored = _answers([key for key in digests if key not in fresh])
    return {key: None if key in fresh else _replayed(stored[key], digests[key]) for key in digests}


def _insert(digests: Mapping[Key, str], now: datetime) -> set[Key]:
    """In the order of the keys, so that two batches with ids in common wait for each other and do not lock."""
    rows = [{**key._asdict(), "digest": digests[key], "answer": PENDING, "at": now} for key in sorted(digests)]
    with prepared(INSERT, [encoded(rows)]) as cursor:
        return {Key(*row) for row in cursor.fetchall()}


def _answers(keys: list[Key]) -> dict[Key, tuple[str, dict[str, Any]]]:
    if not keys:
        return {}
    with prepared(ANSWERS, [encoded(key._asdict() for key in keys)]) as cursor:
        return {Key(row[0], row[1]): (row[2], _DECODER.decode(row[3])) for row in cursor.fetchall()}


def _replayed(stored: tuple[str, dict[str, Any]], given: str) -> dict[str, Any]:
    known, answer = stored
    if known != given:
        return {"ok": False, "code": "reused_id", "message": _("这个编号已经用在另一份记录上，请重新生成")}
    return {**answer, "replay": True}


def settle(answers: Mapping[Key, dict[str, Any] | None]) -> None:
    """Keep the answers of what was accepted; forget the ids of what was refused, so that it may be sent again mended."""
    kept = [{**key._asdict(), "answer": answer} for key, answer in answers.items() if answer is not None]
    forgotten = [key._asdict() for key, answer in answers.items() if answer is None]
    if kept:
        with prepared(SETTLE, [encoded(kept)]):
            pass
    if forgotten:
        with prepared(FORGET, [encoded(forgotten)]):
            pass
