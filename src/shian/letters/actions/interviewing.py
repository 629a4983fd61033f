"""约谈记录: what was said, and what was promised by when; each promise is a task of whoever made it."""

from datetime import datetime

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Refused
from shian.kernel.workdays import Due
from shian.letters.actions.issuing import FILE
from shian.letters.actions.journal import say_something, step
from shian.letters.models import Interview, Letter, LetterStep
from shian.letters.queries import law_of_letter
from shian.letters.schemas import NewInterview, Promise
from shian.letters.states import UNSENT
from shian.loop.actions.files import Owed, owe_on_file
from shian.loop.actions.opening import local_day

PROMISE = "keep_promise"


def record_interview(letter: Letter, new: NewInterview, *, by: Actor, now: datetime) -> Interview:
    """Write down an interview held on a letter that has left. Raises Refused for a day to come, or a promise for a past one."""
    if letter.state in UNSENT or letter.state == "withdrawn":
        raise Refused(_("约谈通知发出以后才能记约谈"), code="not_sent")
    if new.held_on > local_day(now):
        raise Refused(_("约谈日期还没有到"), code="too_early")
    if any(promise.by_day < new.held_on for promise in new.promises):
        raise Refused(_("承诺的完成日期早于约谈日期，请核对"), code="past_promise")
    made = _interview(letter, new, now)
    with act(by, "assess_letter", letter) as announce:
        made.promises = [_owed(letter, promise, now) for promise in new.promises]
        insert_many(Interview, [made])
        insert_many(LetterStep, [step(letter, "interview", by=by, now=now, note=made.record)])
        announce.note(promises=len(new.promises))
    return made


def _interview(letter: Letter, new: NewInterview, now: datetime) -> Interview:
    return Interview(
        id=new_id(),
        letter=letter,
        owner_key=letter.owner_key,
        holder_key=letter.holder_id,
        held_on=new.held_on,
        host=say_something(new.host)[:60],
        present=new.present.strip()[:300],
        record=say_something(new.record),
        path=letter.path,
        secrecy=letter.secrecy,
        recorded_at=now,
    )


def _owed(letter: Letter, promise: Promise, now: datetime) -> dict[str, str]:
    """By the day that was promised; the ladder is the letter's own, and accepting the answer settles it."""
    due = Because(Due(promise.by_day, provisional=False), "约谈时的承诺", {"promise": promise.what})
    owed = Owed(
        PROMISE,
        FILE,
        letter.pk,
        letter.kind,
        letter.path,
        letter.secrecy,
        holder=letter.post_id,
        business=letter.business_id,
    )
    task = owe_on_file(owed, due, law_of_letter(letter), now=now)
    return {"what": promise.what, "by": promise.by_day.isoformat(), "task": str(task.pk)}
