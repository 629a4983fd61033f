"""A problem and the unit that owes it: listed, answered with evidence, accepted or sent back; or dropped by the team."""

from collections.abc import Callable, Sequence
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
from shian.kernel.paths import within
from shian.kernel.refused import Denied, Refused
from shian.kernel.secrecy import Secrecy
from shian.kernel.workdays import Due
from shian.kernel.written import needed
from shian.loop.actions.files import Owed, finish_on_file, owe_on_file, withdraw_on_file
from shian.loop.actions.opening import local_day
from shian.loop.law import Law, law_on
from shian.loop.models import Finding, Task
from shian.oversight.actions.looking import refuse_unless_begun
from shian.oversight.events import ProblemMoved
from shian.oversight.models import Oversight, Problem
from shian.oversight.states import OWED, PROBLEM
from shian.oversight.team import refuse_other_judges, refuse_others
from shian.packs.words import SEVERITIES
from shian.people.models import Post

FILE = "oversight"
PROGRAMME = "superior_oversight"
ACT = "answer_problem"
FIXED = ("closed", "struck_off")


@dataclass(frozen=True)
class Listed:
    """What is said of a problem; `finding` where it is one of a business, raised there."""

    holder: Post
    severity: str
    text: str
    finding: Finding | None = None


def list_problem(one: Oversight, listed: Listed, *, by: Actor, now: datetime) -> Problem:
    """A problem, owed by the post of the responsible unit by the limit of its severity."""
    refuse_others(one, by)
    refuse_unless_begun(one)
    _answers_for_it(one, listed)
    law = law_on(local_day(now), listed.holder.path)
    due = _limit(listed.severity, law, now)
    row = Problem(
        id=new_id(),
        oversight=one,
        holder=listed.holder,
        finding=listed.finding,
        title=one.title,
        severity=listed.severity,
        text=needed(listed.text, 300),
        due=due.value.day,
        because=due.as_json(),
        recorded_at=now,
        path=listed.holder.path,
        secrecy=int(Secrecy.INTERNAL),
    )
    with act(by, "list_problem", row) as announce:
        row.task = _owed(row, due, law, now)
        insert_many(Problem, [row])
        announce.note(severity=row.severity, due=row.due.isoformat())
        announce(ProblemMoved(row.pk, row.holder_id, "list", row.state))
    row._state.adding = False
    return row


def answer_problem(problem: Problem, *, answer: str, evidence: Sequence[UUID], by: Actor, now: datetime) -> Problem:
    """What was done, with what shows it; only whoever holds the responsible post answers."""
    if problem.holder_id not in by.posts:
        raise Denied(_("由责任单位的岗位来答复"))
    if problem.state == "dropped":
        raise Refused(
            _("督查组已经撤下了这个问题，不用答复。原因：%(why)s") % {"why": problem.judged_note}, code="dropped"
        )
    said = needed(answer, 500)
    if not evidence and problem.finding_id is None:
        raise Refused(_("请附上整改后的照片或材料"), code="no_evidence")
    fields = {"answer": said, "evidence": list(evidence), "answered_at": now, "answered_on": local_day(now)}
    with act(by, "answer_problem", problem) as announce:
        PROBLEM.move(problem, "answer", answered_by=by.label, **fields)
        if problem.task_id is not None:
            finish_on_file(problem.task_id, by=by, now=now)
        announce.note(evidence=len(evidence))
        announce(ProblemMoved(problem.pk, problem.holder_id, "answer", problem.state))
    return problem


def accept_answer(problem: Problem, *, note: str = "", by: Actor, now: datetime) -> Problem:
    """Good enough. Of a problem of a business its own page says whether it is fixed: until then it is not accepted."""
    refuse_other_judges(problem, by)
    if problem.finding_id and not Finding.objects.filter(pk=problem.finding_id, state__in=FIXED).exists():
        raise Refused(_("这是主体的问题，以它自己的那一页为准：还没有销号"), code="finding_open")
    return _judged(problem, "accept", note.strip(), by, now)


def send_back_answer(problem: Problem, *, note: str, by: Actor, now: datetime) -> Problem:
    """Not good enough: owed again, by the limit of its severity from today."""
    refuse_other_judges(problem, by)
    law = law_on(local_day(now), problem.path)
    due = _limit(problem.severity, law, now)
    said = needed(note, 300)

    def owed_again() -> dict[str, Any]:
        task = _owed(problem, due, law, now)
        return {"task": task, "due": due.value.day, "because": due.as_json(), "returns": problem.returns + 1}

    return _judged(problem, "send_back", said, by, now, owed_again)


def drop_problem(problem: Problem, *, reason: str, by: Actor, now: datetime) -> Problem:
    """It was none, or is another's: nothing is owed any longer, and it counts neither as listed nor as fixed."""
    refuse_other_judges(problem, by)
    said = needed(reason, 300)

    def no_longer_owed() -> dict[str, Any]:
        if problem.task_id is not None and problem.state in OWED:
            withdraw_on_file(problem.task_id, said, by=by, now=now)
        return {}

    return _judged(problem, "drop", said, by, now, no_longer_owed)


def _judged(
    problem: Problem, move: str, note: str, by: Actor, now: datetime, more: Callable[[], dict[str, Any]] = dict
) -> Problem:
    with act(by, "judge_answer", problem) as announce:
        PROBLEM.next(problem.state, move)
        fields = {"judged_at": now, "judged_by": by.label, "judged_note": note[:300], **more()}
        PROBLEM.move(problem, move, **fields)
        announce.note(move=move)
        announce(ProblemMoved(problem.pk, problem.holder_id, move, problem.state))
    return problem


def _answers_for_it(one: Oversight, listed: Listed) -> None:
    if listed.severity not in SEVERITIES:
        raise Refused(_("请选问题的轻重"), code="unknown_word")
    if ACT not in listed.holder.role.verbs or not within(listed.holder.path, one.place.path):
        raise Refused(
            _("「%(post)s」不是%(place)s的责任岗位") % {"post": listed.holder.title, "place": one.place.name},
            code="not_there",
        )


def _limit(severity: str, law: Law, now: datetime) -> Because[Due]:
    return law.programme(PROGRAMME).by_when[severity].due(local_day(now), law.calendar)


def _owed(problem: Problem, due: Because[Due], law: Law, now: datetime) -> Task:
    owed = Owed(ACT, FILE, problem.pk, PROGRAMME, problem.path, problem.secrecy, holder=problem.holder_id)
    return owe_on_file(owed, due, law, now=now)
