from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from shian.kernel.concealed import ConcealedField
from shian.kernel.ids import new_id
from shian.kernel.lens import Reached, Scoped
from shian.people.models import Post


class Toll(Scoped):
    """What one address owes for knocking at a public door. The address is a keyed hash; who paid up is forgotten within a day."""

    key = models.CharField(primary_key=True, max_length=64)
    debt = models.FloatField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="toll_at")]


class Call(Scoped):
    """线索征集: that clues on something are wanted, from a day to a day; open to everybody. On the fast track each gets a first look."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=12, unique=True, help_text="stands in the address; drawn by luck")
    title = models.CharField(max_length=60)
    text = models.CharField(max_length=2000, help_text="what is wanted, in everyday words")
    categories: "ArrayField[Any, Any]" = ArrayField(
        models.CharField(max_length=40), default=list, help_text="of reports; empty: every category"
    )
    place_name = models.CharField(max_length=120)
    opens_on = models.DateField()
    closes_on = models.DateField(help_text="the last day")
    fast_track = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default="open")
    opened_by = models.CharField(max_length=120)
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="", help_text="why it ended before its day")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(closes_on__gte=models.F("opens_on")), name="call_days")
        ]
        indexes = [models.Index(fields=["path", "closes_on"], name="call_path_closes")]


class FirstLook(Scoped):
    """先看: a report that came under a call on the fast track, owed a first look by a day; a task of the loop stands behind it."""

    reached: ClassVar[Reached] = Reached(held="holder_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    call = models.ForeignKey(Call, models.PROTECT, related_name="looks")
    title = models.CharField(max_length=60, help_text="of the call, which may lie above the ground of who looks")
    file_kind = models.CharField(max_length=40)
    file_id = models.UUIDField()
    holder = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    task = models.UUIDField()
    due = models.DateField()
    because: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default="waiting")
    words = models.CharField(max_length=500, blank=True, default="", help_text="what the first look showed")
    looked_by = models.CharField(max_length=120, blank=True, default="")
    looked_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "file_kind", "file_id"], name="first_look_once")]
        indexes = [models.Index(fields=["path", "due"], name="first_look_path_due")]


class Sent(Scoped):
    """That a draft was sent, with its receipt concealed: pressed twice, it is one report. Forgotten within a day."""

    key = models.CharField(primary_key=True, max_length=64)
    receipt = ConcealedField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="sent_at")]
