"""What is owed on a sealed file is a task of its holder, and says no more than that something is due."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.bulk import insert_many
from shian.kernel.ids import new_id
from shian.kernel.secrecy import Secrecy
from shian.kernel.workdays import Due
from shian.loop.actions.files import finish_on_file
from shian.loop.models import Task
from shian.sealed.house import as_box

ACT = "attend_sealed"
CLUE, OPENING, REWARD = "sealed_clue", "sealed_opening", "sealed_reward"
_SILENT = "依据见正文"  # a card may be read over a shoulder


@dataclass(frozen=True)
class Owed:
    """On which file, by which post, at which place, by when."""

    kind: str
    file: UUID
    holder: UUID
    path: str
    release: UUID
    due: Because[Due]


def owe(owed: Owed, *, now: datetime) -> Task:
    """A task in the highest class. No ladder is climbed: nobody else may hear of it."""
    task = Task(
        id=new_id(),
        act=ACT,
        programme=ACT,
        release_id=owed.release,
        holder_id=owed.holder,
        file_kind=owed.kind,
        file_id=owed.file,
        due=owed.due.value.day,
        due_provisional=owed.due.value.provisional,
        because=Because(owed.due.value, _SILENT).as_json(),
        attend_at=None,
        path=owed.path,
        path_then=owed.path,
        secrecy=int(Secrecy.SEALED),
        recorded_at=now,
    )
    with as_box():
        insert_many(Task, [task])
    task._state.adding = False
    return task


def settle(task: UUID | None, *, by: Actor, now: datetime) -> None:
    """What was owed is done."""
    if task is not None:
        with as_box():
            finish_on_file(task, by=by, now=now)
