"""Letters, the steps they take, the numbers they were given."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from shian.kernel.ids import new_id
from shian.kernel.lens import PathField, Reached, Scoped
from shian.loop.models import Task
from shian.packs.models import Release
from shian.people.models import Post
from shian.registry.models import Business


class Letter(Scoped):
    """One letter. `holder` and `owner_key` are filled when it is sent: before that its addressee does not see it."""

    reached: ClassVar[Reached] = Reached(own="owner_key", held="holder_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=40, help_text="a key of the pack's letters")
    release = models.ForeignKey(Release, models.PROTECT, related_name="+", db_index=False)
    issuer = models.ForeignKey(Post, models.PROTECT, related_name="+", help_text="from which post", db_index=False)
    issuer_role = models.CharField(max_length=40)
    issuer_path = PathField()
    organ = models.CharField(max_length=120, help_text="as it stands on the paper")
    addressee = models.CharField(max_length=12, help_text="post, organisation, business, place")
    addressee_name = models.CharField(max_length=120)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="letters", help_text="who is to answer")
    business = models.ForeignKey(Business, models.PROTECT, null=True, related_name="letters")
    holder = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", help_text="once it is sent")
    owner_key = models.UUIDField(null=True, help_text="the business, once it is sent")
    copies = models.CharField(max_length=300, blank=True, default="", help_text="抄送")
    subject = models.CharField(max_length=200)
    body = models.TextField()
    words = models.TextField(blank=True, default="", help_text="what the drafter adds to the template")
    about = models.CharField(max_length=20)
    facts_key = models.UUIDField(null=True, help_text="the thing it speaks of")
    facts: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    facts_hash = models.CharField(max_length=64)
    facts_as_of = models.DateTimeField()
    state = models.CharField(max_length=12, default="drafted")
    round = models.PositiveSmallIntegerField(default=1)
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    mark = models.CharField(max_length=60, blank=True, default="", help_text="发文字号")
    issued_on = models.DateField(null=True)
    sent_on = models.DateField(null=True)
    due = models.DateField(null=True, help_text="the reply")
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="+", help_text="the reply that is owed")
    drafted_by = models.UUIDField(null=True, help_text="none: the house itself")
    approved_by = models.UUIDField(null=True)
    hear_until = models.DateField(null=True, help_text="until when whoever it speaks of may answer")
    heard = models.TextField(blank=True, default="", help_text="what they said")
    heard_at = models.DateTimeField(null=True)
    extended_on = models.DateField(null=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="followed_by")
    path_then = PathField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer_role", "issuer_path", "year", "number"],
                condition=Q(number__isnull=False),
                name="letter_number_once",
            )
        ]
        indexes = [
            models.Index(fields=["path", "state", "due"], name="letter_path_state"),
            models.Index(fields=["holder", "state"], name="letter_holder"),
        ]

    def __str__(self) -> str:
        return self.mark or self.subject


class LetterStep(Scoped):
    """One step of a letter's life: who, when, with what word and what papers."""

    reached: ClassVar[Reached] = Reached(own="owner_key", held="holder_key")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    letter = models.ForeignKey(Letter, models.CASCADE, related_name="steps")
    owner_key = models.UUIDField(null=True)
    holder_key = models.UUIDField(null=True)
    move = models.CharField(max_length=20)
    state = models.CharField(max_length=12)
    round = models.PositiveSmallIntegerField(default=1)
    by_label = models.CharField(max_length=120)
    by_person = models.UUIDField(null=True)
    note = models.TextField(blank=True, default="")
    documents: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    event = models.UUIDField(
        null=True, unique=True, help_text="the announcement it followed from, so that it follows once"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]


class LetterSeries(Scoped):
    """The last number an organ gave in a year. Its key is computed from organ and year, so there is one."""

    reached: ClassVar[Reached] = Reached()

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    role = models.CharField(max_length=40)
    # Where the organ stood when it began to count: two towns that become one keep two series, and no number meets another.
    ground = PathField()
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()


class Interview(Scoped):
    """约谈记录: what was said, and what was promised; each promise is a task."""

    reached: ClassVar[Reached] = Reached(own="owner_key", held="holder_key")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    letter = models.ForeignKey(Letter, models.PROTECT, related_name="interviews")
    owner_key = models.UUIDField(null=True)
    holder_key = models.UUIDField(null=True)
    held_on = models.DateField()
    host = models.CharField(max_length=60)
    present = models.CharField(max_length=300)
    record = models.TextField()
    promises: "models.JSONField[list[Any], list[Any]]" = models.JSONField(default=list)
    recorded_at = models.DateTimeField()
