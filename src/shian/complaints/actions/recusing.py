"""回避: either side or the mediator asks that the mediator leave it (第20号令第十九条第二款). Mediation waits, the limit does
not: only the time of a test is not counted. The head decides, and another takes over."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from shian.complaints.actions import clocks
from shian.complaints.actions.inviting import answer_right
from shian.complaints.actions.journal import BRINGER, OFFICE, OTHER_SIDE, entered, moved
from shian.complaints.actions.sending import carried
from shian.complaints.house import at_the_counter
from shian.complaints.law import regime_of
from shian.complaints.models import HIDDEN, Complaint, Invitation, Recusal
from shian.complaints.rules import is_same_person, may_decide
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Conflict, Denied, Refused
from shian.kernel.written import needed
from shian.loop.actions.opening import local_day
from shian.loop.posts import nearest_post
from shian.people.models import Post
from shian.registry.models import Business

HEAD = "regulator_chief"
GRANTED, REFUSED, LAPSED = "granted", "refused", "lapsed"


@dataclass(frozen=True)
class Successor:
    """Who takes over: by name, and where it is somebody of another office, that post, which then has the file."""

    name: str
    post: Post | None = None


def ask_recusal(one: Complaint, reason: str, *, by: Actor, now: datetime) -> Recusal:
    """By the mediator, or by a colleague who knows of something."""
    return _asked(one, reason, OFFICE, by, by, now, "mediate_complaint")


def ask_recusal_by_receipt(one: Complaint, reason: str, *, by: Actor, now: datetime) -> Recusal:
    """By whoever brought it."""
    return _asked(one, reason, BRINGER, None, by, now, "write_on_complaint")


def ask_recusal_for(row: Invitation, shop: Business, reason: str, *, by: Actor, now: datetime) -> Recusal:
    """By the business's own people."""
    answer_right(row, shop, by)
    with at_the_counter() as counter:
        one = Complaint.objects.select_for_update().get(pk=row.complaint_id)
        return _asked(one, reason, OTHER_SIDE, by, counter, now, "write_on_complaint")


def _asked(
    one: Complaint, reason: str, side: str, asker: Actor | None, by: Actor, now: datetime, right: str
) -> Recusal:
    said = needed(reason, 300)
    if one.state != "mediating" or not one.mediator:
        raise Refused(_("还没有安排调解人员，或者调解已经结束"), code="no_mediator")
    if Recusal.objects.filter(complaint=one, decision="").exists():
        raise Refused(_("已经有人提出回避，等决定"), code="conflict")
    row = Recusal(
        id=new_id(), complaint=one, mediator=one.mediator, mediator_person=one.mediator_person, side=side,
        asker=asker.person if asker else None, reason=said, asked_at=now, path=one.path, secrecy=HIDDEN,
    )  # fmt: skip
    with act(by, right, one) as announce:
        insert_many(Recusal, [row])
        label = asker.label if asker and side == OTHER_SIDE else ""
        entered(
            one,
            "ask_recusal",
            said,
            by=by,
            now=now,
            side=side,
            shared=side == BRINGER,
            both=side == OTHER_SIDE,
            label=label,
        )
        if "recusal" in regime_of(one).clocks:  # a release from before it was thought of has none
            clocks.start(one, "recusal", local_day(now), now=now, holder=nearest_post(one.path, HEAD))
        announce.note(side=side, mediator=one.mediator)
    row._state.adding = False
    return row


def decide_recusal(
    row: Recusal, *, grant: str, words: str, successor: Successor | None = None, by: Actor, now: datetime
) -> Complaint:
    """By the head, never by whom it is about nor by who asked. Granted, somebody else arranges the mediation anew."""
    one, said = row.complaint, needed(words, 300)
    if grant not in ("yes", "no"):
        raise Refused(_("请选同意还是不同意"), code="unknown_word")
    if not may_decide(by.person, row.mediator_person, row.asker) or is_same_person(by.label, row.mediator):
        raise Denied(_("回避由别人决定，不能由本人或者提出的人决定"))
    if grant == "no":
        return _kept_on(row, one, said, by, now)
    if successor is None or not successor.name.strip():
        raise Refused(_("同意回避的，请写由谁接手"), code="no_successor")
    if is_same_person(successor.name, row.mediator):
        raise Refused(_("接手的人不能还是他本人"), code="same_person")
    return _taken_over(row, one, said, successor, by, now)


def _kept_on(row: Recusal, one: Complaint, said: str, by: Actor, now: datetime) -> Complaint:
    with act(by, "decide_recusal", one) as announce:
        _settled(row, REFUSED, said, "", by, now)
        clocks.meet(one, "recusal", by=by, now=now)
        told = f"对调解人员的回避申请：不予回避。{said}"
        entered(one, "decide_recusal", told, by=by, now=now, shared=True, both=True)
        announce.note(granted=False)
    return one


def _taken_over(row: Recusal, one: Complaint, said: str, successor: Successor, by: Actor, now: datetime) -> Complaint:
    name = needed(successor.name, 60)

    def handed() -> None:
        _settled(row, GRANTED, said, name, by, now)
        clocks.meet(one, "recusal", by=by, now=now)
        if successor.post is not None and successor.post.pk != one.holder_id:
            carried(one, successor.post, now)

    told = f"调解人员回避，改由{name}调解，时间和地点另行告诉您。"
    return moved(
        one, "decide_recusal", "recuse", by=by, now=now, told=told, note=said, both=True, with_it=handed,
        mediator="", mediator_person=None,
    )  # fmt: skip


def _settled(row: Recusal, decision: str, words: str, successor: str, by: Actor, now: datetime) -> None:
    waiting = Recusal.objects.filter(pk=row.pk, decision="")
    if waiting.update(decision=decision, words=words, successor=successor, decided_by=by.label, decided_at=now) != 1:
        raise Conflict(_("别人刚刚决定过，请刷新后再看"))


def lapse(one: Complaint, *, by: Actor, now: datetime) -> None:
    """Nothing is mediated any more, so there is nothing to decide; within the verb that ends it."""
    waiting = Recusal.objects.filter(complaint=one, decision="")
    if waiting.update(decision=LAPSED, decided_at=now):
        clocks.drop(one, "调解已经结束", "recusal", by=by, now=now)


def refuse_while_asked(one: Complaint) -> None:
    """第十九条第二款: mediation is suspended until it is decided."""
    if Recusal.objects.filter(complaint=one, decision="").exists():
        raise Refused(_("有人申请调解人员回避，先作出决定再调解"), code="recusal_open")


def refuse_recused(one: Complaint, mediator: str) -> None:
    """Whoever was recused does nothing more in it."""
    gone = Recusal.objects.filter(complaint=one, decision=GRANTED).values_list("mediator", flat=True)
    if any(is_same_person(mediator, name) for name in gone):
        raise Refused(_("「%(who)s」已经回避，请换一位调解人员") % {"who": mediator}, code="recused")
