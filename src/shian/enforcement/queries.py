"""Questions about cases, transfers and what is public of them; the first argument is the viewer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from shian.enforcement.law import case_law
from shian.enforcement.models import (
    CasePaper,
    Exhibit,
    Measure,
    Pause,
    PenaltyCase,
    Recusal,
    Transfer,
    TypicalCase,
)
from shian.enforcement.rules import Breach, Hint, Sold, crime_flags, exemptions, repeated
from shian.enforcement.states import PENALTY
from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.paths import trail, upper
from shian.kernel.refused import Missing
from shian.loop.models import Finding, Task
from shian.packs.enforcement import Flag
from shian.people.models import Post

TABS = ("open", "over", "all")
OVER = ("not_filed", "handed_over", "closed", "archived")
FILES = ("penalty_case", "transfer")


def cases(viewer: Actor, *, tab: str = "all") -> "QuerySet[PenaltyCase]":
    """The cases that a viewer may see, the latest first."""
    rows: QuerySet[PenaltyCase] = PenaltyCase.objects.visible_to(viewer).select_related("organ__place", "place")
    rows = rows.exclude(state__in=OVER) if tab == "open" else rows
    rows = rows.filter(state__in=OVER) if tab == "over" else rows
    return rows.order_by("-id")


def case(key: UUID, *, viewer: Actor) -> PenaltyCase:
    """One case, or Missing."""
    found: PenaltyCase | None = cases(viewer).filter(pk=key).first()
    if found is None:
        raise Missing(_("没有这个案件，或者您看不到它"))
    return found


def cases_named(keys: Iterable[UUID], *, viewer: Actor) -> dict[UUID, PenaltyCase]:
    """Those of these keys which the viewer may see."""
    return {one.pk: one for one in PenaltyCase.objects.visible_to(viewer).filter(pk__in=list(keys))}


def owed(keys: Iterable[UUID], *, viewer: Actor) -> "QuerySet[Task]":
    """What is owed on these files and not done, the nearest day first: their clocks."""
    rows: QuerySet[Task] = Task.objects.visible_to(viewer).filter(file_kind__in=FILES, file_id__in=list(keys))
    return rows.filter(state="open").select_related("holder").order_by("due", "id")


def pauses(one: PenaltyCase, *, viewer: Actor) -> "QuerySet[Pause]":
    return Pause.objects.visible_to(viewer).filter(case=one).order_by("from_on", "id")


def standing(one: PenaltyCase, *, viewer: Actor) -> Pause | None:
    """Why the clock of a case stands still now, if it does."""
    found: Pause | None = pauses(one, viewer=viewer).filter(until_on__isnull=True).first()
    return found


def measures(one: PenaltyCase, *, viewer: Actor) -> "QuerySet[Measure]":
    rows: QuerySet[Measure] = Measure.objects.visible_to(viewer).filter(case=one)
    return rows.select_related("case__organ__place").order_by("begun_on", "id")


def exhibits(one: PenaltyCase, *, viewer: Actor) -> "QuerySet[Exhibit]":
    rows: QuerySet[Exhibit] = Exhibit.objects.visible_to(viewer).filter(case=one)
    return rows.select_related("case").prefetch_related("chain").order_by("number")


def papers(one: PenaltyCase, *, viewer: Actor) -> "QuerySet[CasePaper]":
    return CasePaper.objects.visible_to(viewer).filter(case=one).order_by("issued_on", "id")


def paper(key: UUID, *, viewer: Actor) -> CasePaper:
    """One paper, or Missing."""
    found: CasePaper | None = (
        CasePaper.objects.visible_to(viewer).filter(pk=key).select_related("case", "organ").first()
    )
    if found is None:
        raise Missing(_("没有这份文书，或者您看不到它"))
    return found


def recusals(one: PenaltyCase, *, viewer: Actor) -> "QuerySet[Recusal]":
    return Recusal.objects.visible_to(viewer).filter(case=one).select_related("case").order_by("asked_at", "id")


def transfers(one: PenaltyCase, *, viewer: Actor) -> "QuerySet[Transfer]":
    return Transfer.objects.visible_to(viewer).filter(case=one).order_by("round")


def all_transfers(viewer: Actor) -> "QuerySet[Transfer]":
    """The transfers that a viewer may see: of his ground, or those handed to his post."""
    rows: QuerySet[Transfer] = Transfer.objects.visible_to(viewer).select_related("police")
    return rows.order_by("-id")


def transfer(key: UUID, *, viewer: Actor) -> Transfer:
    """One transfer, or Missing."""
    rows = Transfer.objects.visible_to(viewer).filter(pk=key)
    found: Transfer | None = rows.select_related("police", "police_post", "officer_post").first()
    if found is None:
        raise Missing(_("没有这份移送，或者不是移送给您的"))
    return found


def transfers_named(keys: Iterable[UUID], *, viewer: Actor) -> dict[UUID, Transfer]:
    """Those of these keys which the viewer may see."""
    return {one.pk: one for one in Transfer.objects.visible_to(viewer).filter(pk__in=list(keys))}


@dataclass(frozen=True)
class Hints:
    """What the law's rules point at in a case. A person judges; nothing follows by itself."""

    exemptions: tuple[Hint, ...]
    flags: tuple[Because[Flag], ...]
    repeated: Because[bool]


def hints(one: PenaltyCase, *, viewer: Actor, on: date) -> Hints:
    """Not punishing, a crime, three times in a year: each with clause and facts."""
    law = case_law(one.path, on).said
    earlier = tuple(_earlier(one, viewer))
    breach = _breach(one, earlier, viewer)
    sold = Sold(frozenset(one.crime_facts), one.sales_fen, one.ill)
    return Hints(exemptions(law, breach, on), crime_flags(law, sold), repeated(law, earlier, on))


def _earlier(one: PenaltyCase, viewer: Actor) -> "QuerySet[Any]":
    """The days on which this party was punished before, as far as the viewer sees."""
    rows = PenaltyCase.objects.visible_to(viewer).filter(decision=PENALTY, business_id=one.business_id)
    rows = rows.filter(business_id__isnull=False).exclude(pk=one.pk)
    return rows.order_by("decided_on").values_list("decided_on", flat=True)


def _breach(one: PenaltyCase, earlier: tuple[date, ...], viewer: Actor) -> Breach:
    """The finding a case came from knows when it was to be put right, and when it was."""
    if one.source != "finding":
        return Breach(frozenset(one.said), earlier)
    finding = Finding.objects.visible_to(viewer).filter(pk=one.source_id).first()
    fixed = Task.objects.visible_to(viewer).filter(finding=one.source_id, act="rectify", state="done")
    last = fixed.order_by("-settled_on").first()
    return Breach(
        frozenset(one.said), earlier, finding.found_on if finding else None, last.settled_on if last else None,
        last.due if last else None,
    )  # fmt: skip


def officer_posts(one: PenaltyCase) -> list[Post]:
    """The posts from which a case may be worked on, on the ground of its regulator."""
    return list(_posts_with("work_case", one.organ.path))


def posts_above(one: PenaltyCase, verb: str) -> list[Post]:
    """The posts that hold a verb over the place of a case."""
    rows = Post.objects.filter(closed_on__isnull=True, role__verbs__contains=[verb], path__in=trail(one.path))
    return list(rows.order_by("-path", "title", "pk"))


def police_posts(path: str, lines: Iterable[str]) -> list[Post]:
    """The posts of the police to which a case of this place may go: those that lie there or above."""
    rows = Post.objects.filter(closed_on__isnull=True, organisation__department__in=list(lines), path__in=trail(path))
    rows = rows.filter(role__verbs__contains=["answer_transfer"]).select_related("organisation", "role")
    return list(rows.order_by("-path", "title", "pk"))


def _posts_with(verb: str, path: str) -> "QuerySet[Post]":
    rows = Post.objects.filter(path__gte=path, path__lt=upper(path), closed_on__isnull=True)
    return (
        rows.filter(role__verbs__contains=[verb]).select_related("role", "organisation").order_by("path", "title", "pk")
    )


def typical_cases(viewer: Actor) -> "QuerySet[TypicalCase]":
    """What is published, and for whoever keeps it what is drafted; the latest first."""
    return TypicalCase.objects.visible_to(viewer).order_by("-published_on", "-id")


def typical_case(code: str, *, viewer: Actor) -> TypicalCase:
    """One of them by its code, or Missing."""
    found: TypicalCase | None = typical_cases(viewer).filter(code=code).first()
    if found is None:
        raise Missing(_("没有这个典型案例，或者已经撤下"))
    return found
