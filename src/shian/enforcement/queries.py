"""Questions about cases, transfers and what is public of them; the first argument is the viewer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from shian.enforcement.law import case_law
from shian.enforcement.models import (
    CasePaper,
    Deferral,
    Dispute,
    Exhibit,
    JointInquiry,
    Measure,
    Pause,
    Payment,
    PenaltyCase,
    Recusal,
    SpotPenalty,
    Transfer,
    TypicalCase,
)
from shian.enforcement.rules import Breach, Hint, Sold, crime_flags, exemptions, repeated
from shian.enforcement.states import OPEN_INQUIRY, OVER, PENALTY
from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.paths import county_of, trail, upper
from shian.kernel.refused import Missing
from shian.loop.models import Finding, Task
from shian.packs.enforcement import Flag
from shian.people.models import Post
from shian.registry.models import Business

TABS = ("open", "over", "all")
FILES = ("penalty_case", "transfer", "spot_penalty", "joint_inquiry")


def cases(viewer: Actor, *, tab: str = "all") -> "QuerySet[PenaltyCase]":
    """The cases that a viewer may see, the latest first."""
    rows: QuerySet[PenaltyCase] = PenaltyCase.objects.visible_to(viewer).select_related("organ__place", "place")
    rows = rows.exclude(state__in=OVER) if tab == "open" else rows
    rows = rows.filter(state__in=OVER) if tab == "over" else rows
    return rows.order_by("-id")


def cases_of(one: Business, *, viewer: Actor) -> "QuerySet[PenaltyCase]":
    """The cases of one business, the latest first."""
    return cases(viewer).filter(business=one)


def case(key: UUID, *, viewer: Actor) -> PenaltyCase:
    """One case, or Missing."""
    return _one_case(cases(viewer).filter(pk=key))


def case_held(key: UUID, *, viewer: Actor) -> PenaltyCase:
    """One case to be acted on, held until that is done: of two people at once, or of a button pressed twice, the second finds
    what the first did. Raises Missing."""
    return _one_case(cases(viewer).filter(pk=key).select_for_update(of=("self",)))


def _one_case(rows: "QuerySet[PenaltyCase]") -> PenaltyCase:
    found = rows.first()
    if found is None:
        raise Missing(_("没有这个案件，或者您看不到它"))
    return found


def cases_named(keys: Iterable[UUID], *, viewer: Actor) -> dict[UUID, PenaltyCase]:
    """Those of these keys which the viewer may see."""
    return {one.pk: one for one in PenaltyCase.objects.visible_to(viewer).filter(pk__in=list(keys))}


def cases_from(keys: Iterable[UUID], *, viewer: Actor) -> "QuerySet[PenaltyCase]":
    """The cases that were opened from these files, the latest first."""
    return cases(viewer).filter(source_id__in=list(keys))


def owed(keys: Iterable[UUID], *, viewer: Actor) -> "QuerySet[Task]":
    """What is owed on these files and not done, the nearest day first: their clocks."""
    rows: QuerySet[Task] = Task.objects.visible_to(viewer).filter(file_kind__in=FILES, file_id__in=list(keys))
    return rows.filter(state="open").select_related("holder").order_by("due", "id")


def clocks(key: UUID, *, viewer: Actor) -> "QuerySet[Task]":
    """Every clock that ever ran on a file, as the task by which it was owed."""
    rows: QuerySet[Task] = Task.objects.visible_to(viewer).filter(file_kind__in=FILES, file_id=key)
    return rows.select_related("holder").order_by("due", "id")


def pauses(one: PenaltyCase, *, viewer: Actor) -> "QuerySet[Pause]":
    return Pause.objects.visible_to(viewer).filter(case=one).order_by("from_on", "id")


def standing(one: PenaltyCase, *, viewer: Actor) -> Pause | None:
    """Why the clock of a case stands still now, if it does."""
    found: Pause | None = pauses(one, viewer=viewer).filter(until_on__isnull=True).first()
    return found


def measures(one: PenaltyCase, *, viewer: Actor) -> "QuerySet[Measure]":
    rows: QuerySet[Measure] = Measure.objects.visible_to(viewer).filter(case=one)
    return rows.select_related("case__organ__place").order_by("begun_on", "id")


def deferrals(one: PenaltyCase, *, viewer: Actor) -> "QuerySet[Deferral]":
    rows: QuerySet[Deferral] = Deferral.objects.visible_to(viewer).filter(case=one)
    return rows.select_related("case").order_by("id")


def disputes(one: PenaltyCase, *, viewer: Actor) -> "QuerySet[Dispute]":
    return Dispute.objects.visible_to(viewer).filter(case=one).order_by("begun_on", "id")


def joint_inquiries(one: PenaltyCase, *, viewer: Actor) -> "QuerySet[JointInquiry]":
    """What other organs were asked to look into in a case."""
    rows: QuerySet[JointInquiry] = JointInquiry.objects.visible_to(viewer).filter(case=one)
    return rows.select_related("case", "paper").order_by("id")


@dataclass(frozen=True)
class Sought:
    """The filter of the list of what other organs ask, as it stands in the address."""

    tab: str = "open"
    words: str = ""
    within: str = ""


def incoming(viewer: Actor, asked: Sought = Sought(tab="all")) -> "QuerySet[JointInquiry]":
    """What other organs ask us, those owed first."""
    rows: QuerySet[JointInquiry] = JointInquiry.objects.visible_to(viewer).filter(case__isnull=True)
    rows = rows.filter(state__in=OPEN_INQUIRY) if asked.tab == "open" else rows
    rows = rows.exclude(state__in=OPEN_INQUIRY) if asked.tab == "over" else rows
    if asked.words:
        said = [Q(**{f"{name}__contains": asked.words}) for name in ("other", "mark", "asked")]
        rows = rows.filter(reduce(or_, said))
    if asked.within:
        rows = rows.filter(path__gte=asked.within, path__lt=upper(asked.within))
    return rows.select_related("holder", "organ").order_by("due", "id")


def joint_inquiry(key: UUID, *, viewer: Actor) -> JointInquiry:
    """One that another organ asks us, or Missing."""
    found: JointInquiry | None = incoming(viewer).filter(pk=key).first()
    if found is None:
        raise Missing(_("没有这件协助调查，或者您看不到它"))
    return found


def inquiries_named(keys: Iterable[UUID], *, viewer: Actor) -> dict[UUID, JointInquiry]:
    """Those of these keys which the viewer may see."""
    return {one.pk: one for one in incoming(viewer).filter(pk__in=list(keys))}


def posts_that_answer(one: JointInquiry) -> list[Post]:
    """Who may answer what another organ asks, on the ground of our regulator."""
    return list(_posts_with("answer_inquiry", one.organ.path))


def payments(one: PenaltyCase, *, viewer: Actor) -> "QuerySet[Payment]":
    return Payment.objects.visible_to(viewer).filter(case=one).order_by("paid_on", "id")


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
    return rows.order_by("decided_on", "id").values_list("decided_on", flat=True)


def _breach(one: PenaltyCase, earlier: tuple[date, ...], viewer: Actor) -> Breach:
    """The finding a case came from knows when it was to be put right, and when it was."""
    if one.source != "finding":
        return Breach(frozenset(one.said), earlier)
    finding = Finding.objects.visible_to(viewer).filter(pk=one.source_id).first()
    fixed = Task.objects.visible_to(viewer).filter(finding=one.source_id, act="rectify", state="done")
    last = fixed.order_by("-settled_on", "-id").first()
    return Breach(
        frozenset(one.said), earlier, finding.found_on if finding else None, last.settled_on if last else None,
        last.due if last else None,
    )  # fmt: skip


def officer_posts(one: PenaltyCase) -> list[Post]:
    """The posts from which a case may be worked on, on the ground of its regulator."""
    return list(_posts_with("work_case", one.organ.path))


def own_posts(viewer: Actor) -> list[Post]:
    """The viewer's own posts from which a penalty on the spot may be given, the nearest ground first."""
    rows = Post.objects.filter(pk__in=viewer.posts, closed_on__isnull=True, role__verbs__contains=["punish_on_spot"])
    return list(rows.select_related("role", "organisation").order_by("-path", "pk"))


def posts_that_work(own: Post) -> list[Post]:
    """Who may go along: the posts that work on cases in the same county."""
    return list(_posts_with("work_case", county_of(own.path)))


def posts_above(one: PenaltyCase, verb: str) -> list[Post]:
    """The posts that hold a verb over the place of a case."""
    rows = Post.objects.filter(closed_on__isnull=True, role__verbs__contains=[verb], path__in=trail(one.path))
    return list(rows.order_by("-path", "title", "pk"))


def police_posts(path: str, lines: Iterable[str]) -> list[Post]:
    """The posts of the police to which a case of this place may go: those that lie there or above."""
    return [post for post in all_police_posts(lines) if post.path in set(trail(path))]


def all_police_posts(lines: Iterable[str]) -> list[Post]:
    """Every post of the police that is known here."""
    rows = Post.objects.filter(closed_on__isnull=True, organisation__department__in=list(lines))
    rows = rows.filter(role__verbs__contains=["answer_transfer"]).select_related("organisation", "role")
    return list(rows.order_by("-path", "title", "pk"))


def _posts_with(verb: str, path: str) -> "QuerySet[Post]":
    rows = Post.objects.filter(path__gte=path, path__lt=upper(path), closed_on__isnull=True)
    return (
        rows.filter(role__verbs__contains=[verb]).select_related("role", "organisation").order_by("path", "title", "pk")
    )


def spot_penalties(viewer: Actor) -> "QuerySet[SpotPenalty]":
    """The penalties on the spot that a viewer may see, the latest first."""
    rows: QuerySet[SpotPenalty] = SpotPenalty.objects.visible_to(viewer).select_related("organ", "place")
    return rows.order_by("-id")


def spots_from(keys: Iterable[UUID], *, viewer: Actor) -> "QuerySet[SpotPenalty]":
    """The penalties on the spot that came of these files, the latest first."""
    return spot_penalties(viewer).filter(source_id__in=list(keys))


def spot_penalty(key: UUID, *, viewer: Actor) -> SpotPenalty:
    """One of them, or Missing."""
    return _one_spot(spot_penalties(viewer).filter(pk=key))


def spot_penalty_held(key: UUID, *, viewer: Actor) -> SpotPenalty:
    """The same to be acted on, held until that is done."""
    return _one_spot(spot_penalties(viewer).filter(pk=key).select_for_update(of=("self",)))


def _one_spot(rows: "QuerySet[SpotPenalty]") -> SpotPenalty:
    found = rows.first()
    if found is None:
        raise Missing(_("没有这次当场处罚，或者您看不到它"))
    return found


def spots_named(keys: Iterable[UUID], *, viewer: Actor) -> dict[UUID, SpotPenalty]:
    """Those of these keys which the viewer may see."""
    return {one.pk: one for one in SpotPenalty.objects.visible_to(viewer).filter(pk__in=list(keys))}


def typical_cases(viewer: Actor) -> "QuerySet[TypicalCase]":
    """What is published, and for whoever keeps it what is drafted; the latest first."""
    return TypicalCase.objects.visible_to(viewer).order_by("-published_on", "-id")


def typical_case(code: str, *, viewer: Actor) -> TypicalCase:
    """One of them by its code, or Missing."""
    found: TypicalCase | None = typical_cases(viewer).filter(code=code).first()
    if found is None:
        raise Missing(_("没有这个典型案例，或者已经撤下"))
    return found
