from typing import Any, ClassVar

from django.db import models

from shian.kernel.dated import Dated, DatedQuerySet
from shian.kernel.ids import new_id
from shian.kernel.lens import PathField


class Level(models.TextChoices):
    """What kind of place a place is; a county of a municipality has no prefecture above it."""

    COUNTRY = "country", "全国"
    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    COUNTY = "county", "县级"
    TOWNSHIP = "township", "乡级"
    VILLAGE = "village", "村级"
    GRID = "grid", "网格"
    STATION = "station", "食品安全工作站"
    ZONE = "zone", "管理区"


class Place(models.Model):
    """A place of the tree. Directory data, open to all; never deleted: a place that ends keeps its path and its end."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=20)
    code_system = models.CharField(max_length=10, default="nbs", help_text="nbs, gb2260, mca, local")
    name = models.CharField(max_length=80)
    level = models.CharField(max_length=10, choices=Level)
    path = PathField(unique=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    layers = models.PositiveSmallIntegerField(default=4, help_text="layers of guarantee cadres here today: 3 or 4")

    class Meta:
        ordering = ["path"]
        constraints = [models.UniqueConstraint(fields=["code_system", "code"], name="place_code")]
        indexes = [models.Index(fields=["parent", "code"], name="place_children")]

    def __str__(self) -> str:
        return self.name


class PlaceName(Dated):
    """What a place was called, and when."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="names")
    name = models.CharField(max_length=80)

    objects: ClassVar[Any] = DatedQuerySet.as_manager()


class PlaceLayers(Dated):
    """How many layers of guarantee cadres answered in a place and all below it, and when; written with the first change."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="+")
    layers = models.PositiveSmallIntegerField()

    objects: ClassVar[Any] = DatedQuerySet.as_manager()


class PlaceChange(models.Model):
    """A change of the tree on a day: rename, merge, split, move, open, close; from one path to another."""

    class Kind(models.TextChoices):
        RENAME = "rename", "更名"
        MERGE = "merge", "合并"
        SPLIT = "split", "分设"
        MOVE = "move", "划转"
        OPEN = "open", "设立"
        CLOSE = "close", "撤销"
        LAYERS = "layers", "改层级"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=8, choices=Kind)
    place = models.ForeignKey(Place, models.PROTECT, related_name="changes")
    on = models.DateField()
    path_before = PathField()
    path_after = PathField()
    basis = models.CharField(max_length=200, help_text="the document it rests on")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["on", "recorded_at"]

    @property
    def path(self) -> str:
        return self.path_before


class Adjustment(models.Model):
    """A change of places as the office entered it (区划调整): done at once where its day has come, else on that day."""

    class State(models.TextChoices):
        WAITING = "waiting", "未到日子"
        APPLIED = "applied", "已生效"
        WITHDRAWN = "withdrawn", "已撤回"
        FAILED = "failed", "没有办成"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=8, choices=PlaceChange.Kind)
    place = models.ForeignKey(
        Place, models.PROTECT, related_name="+", help_text="renamed, receiving, divided, or giving its places away"
    )
    into = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+", help_text="of a move: who receives")
    others: "models.JSONField[list[str], list[str]]" = models.JSONField(
        default=list, help_text="the places that end, part or move: their keys"
    )
    title = models.CharField(max_length=80, blank=True, default="", help_text="the new name")
    code = models.CharField(max_length=20, blank=True, default="", help_text="of a split: the new place's code")
    on = models.DateField()
    basis = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    words = models.CharField(max_length=300, blank=True, default="", help_text="why it could not be done")
    told: "models.JSONField[dict[str, int], dict[str, int]]" = models.JSONField(
        default=dict, help_text="what the one who entered it was told that it concerns"
    )
    path = PathField(help_text="where it was entered")
    entered_by = models.CharField(max_length=120)
    entered_at = models.DateTimeField(auto_now_add=True)
    names: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(
        default=dict, help_text="what its places were called when it was entered"
    )

    class Meta:
        ordering = ["-on", "-entered_at"]
        indexes = [models.Index(fields=["on"], name="adjustment_due", condition=models.Q(state="waiting"))]
