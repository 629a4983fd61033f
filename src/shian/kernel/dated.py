"""Two times on every fact that a figure reads: when it held (valid), and when we knew it (recorded)."""

from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from shian.kernel.lens import ScopedQuerySet


def booked() -> datetime:
    """The instant at which something enters the books: nobody may say it, so it is read here and never handed in."""
    return timezone.now()


class DatedQuerySet(models.QuerySet[Any]):
    """Facts by the day on which they held, as known at an instant (default: as known now)."""

    def known(self, at: datetime | None = None) -> Self:
        """The rows that stood in the books at an instant."""
        if at is None:
            return self.filter(superseded_at__isnull=True)
        later = Q(superseded_at__isnull=True) | Q(superseded_at__gt=at)
        return self.filter(later, recorded_at__lte=at)

    def on(self, day: date, known: datetime | None = None) -> Self:
        """The facts that held on a day."""
        still = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
        return self.known(known).filter(still, valid_from__lte=day)

    def during(self, start: date, end: date, known: datetime | None = None) -> Self:
        """The facts that held on at least one day of [start, end)."""
        still = Q(valid_to__isnull=True) | Q(valid_to__gt=start)
        return self.known(known).filter(still, valid_from__lt=end)


class ScopedDatedQuerySet(ScopedQuerySet, DatedQuerySet):  # type: ignore[override]  # the stubs type managers by class
    """Facts that are both dated and scoped."""


class Dated(models.Model):
    """Valid time [valid_from, valid_to) in local dates; recorded time [recorded_at, superseded_at) in instants."""

    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
