"""The lists that are drawn from, a round of checks, and each business that was drawn with who goes there."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from shian.inspection.models import Inspection
from shian.kernel.dated import Dated, ScopedDatedQuerySet
from shian.kernel.ids import new_id
from shian.kernel.lens import Reached, Scoped
from shian.kernel.secrecy import Secrecy
from shian.loop.models import Task
from shian.people.models import Post
from shian.registry.models import Business, OfBusiness
from shian.territory.models import Place

HIDDEN = int(Secrecy.CASE)  # until it is public: nobody warns whom they look after
_NOW = Q(valid_to__isnull=True, superseded_at__isnull=True)


class ListedObject(OfBusiness, Dated):
    """检查对象名录库: a business that may be drawn, with its class of credit risk as somebody else's system gave it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    credit = models.CharField(max_length=10, help_text="A, B, C, D, unclassed")
    by_label = models.CharField(max_length=120)

    objects: ClassVar[Any] = ScopedDatedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business"], condition=_NOW, name="listed_object_once")]
        indexes = [models.Index(fields=["path", "id"], name="listed_object_path")]


class ListedOfficer(Scoped, Dated):
    """执法检查人员名录库: who may be sent, from which post, with which certificate, trained in which items."""

    reached: ClassVar[Reached] = Reached(held="post_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    person_id = models.UUIDField()
    name = models.CharField(max_length=60)
    certificate = models.CharField(max_length=40, help_text="执法证号")
    skills = ArrayField(models.CharField(max_length=30), default=list, help_text="keys of items")
    by_label = models.CharField(max_length=120)

    objects: ClassVar[Any] = ScopedDatedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person_id"], condition=_NOW, name="listed_officer_once")]
        indexes = [models.Index(fields=["path", "id"], name="listed_officer_path")]


class RandomPlan(Scoped):
    """一次双随机抽查: one item at one place within some days; hidden until it is public."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(max_length=90)
    item = models.CharField(max_length=30, help_text="key of an item of the pack")
    item_title = models.CharField(max_length=80)
    basis = models.CharField(max_length=200)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", help_text="who answers for its publication")
    state = models.CharField(max_length=12, default="planned")
    starts_on = models.DateField()
    ends_on = models.DateField()
    ratios: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        default=dict, help_text="class → of a hundred, listed, drawn, and whether it was assumed, as sealed"
    )
    objects_draw = models.UUIDField(null=True, help_text="the draw of whom to look at")
    officers_draw = models.UUIDField(null=True, help_text="the draw of who goes")
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="+", help_text="its publication, owed")
    public_by = models.DateField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="", help_text="why it was called off")
    by_label = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    sealed_at = models.DateTimeField(null=True)
    drawn_at = models.DateTimeField(null=True)
    matched_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="random_plan_days_in_order")
        ]
        indexes = [models.Index(fields=["path", "-made_at"], name="random_plan_path")]


class Pick(Scoped):
    """A business that was drawn: who goes and why those, and the inspection that was sent, or why none was."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(RandomPlan, models.CASCADE, related_name="picks")
    listed = models.ForeignKey(ListedObject, models.PROTECT, related_name="+")
    business = models.ForeignKey(Business, models.PROTECT, related_name="+")
    # A citizen does not see the register: what it is called is told here.
    name = models.CharField(max_length=120)
    credit = models.CharField(max_length=10)
    able = models.PositiveIntegerField(default=0, help_text="officers who could be drawn for it")
    unfit: "models.JSONField[list[Any], list[Any]]" = models.JSONField(
        default=list, help_text="[key of the listed officer, recusal | region | skill | left]"
    )
    officers = ArrayField(models.UUIDField(), default=list, blank=True, help_text="listed officers, the first leads")
    who = models.CharField(max_length=200, blank=True, default="", help_text="posts and surnames of who goes")
    inspection = models.ForeignKey(Inspection, models.PROTECT, null=True, related_name="+")
    unsent = models.CharField(max_length=200, blank=True, default="", help_text="why the draw sent nobody")
    by_hand = models.CharField(max_length=200, blank=True, default="", help_text="why others were sent by hand")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "business"], name="pick_once")]
