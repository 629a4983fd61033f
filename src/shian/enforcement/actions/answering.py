"""协助调查 (Order 2, art 45), asked of us: another organ's paper came in, somebody is chosen for it, it is answered in fifteen working days."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from shian.enforcement.actions.disputing import between
from shian.enforcement.actions.inquiring import (
    Answer,
    Longer,
    drop_inquiry,
    finish_inquiry,
    longer_due,
    put_off_inquiry,
)
from shian.enforcement.actions.opening import organ_of
from shian.enforcement.actions.owing import written
from shian.enforcement.law import PROGRAMME, case_law, chief_post
from shian.enforcement.models import CASE_CLASS, JointInquiry
from shian.enforcement.states import JOINT_INQUIRY
from shian.kernel import lens
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Denied, Refused
from shian.kernel.written import needed
from shian.loop.actions.files import Owed, hand_on_file, owe_on_file
from shian.loop.actions.opening import local_day
from shian.people.house import as_house
from shian.people.models import Post
from shian.people.queries import holders

INQUIRY_FILE = "joint_inquiry"


@dataclass(frozen=True)
class CameIn:
    """Another organ's 协助调查函: from whom, its mark, what it asks, when it came, for which ground."""

    other: str
    mark: str
    asked: str
    on: date
    path: str


def take_inquiry(came: CameIn, *, by: Actor, now: datetime) -> JointInquiry:
    """Its fifteen working days run from the day it came; the head owes it until somebody is chosen. One paper is taken once."""
    law, organ = case_law(came.path, local_day(now)), organ_of(came.path)
    if came.on > local_day(now):
        raise Refused(_("收到的日子在今天以前"), code="malformed")
    other, mark = needed(came.other, 120), needed(came.mark, 60)
    with as_house():
        if JointInquiry.objects.filter(case__isnull=True, organ=organ, other=other, mark=mark).exists():
            raise Refused(_("%(organ)s的《%(mark)s》已经登记过") % {"organ": other, "mark": mark}, code="conflict")
    due, chief = law.due("assist", came.on), chief_post(came.path)
    row = JointInquiry(
        id=new_id(), organ=organ, other=other, state="received", mark=mark, asked=needed(came.asked, 2000), received_on=came.on,
        due=due.value.day, holder_id=chief, noted_by=by.label, path=came.path, secrecy=CASE_CLASS,
    )  # fmt: skip
    with act(by, "take_inquiry", row):
        owed = Owed("answer_inquiry", INQUIRY_FILE, row.pk, PROGRAMME, row.path, CASE_CLASS, holder=chief)
        with as_house():
            row.task = owe_on_file(owed, due, law.whole, now=now)
        insert_many(JointInquiry, [row])
    row._state.adding = False
    return row


def assign_inquiry(row: JointInquiry, post: Post, *, by: Actor, now: datetime) -> JointInquiry:
    """The head chooses who answers it: by the day it was."""
    _refuse_over(row)
    if "answer_inquiry" not in post.role.verbs or post.closed_on is not None:
        raise Refused(_("「%(post)s」不是执法岗位，不能办协助调查") % {"post": post.title}, code="not_fit")
    if post.pk not in holders([post.pk], on=local_day(now)):
        raise Refused(_("「%(post)s」现在没有人任职，不能办协助调查") % {"post": post.title}, code="vacant")
    with act(by, "assign_inquiry", row) as announce:
        written(row, holder=post)
        if row.task_id is not None:
            with as_house():
                hand_on_file([row.task_id], post.pk, row.path)
        announce.note(holder=str(post.pk))
    return row


def extend_inquiry(row: JointInquiry, *, until: date, reason: str, by: Actor, now: datetime) -> JointInquiry:
    """Whoever asked is told, before the days are over, that it takes longer: once, until when, and why."""
    _refuse_others(row, by)
    if row.extended_on is not None:
        raise Refused(_("只能延期一次"), code="illegal_move")
    day, law = local_day(now), case_law(row.path, local_day(now))
    longer = Longer(day, until, needed(reason, 300))
    due = longer_due(row, longer, law)
    with act(by, "answer_inquiry", row) as announce:
        written(row, due=due.value.day, extended_on=day, extended_for=longer.reason)
        put_off_inquiry(row, due, law)
        announce.note(what="extend_inquiry", until=until.isoformat())
    return row


def answer_inquiry(row: JointInquiry, answer: Answer, *, by: Actor, now: datetime) -> JointInquiry:
    """What was found, with its evidence, on the day it went out."""
    _refuse_others(row, by)
    day, said = between(_came(row), answer.on, now), needed(answer.words, 2000)
    with act(by, "answer_inquiry", row) as announce:
        JOINT_INQUIRY.move(row, "answer", answered_on=day, answer=said, answered_by=by.label, files=list(answer.files))
        finish_inquiry(row, by=by, now=now)
        announce.note(what="answer_inquiry")
    return row


def note_inquiry_withdrawn(row: JointInquiry, *, reason: str, by: Actor, now: datetime) -> JointInquiry:
    """Whoever asked took it back."""
    _refuse_others(row, by)
    said = needed(reason, 2000)
    with act(by, "answer_inquiry", row) as announce:
        JOINT_INQUIRY.move(row, "withdraw", answer=said, answered_by=by.label)
        drop_inquiry(row, by=by, now=now)
        announce.note(what="inquiry_withdrawn")
    return row


def _came(row: JointInquiry) -> date:
    assert row.received_on is not None  # it came in
    return row.received_on


def _refuse_over(row: JointInquiry) -> None:
    if row.state != "received":
        raise Refused(_("协助调查已经回复或者撤回"), code="illegal_move")


def _refuse_others(row: JointInquiry, by: Actor) -> None:
    """Raises Denied for whoever neither has it in hand nor chooses who has."""
    _refuse_over(row)
    if row.holder_id not in by.posts and not lens.may(by, "assign_inquiry", row):
        raise Denied(_("这件协助调查由%(post)s办理") % {"post": row.holder.title if row.holder else _("空缺")})
