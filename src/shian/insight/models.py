from typing import Any, ClassVar

from django.db import models

from shian.kernel.ids import new_id
from shian.kernel.lens import Reached, Scoped


class StoredFigure(Scoped):
    """A figure as it was given: its definition's version, its as-of instant, numerator and denominator; never a ratio."""

    reached: ClassVar[Reached] = Reached()

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    indicator = models.CharField(max_length=60)
    definition = models.PositiveSmallIntegerField()
    period = models.CharField(max_length=10)
    as_of = models.DateTimeField()
    counted = models.PositiveIntegerField()
    out_of = models.PositiveIntegerField()
    parts: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
