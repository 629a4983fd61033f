"""回避: asked about a person, decided by another; whoever is recused does nothing more in the case."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shian.enforcement.actions.owing import written
from shian.enforcement.models import PenaltyCase, Recusal
from shian.enforcement.parties import refuse_related
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Conflict, Denied, Refused
from shian.kernel.written import needed
from shian.people.models import Tenure


def ask_recusal(case: PenaltyCase, *, person: UUID, reason: str, by: Actor, now: datetime) -> Recusal:
    """By the party's word, by a colleague's, or one's own."""
    named = Tenure.objects.known().filter(person_key=person).values_list("person_name", flat=True).first()
    if named is None:
        raise Refused(_("请选要回避的人"), code="unknown_word")
    if Recusal.objects.filter(case=case, person=person, granted__isnull=True).exists():
        raise Refused(_("已经有人提出，等决定"), code="conflict")
    row = Recusal(
        id=new_id(), case=case, person=person, person_name=named, reason=needed(reason, 300), asked_by=by.label,
        asked_at=now, path=case.path, secrecy=case.secrecy,
    )  # fmt: skip
    with act(by, "ask_recusal", case) as announce:
        insert_many(Recusal, [row])
        announce.note(recusal=str(row.pk))
    row._state.adding = False
    return row


def decide_recusal(row: Recusal, *, grant: str, by: Actor, now: datetime) -> Recusal:
    """By the head, never by whom it is about. Granted, the person leaves the case with everything he has in it."""
    case = row.case
    refuse_related(case, by)
    if by.person == row.person:
        raise Denied(_("回避由别人决定，不能由本人决定"))
    granted = {"yes": True, "no": False}.get(grant)
    if granted is None:
        raise Refused(_("请选同意还是不同意"), code="unknown_word")
    with act(by, "decide_recusal", case) as announce:
        if Recusal.objects.filter(pk=row.pk, granted__isnull=True).update(
            granted=granted, decided_by=by.label, decided_at=now
        ) != 1:  # fmt: skip
            raise Conflict(_("别人刚刚决定过，请刷新后再看"))
        if granted:
            _left(case, row.person)
        announce.note(recusal=str(row.pk), granted=granted)
    row.granted, row.decided_by, row.decided_at = granted, by.label, now
    return row


def _left(case: PenaltyCase, person: UUID) -> None:
    officers = [one for one in case.officers if one["person"] != str(person)]
    lead = UUID(officers[0]["post"]) if officers else None
    written(
        case, related=[*case.related, person], officers=officers, officer_post_id=lead,
        persons=[one for one in case.persons if one != person],
        reviewer=None if case.reviewer == person else case.reviewer,
    )  # fmt: skip
