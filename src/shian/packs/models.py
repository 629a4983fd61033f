from typing import Any

from django.db import models

from shian.kernel.ids import new_id


class Release(models.Model):
    """The law as it was loaded: immutable, known by its hash; a task keeps the release it was born under."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    jurisdiction = models.CharField(max_length=40, help_text="cn, or cn/33/0483 for an overlay's place")
    version = models.CharField(max_length=40)
    schema = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    effective_from = models.DateField()
    content: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField()
    loaded_at = models.DateTimeField(auto_now_add=True)

    path = "cn/"

    class Meta:
        ordering = ["-effective_from", "-loaded_at"]

    def __str__(self) -> str:
        return f"{self.jurisdiction} {self.version}"
