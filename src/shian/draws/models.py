from typing import Any

from django.db import models

from shian.draws.rules import Frame, Listed
from shian.kernel.concealed import ConcealedField
from shian.kernel.ids import new_id
from shian.kernel.lens import Scoped


class Draw(Scoped):
    """One draw: its list, the hashes made known before it, and, once drawn, seed and result. Nothing of it is overwritten."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    purpose = models.CharField(max_length=30, help_text="look_back, back_check…: who asks for draws names it")
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=12, default="drafted")
    nth = models.PositiveIntegerField(help_text="of this purpose at this place, cancelled ones counted")
    about: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        default=dict, help_text="how the list was made: plain facts, never personal data"
    )
    rows: "models.JSONField[list[Any], list[Any]]" = models.JSONField(help_text="[id, stratum] in order")
    listed = models.PositiveIntegerField(help_text="how many rows the list has")
    strata: "models.JSONField[dict[str, int], dict[str, int]]" = models.JSONField(help_text="stratum → how many")
    frame_hash = models.CharField(max_length=64, blank=True, default="")
    commitment = models.CharField(max_length=64, blank=True, default="", help_text="the hash of the seed")
    secret = ConcealedField(help_text="the seed, sealed until the draw")
    seed = models.CharField(max_length=64, blank=True, default="", help_text="the seed, revealed by the draw")
    word = models.CharField(
        max_length=60, blank=True, default="", help_text="said by somebody present, after the commitment"
    )
    drawn: "models.JSONField[list[Any], list[Any]]" = models.JSONField(default=list)
    reason = models.CharField(max_length=300, blank=True, default="", help_text="of a cancellation")
    by_label = models.CharField(max_length=120, help_text="who drafted it")
    drafted_at = models.DateTimeField()
    committed_at = models.DateTimeField(null=True)
    drawn_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["path", "purpose", "id"], name="draw_path")]

    @property
    def frame(self) -> Frame:
        """The list with its counts, as the rules take it."""
        return Frame(tuple(Listed(key, stratum) for key, stratum in self.rows), self.strata)
