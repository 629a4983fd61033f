"""Clocks beside the steps of a case: each begins with a fact that is written down, and ends with the next one."""

from datetime import date, datetime
from uuid import UUID

from shian.enforcement.actions.owing import FILE, holder_of, owe
from shian.enforcement.law import PROGRAMME, case_law
from shian.enforcement.models import PenaltyCase
from shian.enforcement.states import BESIDE, CHIEF
from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.workdays import Due
from shian.loop.actions.files import finish_on_file, hand_on_file, put_off, withdraw_on_file
from shian.loop.actions.opening import local_day
from shian.loop.models import Task
from shian.people.house import as_house


def begin(case: PenaltyCase, act: str, start: date, *, now: datetime, due: Because[Due] | None = None) -> Task:
    """An act is owed by the day of its clock, counted from a fact of this day, by whoever `BESIDE` names."""
    clock, who = BESIDE[act]
    law = case_law(case.path, local_day(now))
    with as_house():
        return owe(case, act, holder_of(case, who), due or law.due(clock, start), law, now)


def met(case: PenaltyCase, *acts: str, by: Actor, now: datetime) -> None:
    """The next fact is written down: what waited for it is done."""
    with as_house():
        for key in running(case, *acts):
            finish_on_file(key, by=by, now=now)


def dropped(case: PenaltyCase, *acts: str, reason: str, by: Actor, now: datetime) -> None:
    """It is waited for no longer, and why."""
    with as_house():
        for key in running(case, *acts):
            withdraw_on_file(key, reason, by=by, now=now)


def close_from(case: PenaltyCase, start: date, *, now: datetime) -> None:
    """It is closed in fifteen working days after it was carried out, or is to be (art 77): the step is owed from that day."""
    law = case_law(case.path, local_day(now))
    if case.task_id is not None:
        with as_house():
            put_off(case.task_id, law.due("close", start), law.whole, PROGRAMME)


def hand_clocks(case: PenaltyCase) -> None:
    """Another officer leads: what an officer owes beside the steps is owed by them, by the same days."""
    acts = [act for act, (_clock, who) in BESIDE.items() if who != CHIEF]
    with as_house():
        hand_on_file(running(case, *acts, "end_measure"), holder_of(case, "officer"), case.path)


def running(case: PenaltyCase, *acts: str) -> list[UUID]:
    rows = Task.objects.filter(file_kind=FILE, file_id=case.pk, act__in=acts, state="open")
    return list(rows.values_list("pk", flat=True))
