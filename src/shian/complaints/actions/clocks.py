"""The limits of a file: each is a task of the loop, so that it stands on a worklist and climbs the ladder. These take part in the
verb that calls them."""

from datetime import date, datetime
from uuid import UUID

from shian.complaints.law import law_of_file, regime_of
from shian.complaints.models import HIDDEN, Clock, Complaint, Pause
from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.bulk import insert_many
from shian.kernel.ids import new_id
from shian.kernel.stopped import Stop
from shian.kernel.workdays import Due
from shian.loop.actions.files import Owed, finish_on_file, owe_on_file, withdraw_on_file
from shian.loop.actions.opening import local_day
from shian.loop.law import COMPLAINTS

FILE = "complaint"
# What is owed by each clock, as the worklist names it.
ACTS = {
    "accept": "decide_complaint",
    "identity": "await_identity",
    "mediate": "mediate_complaint",
    "tell_ending": "tell_ending",
    "check": "check_report",
    "check_more": "check_report",
    "tell_reporter": "tell_reporter",
    "take": "take_complaint",
    "jurisdiction": "settle_jurisdiction",
    "conclude": "conclude_report",
    "follow_up": "follow_up_complaint",
    "split": "split_letter",
    "outside": "answer_outside",
    "recusal": "decide_recusal",
}


def start(one: Complaint, name: str, from_day: date, *, now: datetime, holder: UUID | None = None) -> Clock:
    """A clock of the file's rule begins; whoever handles the file owes it, or the post that is named."""
    law = law_of_file(one)
    limit = regime_of(one).clocks[name]
    return start_until(one, name, from_day, limit.due(from_day, law.calendar), now=now, holder=holder)


def start_until(
    one: Complaint, name: str, from_day: date, until: Because[Due], *, now: datetime, holder: UUID | None = None
) -> Clock:
    """The same where somebody set the day, or another system did."""
    row = Clock(
        id=new_id(),
        complaint=one,
        name=name,
        round=one.reopened,
        from_day=from_day,
        due=until.value.day,
        provisional=until.value.provisional,
        because=until.as_json(),
        path=one.path,
        secrecy=HIDDEN,
    )
    row.task = owe_on_file(_owed(one, name, holder), until, law_of_file(one), now=now)
    insert_many(Clock, [row])
    return row


def _owed(one: Complaint, name: str, holder: UUID | None = None) -> Owed:
    return Owed(
        ACTS[name], FILE, one.pk, COMPLAINTS, one.path, HIDDEN, holder=holder or one.holder_id, business=None
    )  # the business is never told by a task that somebody complained


def running(one: Complaint, *names: str) -> list[Clock]:
    """The clocks of a file that are neither met nor dropped; of these names, or all."""
    rows = Clock.objects.filter(complaint=one, met_on__isnull=True, dropped="")
    return list((rows.filter(name__in=names) if names else rows).order_by("due", "id"))


def meet(one: Complaint, *names: str, by: Actor, now: datetime) -> None:
    """What was owed by these clocks is done."""
    for row in running(one, *names):
        if row.task_id is not None:
            finish_on_file(row.task_id, by=by, now=now)
        Clock.objects.filter(pk=row.pk).update(met_on=local_day(now))


def drop(one: Complaint, reason: str, *names: str, by: Actor, now: datetime) -> None:
    """These clocks are owed no longer, for a reason; none named: all of ours. Another system waits for its answer all the same."""
    for row in [row for row in running(one, *names) if names or row.name != "outside"]:
        if row.task_id is not None:
            withdraw_on_file(row.task_id, reason, by=by, now=now)
        Clock.objects.filter(pk=row.pk).update(dropped=reason[:200])
        Pause.objects.filter(clock=row, until__isnull=True).update(until=local_day(now))


def stop(row: Clock, reason: str, note: str, *, by: Actor, now: datetime) -> Pause:
    """A clock stands from today; meanwhile its task is owed no more."""
    pause = Pause(
        id=new_id(), complaint_id=row.complaint_id, clock=row, reason=reason, note=note, from_day=local_day(now),
        path=row.path, secrecy=HIDDEN,
    )  # fmt: skip
    insert_many(Pause, [pause])
    if row.task_id is not None:
        withdraw_on_file(row.task_id, note, by=by, now=now)
    return pause


def go_on(one: Complaint, row: Clock, *, now: datetime) -> Clock:
    """It runs again, later by the days on which it stood."""
    day = local_day(now)
    Pause.objects.filter(clock=row, until__isnull=True).update(until=day)
    until = until_when(one, row, on=day)
    row.task = owe_on_file(_owed(one, row.name), until, law_of_file(one), now=now)
    row.due, row.provisional, row.because = until.value.day, until.value.provisional, until.as_json()
    Clock.objects.filter(pk=row.pk).update(task=row.task, due=row.due, provisional=row.provisional, because=row.because)
    return row


def merge_all(one: Complaint, reason: str, *, by: Actor, now: datetime) -> None:
    """What the file ran by is owed on another file now; should they be parted, it runs on from where it stood."""
    rows = [row.pk for row in running(one) if row.name != "outside"]
    drop(one, reason, by=by, now=now)
    Clock.objects.filter(pk__in=rows).update(merged=True)


def forget_merge(one: Complaint) -> None:
    """The file begins anew: what a merge took off it never runs again."""
    Clock.objects.filter(complaint=one, merged=True).update(merged=False)


def part_all(one: Complaint, *, now: datetime) -> None:
    """What the merge took off runs again by its own day: the time of the bringer did not stand meanwhile."""
    for row in Clock.objects.filter(complaint=one, merged=True).exclude(name__in=("identity", "recusal")):
        law = law_of_file(one)
        until = until_when(one, row, on=local_day(now)) if row.pauses.exists() else _as_it_was(row)
        row.task = owe_on_file(_owed(one, row.name), until, law, now=now)
        row.due, row.provisional, row.because = until.value.day, until.value.provisional, until.as_json()
        Clock.objects.filter(pk=row.pk).update(
            task=row.task, due=row.due, provisional=row.provisional, because=row.because, dropped="", merged=False
        )


def _as_it_was(row: Clock) -> Because[Due]:
    said = row.because
    return Because(Due(row.due, row.provisional), said["clause"], said["facts"], said["assumed"])


def until_when(one: Complaint, row: Clock, *, on: date) -> Because[Due]:
    """The day of a clock as its stops make it, with its reason."""
    stops = [Stop(pause.from_day, pause.until) for pause in Pause.objects.filter(clock=row)]
    return regime_of(one).clocks[row.name].standing(row.from_day, law_of_file(one).calendar, stops, on=on)
