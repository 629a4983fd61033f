"""The station claims a clue, sends it back, hands it on with a receipt, and stops the clock while something is tested."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shian.clues.actions.moving import moved
from shian.clues.actions.owing import AWAIT, MEND, asked_anew, done, dropped, limit, owe, owe_check, owe_claim
from shian.clues.models import Clue
from shian.clues.rules.clocks import Examined
from shian.clues.states import CLUE
from shian.clues.whose import WORKS, refuse_others
from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.gate import act
from shian.kernel.refused import Refused
from shian.kernel.workdays import Due
from shian.kernel.written import needed
from shian.loop.actions.opening import local_day
from shian.loop.posts import office_post
from shian.people.models import Post


def claim_clue(clue: Clue, *, by: Actor, now: datetime) -> Clue:
    """Sign for it: whoever claims has it, and owes the check by the law's limit."""
    refuse_others(clue, by)
    with act(by, "claim_clue", clue) as announce:
        CLUE.next(clue.state, "claim")
        before = clue.holder_id
        clue.holder_id = before if before in by.posts or by.post is None else by.post
        done(clue.task_id, by=by, now=now)
        task = owe_check(clue, now)
        posts = _with(clue, before if before != clue.holder_id else None)
        moved(clue, "claim", announce, by=by, now=now, holder_id=clue.holder_id, task_id=task.pk, posts=posts)
    return clue


def claim_clues(clues: Sequence[Clue], *, by: Actor, now: datetime) -> int:
    """Claim several in one go, all or none; returns how many."""
    if not clues:
        raise Refused(_("请先勾选要认领的线索"), code="nothing")
    return len([claim_clue(one, by=by, now=now) for one in clues])


def return_clue(clue: Clue, *, reason: str, by: Actor, now: datetime) -> Clue:
    """Not enough to check, or not ours: back to whoever sent it, who owes more words; else to the office."""
    refuse_others(clue, by)
    said = needed(reason, 500)
    with act(by, "claim_clue", clue) as announce:
        CLUE.next(clue.state, "return")
        dropped(clue.task_id, said, by=by, now=now)
        holder, posts = clue.sender_id or office_post(clue.path), _with(clue, clue.holder_id)
        task = owe(clue, MEND, holder, limit(clue, "recheck", now), now)
        clue.due, clue.because = None, {}
        moved(
            clue, "return", announce, by=by, now=now, note=said, holder_id=holder, task_id=task.pk, posts=posts,
            **asked_anew(clue, said, by=by, now=now),
        )  # fmt: skip
    return clue


def hand_over(clue: Clue, *, to: Post, reason: str, by: Actor, now: datetime) -> Clue:
    """Another office is to check it: it signs for it by claiming. The days already gone go on counting."""
    refuse_others(clue, by)
    said = needed(reason, 500)
    if WORKS not in to.role.verbs or to.closed_on is not None:
        raise Refused(_("「%(post)s」不是能核查线索的岗位") % {"post": to.title}, code="not_fit")
    if to.pk == clue.holder_id:
        raise Refused(_("线索已经在「%(post)s」手里") % {"post": to.title}, code="same")
    with act(by, "check_clue", clue) as announce:
        CLUE.next(clue.state, "hand_over")
        dropped(clue.task_id, said, by=by, now=now)
        posts, clue.holder_id = _with(clue, clue.holder_id), to.pk
        task = owe_claim(clue, now)
        words = f"{to.organisation.name} {to.title}：{said}"
        key = task.pk if task else None
        moved(clue, "hand_over", announce, by=by, now=now, note=words, holder_id=to.pk, task_id=key, posts=posts)
    return clue


def stop_clock(clue: Clue, *, reason: str, expected: date, by: Actor, now: datetime) -> Clue:
    """Something is tested, examined or appraised: those days do not count. The result is owed by the day it is expected."""
    refuse_others(clue, by)
    said, on = needed(reason, 200), local_day(now)
    if expected < on:
        raise Refused(_("预计出结果的日子已经过了"), code="too_late")
    with act(by, "check_clue", clue) as announce:
        CLUE.next(clue.state, "stop")
        dropped(clue.task_id, said, by=by, now=now)
        task = owe(clue, AWAIT, clue.holder_id, Because(Due(expected), said, {"from": on}), now)
        moved(clue, "stop", announce, by=by, now=now, note=said, task_id=task.pk, stopped_on=on)
    return clue


def resume_clock(clue: Clue, *, by: Actor, now: datetime) -> Clue:
    """The result is there: the check goes on, later by the working days of the test."""
    refuse_others(clue, by)
    with act(by, "check_clue", clue) as announce:
        CLUE.next(clue.state, "resume")
        assert clue.stopped_on is not None  # only a stopped clue may be resumed
        reason = next((one["note"] for one in reversed(clue.way) if one["move"] == "stop"), "")
        clue.stops = [*clue.stops, Examined(clue.stopped_on, local_day(now), reason).as_json()]
        done(clue.task_id, by=by, now=now)
        task = owe_check(clue, now)
        moved(clue, "resume", announce, by=by, now=now, task_id=task.pk, stops=clue.stops, stopped_on=None)
    return clue


def _with(clue: Clue, one: UUID | None) -> list[UUID]:
    """Whoever had it goes on seeing what becomes of it."""
    return sorted({*clue.posts, one}) if one else list(clue.posts)
