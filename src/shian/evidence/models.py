from typing import ClassVar

from django.db import models

from shian.kernel.ids import new_id
from shian.kernel.lens import Reached, Scoped


class Evidence(Scoped):
    """A photograph, signature or document. The file lies by its hash; place and time are kept beside it, not in it."""

    reached: ClassVar[Reached] = Reached(own="business_key", party="person_id")

    class Kind(models.TextChoices):
        PHOTO = "photo", "照片"
        SIGNATURE = "signature", "签名"
        DOCUMENT = "document", "文件"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    sha256 = models.CharField(max_length=64, db_index=True)
    came_as = models.CharField(
        max_length=64, blank=True, default="", db_index=True
    )  # hash of the bytes as they were sent
    mime = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    taken_at = models.DateTimeField(null=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    accuracy_m = models.FloatField(null=True)
    datum = models.CharField(max_length=8, blank=True, default="")
    person_id = models.UUIDField(null=True)
    business_key = models.UUIDField(null=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["path", "id"], name="evidence_path")]
