"""抄告: one department tells another; the other signs for it, answers by a day, and the first accepts the answer or sends it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Denied, Refused
from shian.kernel.secrecy import Secrecy
from shian.kernel.workdays import Due
from shian.kernel.written import needed
from shian.loop.actions.files import Owed, finish_on_file, owe_on_file
from shian.loop.actions.opening import local_day
from shian.loop.law import Law, law_on
from shian.loop.models import Task
from shian.operations.events import NoticeMoved
from shian.operations.models import Notice, Operation, Target
from shian.operations.parties import department_of, party
from shian.operations.queries import PROGRAMME
from shian.operations.states import NOTICE
from shian.people.house import as_house
from shian.people.models import Post
from shian.people.queries import post

FILE = "operation_notice"
ACT = "answer_notice"


@dataclass(frozen=True)
class Matter:
    """What is another department's: which, about which object (or none of them), and what."""

    to: UUID | None
    text: str
    target: Target | None = None


def send_notice(one: Operation, matter: Matter, *, by: Actor, now: datetime) -> Notice:
    """Tell another department that takes part; its contact owes the answer by the programme's limit. Once closed it may still be told."""
    sender, receiver = department_of(one, by), party(one, matter.to)
    if one.state not in ("under_way", "closed"):
        raise Refused(_("行动开始以后才能抄告"), code="illegal_move")
    if sender.pk == receiver.pk:
        raise Refused(_("不用抄告自己的单位"), code="own_department")
    holder = one.contacts[one.departments.index(receiver.pk)]
    law = law_on(local_day(now), one.path)
    due, receive_by = _limit("handle", law, now), _limit("claim", law, now)
    row = Notice(
        id=new_id(), operation=one, target=matter.target, title=one.title,
        about=matter.target.name if matter.target else "",
        sender=sender, sender_post=_speaking(by), receiver=receiver, holder=post(holder),
        posts=sorted({*by.posts, one.lead_post_id}), text=needed(matter.text, 500),
        due=due.value.day, receive_by=receive_by.value.day, because=due.as_json(),
        sent_by=by.label, sent_at=now, path=one.path, secrecy=int(Secrecy.INTERNAL),
    )  # fmt: skip
    with act(by, "send_notice", row) as announce:
        row.task = _owed(row, due, law, now)
        insert_many(Notice, [row])
        announce.note(operation=str(one.pk), to=str(receiver.pk), due=row.due.isoformat())
        announce(NoticeMoved(row.pk, row.holder_id, "send", row.state))
    row._state.adding = False
    return row


def receive_notice(row: Notice, *, by: Actor, now: datetime) -> Notice:
    """签收: it has come to the department it was meant for."""
    _own(row, by)
    return _moved(row, "answer_notice", "receive", by, received_by=by.label, received_at=now)


def answer_notice(row: Notice, *, answer: str, evidence: Sequence[UUID] = (), by: Actor, now: datetime) -> Notice:
    """What the department did. One that was not signed for is signed for by its answer."""
    _own(row, by)
    said = needed(answer, 500)
    fields: dict[str, Any] = {"answer": said, "answered_by": by.label, "answered_at": now, "evidence": list(evidence)}
    if row.received_at is None:
        fields |= {"received_by": by.label, "received_at": now}
    done = _moved(row, "answer_notice", "answer", by, **fields)
    if done.task_id is not None:
        with as_house():
            finish_on_file(done.task_id, by=by, now=now)
    return done


def accept_notice(row: Notice, *, note: str = "", by: Actor, now: datetime) -> Notice:
    """核销: the sender is content."""
    _not_own(row, by)
    return _moved(row, "judge_notice", "accept", by, judged_by=by.label, judged_at=now, judged_note=note.strip()[:300])


def return_notice(row: Notice, *, note: str, by: Actor, now: datetime) -> Notice:
    """Not good enough: a better answer is owed, by the same limit from today."""
    _not_own(row, by)
    said = needed(note, 300)
    law = law_on(local_day(now), row.path)
    due = _limit("handle", law, now)
    NOTICE.next(row.state, "return")
    again = {
        "due": due.value.day,
        "because": due.as_json(),
        "returns": row.returns + 1,
        "task": _owed(row, due, law, now),
    }
    return _moved(row, "judge_notice", "return", by, judged_by=by.label, judged_at=now, judged_note=said, **again)


def is_sender(row: Notice, by: Actor) -> bool:
    """Whether somebody is of the side that told, or of the office that leads: they judge the answer."""
    return row.holder_id not in by.posts and bool(set(row.posts) & by.posts)


def _moved(row: Notice, verb: str, move: str, by: Actor, **fields: Any) -> Notice:
    with act(by, verb, row) as announce:
        NOTICE.move(row, move, **fields)
        announce.note(move=move)
        announce(NoticeMoved(row.pk, row.holder_id, move, row.state))
    return row


def _own(row: Notice, by: Actor) -> None:
    if row.holder_id not in by.posts:
        raise Denied(_("这份抄告是发给%(unit)s的，由他们签收和反馈") % {"unit": row.receiver.name})


def _not_own(row: Notice, by: Actor) -> None:
    if not is_sender(row, by):
        raise Denied(_("反馈由抄告的一方来核销"))


def _speaking(by: Actor) -> Post:
    assert by.post is not None  # whoever speaks for a department holds a post of it
    return post(by.post)


def _limit(name: str, law: Law, now: datetime) -> Because[Due]:
    return law.limit(law.programme(PROGRAMME), name, local_day(now))


def _owed(row: Notice, due: Because[Due], law: Law, now: datetime) -> Task:
    owed = Owed(ACT, FILE, row.pk, PROGRAMME, row.path, row.secrecy, holder=row.holder_id)
    with as_house():
        return owe_on_file(owed, due, law, now=now)
