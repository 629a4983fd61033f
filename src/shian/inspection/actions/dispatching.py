"""Sending two officers: whom, on what ground, and who may not go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from shian.inspection.models import Inspection
from shian.inspection.owed import PROGRAMME, law_of_inspection
from shian.inspection.rules import barred_until, enough_officers
from shian.inspection.states import INSPECTION, KINDS, WHOLE
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.paths import within
from shian.kernel.refused import Conflict, Refused
from shian.kernel.secrecy import Secrecy
from shian.loop.actions.exclusion import settled
from shian.loop.actions.opening import local_day
from shian.loop.law import Law, attend_after, law_on
from shian.loop.models import Task
from shian.loop.states import TASK
from shian.packs.inspection import InspectionLaw
from shian.people.models import Post, Tenure
from shian.registry.models import Appointment, Business, Status

ORDERS = "order"  # the verb only a regulator holds: who may order may inspect


@dataclass(frozen=True)
class Sent:
    """What is said when officers are sent."""

    kind: str
    officers: tuple[Post, ...]  # the first leads
    basis: str
    papers: str
    go_on: date
    suspicion: str = ""


def dispatch_inspection(business: Business, sent: Sent, *, by: Actor, now: datetime) -> Inspection:
    """Send officers to a business (art. 21 to 24). Raises Refused, with the rule that stands in the way.

    A routine one takes the year's planned task where there is one; an unannounced one is hidden from everybody outside.
    """
    on = local_day(now)
    law = law_on(on, business.path)
    rules = law_of_inspection(law)
    _said_whole(sent)
    _may_be_inspected(business, sent, rules, on)
    seats = [_seat(post, business, on) for post in sent.officers]
    _two_people(seats, rules)
    _nobody_of_the_house(seats, business, on)
    task = _planned(business, sent) or _extra(business, sent, law, now)
    inspection = _inspection(business, sent, seats, task, now)
    with act(by, "dispatch_inspection", inspection) as announce:
        if Inspection.objects.filter(business=business, state=INSPECTION.initial).exists():
            raise Conflict(_("「%(name)s」已经派了人去检查，还没有结果") % {"name": business.name})
        if task._state.adding:
            insert_many(Task, [task])
        else:
            Task.objects.filter(pk=task.pk, state=TASK.initial).update(holder_id=inspection.lead_id)
        insert_many(Inspection, [inspection])
        announce.note(kind=sent.kind, business=str(business.pk), go_on=sent.go_on.isoformat())
    inspection._state.adding = False
    return inspection


def cancel_inspection(inspection: Inspection, *, reason: str, by: Actor, now: datetime) -> None:
    """Nobody went: with the reason. A planned task stays owed; one made for this goes with it."""
    if not reason.strip():
        raise Refused(_("请写明原因"), code="no_words")
    with act(by, "cancel_inspection", inspection) as announce:
        INSPECTION.move(inspection, "cancel", note=reason)
        made_for_it = Task.objects.filter(pk=inspection.task_id, period_start__isnull=True)
        TASK.move_many(made_for_it, "withdraw", **settled(by, now), reason=reason)
        announce.note(reason=reason)


def _said_whole(sent: Sent) -> None:
    if sent.kind not in KINDS:
        raise Refused(_("请选检查的种类"))
    if not sent.basis.strip():
        raise Refused(_("请写明检查的依据：年度计划、线索或上级部署"))
    if not sent.papers.strip():
        raise Refused(_("请写执法证件号或检查任务书编号"))


def _may_be_inspected(business: Business, sent: Sent, rules: InspectionLaw, on: date) -> None:
    if business.status == Status.CLOSED:
        raise Refused(_("「%(name)s」已经注销，不能再检查") % {"name": business.name}, code="closed_business")
    if sent.go_on < on:
        raise Refused(_("去检查的日期已经过了"))
    upper = Inspection.objects.filter(business=business, kind="upper_level", confirmed_at__isnull=False)
    last = upper.order_by("-go_on").values_list("go_on", flat=True).first()
    until = barred_until(last, sent.go_on, rules.repeat_months).value
    if until and sent.kind != "upper_level" and not sent.suspicion.strip():
        raise Refused(
            _("上级%(last)s刚检查过，%(until)s前原则上不重复检查；确有嫌疑或隐患的请写明")
            % {"last": last, "until": until},
            code="three_months",
        )


def _seat(post: Post, business: Business, on: date) -> Tenure:
    """Who holds the post now; only a regulator's post over this ground may inspect."""
    if ORDERS not in post.role.verbs or not within(business.path, post.path):
        raise Refused(_("「%(post)s」不是管这里的监督检查岗位") % {"post": post.title})
    seat: Tenure | None = Tenure.objects.on(on).filter(post=post).first()
    if seat is None:
        raise Refused(_("「%(post)s」现在没有人任职") % {"post": post.title}, code="vacant")
    return seat


def _two_people(seats: Sequence[Tenure], rules: InspectionLaw) -> None:
    people = {seat.person_key for seat in seats}
    if not enough_officers(len(people), rules):
        raise Refused(
            _("监督检查应当由 %(n)s 名以上检查人员参加（第二十三条）") % {"n": rules.officers.count},
            code="two_officers",
        )


def _nobody_of_the_house(seats: Sequence[Tenure], business: Business, on: date) -> None:
    """Recusal: whoever holds a post in the business does not inspect it."""
    house = set(Appointment.objects.on(on).filter(business=business).values_list("person_id", flat=True))
    if own := next((seat for seat in seats if seat.person_key in house), None):
        raise Refused(_("%(name)s在这家主体任职，应当回避") % {"name": own.person_name}, code="recusal")


def _planned(business: Business, sent: Sent) -> Task | None:
    """The year's task, which a routine inspection discharges."""
    if sent.kind not in WHOLE:
        return None
    owed = Task.objects.filter(business=business, programme=PROGRAMME, state=TASK.initial, act="inspect")
    found: Task | None = owed.filter(period_start__lte=sent.go_on).order_by("due", "id").first()
    return found


def _extra(business: Business, sent: Sent, law: Law, now: datetime) -> Task:
    """A task made for this inspection alone, due on the day they go."""
    secrecy = Secrecy.CASE if sent.kind == "unannounced" else Secrecy.INTERNAL
    return Task(
        id=new_id(),
        act="inspect",
        programme=PROGRAMME,
        release_id=law.release,
        holder=sent.officers[0],
        business=business,
        grade=business.guarantee_grade,
        kind=business.kind,
        due=sent.go_on,
        attend_at=attend_after(sent.go_on, law.programme(PROGRAMME), 0, law.calendar),
        path=business.path,
        path_then=business.path,
        secrecy=int(secrecy),
        recorded_at=now,
    )


def _inspection(business: Business, sent: Sent, seats: Sequence[Tenure], task: Task, now: datetime) -> Inspection:
    lead, second = seats[0], seats[1]
    return Inspection(
        id=new_id(),
        business=business,
        kind=sent.kind,
        whole=sent.kind in WHOLE,
        basis=sent.basis.strip(),
        suspicion=sent.suspicion.strip(),
        papers=sent.papers.strip(),
        task=task,
        lead=sent.officers[0],
        second=sent.officers[1],
        lead_person=lead.person_key,
        second_person=second.person_key,
        lead_name=lead.person_name,
        second_name=second.person_name,
        go_on=sent.go_on,
        path=business.path,
        path_then=business.path,
        secrecy=task.secrecy,
        recorded_at=now,
    )
