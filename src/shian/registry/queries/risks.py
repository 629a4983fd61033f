"""Questions about a business's risk control list."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.refused import Missing
from shian.registry.models import Business, RiskPoint


def risk_points(viewer: Actor, business: Business, *, on: date) -> "QuerySet[RiskPoint]":
    """The list as it held on a day, in its own order."""
    rows: QuerySet[RiskPoint] = RiskPoint.objects.visible_to(viewer).on(on).filter(business=business)
    return rows.select_related("business").defer("business__phone").order_by("position", "id")


def risk_point(key: UUID, business: Business, *, viewer: Actor) -> RiskPoint:
    """One line that holds now, or Missing."""
    rows = RiskPoint.objects.visible_to(viewer).known().filter(pk=key, business=business, valid_to__isnull=True)
    found: RiskPoint | None = rows.select_related("business").defer("business__phone").first()
    if found is None:
        raise Missing(_("清单里没有这一条，或者刚改过"))
    return found


def risk_list_days(viewer: Actor, business: Business) -> list[date]:
    """The days from which the list was another one, the latest first: each is a version."""
    rows = RiskPoint.objects.visible_to(viewer).known().filter(business=business)
    spans = rows.values_list("valid_from", "valid_to")
    return sorted({day for span in spans for day in span if day}, reverse=True)
