"""A statutory inspection, a risk assessment, a face given: nouns of the regulator, each on one business."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from shian.checklists.models import Sheet
from shian.kernel.dated import Dated, ScopedDatedQuerySet
from shian.kernel.ids import new_id
from shian.kernel.lens import PathField, Reached, ScopedQuerySet
from shian.loop.models import Task
from shian.people.models import Post
from shian.registry.models import OfBusiness


class Inspection(OfBusiness):
    """监督检查: two officers at one business, on one day, with one table; an unannounced one is seen by nobody outside."""

    reached: ClassVar[Reached] = Reached(own="business_id", held="lead_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=16, help_text="routine, unannounced, system_audit, special, joint, upper_level")
    state = models.CharField(max_length=12, default="dispatched")
    whole = models.BooleanField(default=False, help_text="every item of the table was to be looked at (art. 22)")
    basis = models.CharField(max_length=200, help_text="the plan, the clue, the order")
    suspicion = models.CharField(max_length=200, blank=True, default="", help_text="why again within three months")
    papers = models.CharField(max_length=120, help_text="certificates or 检查任务书 shown (art. 24)")
    task = models.ForeignKey(Task, models.PROTECT, related_name="+")
    sheet = models.ForeignKey(Sheet, models.PROTECT, null=True, related_name="+")
    lead = models.ForeignKey(Post, models.PROTECT, related_name="+")
    second = models.ForeignKey(Post, models.PROTECT, related_name="+")
    lead_person = models.UUIDField()
    second_person = models.UUIDField()
    lead_name = models.CharField(max_length=60)
    second_name = models.CharField(max_length=60)
    go_on = models.DateField(help_text="the day on which they go")
    result = models.CharField(max_length=10, blank=True, default="", help_text="conform, mostly, not")
    because: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    signed = models.UUIDField(null=True, help_text="the business's signature")
    unsigned = models.CharField(max_length=200, blank=True, default="", help_text="why unsigned, and the witness")
    refusal = models.CharField(max_length=16, blank=True, default="", help_text="which of the eight forms (art. 49)")
    note = models.CharField(max_length=500, blank=True, default="")
    decision = models.CharField(max_length=10, default="none", help_text="none, open, filed, not_filed")
    decision_note = models.CharField(max_length=300, blank=True, default="")
    case_number = models.CharField(max_length=60, blank=True, default="")
    path_then = PathField()
    recorded_at = models.DateTimeField()
    told_on = models.DateField(null=True, help_text="the result was told in writing on site (art. 35)")
    confirmed_at = models.DateTimeField(null=True)
    public_by = models.DateField(null=True)
    published_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["business"], condition=Q(state="dispatched"), name="inspection_one_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(lead_person=models.F("second_person")), name="inspection_two_officers"),
        ]
        indexes = [
            models.Index(fields=["path", "state", "go_on"], name="inspection_path_state"),
            models.Index(fields=["business", "-go_on"], name="inspection_business"),
        ]


class RiskAssessment(OfBusiness, Dated):
    """How a risk grade came about: every point, what happened, the score, and the grade."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    amounts: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        default=dict, help_text="factor key → what was counted"
    )
    happened: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    points: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField(default=list)
    score = models.PositiveSmallIntegerField()
    by_score = models.CharField(max_length=1)
    grade = models.CharField(max_length=1)
    because: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    sheet = models.UUIDField(null=True, help_text="the table behind the dynamic points; none: never inspected")
    by_label = models.CharField(max_length=120)

    objects: ClassVar[Any] = ScopedDatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["business"],
                condition=Q(superseded_at__isnull=True, valid_to__isnull=True),
                name="risk_assessment_current",
            )
        ]


class FaceGiven(OfBusiness):
    """量化分级: the face of one check of a caterer. It is no risk grade."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    inspection = models.OneToOneField(Inspection, models.PROTECT, related_name="face")
    on_day = models.DateField()
    tenths = models.PositiveSmallIntegerField(help_text="tenths of a point of ten")
    face = models.CharField(
        max_length=10, blank=True, default="", help_text="laugh, smile, plain; none: put right first"
    )
    again_by = models.DateField(null=True, help_text="the next check at the latest")
    because: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()

    objects: ClassVar[Any] = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["business", "-on_day"], name="face_business_day")]
