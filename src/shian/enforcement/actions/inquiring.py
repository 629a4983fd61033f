"""协助调查 (Order 2, art 45), asked by us: a numbered paper to another organ, received, longer where it says so in time, answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shian.enforcement.actions.clocks import begin
from shian.enforcement.actions.disputing import between
from shian.enforcement.actions.keeping import Found, Written, keep_exhibit, numbered
from shian.enforcement.actions.owing import written
from shian.enforcement.law import PROGRAMME, CaseLaw, case_law
from shian.enforcement.models import JointInquiry, PenaltyCase
from shian.enforcement.parties import refuse_strangers
from shian.enforcement.states import JOINT_INQUIRY, OPEN_INQUIRY, UNDECIDED
from shian.enforcement.wording import JOINT_LETTER, JOINT_SERIES, JOINT_TITLE, joint_letter
from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Refused
from shian.kernel.workdays import Due
from shian.kernel.written import needed
from shian.loop.actions.files import finish_on_file, put_off, withdraw_on_file
from shian.loop.actions.opening import local_day
from shian.people.house import as_house


@dataclass(frozen=True)
class Longer:
    """It takes longer: said on a day, until which day, why."""

    on: date
    until: date
    reason: str


@dataclass(frozen=True)
class Answer:
    """What came of it, on which day, with which files."""

    on: date
    words: str
    files: Sequence[UUID] = ()


def ask_inquiry(case: PenaltyCase, *, to: str, asked: str, by: Actor, now: datetime) -> JointInquiry:
    """协助调查函: numbered, to another organ. Its fifteen working days begin when it is there."""
    refuse_strangers(case, by)
    if case.state not in UNDECIDED:
        raise Refused(_("作出决定以前才请其他部门协助调查"), code="illegal_move")
    other, what = needed(to, 120), needed(asked, 2000)
    with act(by, "issue_paper", case) as announce:
        letter = Written(JOINT_LETTER, JOINT_TITLE, JOINT_SERIES, joint_letter(case, what), other)
        paper = numbered(case, letter, by=by, now=now)
        row = JointInquiry(
            id=new_id(), case=case, organ=case.organ, other=other, mark=paper.mark, asked=what, paper=paper,
            sent_on=local_day(now), noted_by=by.label, path=case.path, secrecy=case.secrecy,
        )  # fmt: skip
        insert_many(JointInquiry, [row])
        announce.note(paper=str(paper.pk), mark=paper.mark)
    row._state.adding = False
    return row


def note_inquiry_received(row: JointInquiry, *, on: date, by: Actor, now: datetime) -> JointInquiry:
    """The other organ has it: its days begin."""
    case = _own(row, by)
    assert row.sent_on is not None  # ours is sent
    day = between(row.sent_on, on, now)
    with act(by, "work_case", case) as announce:
        task = begin(case, "await_inquiry", day, now=now)
        JOINT_INQUIRY.move(row, "receive", received_on=day, due=task.due, task=task)
        announce.note(what="inquiry_received")
    return row


def note_inquiry_extended(row: JointInquiry, longer: Longer, *, by: Actor, now: datetime) -> JointInquiry:
    """The other organ said, before its days were over, that it takes longer, until when, and why."""
    case, law = _own(row, by), case_law(row.path, local_day(now))
    day, due = between(_begun(row), longer.on, now), longer_due(row, longer, law)
    with act(by, "work_case", case) as announce:
        written(row, due=due.value.day, extended_on=day, extended_for=needed(longer.reason, 300))
        put_off_inquiry(row, due, law)
        announce.note(what="inquiry_extended")
    return row


def note_inquiry_answered(row: JointInquiry, answer: Answer, *, by: Actor, now: datetime) -> JointInquiry:
    """What it found: its files are evidence of the case."""
    case = _own(row, by)
    first = row.received_on or row.sent_on or answer.on
    fields = {
        "answered_on": between(first, answer.on, now),
        "answer": needed(answer.words, 2000),
        "answered_by": by.label,
    }
    with act(by, "work_case", case) as announce:
        JOINT_INQUIRY.move(row, "answer", files=list(answer.files), **fields)
        finish_inquiry(row, by=by, now=now)
        announce.note(what="inquiry_answered")
    for file in answer.files:
        found = Found("paper", _("%(organ)s协助调查的复函和材料") % {"organ": row.other}, _("案卷"), file)
        keep_exhibit(case, found, by=by, now=now)
    return row


def withdraw_inquiry(row: JointInquiry, *, reason: str, by: Actor, now: datetime) -> JointInquiry:
    """It is asked no longer, and why."""
    case, said = _own(row, by), needed(reason, 2000)
    with act(by, "work_case", case) as announce:
        _withdraw(row, said, by, now)
        announce.note(what="withdraw_inquiry")
    return row


def end_inquiries(case: PenaltyCase, *, by: Actor, now: datetime) -> None:
    """The case is over here: nobody waits for an answer. Part of the verb that ends it."""
    for row in JointInquiry.objects.filter(case=case, state__in=OPEN_INQUIRY):
        _withdraw(row, _("案件已经办结、终止或者移送"), by, now)


def _withdraw(row: JointInquiry, said: str, by: Actor, now: datetime) -> None:
    JOINT_INQUIRY.move(row, "withdraw", answer=said, answered_by=by.label)
    drop_inquiry(row, by=by, now=now)


def _own(row: JointInquiry, by: Actor) -> PenaltyCase:
    """The case of one that we asked; its officers write down what comes of it."""
    assert row.case is not None  # asked of a case
    refuse_strangers(row.case, by)
    return row.case


# What both directions have in common.


def longer_due(row: JointInquiry, longer: Longer, law: CaseLaw) -> Because[Due]:
    """The later day, and why. Raises Refused where it was said too late, or is no later day."""
    due = row.due
    if row.state != "received" or due is None:
        raise Refused(_("对方收到以后、回复以前才延期"), code="illegal_move")
    if longer.on > due:
        raise Refused(_("期限届满以前告知的才算延期"), code="too_late")
    if longer.until <= due:
        raise Refused(_("延期要到 %(day)s 以后") % {"day": due.isoformat()}, code="malformed")
    return Because(Due(longer.until), law.said.clocks["assist"].cite.text, {"from": _begun(row), "fixed": longer.until})


def put_off_inquiry(row: JointInquiry, due: Because[Due], law: CaseLaw) -> None:
    if row.task_id is not None:
        with as_house():
            put_off(row.task_id, due, law.whole, PROGRAMME)


def finish_inquiry(row: JointInquiry, *, by: Actor, now: datetime) -> None:
    if row.task_id is not None:
        with as_house():
            finish_on_file(row.task_id, by=by, now=now)


def drop_inquiry(row: JointInquiry, *, by: Actor, now: datetime) -> None:
    if row.task_id is not None:
        with as_house():
            withdraw_on_file(row.task_id, _("协助调查已撤回"), by=by, now=now)


def _begun(row: JointInquiry) -> date:
    if row.received_on is None:
        raise Refused(_("对方收到以后、回复以前才延期"), code="illegal_move")
    return row.received_on
