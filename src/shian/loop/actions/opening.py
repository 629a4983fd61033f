"""What a failed item opens: the finding, its first step, and the task that is owed next. Rows only; nothing is written."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from shian.checklists.models import Sheet
from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.ids import new_id
from shian.kernel.workdays import Due
from shian.loop.law import CHINA, Law, attend_after
from shian.loop.models import Finding, FindingStep, Task
from shian.loop.posts import finder_post, heirs, superior_of, supervising_post
from shian.loop.recurrence import watch
from shian.loop.rules import Question
from shian.loop.states import FINDING
from shian.loop.submission import Answer
from shian.packs.schema import Programme
from shian.registry.models import Business

FIRST_MOVE = {"fix_on_site": "fix_on_site", "fix_by": "urge", "push_to_station": "push"}
REGULATOR = "supervising_officer"


@dataclass
class Opened:
    """A finding with its first step and the task that follows from it."""

    finding: Finding
    step: FindingStep
    task: Task | None


def local_day(now: datetime) -> date:
    """The local date of an instant."""
    return now.astimezone(CHINA).date()


def open_finding(
    law: Law,
    programme: Programme,
    business: Business,
    sheet: Sheet,
    owed: Task,
    asked: Question,
    answer: Answer,
    *,
    by: Actor,
    now: datetime,
) -> Opened:
    """The rows of one failed item. A finding without a said disposition is to be fixed by a day (限期整改)."""
    disposition = answer.disposition or "fix_by"
    move = first_move(programme, disposition)
    finding = Finding(
        id=new_id(),
        business=business,
        sheet=sheet,
        programme=programme.key,
        release_id=law.release,
        code=asked.code,
        text=asked.text,
        note=answer.note,
        severity=asked.severity,
        disposition=disposition,
        state=FINDING.next(FINDING.initial, move),
        found_by=by.person,
        found_by_post_id=finder_post(by, owed),
        found_on=sheet.on_day,
        photos_before=[str(photo) for photo in answer.photos],
        path=business.path,
        path_then=business.path,
        secrecy=sheet.secrecy,
        recorded_at=now,
    )
    watch(finding, law)
    task = _OWED_NEXT[disposition](law, programme, finding, local_day(now), now)
    return Opened(finding, step(finding, move, by=by, now=now, note=answer.note), task)


def first_move(programme: Programme, disposition: str) -> str:
    """A cadre urges; where the regulator goes, he orders (责令改正, Order 49 art. 33)."""
    move = FIRST_MOVE[disposition]
    return "order" if move == "urge" and programme.who.holder == REGULATOR else move


def step(
    finding: Finding,
    move: str,
    *,
    by: Actor,
    now: datetime,
    note: str = "",
    photos: "list[str] | None" = None,
    made_on: date | None = None,
) -> FindingStep:
    """One step of a finding's way, as it now stands."""
    return FindingStep(
        id=new_id(),
        finding=finding,
        business_key=finding.business_id,
        move=move,
        state=finding.state,
        round=finding.round,
        by_label=by.label,
        by_person=by.person,
        note=note,
        photos=photos if photos is not None else list(finding.photos_before),
        at=now,
        made_on=made_on,
        path=finding.path,
        secrecy=finding.secrecy,
    )


def rectify_task(law: Law, programme: Programme, finding: Finding, on: date, now: datetime) -> Task:
    """The business owes a fix, by the limit of the severity, read harder with each round."""
    due = law.rectify_by(programme, finding.severity, on, finding.round)
    finding.due, finding.due_provisional, finding.because = due.value.day, due.value.provisional, due.as_json()
    return task_of(finding, "rectify", due, law, programme, now, holder=None)


def recheck_task(law: Law, programme: Programme, finding: Finding, on: date, now: datetime) -> Task | None:
    """Somebody else owes a recheck: the finder, the superior in the business, or the regulator's station."""
    if programme.recheck.by == "none":
        return None
    due = law.limit(programme, "recheck", on)
    return task_of(finding, "recheck", due, law, programme, now, holder=rechecker(programme, finding))


def rechecker(programme: Programme, finding: Finding) -> UUID | None:
    """Whose post rechecks; none: a superior in the business itself. Where the business has moved out of the finder's
    ground, whoever has his work there."""
    found_by = answering_finder(finding)
    match programme.recheck.by:
        case "supervising_officer":
            return supervising_post(finding.path)
        case "superior" if found_by is not None:
            return superior_of(found_by) or found_by
        case _:
            return found_by


def answering_finder(finding: Finding) -> UUID | None:
    """The post which found it, or who has its work where the business lies now."""
    found_by = finding.found_by_post_id
    return heirs([found_by], finding.path).get(found_by, found_by) if found_by else None


def claim_task(law: Law, programme: Programme, finding: Finding, on: date, now: datetime) -> Task:
    """The regulator's station owes a claim; it now holds the finding."""
    return claim_owed(law, programme, finding, on, now, station=supervising_post(finding.path))


def claim_owed(
    law: Law, programme: Programme, finding: Finding, on: date, now: datetime, *, station: UUID | None
) -> Task:
    """The same where the station is known already."""
    finding.holder_id = station
    return task_of(finding, "claim", law.limit(programme, "claim", on), law, programme, now, holder=station)


def handle_task(law: Law, programme: Programme, finding: Finding, on: date, now: datetime) -> Task:
    """The station that claimed owes an outcome."""
    return task_of(finding, "handle", law.limit(programme, "handle", on), law, programme, now, holder=finding.holder_id)


def task_of(
    finding: Finding, act: str, due: Because[Due], law: Law, programme: Programme, now: datetime, *, holder: UUID | None
) -> Task:
    """A task that belongs to a finding."""
    return Task(
        id=new_id(),
        act=act,
        programme=programme.key,
        release_id=law.release,
        holder_id=holder,
        business_id=finding.business_id,
        finding=finding,
        due=due.value.day,
        due_provisional=due.value.provisional,
        because=due.as_json(),
        attend_at=attend_after(due.value.day, programme, 0, law.calendar),
        path=finding.path,
        path_then=finding.path,
        secrecy=finding.secrecy,
        recorded_at=now,
    )


def status_clock(law: Law, business: Business, outcome: str, owed: Task, now: datetime) -> Task:
    """Not at home: the regulator owes a report of the business's state (then the office an adjusted duty)."""
    return status_owed(law, owed, outcome, now, supervising_post(business.path), business)


def status_owed(
    law: Law, owed: Task, outcome: str, now: datetime, station: UUID | None, business: Business | None = None
) -> Task:
    """The same where the station is known already; the business is that of the task that led here."""
    due = law.clock("report_status", local_day(now))
    path = business.path if business else owed.path
    return Task(
        id=new_id(),
        act="report_status",
        programme=owed.programme,
        release_id=law.release,
        holder_id=station,
        business_id=business.pk if business else owed.business_id,
        due=due.value.day,
        due_provisional=due.value.provisional,
        because={**due.as_json(), "outcome": outcome},
        attend_at=attend_after(due.value.day, law.programme(owed.programme), 0, law.calendar),
        path=path,
        path_then=path,
        secrecy=owed.secrecy,
        recorded_at=now,
    )


_OWED_NEXT = {"fix_on_site": recheck_task, "fix_by": rectify_task, "push_to_station": claim_task}
