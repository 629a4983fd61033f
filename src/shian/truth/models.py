"""What was looked at and when, the signals that came out, what the visitor says to them, and which visits are gone to again."""

from typing import Any, ClassVar

from django.db import models

from shian.checklists.models import Sheet
from shian.kernel.ids import new_id
from shian.kernel.lens import Reached, Scoped
from shian.kernel.secrecy import Secrecy
from shian.loop.models import Task
from shian.packs.models import Release
from shian.people.models import Post


class Weighing(Scoped):
    """One look over the visits of a period at a place, by one law: how many there were, and what could be compared at all."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    period = models.CharField(max_length=12)
    since = models.DateField()
    until = models.DateField(help_text="the last day")
    release = models.ForeignKey(Release, models.PROTECT, related_name="+", db_index=False)
    visits = models.PositiveIntegerField()
    placed = models.PositiveIntegerField(help_text="with a place that can be compared with the premises")
    timed = models.PositiveIntegerField(help_text="with a beginning and an end")
    pictured = models.PositiveIntegerField(help_text="with a photograph")
    signalled = models.PositiveIntegerField(help_text="with at least one signal")
    by_label = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["path", "-at"], name="weighing_path")]


class Signal(Scoped):
    """Something about one visit, with its reason. For the office, and for whoever made the visit; never a finding."""

    reached: ClassVar[Reached] = Reached(held="post_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    weighing = models.ForeignKey(Weighing, models.CASCADE, related_name="signals", db_index=False)
    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="+", help_text="the first of the visit")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", db_index=False)
    person_id = models.UUIDField()
    kind = models.CharField(max_length=20)
    weight = models.PositiveSmallIntegerField()
    because: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField()
    on_day = models.DateField()
    at = models.DateTimeField(help_text="of the weighing, which its visitor may not see")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["weighing", "sheet", "kind"], name="signal_once")]
        indexes = [models.Index(fields=["post", "on_day"], name="signal_post")]


class Explanation(Scoped):
    """What whoever made a visit says to its signals. It is kept beside them and changes no chance."""

    reached: ClassVar[Reached] = Reached(held="post_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", db_index=False)
    person_id = models.UUIDField()
    text = models.CharField(max_length=500)
    by_label = models.CharField(max_length=120)
    at = models.DateTimeField()


class BackCheck(Scoped):
    """A visit that was drawn, and the task by which somebody else goes there once more."""

    reached: ClassVar[Reached] = Reached(held="holder_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    weighing = models.ForeignKey(Weighing, models.PROTECT, related_name="back_checks")
    draw = models.UUIDField()
    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="+")
    task = models.ForeignKey(Task, models.PROTECT, related_name="+")
    holder = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet"], name="back_check_once")]


class PhotoMark(Scoped):
    """What a photograph looks like, in 64 bits: enough to know it again, too little to see anything."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    evidence = models.UUIDField(db_index=True)
    likeness = models.CharField(max_length=16, help_text="hex; empty where the file could not be read")
    at = models.DateTimeField()


HIDDEN = int(Secrecy.CASE)  # nobody of the ground but who is cleared for cases; whoever made the visit sees their own
