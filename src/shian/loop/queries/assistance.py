"""Help that was asked for, offered, given."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.refused import Missing
from shian.loop.models import Assistance
from shian.registry.models import Business


def assistance(key: UUID, *, viewer: Actor) -> Assistance:
    """One of them, or Missing."""
    rows = Assistance.objects.visible_to(viewer).filter(pk=key).select_related("business", "helper", "offered_by")
    found: Assistance | None = rows.first()
    if found is None:
        raise Missing(_("没有这件帮扶，或者您看不到它"))
    return found


def assistance_of(business: Business, *, viewer: Actor) -> "QuerySet[Assistance]":
    """All that a business asked for or was offered, the latest first."""
    return Assistance.objects.visible_to(viewer).filter(business=business).select_related("helper").order_by("-id")
