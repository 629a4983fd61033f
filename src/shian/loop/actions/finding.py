"""The verbs of a finding. A cadre urges, records and transfers; only the regulator orders. Nobody verifies their own fix."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from shian.evidence.models import Evidence
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.refused import Missing, Refused
from shian.loop.actions.opening import (
    answering_finder,
    claim_task,
    handle_task,
    local_day,
    recheck_task,
    rectify_task,
    step,
)
from shian.loop.events import FindingMoved
from shian.loop.law import Law, law_of, law_on
from shian.loop.models import Finding, FindingStep, Task
from shian.loop.posts import supervising_post
from shian.loop.queries import may_recheck, recheck_day
from shian.loop.states import FINDING, TASK
from shian.packs.schema import Programme

GOES_ON = frozenset({"handle"})  # moves after which the same thing is still owed
MakesTask = Callable[[Law, Programme, Finding, date, datetime], Task | None]


def report_fix(finding: Finding, *, note: str, photos: Sequence[UUID], by: Actor, now: datetime) -> Finding:
    """The business reports a fix."""
    return _reported(finding, "report_fix", by.person, note=note, photos=photos, by=by, now=now)


def enter_fix(finding: Finding, *, note: str, photos: Sequence[UUID], by: Actor, now: datetime) -> Finding:
    """A helper enters a fix on the business's behalf, and then may not verify it."""
    return _reported(finding, "enter_fix", None, note=note, photos=photos, by=by, now=now)


def _reported(
    finding: Finding, verb: str, fixer: UUID | None, *, note: str, photos: Sequence[UUID], by: Actor, now: datetime
) -> Finding:
    _say_something(note)
    shown = _shown(photos, by)
    fixed: dict[str, Any] = {"photos": shown, "photos_after": shown, "fixed_by": fixer, "fix_entered_by": by.person}
    return _moved(finding, verb, "report", by, now, note, recheck_task, **fixed)


def verify_fix(
    finding: Finding, *, note: str, photos: Sequence[UUID], by: Actor, now: datetime, made_on: date | None = None
) -> Finding:
    """Somebody else has looked and it is put right: the finding closes, on the day of the look."""
    _not_own_fix(finding, by)
    shown = _shown(photos, by)
    if finding.disposition == "fix_on_site" and not (finding.photos_before and (shown or finding.photos_after)):
        raise Refused(_("当场整改要有整改前、整改后的照片才能销号"), code="evidence_missing")
    after = [*finding.photos_after, *shown]
    day = _day_of_look(finding, made_on, by, now)
    return _moved(
        finding, "recheck", "close", by, now, note, None, day, photos=shown, photos_after=after, closed_at=now
    )


def reject_fix(
    finding: Finding, *, note: str, photos: Sequence[UUID] = (), by: Actor, now: datetime, made_on: date | None = None
) -> Finding:
    """It is not put right: it comes back, one round harder. The business has from the day on which it hears of it."""
    _not_own_fix(finding, by)
    _say_something(note)
    day, again = _day_of_look(finding, made_on, by, now), finding.round + 1
    return _moved(
        finding, "recheck", "reject", by, now, note, rectify_task, day, photos=_shown(photos, by), round=again
    )


def push(finding: Finding, *, note: str, by: Actor, now: datetime) -> Finding:
    """The cadre passes it on to the regulator's station (移交监管所)."""
    station = supervising_post(finding.path)
    return _moved(finding, "push_to_station", "push", by, now, note, claim_task, holder_id=station)


def claim(finding: Finding, *, by: Actor, now: datetime, note: str = "") -> Finding:
    """The station claims it and owes an outcome."""
    holder = finding.holder_id if finding.holder_id in by.posts else by.post or finding.holder_id
    return _moved(finding, "claim", "claim", by, now, note, handle_task, holder_id=holder)


def start_handling(finding: Finding, *, note: str, by: Actor, now: datetime) -> Finding:
    """The station starts to handle it; the limit set at the claim goes on."""
    return _moved(finding, "handle", "handle", by, now, note, None)


def order_fix(finding: Finding, *, note: str, by: Actor, now: datetime) -> Finding:
    """The regulator orders a fix (责令改正): only the regulator may."""
    _say_something(note)
    return _moved(finding, "order", "order", by, now, note, rectify_task)


def strike_off(finding: Finding, *, outcome: str, photos: Sequence[UUID] = (), by: Actor, now: datetime) -> Finding:
    """The station has handled it and strikes it off (销号), with its outcome, which the finder sees."""
    _say_something(outcome)
    shown = _shown(photos, by)
    return _moved(
        finding, "strike_off", "strike_off", by, now, outcome, None, photos=shown, outcome=outcome, closed_at=now
    )


def return_finding(finding: Finding, *, outcome: str, by: Actor, now: datetime) -> Finding:
    """The station returns it to the finder with a reason; it is the finder's again."""
    _say_something(outcome)
    post = answering_finder(finding)
    return _moved(finding, "return_finding", "return", by, now, outcome, None, outcome=outcome, holder_id=post)


def urge_again(finding: Finding, *, note: str, by: Actor, now: datetime) -> Finding:
    """The finder urges the business after the station returned it."""
    return _moved(finding, "urge", "urge_again", by, now, note, rectify_task)


def reopen_finding(finding: Finding, *, note: str, photos: Sequence[UUID], by: Actor, now: datetime) -> Finding:
    """A look-back found it not really fixed: it is owed again, one round harder. It had been fixed until now."""
    _say_something(note)
    again: dict[str, Any] = {"round": finding.round + 1, "reopened_at": now, "closed_at": None, "holder_id": None}
    return _moved(finding, "reopen", "reopen", by, now, note, rectify_task, photos=_shown(photos, by), **again)


def withdraw_finding(finding: Finding, *, reason: str, by: Actor, now: datetime) -> Finding:
    """Found in error: withdrawn with a reason, and never counted as fixed."""
    _say_something(reason)
    return _moved(finding, "withdraw", "withdraw", by, now, reason, None, outcome=reason, closed_at=now)


def _moved(
    finding: Finding,
    verb: str,
    move: str,
    by: Actor,
    now: datetime,
    note: str,
    owed_next: MakesTask | None,
    day: date | None = None,
    photos: list[str] | None = None,
    **fields: Any,
) -> Finding:
    """One step: gate, compare-and-set, what was owed is settled, what is owed next is made, all in one transaction.
    `day` is that of the act, where it came on a later one."""
    if "closed_at" in fields:
        fields["closed_on"] = (day or local_day(now)) if fields["closed_at"] else None
    with act(by, verb, finding) as announce:
        FINDING.move(finding, move, **fields)
        if move not in GOES_ON:
            _settle_owed(finding, by, now, day or local_day(now))
        law, programme = _law(finding)
        task = owed_next(law, programme, finding, local_day(now), now) if owed_next else None
        if task is not None:
            insert_many(Task, [task])
            _keep_limit(finding)
        insert_many(FindingStep, [step(finding, move, by=by, now=now, note=note, photos=photos or [], made_on=day)])
        announce.note(move=move, state=finding.state, round=finding.round)
        announce(FindingMoved(finding.pk, finding.business_id, move, finding.state, finding.round))
    return finding


def _law(finding: Finding) -> tuple[Law, Programme]:
    law = law_of(finding.release_id) if finding.release_id else law_on(finding.found_on, finding.path)
    return law, law.programme(finding.programme)


def _day_of_look(finding: Finding, said: date | None, by: Actor, now: datetime) -> date | None:
    """The day of a recheck that came on a later one; none where it is that of its arrival, or not believed."""
    arrived = local_day(now)
    day = recheck_day(finding, said, arrived, viewer=by) if said else arrived
    return day if day != arrived else None


def _settle_owed(finding: Finding, by: Actor, now: datetime, day: date) -> None:
    """Whatever was owed on this finding is done by this step, on the day of the act."""
    owed = Task.objects.filter(finding_id=finding.pk)
    TASK.move_many(owed, "finish", settled_at=now, settled_on=day, settled_by=by.person, outcome="done", attend_at=None)


def _keep_limit(finding: Finding) -> None:
    """The task that is owed next set the finding's day and holder."""
    kept = {name: getattr(finding, name) for name in ("due", "due_provisional", "because", "holder_id")}
    Finding.objects.filter(pk=finding.pk).update(**kept)


def _not_own_fix(finding: Finding, by: Actor) -> None:
    """B4: the one who fixed never verifies, nor the one who typed the fix in, nor their house what an official found."""
    if by.person is None or not may_recheck(finding, viewer=by):
        raise Refused(_("整改是您这一方报的或您代录的，要由别人来复查"), code="own_fix")


def _say_something(words: str) -> None:
    if not words.strip():
        raise Refused(_("请写一句话说明情况"), code="no_words")


def _shown(photos: Sequence[UUID], by: Actor) -> list[str]:
    """Photographs that are there and may be seen by whoever attaches them."""
    keys = list(dict.fromkeys(photos))
    if keys and Evidence.objects.visible_to(by).filter(pk__in=keys).count() != len(keys):
        raise Missing(_("有一张照片还没有传上来，请重新上传"), code="photo_missing")
    return [str(key) for key in keys]
