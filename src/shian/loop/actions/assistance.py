"""包保帮扶 (M54): asked for or offered, taken up, given, judged by the business. The cadre owes it by a day, as a task."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Refused
from shian.loop.actions.opening import local_day
from shian.loop.events import AssistanceMoved
from shian.loop.law import Law, attend_after, law_on
from shian.loop.models import Assistance, Duty, Task
from shian.loop.posts import office_post
from shian.loop.states import ASSISTANCE, TASK, WORKED
from shian.registry.models import Business

PROGRAMME = FILE = "assistance"
STILL_OPEN = ASSISTANCE.all - ASSISTANCE.final - {"helped"}


@dataclass(frozen=True)
class Wanted:
    """What help: one of the kinds of the law, in somebody's own words."""

    kind: str
    words: str


def ask_help(business: Business, wanted: Wanted, *, by: Actor, now: datetime) -> Assistance:
    """A business asks; the cadre who answers for it owes an answer by the day of the law."""
    return _begun(business, wanted, "ask_help", by, now)


def offer_help(business: Business, wanted: Wanted, *, by: Actor, now: datetime) -> Assistance:
    """A cadre offers, and has thereby taken it up."""
    return _begun(business, wanted, "give_help", by, now, state="helping", **_helper(by), offered_by_id=by.post)


def take_up(one: Assistance, *, by: Actor, now: datetime) -> Assistance:
    """Somebody takes a request up; the day by which it is owed goes on."""
    return _moved(one, "take_up", "give_help", by, now, **_helper(by))


def help_given(one: Assistance, *, outcome: str, by: Actor, now: datetime) -> Assistance:
    """What was done to help; whether it helped is not for the helper to say."""
    return _moved(one, "help", "give_help", by, now, **_helper(by), **_words(outcome), helped_at=now, settled_at=now)


def decline_help(one: Assistance, *, outcome: str, by: Actor, now: datetime) -> Assistance:
    """It cannot be given, with the reason, which the business reads."""
    return _moved(one, "decline", "give_help", by, now, **_helper(by), **_words(outcome), settled_at=now)


def call_off(one: Assistance, *, outcome: str, by: Actor, now: datetime) -> Assistance:
    """The business no longer needs it."""
    return _moved(one, "call_off", "ask_help", by, now, **_words(outcome), settled_at=now)


def assess_help(one: Assistance, *, worked: str, note: str, by: Actor, now: datetime) -> Assistance:
    """The business says whether it helped: yes, partly, no."""
    if worked not in WORKED:
        raise Refused(_("请选：帮上了、帮上一部分、没帮上"), code="unknown_word")
    return _moved(one, "assess", "ask_help", by, now, worked=worked, worked_note=note.strip(), assessed_at=now)


def _helper(by: Actor) -> dict[str, Any]:
    return {"helper_id": by.post, "helper_label": by.label}


def _words(outcome: str) -> dict[str, Any]:
    if not outcome.strip():
        raise Refused(_("请写一句话说明情况"), code="no_words")
    return {"outcome": outcome.strip()}


def _begun(business: Business, wanted: Wanted, verb: str, by: Actor, now: datetime, **fields: Any) -> Assistance:
    law = law_on(local_day(now), business.path)
    _refuse_unfit(business, wanted, law)
    one = Assistance(
        id=new_id(),
        business=business,
        kind=wanted.kind,
        words=wanted.words.strip(),
        asked_on=local_day(now),
        recorded_at=now,
        path=business.path,
        path_then=business.path,
        **fields,
    )
    with act(by, verb, one) as announce:
        insert_many(Assistance, [one])
        insert_many(Task, [_owed(one, law, now)])
        announce.note(kind=one.kind)
        announce(AssistanceMoved(one.pk, business.pk, one.kind, one.state))
    return one


def _refuse_unfit(business: Business, wanted: Wanted, law: Law) -> None:
    if wanted.kind not in {one.key for one in law.programme(PROGRAMME).what.conclusions}:
        raise Refused(_("请选要哪一种帮助"), code="unknown_word")
    if not wanted.words.strip():
        raise Refused(_("请写明要帮什么"), code="no_words")
    if Assistance.objects.filter(business=business, kind=wanted.kind, state__in=STILL_OPEN).exists():
        raise Refused(_("这一种帮助已经提出过，还在办"), code="already_asked")


def _owed(one: Assistance, law: Law, now: datetime) -> Task:
    """Whoever answers for the business owes it; where nobody does, the office of the place."""
    programme = law.programme(PROGRAMME)
    due = law.limit(programme, "act", local_day(now))
    duties = Duty.objects.on(local_day(now)).filter(business=one.business_id, holder__isnull=False)
    holder = one.helper_id or duties.order_by("-programme", "id").values_list("holder_id", flat=True).first()
    return Task(
        id=new_id(),
        act="assist",
        programme=PROGRAMME,
        release_id=law.release,
        holder_id=holder or office_post(one.path),
        business_id=one.business_id,
        file_kind=FILE,
        file_id=one.pk,
        due=due.value.day,
        due_provisional=due.value.provisional,
        because=due.as_json(),
        attend_at=attend_after(due.value.day, programme, 0, law.calendar),
        path=one.path,
        path_then=one.path,
        recorded_at=now,
    )


def _moved(one: Assistance, move: str, verb: str, by: Actor, now: datetime, **fields: Any) -> Assistance:
    with act(by, verb, one) as announce:
        ASSISTANCE.move(one, move, **fields)
        if one.settled_at == now:
            owed = Task.objects.filter(file_kind=FILE, file_id=one.pk, business=one.business_id)
            settled = {"settled_at": now, "settled_on": local_day(now), "settled_by": by.person, "attend_at": None}
            TASK.move_many(owed, "withdraw" if move == "call_off" else "finish", outcome="done", **settled)
        announce.note(move=move, state=one.state)
        announce(AssistanceMoved(one.pk, one.business_id, one.kind, one.state))
    return one
