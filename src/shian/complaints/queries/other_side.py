"""What the other side of a dispute may know: its own invitations and what was said to both, for its own people."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from shian.complaints.house import at_the_counter
from shian.complaints.models import Entry, Invitation
from shian.complaints.queries.receipts import may_recuse, spoken_line
from shian.complaints.schemas import Heard, Invited
from shian.complaints.states import HEARD_IN, table_of
from shian.kernel import lens
from shian.kernel.actor import Actor
from shian.kernel.refused import Missing
from shian.loop.actions.opening import local_day
from shian.registry.models import Business


def invitations(shop: Business, *, viewer: Actor) -> list[Invited]:
    """What a business is asked about, those to answer first; nothing for whoever may not answer for it."""
    if not lens.may(viewer, "answer_complaint", shop):
        return []
    with at_the_counter():
        found = [_invited(row) for row in _rows(shop)]
    return sorted(found, key=lambda one: (not one.open, one.answered_on is not None, one.answer_by))


def unanswered(shop: Business, *, viewer: Actor) -> int:
    """How many still wait for a word of the business."""
    if not lens.may(viewer, "answer_complaint", shop):
        return 0
    with at_the_counter():
        waiting = Invitation.objects.filter(business_key=shop.pk, answered_at=None, complaint__state__in=HEARD_IN)
        return waiting.count()


def invitation(key: UUID, shop: Business, *, viewer: Actor) -> tuple[Invitation, Invited]:
    """One invitation with what was said to both sides. Raises Missing, alike for none and for another business's."""
    if lens.may(viewer, "answer_complaint", shop):
        with at_the_counter() as counter:
            row = _rows(shop).filter(pk=key).first()
            if row is not None:
                return row, _invited(row, _lines(row, counter))
    raise Missing(_("没有这件投诉，或者您看不到它"))


def _rows(shop: Business) -> "QuerySet[Invitation]":
    rows: QuerySet[Invitation] = Invitation.objects.filter(business_key=shop.pk).select_related("complaint")
    return rows.order_by("-invited_at", "-pk")


def _lines(row: Invitation, counter: Actor) -> tuple[Heard, ...]:
    rows = Entry.objects.visible_to(counter).filter(complaint=row.complaint_id, both=True).order_by("at", "id")
    return tuple(Heard(one.at, one.side, spoken_line(one), len(one.evidence)) for one in rows)


def _invited(row: Invitation, lines: tuple[Heard, ...] = ()) -> Invited:
    one = row.complaint
    is_open = one.state in HEARD_IN and row.round == one.reopened
    return Invited(
        key=row.pk, mark=one.mark, state_words=str(table_of(one.kind, one.regime).words[one.state]),
        summary=row.summary, invited_on=local_day(row.invited_at), answer_by=row.answer_by,
        answered_on=local_day(row.answered_at) if row.answered_at else None, open=is_open, mediator=one.mediator,
        offer=row.offer, offer_fen=row.offer_fen, offer_said=row.offer_said, lines=lines,
        may_recuse=is_open and may_recuse(one),
    )  # fmt: skip
