"""What stands behind the ids of a draw, by its purpose: problems with what came of them, or nothing but the id."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from shian.doors.ui.going_again import back_check_badge, band_words
from shian.doors.ui.said import spoken
from shian.doors.ui.shapes.parts import Badge, Cell
from shian.doors.ui.terms import OUTCOMES, SEVERITIES, finding_badge, said
from shian.doors.ui.typed import key_or_none
from shian.draws.models import Draw
from shian.kernel.actor import Actor
from shian.loop import queries as loop
from shian.loop.actions.sampling import PURPOSE as SAMPLE
from shian.loop.law import law_on
from shian.loop.models import Finding, Task
from shian.loop.spoken import problem_words
from shian.registry.models import Business, Kind
from shian.registry.queries import register as registry
from shian.territory import queries as territory
from shian.truth.models import BackCheck
from shian.truth.queries import PURPOSE as BACK_CHECK
from shian.truth.queries import back_checks

NOTHING = UUID(int=0)


@dataclass(frozen=True)
class Behind:
    """The rows of one page of a draw, looked up once; a row the viewer may not see stays an id."""

    findings: Mapping[UUID, Finding]
    tasks: Mapping[UUID, Task]
    businesses: Mapping[UUID, Business] = field(default_factory=dict)
    visits: Mapping[str, BackCheck] = field(default_factory=dict)

    def cell(self, key: str) -> Cell:
        finding, visit = self._finding(key), self.visits.get(key)
        if visit is not None and visit.sheet.business is not None:
            return Cell(visit.sheet.business.name, f"/records/{key}", sub=visit.sheet.on_day.isoformat())
        if finding is None:
            found = self.businesses.get(key_or_none(key) or NOTHING)
            return Cell(found.name, f"/businesses/{found.pk}") if found else Cell(key)
        return Cell(problem_words(finding), f"/findings/{finding.pk}", sub=finding.business.name)

    def state(self, key: str) -> Cell:
        """What came of the look; before it, how the problem stands."""
        if (visit := self.visits.get(key)) is not None:
            return Cell(badge=back_check_badge(visit), sub=visit.holder.title if visit.holder else "")
        finding = self._finding(key)
        task = self.tasks.get(finding.pk) if finding else None
        if finding is None:
            return Cell("—")
        if task is None:
            return Cell(badge=finding_badge(finding.state))
        if task.state == "open":
            return Cell(badge=Badge(_("待看"), "soon"), sub=task.holder.title if task.holder else "")
        came = task.reason or task.outcome
        return Cell(
            badge=Badge(said(OUTCOMES, came), "late" if came == "reopened" else "done" if came == "held" else "")
        )

    def _finding(self, key: str) -> Finding | None:
        found = key_or_none(key)
        return self.findings.get(found) if found else None


def behind(viewer: Actor, draw: Draw, keys: Iterable[str]) -> Behind:
    """What a viewer may see of these rows."""
    known = [key for key in map(key_or_none, keys) if key]
    if draw.purpose == SAMPLE:
        return Behind({}, {}, registry.named(viewer, known))
    if draw.purpose == BACK_CHECK:
        return Behind({}, {}, visits={str(one.sheet_id): one for one in back_checks(viewer, draw=draw.pk)})
    if draw.purpose != loop.LOOK_BACK:
        return Behind({}, {})
    tasks = {one.finding_id: one for one in loop.look_backs(viewer, draw.pk) if one.finding_id}
    return Behind(loop.findings_of(known, viewer=viewer), tasks)


def strata_words(draw: Draw) -> dict[str, str]:
    """The strata of a draw as people call them."""
    cut, on = str(draw.about.get("strata", "")), timezone.localdate(draw.drafted_at)
    return words_of(draw.strata, cut, draw.path, on=on)


def words_of(strata: Iterable[str], cut: str, within: str, *, on: date) -> dict[str, str]:
    """The same for strata by what they are cut."""
    names = list(strata)
    match cut:
        case "severity":
            words = {name: said(SEVERITIES, name) for name in names}
        case "kind":
            words = {kind.value: str(kind.label) for kind in Kind}
        case "place":
            words = territory.names(names)
        case "signals":
            law = law_on(on, within).pack.truth
            words = {name: band_words(name, law) for name in names}
        case "programme":
            programmes = law_on(on, within).pack.programmes
            words = {name: spoken(programmes[name].title) for name in names if name in programmes}
        case _:
            words = {}
    return {name: words.get(name) or name or _("不分层") for name in names}
