"""The numbers of a round of a campaign: each is the length of a list, as of an instant."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

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


def signed_at(task: Task | None) -> datetime | None:
    """When a closing report was signed, which is the instant its numbers are of."""
    return task.settled_at if task is not None and task.state == "done" else None
