from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q

from shian.checklists.models import Sheet
from shian.kernel.dated import Dated, ScopedDatedQuerySet
from shian.kernel.ids import new_id
from shian.kernel.lens import PathField, Reached, Scoped, ScopedQuerySet
from shian.packs.models import Release
from shian.people.models import DateRange, Post
from shian.registry.models import Business
from shian.territory.models import Place


class Duty(Scoped, Dated):
    """Who owes what on whom, from a day to a day. Without a holder post the business itself owes it."""

    reached: ClassVar[Reached] = Reached(own="business_id", held="holder_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    programme = models.CharField(max_length=60)
    business = models.ForeignKey(Business, models.PROTECT, null=True, related_name="duties", db_index=False)
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+", db_index=False)
    holder = models.ForeignKey(Post, models.PROTECT, null=True, related_name="duties", db_index=False)
    path_then = PathField()
    because: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    batch = models.UUIDField(null=True, help_text="the bulk act that made it, for undo")

    objects: ClassVar[Any] = ScopedDatedQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="duty_one_holder",
                expressions=[
                    # First what tells rows apart: with the few programmes in front every insert read half the index.
                    ("business", RangeOperators.EQUAL),
                    ("programme", RangeOperators.EQUAL),
                    (DateRange(F("valid_from"), F("valid_to")), RangeOperators.OVERLAPS),
                ],
                condition=Q(superseded_at__isnull=True, business__isnull=False),
            )
        ]
        indexes = [
            models.Index(fields=["programme", "path_then"], name="duty_programme_path_then"),
            models.Index(fields=["path", "programme"], name="duty_path"),
            models.Index(fields=["holder", "programme"], name="duty_holder"),
            models.Index(fields=["business", "programme"], name="duty_business"),
            models.Index(fields=["batch"], name="duty_batch"),
        ]


class Finding(Scoped):
    """A failed item that comes back until it passes, or leaves for a harder hand."""

    reached: ClassVar[Reached] = Reached(own="business_id", held="holder_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    business = models.ForeignKey(Business, models.PROTECT, related_name="findings", db_index=False)
    sheet = models.ForeignKey(Sheet, models.PROTECT, null=True, related_name="findings")
    programme = models.CharField(max_length=60)
    also = ArrayField(
        models.CharField(max_length=60), default=list, blank=True, help_text="other programmes whose sheets it failed"
    )
    release = models.ForeignKey(Release, models.PROTECT, null=True, related_name="+", db_index=False)
    code = models.CharField(max_length=80, help_text="the question that failed")
    text = models.CharField(max_length=300)
    note = models.CharField(max_length=500, blank=True, default="")
    severity = models.CharField(max_length=10, default="general")
    disposition = models.CharField(max_length=20, help_text="fix_on_site, fix_by, push_to_station")
    state = models.CharField(max_length=20, default="found")
    round = models.PositiveSmallIntegerField(default=1)
    holder = models.ForeignKey(
        Post, models.PROTECT, null=True, related_name="findings", help_text="who has it now", db_index=False
    )
    found_by = models.UUIDField(null=True)
    found_by_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    found_on = models.DateField()
    due = models.DateField(null=True)
    due_provisional = models.BooleanField(default=False)
    because: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    fixed_by = models.UUIDField(null=True, help_text="whose fix it is")
    fix_entered_by = models.UUIDField(null=True, help_text="who typed it in: never the one who verifies")
    photos_before: "models.JSONField[list[Any], list[Any]]" = models.JSONField(default=list)
    photos_after: "models.JSONField[list[Any], list[Any]]" = models.JSONField(default=list)
    path_then = PathField()
    recorded_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, help_text="when we knew; as-of reads this")
    closed_on = models.DateField(null=True, help_text="the local day on which it was seen to be so")
    reopened_at = models.DateTimeField(
        null=True, help_text="by a look-back, the last time; its steps say how it stood when"
    )
    outcome = models.CharField(max_length=300, blank=True, default="")
    recurrence_of = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="recurrences", db_index=False,
        help_text="the same question failed here before and was closed, within the watch",
    )  # fmt: skip
    recurred_after = models.PositiveSmallIntegerField(null=True, help_text="days from that closing to this failing")

    objects: ClassVar[Any] = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["recurrence_of"], name="finding_recurrence", condition=Q(recurrence_of__isnull=False)),
            models.Index(fields=["path", "state", "due"], name="finding_path_state"),
            models.Index(fields=["business", "state"], name="finding_business"),
            models.Index(fields=["holder", "state"], name="finding_holder"),
            models.Index(fields=["path_then", "found_on"], name="finding_path_then"),
        ]


class FindingStep(Scoped):
    """One step of a finding's way: from state to state, who held it, when, with what word and evidence."""

    reached: ClassVar[Reached] = Reached(own="business_key")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    finding = models.ForeignKey(Finding, models.CASCADE, related_name="steps")
    business_key = models.UUIDField()
    move = models.CharField(max_length=30)
    state = models.CharField(max_length=20)
    round = models.PositiveSmallIntegerField(default=1)
    by_label = models.CharField(max_length=120)
    by_person = models.UUIDField(null=True)
    note = models.CharField(max_length=500, blank=True, default="")
    photos: "models.JSONField[list[Any], list[Any]]" = models.JSONField(default=list)
    at = models.DateTimeField()
    made_on = models.DateField(null=True, help_text="the day it was made, where it came on a later one")

    class Meta:
        ordering = ["at", "id"]


class Task(Scoped):
    """Everything owed is one of these: an act, by a post or a business, on a subject, by a day. Overdue is computed."""

    reached: ClassVar[Reached] = Reached(own="business_id", held="holder_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    act = models.CharField(
        max_length=20, help_text="visit, self_check, roll_up, rectify, recheck, triage, status_clock…"
    )
    programme = models.CharField(max_length=60)
    release = models.ForeignKey(Release, models.PROTECT, null=True, related_name="+", db_index=False)
    duty = models.ForeignKey(Duty, models.PROTECT, null=True, related_name="tasks", db_index=False)
    holder = models.ForeignKey(
        Post, models.PROTECT, null=True, related_name="tasks", help_text="none: the business owes it", db_index=False
    )
    business = models.ForeignKey(Business, models.PROTECT, null=True, related_name="tasks", db_index=False)
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+", db_index=False)
    finding = models.ForeignKey(Finding, models.PROTECT, null=True, related_name="tasks", db_index=False)
    file_kind = models.CharField(max_length=40, blank=True, default="", help_text="a file of an upper room")
    file_id = models.UUIDField(null=True)
    grade = models.CharField(max_length=1, blank=True, default="", help_text="the guarantee grade it was planned under")
    kind = models.CharField(max_length=20, blank=True, default="", help_text="the kind of business, then")
    period_start = models.DateField(null=True)
    period_end = models.DateField(null=True, help_text="the last day")
    due = models.DateField(null=True)
    due_provisional = models.BooleanField(default=False)
    because: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    attend_at = models.DateTimeField(null=True, help_text="the next instant at which the clock could matter")
    rung = models.PositiveSmallIntegerField(default=0, help_text="rungs of the ladder climbed")
    state = models.CharField(max_length=12, default="open")
    outcome = models.CharField(
        max_length=16, blank=True, default="", help_text="done, shut, moved, not_found, refused…"
    )
    mode = models.CharField(max_length=12, blank=True, default="")
    reason = models.CharField(max_length=200, blank=True, default="", help_text="of an exclusion or withdrawal")
    sheet = models.ForeignKey(Sheet, models.PROTECT, null=True, related_name="tasks", db_index=False)
    settled_on = models.DateField(null=True, help_text="the local day of the act")
    settled_at = models.DateTimeField(null=True, help_text="when we knew; as-of reads this")
    settled_by = models.UUIDField(null=True)
    path_then = PathField()
    recorded_at = models.DateTimeField()

    objects: ClassVar[Any] = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["holder", "state", "due"], name="task_holder"),
            models.Index(fields=["path", "state", "due"], name="task_path"),
            # What is latest in a whole county: by path it had to sort all that is open there.
            models.Index(fields=["due", "id"], name="task_late", condition=Q(state="open")),
            models.Index(fields=["path_then", "programme", "period_start"], name="task_figure"),
            models.Index(fields=["business", "state"], name="task_business"),
            models.Index(fields=["attend_at"], name="task_attend", condition=Q(attend_at__isnull=False)),
            # Whose lapse is known already: by business the clock asked it of everybody, one after the other, each day.
            models.Index(
                fields=["programme", "business"],
                name="task_lapse",
                condition=Q(state="open", act__in=["self_check", "roll_up"]),
            ),
            models.Index(fields=["finding"], name="task_finding", condition=Q(finding__isnull=False)),
            models.Index(fields=["sheet"], name="task_sheet", condition=Q(sheet__isnull=False)),
        ]


class Climb(Scoped):
    """One rung the ladder climbed: who was told what, about which task, on which day, and when they said they saw it.

    A business reads only what was said to it: `business` is empty where a rung speaks to a post.
    """

    reached: ClassVar[Reached] = Reached(own="business_id", held="post_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey(Task, models.PROTECT, related_name="climbs", db_index=False)
    finding = models.ForeignKey(Finding, models.PROTECT, null=True, related_name="climbs", db_index=False)
    programme = models.CharField(max_length=60)
    rung = models.PositiveSmallIntegerField(help_text="the rung climbed, the first is 1")
    act = models.CharField(max_length=12, help_text="remind, inform, reassign, relieved, letter, refer")
    letter = models.CharField(max_length=40, blank=True, default="")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="climbs", db_index=False)
    business = models.ForeignKey(Business, models.PROTECT, null=True, related_name="+", db_index=False)
    passed: "models.JSONField[list[Any], list[Any]]" = models.JSONField(
        default=list, help_text="vacant posts passed over on the way up"
    )
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    seen_by = models.UUIDField(null=True)

    objects: ClassVar[Any] = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["rung", "at", "id"]
        indexes = [
            models.Index(fields=["task"], name="climb_task"),
            models.Index(fields=["finding"], name="climb_finding", condition=Q(finding__isnull=False)),
            models.Index(fields=["post", "at"], name="climb_post", condition=Q(seen_at__isnull=True)),
            models.Index(fields=["business", "at"], name="climb_business", condition=Q(seen_at__isnull=True)),
            models.Index(fields=["path", "at"], name="climb_path"),
        ]


class Assistance(Scoped):
    """包保帮扶: what help a business asked for or was offered, who helped, what came of it, and whether it helped."""

    reached: ClassVar[Reached] = Reached(own="business_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    business = models.ForeignKey(Business, models.PROTECT, related_name="assistance", db_index=False)
    kind = models.CharField(max_length=40, help_text="a conclusion of the programme assistance")
    words = models.CharField(max_length=500)
    asked_on = models.DateField()
    offered_by = models.ForeignKey(
        Post, models.PROTECT, null=True, related_name="+", help_text="none: it was asked for"
    )
    state = models.CharField(max_length=12, default="asked")
    helper = models.ForeignKey(Post, models.PROTECT, null=True, related_name="assistance", db_index=False)
    helper_label = models.CharField(max_length=120, blank=True, default="")
    outcome = models.CharField(
        max_length=500, blank=True, default="", help_text="what was done, or why nothing could be"
    )
    helped_at = models.DateTimeField(null=True)
    worked = models.CharField(max_length=8, blank=True, default="", help_text="yes, partly, no: says the business")
    worked_note = models.CharField(max_length=500, blank=True, default="")
    settled_at = models.DateTimeField(null=True, help_text="helped, declined or called off")
    assessed_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    path_then = PathField()

    objects: ClassVar[Any] = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["business", "state"], name="assistance_business"),
            models.Index(fields=["path_then", "asked_on"], name="assistance_figure"),
            models.Index(fields=["path", "state"], name="assistance_path"),
        ]


class Discovery(Scoped):
    """Premises that were not in the register, found on the way: who found them, where they came from, what became of it."""

    reached: ClassVar[Reached] = Reached(held="post_id", party="found_by")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    programme = models.CharField(max_length=60, blank=True, default="", help_text="the screening on which it was found")
    business = models.ForeignKey(Business, models.PROTECT, related_name="+")
    same_as = models.ForeignKey(Business, models.PROTECT, null=True, related_name="+", help_text="it was there already")
    state = models.CharField(max_length=12, default="found")
    reason = models.CharField(max_length=200, blank=True, default="")
    photo = models.UUIDField(null=True)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    found_by = models.UUIDField(null=True)
    found_at = models.DateTimeField()
    judged_by = models.UUIDField(null=True)
    judged_at = models.DateTimeField(null=True)
    path_then = PathField()

    objects: ClassVar[Any] = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["path_then", "programme"], name="discovery_figure")]


class Commitment(Scoped, Dated):
    """食品安全责任与任务承诺书: a cadre's signed letter, generated, signed, uploaded; again with each tenure."""

    reached: ClassVar[Reached] = Reached(held="post_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    post = models.ForeignKey(Post, models.PROTECT, related_name="commitments")
    person_id = models.UUIDField()
    person_name = models.CharField(max_length=60)
    state = models.CharField(max_length=12, default="drafted", help_text="drafted, signed, uploaded")
    tier = models.CharField(max_length=10)
    businesses = models.PositiveIntegerField()
    body: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    document = models.UUIDField(null=True)

    objects: ClassVar[Any] = ScopedDatedQuerySet.as_manager()


class BulkBatch(Scoped):
    """A bulk act which can be undone: a binding by rule, a plan."""

    reached: ClassVar[Reached] = Reached(party="person_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    act = models.CharField(max_length=30)
    person_id = models.UUIDField(null=True)
    count = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True, default="")
    created_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)


class Receipt(models.Model):
    """What was answered to a client's id: a replay is answered alike. The id is the client's, so it is only looked up."""

    owner = models.UUIDField(help_text="the person or token; one client's ids are not another's")
    client_id = models.UUIDField()
    digest = models.CharField(max_length=64)
    answer: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField()
    at = models.DateTimeField()

    pk = models.CompositePrimaryKey("owner", "client_id")
