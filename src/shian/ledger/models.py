from typing import Any, ClassVar

from django.db import models
from django.db.models import BigIntegerField, Func

from shian.kernel.ids import new_id
from shian.kernel.lens import PathField, Reached, Scoped


class CurrentXid(Func):
    """The number of the running transaction: the outbox reads only below the oldest one still open."""

    template = "(pg_current_xact_id()::text::bigint)"
    output_field = BigIntegerField()


class Entry(Scoped):
    """One verb done to one row: who, what, when, where, with which facts and which announcements. Never changed."""

    reached: ClassVar[Reached] = Reached(party="person_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    xid = models.BigIntegerField(db_default=CurrentXid())
    at = models.DateTimeField()
    verb = models.CharField(max_length=60)
    actor = models.CharField(max_length=120)
    person_id = models.UUIDField(null=True)
    post_id = models.UUIDField(null=True)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    facts: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    events: "models.JSONField[list[Any], list[Any]]" = models.JSONField(default=list)
    announces = models.BooleanField(default=False, help_text="whether it carries events")

    class Meta:
        indexes = [
            models.Index(fields=["subject_id", "id"], name="entry_subject"),
            models.Index(fields=["path", "id"], name="entry_path"),
            models.Index(fields=["xid", "id"], name="entry_outbox", condition=models.Q(announces=True)),
        ]


class Cursor(models.Model):
    """How far one consumer has read the ledger; (xid, id), because the order of keys is not the order of commits."""

    consumer = models.CharField(max_length=120, primary_key=True)
    xid = models.BigIntegerField(default=0)
    entry = models.UUIDField(null=True)
    failures = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True, default="")
    retry_at = models.DateTimeField(null=True)


class Parked(models.Model):
    """An entry which a follower gave up on after its last retry; it waits for somebody to look."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    consumer = models.CharField(max_length=120)
    entry = models.UUIDField()
    path = PathField()
    at = models.DateTimeField()
    error = models.CharField(max_length=300)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consumer", "entry"], name="parked_once")]
