"""Findings: lists, one of them, and the whole way of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.refused import Missing
from shian.loop.law import CHINA, law_of, law_on
from shian.loop.models import Finding, FindingStep
from shian.loop.rules import may_close_from_within, may_verify
from shian.loop.states import FINDING, OPEN_FINDING

FIXES = frozenset({"report", "fix_on_site"})  # moves after which there is something to look at


def findings(viewer: Actor, *, states: Sequence[str] | None = None, within: str | None = None) -> "QuerySet[Finding]":
    """Findings the viewer may see, open ones unless states are named, the most pressing first."""
    rows = Finding.objects.visible_to(viewer).filter(state__in=states or sorted(OPEN_FINDING))
    if within:
        rows = rows.within(within)
    return rows.select_related("business", "holder").defer("business__phone").order_by("due", "-id")


@dataclass(frozen=True)
class Sought:
    """The filter of a list of findings; the same value makes the page and the export. A group of states or one of them."""

    within: str = ""
    state: str = "open"
    severity: str = ""
    business: UUID | None = None
    since: date | None = None
    until: date | None = None


GROUPS: dict[str, frozenset[str]] = {
    "open": OPEN_FINDING,
    "came_back": frozenset({"again", "returned"}),
    "with_station": frozenset({"pushed", "claimed", "handling"}),
    "settled": FINDING.final,
    "all": FINDING.all,
}


def sought(viewer: Actor, asked: Sought) -> "QuerySet[Finding]":
    """The findings of a filter, the most pressing first."""
    states = GROUPS.get(asked.state) or frozenset({asked.state})
    rows = findings(viewer, states=sorted(states), within=asked.within or None)
    exact = {
        "severity": asked.severity,
        "business_id": asked.business,
        "found_on__gte": asked.since,
        "found_on__lte": asked.until,
    }
    return rows.filter(**{name: value for name, value in exact.items() if value})


def came_back(viewer: Actor) -> "QuerySet[Finding]":
    """Findings of the viewer's own posts that failed the recheck or were returned by the station."""
    mine = Q(found_by_post_id__in=viewer.posts) | Q(holder_id__in=viewer.posts)
    return findings(viewer, states=sorted(GROUPS["came_back"])).filter(mine)


def finding(key: UUID, *, viewer: Actor) -> Finding:
    """One finding, or Missing."""
    rows = Finding.objects.visible_to(viewer).filter(pk=key).select_related("business", "holder", "found_by_post")
    found: Finding | None = rows.first()
    if found is None:
        raise Missing(_("没有这个问题，或者您看不到它"))
    return found


def found_on(sheet: UUID | None, *, viewer: Actor) -> "QuerySet[Finding]":
    """What one look raised; of no look, nothing."""
    return Finding.objects.visible_to(viewer).filter(sheet=sheet, sheet__isnull=False).order_by("id")


def steps(found: Finding, *, viewer: Actor) -> "QuerySet[FindingStep]":
    """Every step of a finding, first to last."""
    return FindingStep.objects.visible_to(viewer).filter(finding=found).order_by("at", "id")


def recheck_day(found: Finding, said: date, arrived: date, *, viewer: Actor) -> date:
    """The day on which a recheck counts: that on which it was made, within the time a visit has to arrive, and not before
    there was a fix to look at; else that of its arrival."""
    fixes = [one.at.astimezone(CHINA).date() for one in steps(found, viewer=viewer) if one.move in FIXES]
    since = max([found.found_on, *fixes])
    believed = law_on(arrived, found.path).day_counted(said, arrived).value == said
    return said if believed and said >= since else arrived


def may_recheck(found: Finding, *, viewer: Actor) -> Because[bool]:
    """Whether this viewer is another than the fixer: by person, and, for what officials found, by house too."""
    other = may_verify(viewer.person, found.fixed_by, found.fix_entered_by)
    if not other or found.business_id not in viewer.businesses:
        return other
    law = law_of(found.release_id) if found.release_id else law_on(found.found_on, found.path)
    return may_close_from_within(law.programme(found.programme).recheck.by)
