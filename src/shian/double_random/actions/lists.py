"""The two lists: businesses with their class of credit risk, officers with what they are trained in. Dated, never overwritten."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from shian.double_random.models import ListedObject, ListedOfficer
from shian.double_random.queries import item_of
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.dated import ScopedDatedQuerySet
from shian.kernel.gate import AnnounceMany, act, act_many
from shian.kernel.ids import new_id
from shian.kernel.refused import Conflict, Refused
from shian.kernel.written import needed
from shian.loop.actions.opening import local_day
from shian.loop.law import law_on
from shian.packs.double_random import CLASSES
from shian.people.models import Post, Tenure
from shian.registry.models import Business, Status

VERB = "keep_random_lists"


def list_objects(businesses: Sequence[Business], credit: str, *, by: Actor, now: datetime) -> int:
    """Put businesses on the list with this class, or give them another from today. Returns how many were written anew."""
    if credit not in CLASSES:
        raise Refused(_("请选信用风险等级"), code="unknown_word")
    on = local_day(now)
    known = {
        row.business_id: row for row in _standing(ListedObject).filter(business__in=[one.pk for one in businesses])
    }
    new = [_object(one, credit, on, by, now) for one in businesses if _is_new(one, known.get(one.pk), credit)]

    def work(rows: list[ListedObject], _announce: AnnounceMany[ListedObject]) -> None:
        for row in rows:
            if (before := known.get(row.business_id)) is not None:
                _end(before, on, now)
        insert_many(ListedObject, rows)

    return sum(verdict.ok for verdict in act_many(by, VERB, new, work))


def _is_new(one: Business, known: ListedObject | None, credit: str) -> bool:
    return one.status != Status.CLOSED and (known is None or known.credit != credit)


def _object(one: Business, credit: str, on: date, by: Actor, now: datetime) -> ListedObject:
    return ListedObject(
        id=new_id(), business=one, credit=credit, by_label=by.label, valid_from=on, recorded_at=now, path=one.path
    )


def drop_object(row: ListedObject, *, by: Actor, now: datetime) -> None:
    """It is drawn no more from today; that it stood on the list stays."""
    with act(by, VERB, row) as announce:
        _end(row, local_day(now), now)
        announce.note(dropped=str(row.business_id))


def list_officer(post: Post, certificate: str, skills: Sequence[str], *, by: Actor, now: datetime) -> ListedOfficer:
    """Put whoever holds a post on the list, or say anew what they are trained in."""
    on = local_day(now)
    if "order" not in post.role.verbs:
        raise Refused(_("「%(post)s」不是监督检查岗位") % {"post": post.title}, code="not_fit")
    seat: Tenure | None = Tenure.objects.on(on).filter(post=post).first()
    if seat is None:
        raise Refused(_("「%(post)s」现在没有人任职") % {"post": post.title}, code="vacant")
    if not skills:
        raise Refused(_("请选至少一项能查的事项"), code="no_skill")
    law = law_on(on, post.path)
    row = ListedOfficer(
        id=new_id(), post=post, person_id=seat.person_key, name=seat.person_name, certificate=needed(certificate, 40),
        skills=sorted({item_of(law, key).key for key in skills}), by_label=by.label, valid_from=on, recorded_at=now,
        path=post.path,
    )  # fmt: skip
    with act(by, VERB, row) as announce:
        for before in _standing(ListedOfficer).filter(person_id=seat.person_key):
            _end(before, on, now)
        insert_many(ListedOfficer, [row])
        announce.note(post=str(post.pk), skills=row.skills)
    return row


def drop_officer(row: ListedOfficer, *, by: Actor, now: datetime) -> None:
    """Nobody sends them from today by a draw."""
    with act(by, VERB, row) as announce:
        _end(row, local_day(now), now)
        announce.note(dropped=str(row.pk))


def _standing(model: type[ListedObject] | type[ListedOfficer]) -> ScopedDatedQuerySet:
    rows: ScopedDatedQuerySet = model.objects.filter(valid_to__isnull=True, superseded_at__isnull=True)
    return rows


def _end(row: ListedObject | ListedOfficer, on: date, now: datetime) -> None:
    """It held until today; one of today was a slip and leaves the books."""
    ended = {"superseded_at": now} if row.valid_from >= on else {"valid_to": on}
    if _standing(type(row)).filter(pk=row.pk).update(**ended) != 1:
        raise Conflict(_("别人刚刚处理过，请刷新后再看"))
