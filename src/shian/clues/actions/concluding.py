"""The check ends: a case or none, elsewhere, with another clue. Whoever sent it learns what came of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from shian.clues.actions.moving import moved
from shian.clues.actions.owing import READ, READING, done, law_of_clue, owe, undecided
from shian.clues.events import ClueFiled
from shian.clues.models import Clue
from shian.clues.states import CASED, CLUE, OUTCOMES, UNITED
from shian.clues.whose import refuse_all_but_the_sender, refuse_others, sent
from shian.kernel.actor import Actor
from shian.kernel.gate import act
from shian.kernel.refused import Denied, Refused
from shian.kernel.secrecy import Secrecy
from shian.kernel.written import needed
from shian.loop.actions.opening import local_day
from shian.people.house import as_house
from shian.people.models import Organisation


@dataclass(frozen=True)
class Ended:
    """How a check ends: which outcome, why, and what the sender is told. `to` of a transfer, `same_as` of a union."""

    outcome: str
    note: str
    reply: str = ""
    to: Organisation | None = None
    same_as: Clue | None = None


def conclude_clue(clue: Clue, ended: Ended, *, by: Actor, now: datetime) -> Clue:
    """立案、不予立案、移送其他部门、移送公安、并案、重复: decided by a person who says why."""
    refuse_others(clue, by)
    note = needed(ended.note, 500)
    with act(by, "conclude_clue", clue) as announce:
        CLUE.next(clue.state, ended.outcome)
        _fits(clue, ended, _held_still(clue, ended.same_as))
        done(clue.task_id, by=by, now=now)
        undecided(clue, note, by=by, now=now)
        fields: dict[str, Any] = {
            "outcome_note": note, "reply": ended.reply.strip()[:300], "passed_to": ended.to,
            "same_as": ended.same_as, "concluded_at": now, "concluded_by": by.label, "read_task_id": _told(clue, now),
        }  # fmt: skip
        moved(clue, ended.outcome, announce, by=by, now=now, note=note, **fields)
        if ended.outcome in CASED:
            announce(ClueFiled(clue.pk, clue.path, clue.business_id, _summary(clue)))
        if ended.outcome in UNITED:
            _lead_on(clue, ended.same_as)
        else:
            _tell_the_united(clue, now)
    return clue


def read_outcome(clue: Clue, *, by: Actor, now: datetime) -> Clue:
    """Whoever sent it has seen what came of it."""
    refuse_all_but_the_sender(clue, by)
    if not sent(clue, by):
        raise Denied(_("由报送的人来办"))
    with act(by, "read_clue_outcome", clue) as announce:
        if clue.read_task_id is None:
            raise Refused(_("还没有办理结果"), code="too_early")
        done(clue.read_task_id, by=by, now=now)
        announce.note(state=clue.state)
    return clue


def _held_still(clue: Clue, other: Clue | None) -> Clue | None:
    """The clue with which this one is united, as it stands now and until this is done: of two people who each unite the other's
    with their own, one comes second. Both rows are taken in one order, so that neither waits for the other for ever."""
    if other is None:
        return None
    with as_house():
        both = Clue.objects.select_for_update(of=("self",)).filter(pk__in=[clue.pk, other.pk]).order_by("pk")
        return next((row for row in both if row.pk == other.pk), None)


def _lead_on(clue: Clue, to: Clue | None) -> None:
    """What was united with this one is united with where it went: whoever sent it learns what comes of that."""
    with as_house():
        Clue.objects.filter(same_as=clue).update(same_as=to)


def _fits(clue: Clue, ended: Ended, same_as: Clue | None) -> None:
    if ended.outcome not in OUTCOMES:
        raise Refused(_("请选核查的结果"), code="unknown_word")
    if ended.outcome == "transfer" and ended.to is None:
        raise Refused(_("请选移送给哪个部门"), code="no_department")
    if ended.outcome not in UNITED:
        return
    if same_as is None or same_as.pk == clue.pk:
        raise Refused(_("请选与哪一条线索合并"), code="no_other")
    if same_as.same_as_id is not None:
        raise Refused(_("那一条自己已经并入别的线索，请选最后的那一条"), code="united_already")


def _summary(clue: Clue) -> str:
    """What whoever keeps cases is told; of a sealed clue nothing leaves by an announcement."""
    return clue.text[:300] if clue.secrecy < Secrecy.SEALED else ""


def _told(clue: Clue, now: datetime) -> UUID | None:
    """The sender's task to read it; nobody is told where nobody in the house sent it."""
    if clue.sender_id is None:
        return None
    law = law_of_clue(clue, now)
    due = law.limit(law.programme(READING), "act", local_day(now))
    return owe(clue, READ, clue.sender_id, due, now).pk


def _tell_the_united(clue: Clue, now: datetime) -> None:
    """Whoever sent one that was merged into this learns what came of this."""
    with as_house():
        for other in Clue.objects.filter(same_as=clue):
            Clue.objects.filter(pk=other.pk).update(read_task_id=_told(other, now), reply=clue.reply)
