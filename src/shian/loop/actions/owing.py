"""Who owes a programme by rule gets a dated duty: the business itself, or the post that the programme's word means."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.bulk import encoded, insert_many, whole_tables
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Refused
from shian.kernel.secrecy import Secrecy
from shian.loop.facts import ALL_ON_GROUND, AMONG, DUTIES, FACTS, HELD, KEY, ON_GROUND, Asking, Combination, askings
from shian.loop.holders import holders_of
from shian.loop.models import BulkBatch

GUARANTEE = "guarantee_visit"
# The superior of whoever answers for the business; where nobody does, the office's post of its place.
_SUPERIOR = f"""(SELECT p.superior_id FROM loop_duty d JOIN people_post p ON p.id = d.holder_id
  WHERE d.business_id = b.id AND d.programme = '{GUARANTEE}' AND {HELD} LIMIT 1)"""
_SHARED = "h.posts[1 + mod(abs(hashtext(b.id::text)::bigint), cardinality(h.posts))::int]"
_HOLDERS = " LEFT JOIN json_to_recordset(%(holders)s) AS h(path text, posts uuid[]) ON h.path = b.path"


def owe_by_rule(programme: str, *, within: str, on: date, by: Actor, now: datetime) -> int:
    """Give every business below a place the dated duty it owes by rule (日管控…), or that is owed on it, and end those
    no longer owed.

    Returns how many duties began or ended. Raises Refused where holders are assigned one by one (包保).
    """
    asked = askings(programme, within, on)
    if asked[0].regime.who.holder == "duty":
        raise Refused(_("这个工作机制的责任人是逐家分配的，请先分配包保"), code="assigned")
    batch = BulkBatch(id=new_id(), act="owe", person_id=by.person, note=programme, created_at=now, path=within)
    with whole_tables(), act(by, "plan", batch) as announce:
        moved = [owe(asking, batch=batch.pk, now=now) for asking in asked]
        ended, begun = sum(one for one, _other in moved), sum(other for _one, other in moved)
        batch.count = begun + ended
        insert_many(BulkBatch, [batch])
        announce.note(programme=programme, begun=begun, ended=ended)
    return begun + ended


def owe(asking: Asking, *, batch: UUID, now: datetime) -> tuple[int, int]:
    """Duties that ended and that began, by what the law says on the day; inside the gate of the caller."""
    owing = {c: because for c, because in asking.judged.items() if because}
    if _stands(asking, owing):
        return 0, 0
    told = {"batch": batch, "now": now, "secrecy": int(Secrecy.INTERNAL), "holders": _holders(asking)}
    ended = _ended(asking, [c for c in asking.judged if c not in owing], "TRUE", told)
    if asking.regime.who.holder != "business_post":
        ended += _ended(asking, owing, f"d.holder_id IS DISTINCT FROM {_holder(asking)} AND NOT {_fits(asking)}", told)
    begun = _begun(asking, owing, told)
    if begun:
        _take_along(asking, told)
    return ended, begun


def _stands(asking: Asking, owing: Collection[Combination]) -> bool:
    """Whether everything is as the law has it already: on most days nothing has changed since it was looked at last."""
    counted = [(c in owing, found) for c, found in asking.numbers.items() if c in asking.judged]
    if any(found.held < found.operating if owes else found.held + found.left_over for owes, found in counted):
        return False
    match asking.regime.who.holder:
        case "business_post":
            return True
        case "superior":
            return False  # whose superior it is now, only the statement itself can say
        case _:
            return _all_fit(asking)


def _all_fit(asking: Asking) -> bool:
    """Whether each duty lies with a post that can hold it there."""
    sql = f"SELECT DISTINCT b.path, d.holder_id FROM registry_business b {DUTIES} WHERE {ALL_ON_GROUND}"
    with connection.cursor() as cursor:
        cursor.execute(sql, asking.parameters())
        lie = cursor.fetchall()
    able = holders_of(asking.regime.who.holder, {path for path, _post in lie})
    return all(post in able[path] if path in able else post is None for path, post in lie)


def _holders(asking: Asking) -> str:
    """The posts that can hold it, path by path; nothing where the business itself owes it."""
    if asking.regime.who.holder == "business_post":
        return "[]"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT b.path {FACTS} WHERE {ON_GROUND}", asking.parameters())
        paths = [row[0] for row in cursor.fetchall()]
    found = holders_of(asking.regime.who.holder, paths)
    return encoded({"path": path, "posts": posts} for path, posts in found.items())


def _holder(asking: Asking) -> str:
    match asking.regime.who.holder:
        case "business_post":
            return "NULL::uuid"
        case "superior":
            return f"coalesce({_SUPERIOR}, {_SHARED})"
        case _:
            return _SHARED


def _fits(asking: Asking) -> str:
    """Whether a holder may stay: a new colleague beside him is no reason to hand his work about."""
    return "FALSE" if asking.regime.who.holder == "superior" else "coalesce(d.holder_id = ANY(h.posts), FALSE)"


def _ended(asking: Asking, combos: Iterable[Combination], where: str, told: dict[str, Any]) -> int:
    """Duties that end: the old row steps back, and one with its end stands in its place where it had held before.
    One ends where the business stopped, too."""
    parameters = {**asking.parameters(combos), **told}
    if not parameters["combinations"]:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH gone AS (UPDATE loop_duty SET superseded_at = %(now)s WHERE id IN (
                  SELECT d.id {FACTS} {DUTIES} {_HOLDERS} WHERE {ALL_ON_GROUND} AND {AMONG} AND {where}) RETURNING *)
            INSERT INTO loop_duty (id, programme, business_id, holder_id, path, path_then, secrecy, because, batch,
              valid_from, valid_to, recorded_at)
            SELECT gen_random_uuid(), programme, business_id, holder_id, path, path_then, secrecy, because, batch,
              valid_from, %(day)s, %(now)s FROM gone WHERE valid_from < %(day)s""",
            parameters,
        )
        with_end: int = cursor.rowcount
        return with_end


def _begun(asking: Asking, owing: dict[Combination, Because[bool]], told: dict[str, Any]) -> int:
    because = encoded({"key": c.key, "because": reason.as_json()} for c, reason in owing.items())
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO loop_duty (id, programme, business_id, holder_id, path, path_then, secrecy, because, batch,
              valid_from, valid_to, recorded_at)
            SELECT gen_random_uuid(), %(programme)s, b.id, {_holder(asking)}, b.path, b.path, %(secrecy)s, c.because,
              %(batch)s, %(day)s, (SELECT min(l.valid_from) FROM loop_duty l WHERE l.business_id = b.id
                AND l.programme = %(programme)s AND l.superseded_at IS NULL AND l.valid_from > %(day)s), %(now)s
            {FACTS} JOIN json_to_recordset(%(because)s) AS c(key text, because jsonb) ON c.key = {KEY} {_HOLDERS}
            WHERE {ON_GROUND} AND NOT EXISTS (SELECT 1 FROM loop_duty d
              WHERE d.business_id = b.id AND d.programme = %(programme)s AND {HELD})""",
            {**asking.parameters(owing), **told, "because": because},
        )
        return int(cursor.rowcount)


def _take_along(asking: Asking, told: dict[str, Any]) -> None:
    """What is open goes to whoever holds the duty now."""
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE loop_task t SET holder_id = d.holder_id, duty_id = d.id FROM loop_duty d
            WHERE d.batch = %(batch)s AND d.programme = %(programme)s AND d.superseded_at IS NULL
              AND (d.valid_to IS NULL OR d.valid_to > %(day)s) AND t.business_id = d.business_id
              AND t.programme = d.programme AND t.finding_id IS NULL AND t.state = 'open'
              AND t.holder_id IS DISTINCT FROM d.holder_id""",
            {**asking.parameters(), **told},
        )
