"""The six steps of a problem, and the ladder of what is owed on it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from shian.doors.ui.shapes.parts import Rung, RungState, StepState, WayStep
from shian.doors.ui.terms import RUNG_TO, RUNGS, STAGES, limit_words, said
from shian.doors.ui.words import day_words
from shian.loop.law import law_of
from shian.loop.models import Finding, Task
from shian.loop.queries.findings import Stage
from shian.loop.states import FINDING
from shian.packs.schema import Rung as LawRung

# In which of the six stages a finding stands now.
STANDS = {
    "found": "inspect",
    "urged": "rectify",
    "ordered": "rectify",
    "again": "rectify",
    "reported": "rectify",
    "pushed": "handle",
    "claimed": "handle",
    "handling": "handle",
    "returned": "feedback",
}


def way_of(found: Finding, stages: Sequence[Stage], *, now: datetime) -> tuple[WayStep, ...]:
    """Each stage with when it began, how long it took, and whether it is done, now, to come, or not needed."""
    at = STANDS.get(found.state, "")
    late = bool(found.due and found.due < timezone.localdate(now))
    return tuple(_step(stage, n, stages, at, late, found, now) for n, stage in enumerate(stages))


def _step(stage: Stage, n: int, stages: Sequence[Stage], at: str, late: bool, found: Finding, now: datetime) -> WayStep:
    ended = next((s.since for s in stages[n + 1 :] if s.since), None) or found.closed_at or now
    spent = _spent(ended - stage.since) if stage.since else ""
    return WayStep(
        said(STAGES, stage.key),
        _state(stage, n, stages, at, late, found),
        when=day_words(timezone.localdate(stage.since)) if stage.since else "",
        spent=spent,
        holder=stage.steps[-1].by_label if stage.steps else "",
    )


def _state(stage: Stage, n: int, stages: Sequence[Stage], at: str, late: bool, found: Finding) -> StepState:
    if stage.key == at:
        return "late" if late else "now"
    if stage.reached:
        return "done"
    passed = any(other.key == at or other.reached for other in stages[n + 1 :])
    return "skipped" if passed or found.state in FINDING.final else "later"


def _spent(spent: timedelta) -> str:
    if spent.days > 0:
        return _("%(n)s 天") % {"n": spent.days}
    hours = max(spent.seconds, 0) // 3600
    return _("%(n)s 小时") % {"n": hours} if hours else _("不到 1 小时")


def ladder_of(owed: Task) -> tuple[Rung, ...]:
    """The rungs climbed on a task that is overdue, the next one with its day, and those after it."""
    if owed.release_id is None or owed.due is None:
        return ()
    law = law_of(owed.release_id)
    programme = law.pack.programmes.get(owed.programme)
    rungs = programme.ladder if programme else ()
    return tuple(_rung(rung, n, owed) for n, rung in enumerate(rungs))


def _rung(rung: LawRung, n: int, owed: Task) -> Rung:
    assert owed.due is not None
    day = rung.after.due(owed.due, law_of(owed.release_id).calendar).value.day
    state: RungState = "climbed" if n < owed.rung else "next" if n == owed.rung else "later"
    name = f"{said(RUNGS, rung.act)} · {said(RUNG_TO, rung.to)}"
    note = _("逾期 %(limit)s") % {"limit": limit_words(rung.after.words)}
    return Rung(name, state, day_words(day), note)
