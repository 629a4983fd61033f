"""The last rung: the station gets it. A finding is pushed; a visit nobody made becomes its question how the business is."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import AnnounceMany
from shian.loop.actions.climbing import Step, law_then
from shian.loop.actions.opening import claim_owed, local_day, status_owed, step
from shian.loop.events import FindingMoved
from shian.loop.models import Finding, FindingStep, Task
from shian.loop.posts import Above
from shian.loop.states import FINDING, TASK
from shian.packs.words import ACTS

LEFT_TO_STATION = frozenset(
    {"rectify", "recheck"}
)  # of a finding's tasks, those which the station does not owe already


def refer(
    climbed: Sequence[Step],
    findings: Mapping[UUID, Finding],
    above: Above,
    announce: AnnounceMany[Task],
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Hand to the station what climbed the rung `refer`; the findings are locked already."""
    referred = [one for one in climbed if one.word == "refer"]
    _push([one for one in referred if _pushable(one.task, findings)], findings, above, announce, by=by, now=now)
    _ask_for_status([one.task for one in referred if one.task.business_id and one.task.act in ACTS], above, now)


def _pushable(task: Task, findings: Mapping[UUID, Finding]) -> bool:
    found = findings.get(task.finding_id) if task.finding_id else None
    return found is not None and task.act in LEFT_TO_STATION and FINDING.may(found.state, "push")


def _push(
    referred: Sequence[Step],
    findings: Mapping[UUID, Finding],
    above: Above,
    announce: AnnounceMany[Task],
    *,
    by: Actor,
    now: datetime,
) -> None:
    """The findings themselves, with their step; what was owed is withdrawn, not done; the station owes a claim."""
    note = _("逾期未办，由系统移交监管所")
    pushed: defaultdict[UUID | None, list[Finding]] = defaultdict(list)
    claims, way = [], []
    for one in referred:
        found, law = findings[one.task.finding_id], law_then(one.task)  # type: ignore[index]  # _pushable looked
        station = above.station(found.path)
        claims.append(claim_owed(law, law.programme(found.programme), found, local_day(now), now, station=station))
        found.state = FINDING.next(found.state, "push")
        way.append(step(found, "push", by=by, now=now, note=note, photos=[]))
        pushed[station].append(found)
        announce(one.task, FindingMoved(found.pk, found.business_id, "push", found.state, found.round))
    for holder, rows in pushed.items():
        FINDING.move_many(Finding.objects.filter(pk__in=[one.pk for one in rows]), "push", holder_id=holder)
    owed = Task.objects.filter(finding__in=[one.task.finding_id for one in referred])
    TASK.move_many(owed, "withdraw", reason=note, settled_at=now, settled_on=local_day(now), attend_at=None)
    insert_many(Task, claims)
    insert_many(FindingStep, way)


def _ask_for_status(tasks: Sequence[Task], above: Above, now: datetime) -> None:
    """The station owes a report how each of these businesses is, once for each; the late task itself stays owed."""
    named = {task.business_id: task for task in tasks}
    asked = Task.objects.filter(business__in=named, act="report_status", state="open")
    known = set(asked.values_list("business_id", flat=True))
    owed = [task for key, task in named.items() if key not in known]
    insert_many(Task, [status_owed(law_then(task), task, "overdue", now, above.station(task.path)) for task in owed])
