from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from shian.kernel.ids import new_id
from shian.kernel.lens import PathField, Reached, Scoped, ScopedQuerySet
from shian.packs.models import Release
from shian.people.models import Post
from shian.registry.models import Business


class ChecklistVersion(models.Model):
    """A checklist as it stood in a release, or as an office published it for its ground; same content, same version.

    What an office publishes stands on the law's list of the same key, as that list was then (`stands_on`).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120, blank=True, default="")
    digest = models.CharField(max_length=64)
    release = models.ForeignKey(Release, models.PROTECT, null=True, related_name="checklists")
    assumed = models.BooleanField(default=False)
    ground = PathField(default="cn/", help_text="where it is asked")
    stands_on = models.CharField(
        max_length=64, blank=True, default="", help_text="the digest of the law's list below it"
    )
    form: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        default=dict, help_text="its groups and lists of choices; nothing in a list of the law"
    )
    published_at = models.DateTimeField(null=True)
    published_by = models.UUIDField(null=True)
    published_label = models.CharField(max_length=120, blank=True, default="")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_label = models.CharField(max_length=120, blank=True, default="")
    withdrawn_reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "number"], name="checklist_number"),
            models.UniqueConstraint(
                fields=["key", "digest"], name="checklist_content", condition=Q(withdrawn_at__isnull=True)
            ),
        ]

    @property
    def path(self) -> str:
        """Where whoever publishes or withdraws it must hold the verb."""
        return self.ground

    def __str__(self) -> str:
        return f"{self.title} v{self.number}"


class Item(models.Model):
    """One question. `code` is the question itself: the same code in any checklist is the same question."""

    id = models.BigAutoField(primary_key=True)
    version = models.ForeignKey(ChecklistVersion, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=80)
    text = models.CharField(max_length=300)
    text_en = models.CharField(max_length=300, blank=True, default="")
    module = models.CharField(max_length=60, blank=True, default="")
    severity = models.CharField(max_length=10, default="general")
    key = models.BooleanField(default=False)
    applies = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    photo = models.CharField(max_length=10, default="on_fail")
    valid_days = models.PositiveIntegerField(null=True, blank=True)
    source = models.CharField(max_length=120, blank=True, default="")
    kind = models.CharField(max_length=20, default="judged")
    shape: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        default=dict, help_text="what else a form says of it: hint, group, conditions, choices"
    )

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="item_code_once")]


class Sheet(Scoped):
    """A filled checklist, pinned to its version. A correction is a new sheet that supersedes; nothing is overwritten."""

    reached: ClassVar[Reached] = Reached(own="business_id", held="post_id", party="person_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client_id = models.UUIDField(null=True)
    version = models.ForeignKey(ChecklistVersion, models.PROTECT, related_name="+", null=True, db_index=False)
    business = models.ForeignKey(Business, models.PROTECT, related_name="+", null=True, db_index=False)
    programme = models.CharField(max_length=60)
    on_day = models.DateField(help_text="the local day it is about")
    path_then = PathField()
    person_id = models.UUIDField(null=True, help_text="who filled it in")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", null=True, db_index=False)
    on_behalf = models.BooleanField(default=False, help_text="a helper entered it for the business")
    mode = models.CharField(max_length=12, default="on_site", help_text="on_site, collective, group_report, video")
    outcome = models.CharField(max_length=16, default="done")
    answers: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    checked = models.PositiveSmallIntegerField(default=0, help_text="items answered conform or fail")
    failed = models.PositiveSmallIntegerField(default=0)
    conclusion = models.CharField(max_length=20, blank=True, default="", help_text="of a weekly report")
    zero_risk = models.BooleanField(default=False, help_text="零风险报告: said by a person, never by the machine")
    narrative = models.TextField(blank=True, default="", help_text="of a weekly report or monthly minutes")
    started_at = models.DateTimeField(null=True, help_text="by the client's clock")
    finished_at = models.DateTimeField(null=True, help_text="by the client's clock")
    recorded_at = models.DateTimeField(help_text="by ours")
    superseded_at = models.DateTimeField(null=True)
    supersedes = models.UUIDField(null=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    accuracy_m = models.FloatField(null=True)
    datum = models.CharField(max_length=8, blank=True, default="")
    signature = models.UUIDField(null=True)
    second = models.UUIDField(null=True, help_text="whose seat or post it was who did it beside whoever filled it in")
    second_label = models.CharField(max_length=160, blank=True, default="", help_text="post and name, as they were")

    objects: ClassVar[Any] = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["path"], name="sheet_path"),
            models.Index(fields=["path_then", "programme", "on_day"], name="sheet_figure"),
            models.Index(fields=["business", "programme", "on_day"], name="sheet_business_day"),
        ]


class FormDraft(Scoped):
    """A spreadsheet that was read and not published yet: its form, and what of it cannot be taken."""

    reached: ClassVar[Reached] = Reached(party="person_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    filename = models.CharField(max_length=200)
    person_id = models.UUIDField(null=True)
    form: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField()
    left: "models.JSONField[list[Any], list[Any]]" = models.JSONField(default=list)
    notes: "models.JSONField[list[Any], list[Any]]" = models.JSONField(default=list)
    recorded_at = models.DateTimeField()

    objects: ClassVar[Any] = ScopedQuerySet.as_manager()


class Attachment(models.Model):
    """A file that came for a sheet still on its way: by the name which the sheet calls it, one client's apart from another's."""

    owner = models.UUIDField(help_text="the person; one client's ids are not another's")
    client_id = models.UUIDField()
    name = models.CharField(max_length=200)
    evidence = models.UUIDField()
    at = models.DateTimeField()

    pk = models.CompositePrimaryKey("owner", "client_id", "name")
