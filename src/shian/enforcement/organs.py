"""A case and other organs: whose it is, who helps to look into it. Part of the tables of this room."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from shian.enforcement.columns import keys, words
from shian.enforcement.states import OPEN_DISPUTE
from shian.kernel.ids import new_id
from shian.kernel.lens import Reached, Scoped
from shian.loop.models import Task
from shian.people.models import Organisation, Post

CASE = "enforcement.PenaltyCase"


class Dispute(Scoped):
    """管辖争议 (Order 2, arts 13, 14, 16): whose a case is, between two organs; they agree on it, or their common superior designates one."""

    reached: ClassVar[Reached] = Reached()

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(CASE, models.CASCADE, related_name="disputes")
    state = models.CharField(max_length=12, default="negotiating")
    organ = models.CharField(max_length=120, help_text="the other organ")
    begun_on = models.DateField(help_text="the day on which it arose")
    ground = models.CharField(max_length=500)
    raised_by = models.CharField(max_length=120)
    superior = words(120, "the common superior")
    reported_on = models.DateField(null=True, help_text="the day on which the superior had the papers")
    reported_by = words(120)
    outcome = words(6, "ours, theirs")
    mark = words(60, "of the superior's paper")
    settlement = words(1000, "what was agreed, or designated; or why it was withdrawn")
    settled_on = models.DateField(null=True)
    settled_by = words(120, "who wrote it down")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(state__in=OPEN_DISPUTE), name="dispute_open_once")
        ]


class JointInquiry(Scoped):
    """协助调查 (Order 2, art 45): what one organ asks another to look into. Of a case it is ours; without one, another asks us."""

    reached: ClassVar[Reached] = Reached(held="holder_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(CASE, models.CASCADE, null=True, related_name="joint_inquiries")
    organ = models.ForeignKey(Organisation, models.PROTECT, related_name="+", help_text="ours")
    other = models.CharField(max_length=120, help_text="the other organ")
    state = models.CharField(max_length=10, default="sent")
    mark = models.CharField(max_length=60, help_text="of the 协助调查函")
    asked = models.CharField(max_length=2000)
    paper = models.ForeignKey("enforcement.CasePaper", models.PROTECT, null=True, related_name="+")
    sent_on = models.DateField(null=True)
    received_on = models.DateField(null=True, help_text="whoever is asked has it: the clock begins")
    due = models.DateField(null=True)
    extended_on = models.DateField(null=True, help_text="the day on which it was said that it takes longer")
    extended_for = words(300)
    answered_on = models.DateField(null=True)
    answer = words(2000, "or why it was withdrawn")
    files = keys("evidence that came with the answer")
    holder = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", help_text="who answers it here")
    noted_by = models.CharField(max_length=120)
    answered_by = words(120)
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "other", "mark"], condition=Q(case__isnull=True), name="joint_inquiry_of_another_once"
            )
        ]
        indexes = [models.Index(fields=["path", "-id"], name="joint_inquiry_path")]
