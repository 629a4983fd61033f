"""What comes back: the receipt, the answer with its papers, and whether it is good enough; and the word of whom a letter speaks of."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.refused import Refused
from shian.letters.actions.issuing import owe_reply
from shian.letters.actions.journal import moved, say_something
from shian.letters.models import Letter
from shian.letters.queries import is_addressee, kind_of, may_speak, promised
from shian.loop.actions.files import finish_on_file
from shian.loop.actions.opening import local_day


def receive_letter(letter: Letter, *, by: Actor, now: datetime) -> Letter:
    """签收. What asks for no reply is done with that."""
    _own(letter, by)
    move = "take_note" if kind_of(letter).reply is None else "receive"
    return moved(letter, "answer_letter", move, by=by, now=now)


def answer_letter(letter: Letter, *, note: str, documents: Sequence[UUID] = (), by: Actor, now: datetime) -> Letter:
    """The reply, with its papers; what was owed is done. A letter not signed for yet is signed for by its answer."""
    _own(letter, by)
    said = say_something(note)
    if letter.state == "sent":
        receive_letter(letter, by=by, now=now)

    def done(answered: Letter) -> None:
        if answered.task_id is not None:
            finish_on_file(answered.task_id, by=by, now=now)

    return moved(letter, "answer_letter", "answer", by=by, now=now, note=said, documents=documents, with_it=done)


def accept_answer(letter: Letter, *, note: str = "", by: Actor, now: datetime) -> Letter:
    """Good enough (for a listed hazard: accepted on inspection, 验收): the letter is closed."""
    _not_own_answer(letter, by)
    listed = kind_of(letter).extension is not None
    said = say_something(note) if listed else note.strip()

    def kept(accepted: Letter) -> None:
        for task in promised(accepted, viewer=by):
            finish_on_file(task, by=by, now=now)

    return moved(letter, "assess_letter", "accept", by=by, now=now, note=said, with_it=kept)


def return_answer(letter: Letter, *, note: str, by: Actor, now: datetime) -> Letter:
    """Not good enough: a better answer is owed, by the same limit again."""
    _not_own_answer(letter, by)

    def again(returned: Letter) -> None:
        owe_reply(returned, now)

    fields = {"round": letter.round + 1}
    return moved(
        letter, "assess_letter", "return", by=by, now=now, note=say_something(note), with_it=again, fields=fields
    )


def be_heard(letter: Letter, *, note: str, by: Actor, now: datetime) -> Letter:
    """The cadre of whom it speaks says their side, before anybody approves it; it is printed with the letter."""
    if not may_speak(letter, by, on=local_day(now)):
        raise Refused(_("这份函现在不等您的陈述"), code="not_yours")
    said = say_something(note)
    return moved(
        letter, "answer_letter", "be_heard", by=by, now=now, note=said, fields={"heard": said, "heard_at": now}
    )


def _own(letter: Letter, by: Actor) -> None:
    if not is_addressee(letter, by):
        raise Refused(_("这份函不是发给您的岗位或者您的店的"), code="not_yours")


def _not_own_answer(letter: Letter, by: Actor) -> None:
    if is_addressee(letter, by):
        raise Refused(_("回复是您这一方报的，要由发函的一方来认定"), code="own_answer")
