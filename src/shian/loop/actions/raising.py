"""A problem that no sheet of ours found, raised on the word of somebody whose door is another: the regulator takes it from there."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.secrecy import Secrecy
from shian.loop.actions.opening import first_move, local_day, rectify_task, step
from shian.loop.events import FindingRaised
from shian.loop.law import law_on
from shian.loop.models import Finding, FindingStep, Task
from shian.loop.recurrence import watch
from shian.loop.states import FINDING
from shian.packs.schema import Item
from shian.registry.models import Business

FIX_BY = "fix_by"


@dataclass(frozen=True)
class Told:
    """What was wrong, under which programme, and who said so from which post."""

    programme: str
    item: Item
    note: str
    person: UUID | None
    post: UUID | None


def raise_finding(business: Business, told: Told, *, by: Actor, now: datetime) -> Finding:
    """Open it as if an item of a sheet had failed: to be fixed by the limit of its severity, by the programme's recheck.

    `by` is the house itself: whoever said so may be from outside and see neither the register nor the loop.
    """
    on = local_day(now)
    law = law_on(on, business.path)
    programme = law.programme(told.programme)
    move = first_move(programme, FIX_BY)
    finding = Finding(
        id=new_id(),
        business=business,
        programme=programme.key,
        release_id=law.release,
        code=told.item.code,
        text=told.item.text.zh[:300],
        note=told.note,
        severity=told.item.severity,
        disposition=FIX_BY,
        state=FINDING.next(FINDING.initial, move),
        found_by=told.person,
        found_by_post_id=told.post,
        found_on=on,
        path=business.path,
        path_then=business.path,
        secrecy=int(Secrecy.INTERNAL),
        recorded_at=now,
    )
    watch(finding, law)
    task = rectify_task(law, programme, finding, on, now)
    with act(by, "raise_finding", finding) as announce:
        insert_many(Finding, [finding])
        insert_many(FindingStep, [step(finding, move, by=by, now=now, note=told.note)])
        insert_many(Task, [task])
        announce.note(programme=programme.key, code=finding.code, severity=finding.severity)
        announce(FindingRaised(finding.pk, business.pk, finding.severity, finding.disposition, finding.state))
    finding._state.adding = False
    return finding
