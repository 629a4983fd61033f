"""Which round of which programme an address asks for, and its numbers: each is the length of a list."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from shian.doors.ui.asked import Asked, elsewhere, today
from shian.doors.ui.said import chosen_ground
from shian.kernel.actor import Actor
from shian.kernel.refused import Missing
from shian.loop.law import law_on
from shian.loop.models import Task
from shian.loop.queries import campaigns
from shian.loop.queries.campaigns import Round
from shian.loop.queries.discoveries import DISCOVERED, discoveries
from shian.packs.schema import Programme


@dataclass(frozen=True)
class Numbers:
    """What a round has come to: each number opens into the list it is the length of."""

    due: int
    done: int
    left: int
    excluded: int
    found: int
    fixed: int
    unfixed: int
    given: int
    late: int
    missed: int
    discovered: int
    confirmed: int
    merged: int
    rejected: int


def numbers(viewer: Actor, asked: Round) -> Numbers:
    counts = {part: rows(viewer, asked, part).count() for part in Numbers.__dataclass_fields__}
    return Numbers(**counts)


def rows(viewer: Actor, asked: Round, part: str) -> "QuerySet[Any]":
    """The list behind one number. Raises Missing for a word that is none."""
    if part in campaigns.VISITS:
        return campaigns.visits(viewer, asked, part)
    if part in campaigns.FINDINGS:
        return campaigns.findings(viewer, asked, part)
    if part in campaigns.REPORTS:
        return campaigns.reports(viewer, asked, part)
    if part in DISCOVERED:
        return discoveries(viewer, asked, part)
    raise Missing(_("没有这个页面"))


def known(on: date, within: str) -> Iterator[Programme]:
    """The campaigns and single rounds of the law of a place."""
    for programme in law_on(on, within).pack.programmes.values():
        if campaigns.is_round(programme):
            yield programme


def asked_for(request: Asked, key: str) -> Round:
    """The round an address names: its programme, its year (else the one that runs or comes next), its place.

    With `signed` it is asked as of the instant at which its closing report was signed. Raises Missing.
    """
    on, within = today(request), chosen_ground(request.actor, request.GET.get("within", ""))
    if not within:
        raise Missing(_("没有这个页面"))
    programme = next((one for one in known(on, within) if one.key == key), None)
    if programme is None:
        raise Missing(_("没有这个工作机制"))
    return _as_signed(request, _round(request, programme, within, on))


def _round(request: Asked, programme: Programme, within: str, on: date) -> Round:
    said = request.GET.get("year", "")
    windows = campaigns.windows_of(programme, on)
    current = next((one for one in windows if one.holds(on)), windows[0])
    year = int(said) if said.isdecimal() and len(said) == 4 else current.year
    window = campaigns.window_of_year(programme, year, on)
    if window is None:
        raise Missing(_("这一年没有这个专项"))
    return Round(programme, window, within, request.now)


def _as_signed(request: Asked, asked: Round) -> Round:
    if not request.GET.get("signed"):
        return asked
    at = signed_at(campaigns.closing_report(request.actor, asked))
    return replace(asked, as_of=at) if at else asked


def signed_at(task: Task | None) -> datetime | None:
    """When a closing report was signed, which is the instant its numbers are of."""
    return task.settled_at if task is not None and task.state == "done" else None


def address(asked: Round, *, part: str = "", within: str = "", signed: bool = False) -> str:
    """Where a round, or the list behind one of its numbers, is looked at."""
    path = f"/campaigns/{asked.programme.key}" + ("/rows" if part else "")
    return elsewhere(
        path, year=asked.window.year, within=within or asked.within, part=part, signed="1" if signed else ""
    )
