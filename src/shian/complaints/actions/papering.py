"""Official forms: drawn from the file as it stands, numbered, and kept as they were drawn."""

from datetime import datetime

from django.utils.translation import gettext as _

from shian.complaints.actions.journal import entered
from shian.complaints.law import regime_of
from shian.complaints.models import HIDDEN, Clock, Complaint, Entry, Paper
from shian.complaints.paper.filled import FORMS, Facts, filled
from shian.complaints.rules import form_mark
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.money import yuan
from shian.kernel.refused import Refused
from shian.kernel.written import needed
from shian.letters.rules import day_in_chinese
from shian.loop.actions.opening import local_day
from shian.packs.complaints import Reason

DECIDED = {
    "filed": "决定立案",
    "not_filed": "决定不予立案",
    "handed_over": "已移送有权处理的机关",
    "concluded": "已依法查处",
    "closed": "已办结",
}


def offered_forms(one: Complaint) -> list[str]:
    """The forms that the file can be drawn on as it stands."""
    return [key for key, form in FORMS.items() if one.kind in form.kinds and one.state in form.states]


def make_form(one: Complaint, form: str, *, by: Actor, now: datetime) -> Paper:
    """Draw a form. Raises Refused where the file does not stand so that it could be."""
    if form not in offered_forms(one):
        raise Refused(_("现在出不了这份文书，请先办这一步"), code="not_now")
    nth = Paper.objects.filter(complaint=one, form=form).count() + 1
    mark = form_mark(one.mark, str(FORMS[form].number), nth)
    made = filled(form, facts_of(one, by, now), mark)
    row = Paper(
        id=new_id(), complaint=one, form=form, mark=mark, content=made.as_json(), made_by=by.label, made_at=now,
        path=one.path, secrecy=HIDDEN,
    )  # fmt: skip
    with act(by, "make_form", one) as announce:
        insert_many(Paper, [row])
        entered(one, "form", made.title, by=by, now=now)
        announce.note(form=form, mark=mark)
    row._state.adding = False
    return row


def send_form(row: Paper, how: str, *, by: Actor, now: datetime) -> Paper:
    """It was sent: by internet, phone, message, mail or by hand."""
    said = needed(how, 20)
    with act(by, "make_form", row.complaint):
        row.told_how, row.told_on = said, local_day(now)
        Paper.objects.filter(pk=row.pk).update(told_how=said, told_on=row.told_on)
        entered(row.complaint, "told", f"{FORMS[row.form].title}：{said}", by=by, now=now)
    return row


def facts_of(one: Complaint, by: Actor, now: datetime) -> Facts:
    """What of a file stands on its forms."""
    ground = _ground(one)
    business = one.business
    return Facts(
        organ=one.holder.organisation.name if one.holder else "", file=one.mark, day=day_in_chinese(local_day(now)),
        kind=one.kind, received=day_in_chinese(local_day(one.received_at)), name=one.reporter_name,
        phone=one.reporter_phone, identity=one.reporter_identity, address=one.reporter_address,
        publicity="同意" if one.wants_publicity else "不同意",
        respondent=one.respondent, respondent_address=business.address if business else one.address,
        happened=day_in_chinese(local_day(one.happened_at)) if one.happened_at else "", place=one.address,
        text=one.text, amount=_yuan(one.paid_fen if one.state == "settled" else one.amount_fen),
        evidence=f"照片或材料{len(one.evidence)}件" if one.evidence else "", demand=one.demand, handler=by.label,
        to=one.holder.organisation.name if one.holder else "", until=_until(one), meeting=_latest(one, "begin_mediation"),
        ground=ground.title.zh if ground else "", clause=ground.cite.text if ground else "",
        words=_words(one, ground), outcome=one.outcome, decision=DECIDED.get(one.state, ""), mediator=one.mediator or by.label,
    )  # fmt: skip


def _ground(one: Complaint) -> Reason | None:
    regime = regime_of(one)
    return regime.refusals.get(one.reason) or regime.endings.get(one.reason)


def _words(one: Complaint, ground: Reason | None) -> str:
    """What whoever decided wrote besides the ground, which the form has of its own."""
    return one.outcome.partition(f"：{ground.title.zh}。")[2] if ground else ""


def _until(one: Complaint) -> str:
    wanted = {"sent_on": "take", "awaiting_identity": "identity"}.get(one.state, "mediate")
    row = Clock.objects.filter(complaint=one, name=wanted).order_by("-from_day", "-pk").first()
    return day_in_chinese(row.due) if row else ""


def _latest(one: Complaint, move: str) -> str:
    row = Entry.objects.filter(complaint=one, move=move).order_by("-at", "-pk").first()
    return row.text if row else ""


def _yuan(fen: int | None) -> str:
    return "" if fen is None else f"{yuan(fen)}元"
