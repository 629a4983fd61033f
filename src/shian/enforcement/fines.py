"""How a fine is paid: what the party asked for, the plan that was granted, each payment. Part of the tables of this room."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from shian.enforcement.columns import listed, words
from shian.enforcement.rules import Amount
from shian.kernel.ids import new_id
from shian.kernel.lens import Reached, Scoped
from shian.loop.models import Task

CASE = "enforcement.PenaltyCase"


class Deferral(Scoped):
    """延期、分期缴纳 (penalty law, art 66): asked for by the party in writing, granted with a plan, or refused with a reason."""

    reached: ClassVar[Reached] = Reached()

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(CASE, models.CASCADE, related_name="deferrals")
    state = models.CharField(max_length=10, default="asked")
    asked_on = models.DateField(help_text="the day of the written application")
    reason = models.CharField(max_length=500)
    wanted = listed("the plan as the party asks for it: day and fen of each part")
    noted_by = models.CharField(max_length=120)
    decided_on = models.DateField(null=True)
    decided_by = words(120)
    refused_for = words(300)
    pay_due = models.DateField(help_text="by when the fine was to be paid before")
    accrued_fen = models.PositiveBigIntegerField(default=0, help_text="加处罚款 that stood on the day it was granted")
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            # One stands at a time: it waits for the head, or its plan runs.
            models.UniqueConstraint(fields=["case"], condition=~Q(state="refused"), name="deferral_once")
        ]

    @property
    def plan(self) -> tuple[Amount, ...]:
        """The plan as the party asks for it."""
        return tuple(Amount(date.fromisoformat(one["day"]), int(one["fen"])) for one in self.wanted)


class Instalment(Scoped):
    """One part of a plan: by when, how much. The parts of a plan sum to the fine."""

    reached: ClassVar[Reached] = Reached()

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(CASE, models.CASCADE, related_name="instalments")
    number = models.PositiveSmallIntegerField()
    due = models.DateField()
    fen = models.PositiveBigIntegerField()
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="instalment_number_once")]


class Payment(Scoped):
    """What was paid on a day: of the fine, and of what is added above it."""

    reached: ClassVar[Reached] = Reached()

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(CASE, models.CASCADE, related_name="payments")
    paid_on = models.DateField()
    fen = models.PositiveBigIntegerField()
    late_fen = models.PositiveBigIntegerField(default=0)
    note = words(300)
    by_label = models.CharField(max_length=120)
