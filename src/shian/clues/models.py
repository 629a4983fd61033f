"""A clue with its way; the shops of an online platform as its list had them; the training of social supervisors."""

import uuid
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from shian.clues.states import OPEN
from shian.kernel.ids import new_id
from shian.kernel.lens import PathField, Reached, Scoped
from shian.loop.models import Task
from shian.people.models import Organisation, Post
from shian.registry.models import Business
from shian.territory.models import Place


def keys(words: str = "") -> "ArrayField[list[uuid.UUID], list[uuid.UUID]]":
    """A list of keys in one column."""
    return ArrayField(models.UUIDField(), default=list, blank=True, help_text=words)


class Clue(Scoped):
    """线索: what somebody saw or heard that may be an offence, until it is known whether a case is filed.

    It is seen where it lies, by whoever holds it, and by the posts that sent it or had it; never by the business.
    """

    reached: ClassVar[Reached] = Reached(held="holder_id", team="posts")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.CharField(max_length=12, help_text="cadre, grid, complaint, department, supervisor, online …")
    file_kind = models.CharField(max_length=40, blank=True, default="", help_text="the file it comes from")
    file_id = models.UUIDField(null=True)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    path_then = PathField()
    business = models.ForeignKey(Business, models.PROTECT, null=True, related_name="+")
    subject = models.CharField(max_length=120, help_text="the business, or words for a place nobody has registered")
    address = models.CharField(max_length=200, blank=True, default="")
    matter = models.CharField(max_length=12, help_text="unlicensed, unsafe, false_claim … other")
    text = models.CharField(max_length=2000)
    evidence = keys("photographs and papers that came with it")
    state = models.CharField(max_length=12, default="received")
    holder = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", help_text="who has it now")
    sender = models.ForeignKey(
        Post, models.PROTECT, null=True, related_name="+", help_text="who learns what came of it"
    )
    sender_label = models.CharField(max_length=120, blank=True, default="")
    posts = keys("who sees it besides: the sender, and whoever had it before")
    received_on = models.DateField()
    counted_from = models.DateField(help_text="later than received where more had to be said")
    due = models.DateField(null=True, help_text="of the check, once it is claimed")
    because: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="+", help_text="what is owed on it now")
    stops: "models.JSONField[list[Any], list[Any]]" = models.JSONField(default=list, help_text="days of tests")
    stopped_on = models.DateField(null=True)
    longer = models.CharField(max_length=8, blank=True, default="", help_text="asked, granted, refused")
    longer_reason = models.CharField(max_length=300, blank=True, default="")
    longer_by = models.UUIDField(null=True, help_text="who asked: never the one who approves")
    longer_task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="+")
    way: "models.JSONField[list[Any], list[Any]]" = models.JSONField(default=list, help_text="each step; only added to")
    outcome_note = models.CharField(max_length=500, blank=True, default="", help_text="why it ended so; of the office")
    reply = models.CharField(max_length=300, blank=True, default="", help_text="what the sender is told")
    passed_to = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    same_as = models.ForeignKey("self", models.PROTECT, null=True, related_name="united")
    concluded_at = models.DateTimeField(null=True)
    concluded_by = models.CharField(max_length=120, blank=True, default="")
    read_task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["file_kind", "file_id"], condition=Q(file_id__isnull=False), name="clue_once_of_a_file"
            )
        ]
        indexes = [
            models.Index(fields=["path", "state", "due"], name="clue_path_state"),
            models.Index(fields=["path_then", "received_on"], name="clue_figure"),
            models.Index(fields=["holder"], name="clue_holder", condition=Q(state__in=OPEN)),
            models.Index(fields=["sender", "-received_on"], name="clue_sender"),
        ]

    def __str__(self) -> str:
        return self.subject


class ShopList(Scoped):
    """A platform's list of its shops, brought in once and matched with the licences of the register."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    platform = models.CharField(max_length=60)
    filename = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    shops = models.PositiveIntegerField()
    upto = models.PositiveIntegerField(default=0, help_text="the last row of the file that was matched")
    matched = models.PositiveIntegerField(default=0, help_text="how many shops were")
    by_label = models.CharField(max_length=120)
    matched_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["path", "sha256"], name="shop_list_once")]
        indexes = [models.Index(fields=["path", "-recorded_at"], name="shop_list_path")]


class OnlineShop(Scoped):
    """A shop of the list with what the match says of it and why. A suggestion: a person makes a clue of it, or not."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    shop_list = models.ForeignKey(ShopList, models.CASCADE, related_name="lines", db_index=False)
    row = models.PositiveIntegerField(help_text="in the file, as Excel counts")
    name = models.CharField(max_length=120)
    licence = models.CharField(max_length=40, blank=True, default="")
    uscc = models.CharField(max_length=18, blank=True, default="")
    address = models.CharField(max_length=200, blank=True, default="")
    verdict = models.CharField(
        max_length=12, blank=True, default="", help_text="licensed, unlicensed, expired, elsewhere, others, unsure"
    )
    score = models.PositiveSmallIntegerField(default=0, help_text="of a hundred")
    reasons: "models.JSONField[list[Any], list[Any]]" = models.JSONField(default=list, help_text="[word, points]")
    business = models.ForeignKey(Business, models.PROTECT, null=True, related_name="+", db_index=False)
    clue = models.ForeignKey(Clue, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop_list", "row"], name="online_shop_once")]
        indexes = [models.Index(fields=["shop_list", "verdict", "row"], name="online_shop_verdict")]


class Training(Scoped):
    """岗前培训: a social supervisor was trained, for the term they serve. Without it they send nothing."""

    reached: ClassVar[Reached] = Reached(held="post_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    person_key = models.UUIDField()
    trained_on = models.DateField()
    subject = models.CharField(max_length=120)
    by_label = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "person_key"], name="training_once")]
