"""A complaint or report, the clocks it runs by, what was said and done on it, and its papers."""

import uuid
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from shian.kernel.concealed import ConcealedField
from shian.kernel.ids import new_id
from shian.kernel.lens import PathField, Reached, Scoped
from shian.kernel.secrecy import Secrecy
from shian.loop.models import Task
from shian.packs.models import Release
from shian.people.models import Post
from shian.registry.models import Business


def keys(words: str = "") -> "ArrayField[list[uuid.UUID], list[uuid.UUID]]":
    """A list of keys in one column."""
    return ArrayField(models.UUIDField(), default=list, blank=True, help_text=words)


class Complaint(Scoped):
    """投诉、举报, or a letter with both until it is split. It keeps the rule it was born under.

    Who brought it is concealed in the row and stands in no event, ledger row, export or task.
    """

    reached: ClassVar[Reached] = Reached(held="holder_id")
    receipt: ClassVar[str] = ""  # the code, on the instance that was just made and nowhere else

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, help_text="complaint, report, letter")
    state = models.CharField(max_length=20, default="registered")
    regime = models.CharField(max_length=20, help_text="the rule in force on the day it came")
    release = models.ForeignKey(Release, models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    mark = models.CharField(max_length=60, blank=True, default="")
    channel = models.CharField(max_length=10)
    category = models.CharField(max_length=20)
    online = models.BooleanField(default=False, help_text="bought or offered over the internet")
    text = models.TextField()
    happened_at = models.DateTimeField(null=True)
    address = models.CharField(max_length=200, blank=True, default="")
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    datum = models.CharField(max_length=8, blank=True, default="")
    business = models.ForeignKey(Business, models.PROTECT, null=True, related_name="+")
    respondent = models.CharField(max_length=120, blank=True, default="")
    demand = models.CharField(max_length=200, blank=True, default="")
    amount_fen = models.PositiveBigIntegerField(null=True, help_text="what it is about, in fen")
    evidence = keys("as it was brought")
    released = keys("photographs that may be public")
    likenesses = ArrayField(models.CharField(max_length=16), default=list, blank=True, help_text="of the photographs")
    reporter_name = ConcealedField()
    reporter_phone = ConcealedField()
    reporter_identity = ConcealedField()
    reporter_address = ConcealedField()
    phone_index = models.CharField(max_length=32, blank=True, default="", help_text="who brought it, found not read")
    named = models.BooleanField(default=False, help_text="whoever brought it gave a name")
    wants_publicity = models.BooleanField(default=False, help_text="agrees that its category and outcome are public")
    receipt_index = models.CharField(max_length=32, unique=True, help_text="the keyed digest of the receipt code")
    holder = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", help_text="who handles it")
    sender = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", help_text="who sent it on")
    letter = models.ForeignKey("self", models.PROTECT, null=True, related_name="halves", help_text="it was split from")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    merged_from = models.CharField(max_length=20, blank=True, default="", help_text="where it stood when it was merged")
    mediator = models.CharField(max_length=60, blank=True, default="", help_text="who leads the mediation, by name")
    mediator_person = models.UUIDField(null=True, help_text="the same, where they arranged it themselves")
    outside_number = models.CharField(max_length=60, blank=True, default="", help_text="in the system it came from")
    outside_due = models.DateField(null=True, help_text="the clock of that system")
    outside_told_at = models.DateTimeField(null=True, help_text="that system has the outcome back")
    received_at = models.DateTimeField()
    accepted_on = models.DateField(null=True)
    ended_on = models.DateField(null=True, help_text="refused, settled, terminated, decided")
    closed_on = models.DateField(null=True)
    reason = models.CharField(
        max_length=20, blank=True, default="", help_text="a key of the rule's refusals or endings"
    )
    outcome = models.CharField(max_length=500, blank=True, default="", help_text="in words, as the bringer is told")
    paid_fen = models.PositiveBigIntegerField(null=True, help_text="what the bringer got back, in fen")
    fixed = models.CharField(
        max_length=10, blank=True, default="", help_text="yes, no: said at the follow-up, not by us"
    )
    reopened = models.PositiveSmallIntegerField(default=0)
    path_then = PathField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["path_then", "year", "number"],
                condition=Q(number__isnull=False),
                name="complaint_number_once",
            )
        ]
        indexes = [
            models.Index(fields=["path", "-received_at"], name="complaint_path"),
            models.Index(fields=["business", "-received_at"], name="complaint_business"),
            models.Index(fields=["outside_number"], name="complaint_outside", condition=~Q(outside_number="")),
        ]


class OfFile(Scoped):
    """What belongs to one file and is seen with it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True


class Clock(OfFile):
    """One limit a file runs by: from when, until when, why, and the task by which it is owed."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="clocks")
    name = models.CharField(max_length=20, help_text="a key of the rule's clocks")
    round = models.PositiveSmallIntegerField(default=0, help_text="how often the file was opened again before")
    from_day = models.DateField()
    due = models.DateField()
    provisional = models.BooleanField(default=False)
    because: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="+")
    met_on = models.DateField(null=True)
    dropped = models.CharField(max_length=200, blank=True, default="", help_text="why it is owed no longer")
    merged = models.BooleanField(default=False, help_text="dropped by a merge: it runs again where that is taken back")

    class Meta:
        indexes = [models.Index(fields=["complaint", "name"], name="complaint_clock")]


class Pause(OfFile):
    """While it lasts a clock stands: a test of the goods, say. The day it began still counts."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="pauses")
    clock = models.ForeignKey(Clock, models.CASCADE, related_name="pauses")
    reason = models.CharField(max_length=20)
    note = models.CharField(max_length=300)
    from_day = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clock"], condition=Q(until__isnull=True), name="complaint_one_pause_at_a_time"
            )
        ]


class Entry(OfFile):
    """What was done or said on a file, in order. What `shared` says the bringer reads by receipt."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="entries")
    side = models.CharField(max_length=10, help_text="office, bringer, other_side, house")
    move = models.CharField(max_length=20, help_text="a move of its table, or message, call, note")
    text = models.TextField(blank=True, default="")
    shared = models.BooleanField(default=False)
    both = models.BooleanField(default=False, help_text="the other side, once it was invited, reads it too")
    evidence = keys("papers or photographs that came with it")
    by_label = models.CharField(max_length=120, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["complaint", "at"], name="complaint_entry")]


class Paper(OfFile):
    """One of the official forms, as it was made: its words do not change when the file goes on."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="papers")
    form = models.CharField(max_length=20)
    mark = models.CharField(max_length=60)
    content = ConcealedField(help_text="the filled form, as JSON: it names people")
    told_how = models.CharField(max_length=20, blank=True, default="")
    told_on = models.DateField(null=True)
    made_by = models.CharField(max_length=120)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "id"]


class Invitation(OfFile):
    """请被投诉人答复: what the other side may know of a complaint, in the office's words and without whoever brought it."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="invitations")
    round = models.PositiveSmallIntegerField(default=0, help_text="how often the file was opened again before")
    business_key = models.UUIDField(help_text="whose people answer")
    summary = models.CharField(max_length=1000)
    answer_by = models.DateField()
    invited_by = models.CharField(max_length=120)
    invited_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    offer = models.CharField(max_length=500, blank=True, default="", help_text="how the other side would settle it")
    offer_fen = models.PositiveBigIntegerField(null=True, help_text="what it would pay, in fen")
    offered_at = models.DateTimeField(null=True)
    offer_said = models.CharField(max_length=10, blank=True, default="", help_text="yes, no: the bringer's word on it")

    class Meta:
        ordering = ["-invited_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["complaint", "round"], name="complaint_invited_once")]
        indexes = [models.Index(fields=["business_key", "-invited_at"], name="complaint_invited")]


class Recusal(OfFile):
    """回避: somebody asks that the mediator leave it; mediation waits until another has decided."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="recusals")
    mediator = models.CharField(max_length=60)
    mediator_person = models.UUIDField(null=True)
    side = models.CharField(max_length=10, help_text="office, bringer, other_side")
    asker = models.UUIDField(null=True, help_text="a person of the house; whoever shows a receipt has none")
    reason = models.CharField(max_length=300)
    asked_at = models.DateTimeField()
    decision = models.CharField(max_length=10, blank=True, default="", help_text="granted, refused, lapsed")
    words = models.CharField(max_length=300, blank=True, default="")
    successor = models.CharField(max_length=60, blank=True, default="")
    decided_by = models.CharField(max_length=120, blank=True, default="")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint"], condition=Q(decision=""), name="complaint_one_recusal_at_a_time"
            )
        ]


class Series(Scoped):
    """The last number given in a county in a year; its key is computed from both, so there is one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()


HIDDEN = int(Secrecy.CASE)  # of every row here: cadres of the village do not read who complained
