"""What is owed in a case and in a transfer, as tasks of the loop: part of the verb that moves the file."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shian.enforcement.events import CaseMoved
from shian.enforcement.law import PROGRAMME, CaseLaw, case_law, chief_post, reviewer_post
from shian.enforcement.models import CASE_CLASS, JointInquiry, Pause, PenaltyCase
from shian.enforcement.parties import refuse_related
from shian.enforcement.rules import check_due, decision_due
from shian.enforcement.states import CASE, CHIEF, FILED, OFFICER, OWED_OF_CASE, REVIEWER
from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.gate import act
from shian.kernel.stopped import Stop
from shian.kernel.workdays import Due
from shian.loop.actions.files import Owed, finish_on_file, owe_on_file, put_off, withdraw_on_file
from shian.loop.actions.opening import local_day
from shian.loop.models import Task
from shian.people.house import as_house

FILE = "penalty_case"


def moved(case: PenaltyCase, verb: str, move: str, *, by: Actor, now: datetime, **fields: object) -> PenaltyCase:
    """One step of a case: what was owed is done, what is owed next is owed."""
    refuse_related(case, by)
    with act(by, verb, case) as announce:
        CASE.move(case, move, **fields)
        owe_next(case, by=by, now=now)
        announce.note(move=move)
        announce(CaseMoved(case.pk, case.business_id, case.source_id, move, case.state))
    return case


def noted(case: PenaltyCase, verb: str, what: str, *, by: Actor, **fields: object) -> PenaltyCase:
    """Something is written into a case without a step."""
    refuse_related(case, by)
    with act(by, verb, case) as announce:
        written(case, **fields)
        announce.note(what=what)
    return case


def written(row: PenaltyCase | JointInquiry, **fields: object) -> None:
    """Into the row and into what stands for it here: part of a verb that moves no state."""
    type(row).objects.filter(pk=row.pk).update(**fields)
    for name, value in fields.items():
        setattr(row, name, value)


def owe_next(case: PenaltyCase, *, by: Actor, now: datetime) -> None:
    """The task of the step before is done; the one of this step, if it has one, is owed."""
    owed = OWED_OF_CASE.get(case.state) if case.state != "checking" or not still(case) else None
    with as_house():
        if case.task_id is not None:
            finish_on_file(case.task_id, by=by, now=now)
        written(
            case, task=owe(case, owed[0], holder_of(case, owed[2]), *clocked(case, owed[1], now), now) if owed else None
        )
        keep_decision_clock(case, by=by, now=now)


def clocked(case: PenaltyCase, name: str, now: datetime) -> tuple[Because[Due], CaseLaw]:
    """A clock that begins today."""
    if name == "check":
        return check_until(case, local_day(now))
    law = case_law(case.path, local_day(now))
    return law.due(name, local_day(now)), law


def owe(case: PenaltyCase, what: str, holder: UUID | None, due: Because[Due], law: CaseLaw, now: datetime) -> Task:
    owed = Owed(what, FILE, case.pk, PROGRAMME, case.path, CASE_CLASS, holder=holder)
    return owe_on_file(owed, due, law.whole, now=now)


def holder_of(case: PenaltyCase, who: str) -> UUID | None:
    """The post that owes a step: its leading officer, who reviews, who heads."""
    if who == OFFICER:
        return case.officer_post_id or chief_post(case.path)
    return {REVIEWER: reviewer_post, CHIEF: chief_post}[who](case.path)


def keep_decision_clock(case: PenaltyCase, *, by: Actor, now: datetime) -> None:
    """The ninety days run while it is filed and nothing stands still; stood still, nothing is owed."""
    running = case.state in FILED and case.filed_on is not None and not still(case)
    if running and case.decision_task_id is None:
        due, law = decide_until(case, local_day(now))
        written(case, decision_task=owe(case, "decide_penalty", holder_of(case, OFFICER), due, law, now))
    elif not running and case.decision_task_id is not None:
        if case.decided_on is None:
            withdraw_on_file(case.decision_task_id, _("期限中止或案件终止"), by=by, now=now)
        else:
            finish_on_file(case.decision_task_id, by=by, now=now)
        written(case, decision_task=None)


def keep_check_clock(case: PenaltyCase, *, by: Actor, now: datetime) -> None:
    """The days of the check stand still while something is tested; then nothing is owed (art 18)."""
    if still(case) and case.task_id is not None:
        withdraw_on_file(case.task_id, _("检测、检验的时间不计入核查期限"), by=by, now=now)
        written(case, task=None)
    elif not still(case) and case.task_id is None:
        owed = OWED_OF_CASE[case.state]
        written(case, task=owe(case, owed[0], holder_of(case, owed[2]), *clocked(case, owed[1], now), now))


def put_off_decision(case: PenaltyCase, now: datetime) -> None:
    """A later day was granted: the same task is owed by it."""
    if case.decision_task_id is not None:
        due, law = decide_until(case, local_day(now))
        with as_house():
            put_off(case.decision_task_id, due, law.whole, PROGRAMME)


def decide_until(case: PenaltyCase, on: date) -> tuple[Because[Due], CaseLaw]:
    """By when it must be decided as things stand on a day, and why."""
    assert case.filed_on is not None  # asked of filed cases only
    law = case_law(case.path, on)
    return decision_due(
        law.said,
        case.filed_on,
        law.whole.calendar,
        stops=stops_of(case),
        on=on,
        extended=case.decision_extended,
        fixed=case.decide_by,
    ), law


def check_until(case: PenaltyCase, on: date) -> tuple[Because[Due], CaseLaw]:
    """By when its source must be checked as things stand on a day, and why."""
    law = case_law(case.path, on)
    return check_due(
        law.said, case.received_on, law.whole.calendar, stops=stops_of(case), on=on, extended=case.check_extended
    ), law


def stops_of(case: PenaltyCase, *reasons: str) -> list[Stop]:
    """When its clocks stood still, for these reasons or for any."""
    rows = Pause.objects.filter(case=case, **({"reason__in": reasons} if reasons else {}))
    return [Stop(*row) for row in rows.values_list("from_on", "until_on")]


def still(case: PenaltyCase) -> bool:
    return Pause.objects.filter(case=case, until_on__isnull=True).exists()
