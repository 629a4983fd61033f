"""A joint operation, its teams, the businesses they go to, what the departments put down, what one tells another."""

import uuid
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from shian.kernel.ids import new_id
from shian.kernel.lens import Reached, Scoped
from shian.loop.models import Finding, Task
from shian.people.models import Organisation, Post
from shian.registry.models import Business
from shian.territory.models import Place


def keys(words: str = "") -> "ArrayField[list[uuid.UUID], list[uuid.UUID]]":
    """A list of keys in one column."""
    return ArrayField(models.UUIDField(), default=list, blank=True, help_text=words)


class Operation(Scoped):
    """联合行动. On its ground it is seen by whoever looks over that; a department from outside by the posts it sends."""

    reached: ClassVar[Reached] = Reached(team="posts")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(max_length=120)
    basis = models.CharField(max_length=200, help_text="the order or the plan it rests on")
    state = models.CharField(max_length=12, default="drafted")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    lead = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    lead_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    departments = keys("organisations that take part; the leading one is first")
    contacts = keys("the post of each of them that is told, in the same order")
    posts = keys("who sees it from outside: contacts and members, once it is ordered")
    starts_on = models.DateField()
    ends_on = models.DateField()
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    mark = models.CharField(max_length=60, blank=True, default="")
    ordered_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True, default="", help_text="the closing words, or why called off")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lead", "year", "number"], condition=Q(number__isnull=False), name="operation_number_once"
            ),
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="operation_days_in_order"),
        ]
        indexes = [models.Index(fields=["path", "-starts_on"], name="operation_path")]


class Team(Scoped):
    """A team: people of more than one department who go together. The first leads."""

    reached: ClassVar[Reached] = Reached(team="posts")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    operation = models.ForeignKey(Operation, models.CASCADE, related_name="teams")
    name = models.CharField(max_length=40)
    members = keys("posts; the first leads")
    posts = keys("who sees it from outside: its members, and the contacts of their departments")
    names = models.CharField(
        max_length=600, help_text="posts and names as they were when it was formed or changed last"
    )
    changes: "models.JSONField[list[Any], list[Any]]" = models.JSONField(
        default=list, help_text="[day, joined | left, post], in order; who sees the operation sees them"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["operation", "name"], name="operation_team_once")]


class Target(Scoped):
    """检查对象: a business, once in an operation, one team's; with what became of it. All of the team see one record."""

    reached: ClassVar[Reached] = Reached(team="posts")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    operation = models.ForeignKey(Operation, models.CASCADE, related_name="targets")
    team = models.ForeignKey(Team, models.PROTECT, related_name="targets")
    business = models.ForeignKey(Business, models.PROTECT, related_name="+")
    # A department from outside does not see the register: what it is called and where is told here.
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=200, blank=True, default="")
    posts = keys("who sees it from outside")
    on_the_spot = models.BooleanField(default=False, help_text="added when the teams were out already")
    outcome = models.CharField(max_length=12, blank=True, default="", help_text="done, shut, not_found, refused")
    note = models.CharField(max_length=500, blank=True, default="")
    by_label = models.CharField(max_length=120, blank=True, default="")
    looked_at = models.DateTimeField(null=True)
    evidence = keys("photographs of what was seen")
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["operation", "business"], name="operation_target_once")]


class Result(Scoped):
    """What a department put down at an object: a problem, a case, goods seized. What a second one names too is not a second."""

    reached: ClassVar[Reached] = Reached(team="posts")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    operation = models.ForeignKey(Operation, models.CASCADE, related_name="results")
    target = models.ForeignKey(Target, models.PROTECT, related_name="results")
    kind = models.CharField(max_length=10, help_text="problem, case, seizure")
    department = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    also = keys("other departments that named the same")
    posts = keys("who sees it from outside")
    text = models.CharField(max_length=300, blank=True, default="")
    code = models.CharField(max_length=80, blank=True, default="", help_text="of a problem: the question that failed")
    severity = models.CharField(max_length=10, blank=True, default="")
    finding = models.ForeignKey(Finding, models.PROTECT, null=True, related_name="+")
    number = models.CharField(max_length=60, blank=True, default="", help_text="of a case, as everybody writes it")
    transferred_to = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    transferred_at = models.DateTimeField(null=True)
    exposed_at = models.DateTimeField(null=True, help_text="marked as typical, to be published redacted")
    quantity = models.PositiveIntegerField(null=True, help_text="of goods seized, in whole units")
    unit = models.CharField(max_length=10, blank=True, default="")
    value_fen = models.PositiveBigIntegerField(null=True, help_text="what they are worth, in fen")
    evidence = keys("photographs, of all who named it")
    by_label = models.CharField(max_length=120)
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["operation", "number"], condition=Q(kind="case"), name="operation_case_once"
            ),
            models.UniqueConstraint(
                fields=["target", "code"], condition=Q(kind="problem"), name="operation_problem_once"
            ),
        ]
        indexes = [models.Index(fields=["operation", "kind", "noted_at"], name="operation_result_kind")]


class Notice(Scoped):
    """抄告: one department tells another of what is the other's, and hears back by a day. It is owed as a task of the loop."""

    reached: ClassVar[Reached] = Reached(held="holder_id", team="posts")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    operation = models.ForeignKey(Operation, models.CASCADE, related_name="notices")
    target = models.ForeignKey(Target, models.PROTECT, null=True, related_name="notices")
    title = models.CharField(max_length=120, help_text="of its operation")
    about = models.CharField(max_length=120, blank=True, default="", help_text="the business it speaks of")
    sender = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    sender_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    holder = models.ForeignKey(Post, models.PROTECT, related_name="+", help_text="the post that is to answer")
    posts = keys("the sender's post and the leading one's")
    text = models.CharField(max_length=500)
    state = models.CharField(max_length=12, default="sent")
    due = models.DateField()
    receive_by = models.DateField()
    because: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="+")
    sent_by = models.CharField(max_length=120)
    sent_at = models.DateTimeField()
    received_by = models.CharField(max_length=120, blank=True, default="")
    received_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True, default="")
    evidence = keys("papers of the answer")
    answered_by = models.CharField(max_length=120, blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    judged_by = models.CharField(max_length=120, blank=True, default="")
    judged_at = models.DateTimeField(null=True)
    judged_note = models.CharField(max_length=300, blank=True, default="")
    returns = models.PositiveSmallIntegerField(default=0, help_text="how often it was sent back")

    class Meta:
        indexes = [models.Index(fields=["operation", "state", "due"], name="operation_notice_due")]
