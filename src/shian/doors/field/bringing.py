"""What a phone brings, perhaps days after it was filled in: answered once, merged with what others did meanwhile.

Nothing of others is overwritten and nothing brought is thrown away without a word: what somebody else has settled by now
is left as it stands and said; where nothing is left to hand in, the refusal shows the record that stands beside it.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import msgspec
from django.http import JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shian.checklists import queries as checklists
from shian.checklists.rules.form import JUDGED, Form, Question
from shian.checklists.spoken import value_words, verdict_words
from shian.doors.field.dating import by_our_clock, day_made
from shian.doors.field.files import ToCome, with_files
from shian.doors.field.telling import FIX, Told, sent, sent_away, whole
from shian.doors.field.visit import Errand, Visit, away_of, visit_for
from shian.doors.field.words import AT_A_DOOR_SAID
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.said import spoken
from shian.doors.ui.terms import FINDING_STATES, said
from shian.doors.ui.words import day_words
from shian.kernel.actor import Actor
from shian.kernel.refused import Conflict, Missing, Refused
from shian.kernel.spelled import apart, in_a_row, plural
from shian.loop import actions
from shian.loop import queries as loop
from shian.loop.models import Task
from shian.loop.spoken import problem_words
from shian.loop.states import TASK
from shian.people import queries as people

MORE_TO_COME, REFUSED = 202, 422
GONE = "gone"  # no longer the sender's: nothing they change makes it theirs again


class Overtaken(Conflict):
    """Somebody else did all of it meanwhile; `record` is the address of what they handed in, `theirs` what it says."""

    code = "already_done"

    def __init__(self, sentence: str, record: str, theirs: dict[str, str]) -> None:
        super().__init__(sentence, code=self.code)
        self.record, self.theirs = record, theirs


def visit(request: Asked, key: UUID) -> JsonResponse:
    """A filled visit: a verdict, the receipt to go on to, and what was merged."""

    def handed_in() -> dict[str, Any]:
        told, words = by_our_clock(sent(request.body), request)
        task = _still_theirs(key, request.actor)
        on, day = day_made(told, [task], task.path, request)
        there = visit_for(task, viewer=request.actor, on=on, chosen=told.tasks, lists=told.lists)
        left, merged = _without_settled(there, request.actor)
        full = _with_files(msgspec.structs.replace(told, on_day=on.isoformat()), there, request.actor)
        made = whole(left, full, by=request.actor)
        answered = actions.hand_in_visit(made.parts, made.looked_at, by=request.actor, now=request.now)
        return _accepted(answered, [*words, *day, *merged, *_looks_dropped(left, full, request.actor)])

    return _answered(request, lambda: sent(request.body).id, handed_in)


def away(request: Asked, key: UUID) -> JsonResponse:
    """That nobody could be visited, said on the phone."""

    def said_so() -> dict[str, Any]:
        told, words = by_our_clock(sent_away(request.body), request)
        task = _still_theirs(key, request.actor)
        on, day = day_made(told, [task], task.path, request)
        there = visit_for(task, viewer=request.actor, on=today(request), chosen=told.tasks)
        left, merged = _without_settled(there, request.actor)
        submission = away_of(left, told.id, told.outcome, told.note, told.place, on)
        answered = actions.hand_in(submission, by=request.actor, now=request.now)
        return _accepted([answered], [*words, *day, *merged])

    return _answered(request, lambda: sent_away(request.body).id, said_so)


def _answered(request: Asked, key: Callable[[], Any], work: Callable[[], dict[str, Any]]) -> JsonResponse:
    """Looked up before anything else: what was taken once is answered alike, whoever holds the task by now."""
    status = REFUSED
    try:
        answer = actions.answered_once(key(), request.body, work, by=request.actor, now=request.now)
    except ToCome as more:
        answer, status = {"ok": False, "code": more.code, "message": str(more), "missing": more.missing}, MORE_TO_COME
    except Refused as refused:
        answer = {"ok": False, "code": refused.code, "message": str(refused)}
        if isinstance(refused, Overtaken):
            answer |= {"record": refused.record, "theirs": refused.theirs}
    return JsonResponse(answer, status=200 if answer["ok"] else status)


def _accepted(answered: Sequence[actions.Answered], words: list[str]) -> dict[str, Any]:
    notices = dict.fromkeys(one.message for one in answered if one.message)
    return {"ok": True, "receipt": reverse("receipt", args=[answered[0].sheet]), "said": [*words, *notices]}


def _still_theirs(key: UUID, viewer: Actor) -> Task:
    """The task, where it is still theirs to do. Raises Refused in a sentence that says where it went."""
    try:
        task = loop.task(key, viewer=viewer)
    except Missing as missing:
        raise Refused(
            _("这件事已经转给别人办，或者撤销了，所以没有收。您填的都还在这台手机里，可以打开给接手的人看"), code=GONE
        ) from missing
    if task.holder_id in viewer.posts:
        return task
    holder = task.holder.title if task.holder else _("别人")
    raise Refused(
        _("这件事已经转给「%(who)s」办，所以没有收。您填的都还在这台手机里，可以打开给接手的人看") % {"who": holder},
        code=GONE,
    )


def _with_files(told: Told, there: Visit, by: Actor) -> Told:
    key_of = with_files(told, there.business, by=by)
    answers = {
        code: {**one, "photos": [key_of(name) for name in one["photos"]]} if one.get("photos") else one
        for code, one in told.answers.items()
    }
    return msgspec.structs.replace(told, answers=answers, signature=key_of(told.signature) if told.signature else None)


def _without_settled(visit: Visit, viewer: Actor) -> tuple[Visit, list[str]]:
    """The visit without what is settled by now, and a sentence for each thing that was left out."""
    settled = [task for task in visit.tasks if task.state != TASK.initial]
    if not settled:
        return visit, []
    errands = tuple(one for errand in visit.errands if (one := _still_open(errand)).tasks)
    names = people.names_of({task.settled_by for task in settled if task.settled_by}, viewer=viewer)
    words = [_settled_words(visit, task, names.get(task.settled_by, "") if task.settled_by else "") for task in settled]
    if not errands:
        raise Overtaken(apart(words), _record(settled), _theirs(settled, viewer))
    return replace(visit, errands=errands), words


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


def _theirs(settled: list[Task], viewer: Actor) -> dict[str, str]:
    """What the records that stand say, by question: to be laid beside what was filled in here."""
    found: dict[str, str] = {}
    for key in dict.fromkeys(task.sheet_id for task in settled if task.sheet_id):
        try:
            sheet = checklists.sheet(key, viewer=viewer)
        except Missing:
            continue
        form = checklists.form_of_version(sheet.version_id) if sheet.version_id else None
        for code, answer in sheet.answers.items():
            found.setdefault(code, _as_put(form.by_code.get(code) if form else None, form, answer))
    return found


def _as_put(one: Question | None, form: Form | None, answer: dict[str, Any]) -> str:
    """An answer in the words of the page of a visit, so that the same answer reads the same on both sides."""
    note = answer.get("note", "")
    if form and one and one.kind != JUDGED:
        return value_words(form, one, note) or _("有照片")
    own = verdict_words(form, one, answer["answer"]) if form and one else ""
    return in_a_row(part for part in (own or str(AT_A_DOOR_SAID.get(answer["answer"], "")), note) if part)


def _looks_dropped(visit: Visit, told: Told, viewer: Actor) -> list[str]:
    """Fixes that were looked at on the phone and that somebody else has settled by now, each as it stands."""
    known = {f"{FIX}{one.pk}" for one in visit.fixes}
    lost = [code for code, answer in told.answers.items() if _said_of_a_fix(code, answer) and code not in known]
    keys = [key for code in lost if (key := _key(code.removeprefix(FIX)))]
    rows = loop.findings(viewer, states=sorted(FINDING_STATES)).filter(pk__in=keys)
    words = [
        _("「%(item)s」别人已经办了，现在是“%(state)s”，您的复查没有再记")
        % {"item": problem_words(one), "state": said(FINDING_STATES, one.state)}
        for one in rows
    ]
    left = len(lost) - len(words)
    return [*words, *([plural("有 %(n)s 处复查别人已经办了，没有再记", left)] if left else [])]


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _said_of_a_fix(code: str, answer: dict[str, Any]) -> bool:
    return code.startswith(FIX) and answer.get("answer") in ("conform", "fail")
