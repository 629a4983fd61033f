"""Who answers for how many."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from shian.kernel.actor import Actor
from shian.kernel.concealed import blind_index
from shian.loop.law import law_on
from shian.loop.models import Duty
from shian.loop.rules import Load, load_verdict
from shian.people.models import Post
from shian.registry.schemas import PHONE_TAIL


@dataclass(frozen=True)
class PostLoad:
    """A post with the businesses it answers for."""

    post: Post
    load: Load


def load(viewer: Actor, *, within: str, on: date, programme: str = "guarantee_visit") -> list[PostLoad]:
    """Every post below a place that answers for businesses, the heaviest first."""
    law = law_on(on, within)
    duties = Duty.objects.visible_to(viewer).within(within).filter(programme=programme).on(on)
    counts = {
        row["holder_id"]: row["n"] for row in duties.values("holder_id").annotate(n=Count("pk")) if row["holder_id"]
    }
    posts = Post.objects.filter(pk__in=counts).select_related("place")
    rows = [PostLoad(p, load_verdict(counts[p.pk], law.pack.loads.warn, law.pack.loads.block)) for p in posts]
    return sorted(rows, key=lambda row: (-row.load.count, row.post.path))


def post_load(viewer: Actor, *, on: date, words: str = "") -> "QuerySet[Duty]":
    """The businesses which the viewer's own posts answer for, or those of them that the words name."""
    rows = Duty.objects.visible_to(viewer).filter(Q(holder_id__in=viewer.posts)).on(on)
    if words.strip():
        rows = rows.filter(_named(words.strip()))
    return (
        rows.select_related("business", "holder")
        .defer("business__phone")
        .order_by("business__path", "business__name", "id")
    )


def _named(words: str) -> Q:
    """By name, address, or the last four digits of the telephone: a cadre's own few, so no index is wanted."""
    named = Q(business__name__icontains=words) | Q(business__address__icontains=words)
    if len(words) == PHONE_TAIL and words.isdigit():
        named |= Q(business__phone_tail_index=blind_index(words))
    return named
