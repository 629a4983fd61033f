"""Who answers for a business, now and before; bulk acts; letters of commitment."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.refused import Missing
from shian.loop.models import BulkBatch, Commitment, Duty
from shian.people.models import Post
from shian.registry.models import Business


def duties_of(business: Business, *, viewer: Actor) -> "QuerySet[Duty]":
    """Every duty on a business as the books stand now, the latest first."""
    rows = Duty.objects.visible_to(viewer).known().filter(business=business)
    return rows.select_related("holder").order_by("-valid_from", "programme", "id")


def answering(
    viewer: Actor, businesses: "list[UUID]", *, on: date, programme: str = "guarantee_visit"
) -> dict[UUID, Duty]:
    """The duty by which somebody answers for each of these businesses on a day."""
    rows = Duty.objects.visible_to(viewer).on(on).filter(business_id__in=businesses, programme=programme)
    return {duty.business_id: duty for duty in rows.select_related("holder") if duty.business_id}


def bindings(viewer: Actor, *, on: date, within: str, grade: str = "") -> "QuerySet[Duty]":
    """Who answers for whom in a place on a day."""
    rows = Duty.objects.visible_to(viewer).on(on).within(within)
    rows = rows.filter(programme="guarantee_visit", holder__isnull=False, business__isnull=False)
    rows = rows.filter(business__guarantee_grade=grade) if grade else rows
    return rows.select_related("business", "holder").defer("business__phone").order_by("path", "id")


def charges(post: Post, *, viewer: Actor, on: date) -> "QuerySet[Duty]":
    """The businesses a post answers for on a day."""
    rows = Duty.objects.visible_to(viewer).on(on).filter(holder=post)
    return rows.select_related("business").defer("business__phone").order_by("path", "id")


def bulk_batches(viewer: Actor, *, act: str) -> "QuerySet[BulkBatch]":
    """Bulk acts of a kind, the latest first."""
    return BulkBatch.objects.visible_to(viewer).filter(act=act).order_by("-id")


def bulk_batch(key: UUID, *, viewer: Actor) -> BulkBatch:
    """One bulk act, or Missing."""
    found: BulkBatch | None = BulkBatch.objects.visible_to(viewer).filter(pk=key).first()
    if found is None:
        raise Missing(_("没有这次办理，或者您看不到它"))
    return found


def commitments(viewer: Actor, *, state: str = "", within: str = "") -> "QuerySet[Commitment]":
    """Letters of commitment as the books stand now."""
    rows = Commitment.objects.visible_to(viewer).known()
    rows = rows.within(within) if within else rows
    return (rows.filter(state=state) if state else rows).select_related("post").order_by("path", "-recorded_at", "id")


def _own(viewer: Actor) -> "QuerySet[Commitment]":
    return commitments(viewer).filter(person_id__in=[viewer.person] if viewer.person else [])


def unsigned_commitments(viewer: Actor) -> "QuerySet[Commitment]":
    """The viewer's own letters which wait for their signature."""
    return _own(viewer).filter(state="drafted", post__in=viewer.posts)


def own_commitment(key: UUID, *, viewer: Actor) -> Commitment:
    """The viewer's own letter as the books stand now, or Missing."""
    found = _own(viewer).filter(pk=key).first()
    if found is None:
        raise Missing(_("没有这份承诺书，或者它不是您的；可能换了新的一份，请回“我的”看看"))
    return found


def commitment(key: UUID, *, viewer: Actor) -> Commitment:
    """One letter, or Missing."""
    found: Commitment | None = Commitment.objects.visible_to(viewer).filter(pk=key).select_related("post").first()
    if found is None:
        raise Missing(_("没有这份承诺书，或者您看不到它"))
    return found
