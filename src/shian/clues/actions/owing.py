"""What is owed on a clue, as tasks of the loop. These take part in the verb that calls them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from shian.clues.models import Clue
from shian.clues.rules.clocks import Examined, check_by
from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.workdays import Due
from shian.loop.actions.files import Owed, finish_on_file, owe_on_file, put_off, withdraw_on_file
from shian.loop.actions.opening import local_day
from shian.loop.law import Law, law_on
from shian.loop.models import Task
from shian.people.house import as_house

FILE = "clue"
PROGRAMME, READING = "clue", "clue_outcome"
CLAIM, CHECK, AWAIT, MEND, DECIDE, READ = (
    "claim_clue", "check_clue", "await_test", "mend_clue", "decide_longer", "read_clue_outcome",
)  # fmt: skip
# Sources that are signed for where they come from: there the claim is owed, and here it would be owed twice.
SIGNED_THERE = ("finding", "operation_notice")


def law_of_clue(clue: Clue, now: datetime) -> Law:
    return law_on(local_day(now), clue.path)


def owe(clue: Clue, act: str, holder: UUID | None, due: Because[Due], now: datetime) -> Task:
    """An act owed on a clue by a post."""
    ladder = READING if act == READ else PROGRAMME
    owed = Owed(act, FILE, clue.pk, ladder, clue.path, clue.secrecy, holder=holder)
    with as_house():
        return owe_on_file(owed, due, law_of_clue(clue, now), now=now)


def owe_claim(clue: Clue, now: datetime) -> Task | None:
    """The claim by whoever has it; None where it is claimed at the file it comes from."""
    if clue.file_kind in SIGNED_THERE:
        return None
    return owe(clue, CLAIM, clue.holder_id, limit(clue, "claim", now), now)


def owe_check(clue: Clue, now: datetime) -> Task:
    """The check, by the day that the rules say; the clue's own day is set along."""
    due = checked_by(clue, now)
    clue.due, clue.because = due.value.day, due.as_json()
    return owe(clue, CHECK, clue.holder_id, due, now)


def limit(clue: Clue, name: str, now: datetime) -> Because[Due]:
    """A limit of the programme, counted from today."""
    law = law_of_clue(clue, now)
    return law.limit(law.programme(PROGRAMME), name, local_day(now))


def checked_by(clue: Clue, now: datetime) -> Because[Due]:
    """Until when it is to be checked, with its why."""
    law = law_of_clue(clue, now)
    longer = law.pack.clocks["extend_clue"] if clue.longer == "granted" else None
    stops = [Examined.of(one) for one in clue.stops]
    act = law.programme(PROGRAMME).by_when["act"]
    return check_by(clue.counted_from, act, law.calendar, longer=longer, stops=stops)


def put_off_check(clue: Clue, now: datetime) -> None:
    """An extension was granted: the same task, a later day."""
    due = checked_by(clue, now)
    clue.due, clue.because = due.value.day, due.as_json()
    if clue.task_id is not None and clue.state == "claimed":
        with as_house():
            put_off(clue.task_id, due, law_of_clue(clue, now), PROGRAMME)


def undecided(clue: Clue, reason: str, *, by: Actor, now: datetime) -> None:
    """An extension that was asked for is decided no more."""
    dropped(clue.longer_task_id if clue.longer == "asked" else None, reason, by=by, now=now)


def asked_anew(clue: Clue, reason: str, *, by: Actor, now: datetime) -> dict[str, Any]:
    """The check begins anew: nobody decides on an extension that was asked for, and one that was granted was of the days before."""
    undecided(clue, reason, by=by, now=now)
    return {"longer": "", "longer_reason": "", "longer_by": None, "longer_task_id": None}


def done(task: UUID | None, *, by: Actor, now: datetime) -> None:
    """What was owed is done."""
    if task is not None:
        with as_house():
            finish_on_file(task, by=by, now=now)


def dropped(task: UUID | None, reason: str, *, by: Actor, now: datetime) -> None:
    """It is owed no longer, for a reason that is said."""
    if task is not None:
        with as_house():
            withdraw_on_file(task, reason, by=by, now=now)
