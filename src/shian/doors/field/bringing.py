"""What a phone brings, perhaps days after it was filled in: answered once, merged with what others did meanwhile.

Nothing of others is overwritten and nothing brought is thrown away without a word: what somebody else has settled by now
is left as it stands and said; where nothing is left to hand in, the refusal names the record that stands.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

import msgspec
from django.http import JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from shian.doors.field.telling import FIX, Told, sent, sent_away, whole
from shian.doors.field.visit import Errand, Visit, away_of, visit_for
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.said import spoken
from shian.doors.ui.words import day_words
from shian.kernel.actor import Actor
from shian.kernel.refused import Conflict, Refused
from shian.loop import actions
from shian.loop.models import Task
from shian.loop.states import TASK
from shian.people import queries as people

CLOCK = "X-Shian-Clock"  # what the phone's own clock says at the moment of sending
LENIENT = timedelta(minutes=5)  # a clock this much out is not worth a word
REFUSED = 422
T = TypeVar("T", bound=Told)


class Overtaken(Conflict):
    """Somebody else did all of it meanwhile; `record` is the address of what they handed in."""

    code = "already_done"

    def __init__(self, sentence: str, record: str) -> None:
        super().__init__(sentence, code=self.code)
        self.record = record


def visit(request: Asked, task: Task) -> JsonResponse:
    """A filled visit: a verdict, the receipt to go on to, and what was merged."""

    def handed_in() -> dict[str, Any]:
        told, words = _by_our_clock(sent(request.body), request)
        there = visit_for(task, viewer=request.actor, on=today(request), chosen=told.tasks, lists=told.lists)
        left, merged = _without_settled(there, request.actor)
        made = whole(left, told, by=request.actor)
        answered = actions.hand_in_visit(made.parts, made.looked_at, by=request.actor, now=request.now)
        return _accepted(answered[0], [*words, *merged, *_looks_dropped(left, told)])

    return _answered(request, lambda: sent(request.body).id, handed_in)


def away(request: Asked, task: Task) -> JsonResponse:
    """That nobody could be visited, said on the phone."""

    def said() -> dict[str, Any]:
        told = sent_away(request.body)
        there = visit_for(task, viewer=request.actor, on=today(request), chosen=told.tasks)
        left, merged = _without_settled(there, request.actor)
        submission = away_of(left, told.id, told.outcome, told.note, told.place)
        return _accepted(actions.hand_in(submission, by=request.actor, now=request.now), merged)

    return _answered(request, lambda: sent_away(request.body).id, said)


def _answered(request: Asked, key: Callable[[], Any], work: Callable[[], dict[str, Any]]) -> JsonResponse:
    try:
        answer = actions.answered_once(key(), request.body, work, by=request.actor, now=request.now)
    except Refused as refused:
        answer = {"ok": False, "code": refused.code, "message": str(refused)}
        if isinstance(refused, Overtaken):
            answer["record"] = refused.record
    return JsonResponse(answer, status=200 if answer["ok"] else REFUSED)


def _accepted(answered: actions.Answered, said: list[str]) -> dict[str, Any]:
    return {"ok": True, "receipt": reverse("receipt", args=[answered.sheet]), "said": said}


def _without_settled(visit: Visit, viewer: Actor) -> tuple[Visit, list[str]]:
    """The visit without what is settled by now, and a sentence for each thing that was left out."""
    settled = [task for task in visit.tasks if task.state != TASK.initial]
    if not settled:
        return visit, []
    errands = tuple(one for errand in visit.errands if (one := _still_open(errand)).tasks)
    names = people.names_of({task.settled_by for task in settled if task.settled_by}, viewer=viewer)
    said = [_settled_words(visit, task, names.get(task.settled_by, "") if task.settled_by else "") for task in settled]
    if not errands:
        raise Overtaken("；".join(said), _record(settled))
    return replace(visit, errands=errands), said


def _still_open(errand: Errand) -> Errand:
    return replace(errand, tasks=tuple(task for task in errand.tasks if task.state == TASK.initial))


def _settled_words(visit: Visit, task: Task, name: str) -> str:
    title = next(spoken(errand.programme.title) for errand in visit.errands if task in errand.tasks)
    told = {"what": title, "who": name or _("别人"), "day": day_words(task.settled_on) if task.settled_on else ""}
    if task.state == "done":
        return _("「%(what)s」%(who)s已在 %(day)s 交过，以那一份为准，这一份没有再记") % told
    return _("「%(what)s」已在 %(day)s 撤销或不用再办，没有记") % told


def _record(settled: list[Task]) -> str:
    sheet = next((task.sheet_id for task in settled if task.sheet_id), None)
    return reverse("receipt", args=[sheet]) if sheet else ""


def _looks_dropped(visit: Visit, told: Told) -> list[str]:
    """Fixes that were looked at on the phone and that somebody else has settled by now."""
    known = {f"{FIX}{one.pk}" for one in visit.fixes}
    lost = [code for code, answer in told.answers.items() if _said_of_a_fix(code, answer) and code not in known]
    return [_("有 %(n)s 处复查别人已经办了，没有再记") % {"n": len(lost)}] if lost else []


def _said_of_a_fix(code: str, answer: dict[str, Any]) -> bool:
    return code.startswith(FIX) and answer.get("answer") in ("conform", "fail")


def _by_our_clock(told: T, request: Asked) -> tuple[T, list[str]]:
    """A phone whose clock is out is believed in how long things took, never in when."""
    clock = _moment(request.headers.get(CLOCK, ""))
    if clock is None or abs(request.now - clock) <= LENIENT:
        return told, []
    out = request.now - clock
    moved = {name: _moved(getattr(told, name), out, request.now) for name in ("started_at", "finished_at")}
    return msgspec.structs.replace(told, **moved), [
        _("手机的时间差了约 %(much)s，已按系统的时间记；请把手机时间改对") % {"much": _about(out)}
    ]


def _moment(text: str | None) -> datetime | None:
    """A moment as the phone wrote it; nonsense is none."""
    try:
        found = parse_datetime(text or "")
    except ValueError:
        return None
    return timezone.make_aware(found) if found and timezone.is_naive(found) else found


def _moved(text: str | None, out: timedelta, now: datetime) -> str | None:
    """The moment by our clock; one that would still be to come was noted by yet another clock, and is not known."""
    moment = _moment(text)
    try:
        moved = moment + out if moment else None
    except OverflowError:
        return None
    return moved.isoformat() if moved and moved <= now + LENIENT else None


def _about(out: timedelta) -> str:
    days, minutes = abs(out) // timedelta(days=1), abs(out) // timedelta(minutes=1)
    if days:
        return _("%(n)s 天") % {"n": days}
    return _("%(n)s 小时") % {"n": minutes // 60} if minutes >= 120 else _("%(n)s 分钟") % {"n": minutes}
