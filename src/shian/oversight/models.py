"""An oversight of a place, the units it drew, whom it talked to, the problems it listed: nouns of a superior."""

import uuid
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from shian.kernel.ids import new_id
from shian.kernel.lens import Reached, Scoped
from shian.loop.models import Finding, Task
from shian.people.models import Post
from shian.registry.models import Business
from shian.territory.models import Place


class Oversight(Scoped):
    """督查: a superior's team at one place. Until it begins it lies on the superior's ground; then on the place's."""

    reached: ClassVar[Reached] = Reached(held="leader_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, help_text="special, daily, surprise")
    state = models.CharField(max_length=12, default="prepared")
    basis = models.CharField(max_length=200, help_text="the plan or the order it rests on")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    leader = models.ForeignKey(Post, models.PROTECT, related_name="+")
    members = ArrayField(models.UUIDField(), default=list, blank=True, help_text="posts of the team beside the leader")
    team = models.CharField(max_length=400, help_text="the team's posts and names as they were when it was formed")
    begins_on = models.DateField()
    draw = models.UUIDField(null=True, help_text="the draw of its units; no key leads out of the ground of the place")
    begun_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True, default="", help_text="the closing words, or why called off")
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["path", "-begins_on"], name="oversight_path")]


class TeamChange(Scoped):
    """Somebody joined the team or left it, on a day, for a reason. It stays on the superior's ground, as the team does."""

    reached: ClassVar[Reached] = Reached(held="leader_key")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    oversight = models.ForeignKey(Oversight, models.CASCADE, related_name="team_changes")
    leader_key = models.UUIDField()
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=200, help_text="the post and who held it on the day")
    joins = models.BooleanField(help_text="false: left")
    on_day = models.DateField()
    reason = models.CharField(max_length=200)
    by_label = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()


class Unit(Scoped):
    """A business that was drawn; looked at, with what was seen, or why not."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    oversight = models.ForeignKey(Oversight, models.CASCADE, related_name="units")
    business = models.ForeignKey(Business, models.CASCADE, related_name="+")
    note = models.CharField(max_length=500, blank=True, default="", help_text="what was seen, or why nobody could look")
    looked = models.BooleanField(null=True, help_text="none: not been there yet; false: could not be looked at")
    by_label = models.CharField(max_length=120, blank=True, default="")
    looked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["oversight", "business"], name="oversight_unit_once")]


class Talk(Scoped):
    """访谈 (约谈, which a letter calls for, is another thing): who was talked to, in which post, what was said. It stays on the superior's ground."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    oversight = models.ForeignKey(Oversight, models.CASCADE, related_name="talks")
    name = models.CharField(max_length=60)
    title = models.CharField(max_length=80, help_text="the post of whoever was talked to")
    note = models.CharField(max_length=1000, help_text="what was said")
    by_label = models.CharField(max_length=120)
    held_at = models.DateTimeField()


class Problem(Scoped):
    """A problem with the unit that answers for it: owed by that unit's post as a task of the loop."""

    reached: ClassVar[Reached] = Reached(held="holder_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    oversight = models.ForeignKey(Oversight, models.CASCADE, related_name="problems")
    holder = models.ForeignKey(Post, models.PROTECT, related_name="+")
    finding = models.ForeignKey(
        Finding,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="of a business: whether it is fixed is told there",
    )
    title = models.CharField(max_length=120, help_text="of its oversight, for whoever owes it and cannot see the rest")
    severity = models.CharField(max_length=10)
    text = models.CharField(max_length=300)
    state = models.CharField(max_length=12, default="listed")
    due = models.DateField()
    because: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="+")
    answer = models.CharField(max_length=500, blank=True, default="")
    evidence: "ArrayField[list[uuid.UUID], list[uuid.UUID]]" = ArrayField(models.UUIDField(), default=list, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_on = models.DateField(null=True)
    answered_by = models.CharField(max_length=120, blank=True, default="")
    judged_at = models.DateTimeField(null=True)
    judged_by = models.CharField(max_length=120, blank=True, default="")
    judged_note = models.CharField(max_length=300, blank=True, default="")
    returns = models.PositiveSmallIntegerField(default=0, help_text="how often it was sent back")
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["oversight", "state", "due"], name="problem_oversight_due"),
            models.Index(fields=["path", "state"], name="problem_path_state"),
        ]
