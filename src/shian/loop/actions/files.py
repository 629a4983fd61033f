"""What is owed on a file of an upper room is a task like any other. These take part in the verb that calls them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.bulk import insert_many
from shian.kernel.ids import new_id
from shian.kernel.workdays import Due
from shian.loop.actions.opening import local_day
from shian.loop.law import Law, attend_at
from shian.loop.models import Task
from shian.loop.states import TASK


@dataclass(frozen=True)
class Owed:
    """An act owed on a file: which file, by whom, where; `ladder` is the key under which the law keeps its rungs."""

    act: str
    file_kind: str
    file: UUID
    ladder: str
    path: str
    secrecy: int
    holder: UUID | None = None
    business: UUID | None = None


def owe_on_file(owed: Owed, due: Because[Due], law: Law, *, now: datetime) -> Task:
    """A task on a file; nobody named holds it where the business itself owes it."""
    task = Task(
        id=new_id(),
        act=owed.act,
        programme=owed.ladder,
        release_id=law.release,
        holder_id=owed.holder,
        business_id=owed.business,
        file_kind=owed.file_kind,
        file_id=owed.file,
        due=due.value.day,
        due_provisional=due.value.provisional,
        because=due.as_json(),
        attend_at=attend_at(due.value.day, law.ladder(owed.ladder), 0, law.calendar),
        path=owed.path,
        path_then=owed.path,
        secrecy=owed.secrecy,
        recorded_at=now,
    )
    insert_many(Task, [task])
    return task


def finish_on_file(task: UUID, *, by: Actor, now: datetime) -> None:
    """What was owed is done."""
    day = local_day(now)
    TASK.move_many(
        Task.objects.filter(pk=task), "finish",
        settled_at=now, settled_on=day, settled_by=by.person, outcome="done", attend_at=None,
    )  # fmt: skip


def withdraw_on_file(task: UUID, reason: str, *, by: Actor, now: datetime) -> None:
    """It is owed no longer, for a reason that is said."""
    day = local_day(now)
    TASK.move_many(
        Task.objects.filter(pk=task), "withdraw",
        settled_at=now, settled_on=day, settled_by=by.person, reason=reason[:200], attend_at=None,
    )  # fmt: skip


def put_off(task: UUID, due: Because[Due], law: Law, ladder: str) -> None:
    """A later day was granted: the ladder begins anew from it."""
    Task.objects.filter(pk=task, state="open").update(
        due=due.value.day,
        due_provisional=due.value.provisional,
        because=due.as_json(),
        rung=0,
        attend_at=attend_at(due.value.day, law.ladder(ladder), 0, law.calendar),
    )


def hand_on_file(tasks: Iterable[UUID], holder: UUID | None, path: str) -> None:
    """The file goes to another office: what is still owed on it is owed there, by the day it was."""
    Task.objects.filter(pk__in=list(tasks), state="open").update(holder=holder, path=path)
