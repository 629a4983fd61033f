"""The other side of a dispute: invited to answer by a summary that names nobody, heard, its offer carried across. Whoever brought it
stays unknown to it."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shian.complaints.actions.journal import BRINGER, HOUSE, OTHER_SIDE, bringer_of, entered
from shian.complaints.house import at_the_counter
from shian.complaints.models import HIDDEN, Complaint, Entry, Invitation
from shian.complaints.rules import betrayed, offer_words
from shian.complaints.states import COMPLAINT, HEARD_IN
from shian.evidence.queries import seen_among
from shian.kernel import lens
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act, denied
from shian.kernel.ids import new_id
from shian.kernel.refused import Missing, Refused
from shian.kernel.written import needed
from shian.loop.actions.opening import local_day
from shian.registry.models import Business

MOST_SUMMARY, MOST_ANSWER, MOST_OFFER, MOST_FEN = 1000, 2000, 500, 10**12


def invite(one: Complaint, summary: str, *, answer_by: date, by: Actor, now: datetime) -> Invitation:
    """Tell the business of the register what it is about, and ask for its answer by a day. Raises Refused where the
    summary says who complained."""
    said = needed(summary, MOST_SUMMARY)
    if one.kind != COMPLAINT or one.state not in HEARD_IN:
        raise Refused(_("受理以后，才请被投诉人答复"), code="not_now")
    if one.business_id is None:
        raise Refused(_("被投诉人没有对上名册里的主体，只能用别的方式联系"), code="no_business")
    if answer_by <= local_day(now):
        raise Refused(_("要给被投诉人留出日子，请选今天以后的一天"), code="too_early")
    if Invitation.objects.filter(complaint=one, round=one.reopened).exists():
        raise Refused(_("已经请过被投诉人答复，还要说什么，请给它留言"), code="twice")
    refuse_betrayal(one, said)
    row = Invitation(
        id=new_id(), complaint=one, round=one.reopened, business_key=one.business_id, summary=said,
        answer_by=answer_by, invited_by=by.label, invited_at=now, path=one.path, secrecy=HIDDEN,
    )  # fmt: skip
    with act(by, "mediate_complaint", one) as announce:
        insert_many(Invitation, [row])
        entered(one, "invite", said, by=by, now=now, shared=True, both=True)
        announce.note(answer_by=answer_by.isoformat())
    row._state.adding = False
    return row


def tell_other_side(one: Complaint, text: str, *, by: Actor, now: datetime) -> Entry:
    """A message of the office to the business; the bringer does not read it."""
    said = needed(text, MOST_ANSWER)
    if not Invitation.objects.filter(complaint=one, round=one.reopened).exists():
        raise Refused(_("还没有请被投诉人答复"), code="not_invited")
    refuse_betrayal(one, said)
    with act(by, "mediate_complaint", one):
        return entered(one, "message", said, by=by, now=now, both=True)


def refuse_betrayal(one: Complaint, text: str) -> None:
    """What the business reads must not say who complained."""
    words = {"name": _("姓名"), "phone": _("电话号码"), "identity": _("证件号码"), "address": _("地址")}
    found = betrayed(text, bringer_of(one))
    if found:
        raise Refused(
            _("里面有投诉人的%(what)s，被投诉人会看到，请改写成“投诉人”") % {"what": words[found]}, code="betrays"
        )


# --- by the business's own people: the counter writes for them, and the ledger names the person -------------------------


def answer_for(
    row: Invitation, shop: Business, text: str, *, evidence: Sequence[UUID] = (), by: Actor, now: datetime
) -> Entry:
    """What the business says to it, with its papers."""
    said = needed(text, MOST_ANSWER)
    if len(evidence) != len(set(evidence)):
        raise Refused(_("同一个文件选了两次"), code="twice")
    return _heard(row, shop, "answer", said, evidence, by, now, answered_at=row.answered_at or now)


def offer(row: Invitation, shop: Business, words: str, *, fen: int | None, by: Actor, now: datetime) -> Entry:
    """How the business would settle it; the bringer reads it by receipt and says yes or no."""
    said = needed(words, MOST_OFFER)
    if fen is not None and not 0 <= fen <= MOST_FEN:
        raise Refused(_("金额不对"), code="bad_amount")
    fields = {
        "offer": said,
        "offer_fen": fen,
        "offered_at": now,
        "offer_said": "",
        "answered_at": row.answered_at or now,
    }
    return _heard(row, shop, "offer", offer_words(said, fen), (), by, now, **fields)


def answer_right(row: Invitation, shop: Business, by: Actor) -> None:
    """Only the business's own people answer for it. Raises Denied."""
    if row.business_key != shop.pk or not lens.may(by, "answer_complaint", shop):
        raise denied("answer_complaint")


def _heard(
    row: Invitation, shop: Business, move: str, text: str, evidence: Sequence[UUID], by: Actor, now: datetime,
    **fields: object,
) -> Entry:  # fmt: skip
    answer_right(row, shop, by)
    with at_the_counter() as counter:
        one = Complaint.objects.select_for_update().get(pk=row.complaint_id)
        _refuse_over(one, row)
        if len(seen_among(evidence, viewer=counter)) != len(evidence):
            raise Missing(_("有一个附件还没有传上来，请重新上传"), code="document_missing")
        with act(counter, "write_on_complaint", one) as announce:
            Invitation.objects.filter(pk=row.pk).update(**fields)
            shown = move == "offer"
            made = entered(
                one, move, text, by=counter, now=now, side=OTHER_SIDE, shared=shown, both=True, evidence=evidence,
                label=by.label,
            )  # fmt: skip
            if not shown:
                entered(one, "told", "被投诉人已经答复。", by=counter, now=now, side=HOUSE, shared=True)
            announce.note(side=OTHER_SIDE, move=move, business=str(shop.pk), person=str(by.person))
    return made


def _refuse_over(one: Complaint, row: Invitation) -> None:
    if one.state not in HEARD_IN or row.round != one.reopened:
        raise Refused(_("这件投诉的调解已经结束，不能再答复"), code="over")


# --- by receipt -----------------------------------------------------------------------------------------------------


def say_to_offer(one: Complaint, said: str, *, by: Actor, now: datetime) -> Entry:
    """Yes or no of the bringer to what the other side offered; both read it, and the office settles it or goes on."""
    words = {"yes": "投诉人同意对方的方案。", "no": "投诉人不同意对方的方案。"}
    row = Invitation.objects.filter(complaint=one, round=one.reopened).exclude(offer="").first()
    if said not in words:
        raise Refused(_("请选同意还是不同意"), code="no_word")
    if row is None or one.state not in HEARD_IN:
        raise Refused(_("现在没有要回应的方案"), code="nothing")
    with act(by, "write_on_complaint", one):
        Invitation.objects.filter(pk=row.pk).update(offer_said=said)
        return entered(one, "message", words[said], by=by, now=now, side=BRINGER, shared=True, both=True)
