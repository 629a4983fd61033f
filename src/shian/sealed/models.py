"""The nouns of the sealed channel. Each row lies in the highest class, and is reached only by the posts it names."""

import uuid
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from shian.kernel.concealed import ConcealedField
from shian.kernel.ids import new_id
from shian.kernel.lens import Reached, Scoped
from shian.loop.models import Task
from shian.people.models import Post
from shian.territory.models import Place


class Channel(Scoped):
    """Where sealed clues are taken: who works on them, who watches, the two who keep the keys. Everybody may know that it is there."""

    reached: ClassVar[Reached] = Reached(held="handler_id", team="posts")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    handler = models.ForeignKey(Post, models.PROTECT, related_name="+")
    supervisor = models.ForeignKey(
        Post, models.PROTECT, related_name="+", help_text="approves rewards, is told of each opening"
    )
    custodians: "ArrayField[list[uuid.UUID], list[uuid.UUID]]" = ArrayField(
        models.UUIDField(), help_text="the posts that keep the keys: of the first half, of the second"
    )
    posts: "ArrayField[list[uuid.UUID], list[uuid.UUID]]" = ArrayField(models.UUIDField(), default=list)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place"], condition=models.Q(closed_at__isnull=True), name="sealed_channel_once"
            )
        ]


class CustodianKey(Scoped):
    """The public half of a custodian's key. The private half was made on his own machine and never came here."""

    reached: ClassVar[Reached] = Reached(held="holder_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="keys")
    holder = models.ForeignKey(Post, models.PROTECT, related_name="+")
    person_id = models.UUIDField(null=True)
    side = models.PositiveSmallIntegerField(help_text="which half: 0 or 1")
    public = models.CharField(max_length=64)
    note = models.CharField(max_length=60, help_text="which key it is: in daily use, or the spare in the safe")
    registered_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "public"], name="sealed_key_once")]


class SealedClue(Scoped):
    """What somebody told behind a receipt. `key` opens its letters and files; it goes when the row goes."""

    reached: ClassVar[Reached] = Reached(held="holder_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="+")
    holder = models.ForeignKey(Post, models.PROTECT, related_name="+", help_text="who works on it")
    receipt = models.CharField(max_length=64, unique=True, help_text="the slow digest of the receipt")
    key = ConcealedField(help_text="of this clue alone, under the key of the house that lies outside the database")
    state = models.CharField(max_length=12, default="received")
    outcome = models.CharField(max_length=12, blank=True, default="")
    money = models.BigIntegerField(null=True, help_text="fine and confiscation, in fen")
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField()
    closed_on = models.DateField(null=True)
    keep_until = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["holder", "state", "received_at"], name="sealed_clue_holder")]


class Letter(Scoped):
    """One letter of the dialogue, under the key of its clue."""

    reached: ClassVar[Reached] = Reached(held="holder_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clue = models.ForeignKey(SealedClue, models.CASCADE, related_name="letters")
    holder = models.ForeignKey(Post, models.PROTECT, related_name="+", db_index=False)
    ours = models.BooleanField(help_text="whether the office wrote it")
    body = models.BinaryField()
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, help_text="by whoever did not write it")


class SealedFile(Scoped):
    """A file as `stripped` leaves it, under the key of its clue. What was sent is not kept, nor what it was called."""

    reached: ClassVar[Reached] = Reached(held="holder_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clue = models.ForeignKey(SealedClue, models.CASCADE, related_name="files")
    holder = models.ForeignKey(Post, models.PROTECT, related_name="+", db_index=False)
    mime = models.CharField(max_length=100)
    body = models.BinaryField()
    sent_at = models.DateTimeField()


class Identity(Scoped):
    """Who told it, or where the reward goes: under a key that exists in two halves only. No handler reaches it."""

    reached: ClassVar[Reached] = Reached(team="custodians")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clue = models.ForeignKey(SealedClue, models.CASCADE, related_name="identities")
    custodians: "ArrayField[list[uuid.UUID], list[uuid.UUID]]" = ArrayField(models.UUIDField())
    kind = models.CharField(max_length=10, help_text="person, payout")
    body = models.BinaryField()
    sealed_at = models.DateTimeField()


class Half(Scoped):
    """One half of an identity's key, sealed to one public key of its custodian, who alone reaches the row."""

    reached: ClassVar[Reached] = Reached(held="holder_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    identity = models.ForeignKey(Identity, models.CASCADE, related_name="halves")
    key = models.ForeignKey(CustodianKey, models.PROTECT, related_name="halves")
    holder = models.ForeignKey(Post, models.PROTECT, related_name="+", db_index=False)
    box = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["identity", "key"], name="sealed_half_once")]


class Opening(Scoped):
    """An identity is to be opened: who asked and why, who agreed and why, until when. Both custodians and the supervisor see it."""

    reached: ClassVar[Reached] = Reached(team="posts")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    identity = models.ForeignKey(Identity, models.CASCADE, related_name="openings")
    kind = models.CharField(max_length=10, help_text="of the identity, which the supervisor does not reach")
    posts: "ArrayField[list[uuid.UUID], list[uuid.UUID]]" = ArrayField(models.UUIDField())
    supervisor = models.ForeignKey(Post, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default="asked")
    asked_post = models.UUIDField()
    asked_person = models.UUIDField()
    asked_at = models.DateTimeField()
    asked_why = models.CharField(max_length=12)
    asked_words = ConcealedField()
    agreed_post = models.UUIDField(null=True)
    agreed_person = models.UUIDField(null=True)
    agreed_at = models.DateTimeField(null=True)
    agreed_why = models.CharField(max_length=12, blank=True, default="")
    agreed_words = ConcealedField()
    until = models.DateTimeField(null=True)
    passed = models.BinaryField(null=True, help_text="the half of the one who agreed, sealed to the one who asked")
    read_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True, help_text="when the supervisor took note")
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="+")


class Reward(Scoped):
    """A reward: proposed by the handler, approved by the supervisor, claimed by receipt, paid against a code."""

    reached: ClassVar[Reached] = Reached(held="holder_id", team="posts")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clue = models.OneToOneField(SealedClue, models.CASCADE, related_name="reward")
    holder = models.ForeignKey(Post, models.PROTECT, related_name="+")
    posts: "ArrayField[list[uuid.UUID], list[uuid.UUID]]" = ArrayField(models.UUIDField())
    state = models.CharField(max_length=12, default="proposed")
    level = models.CharField(max_length=4, blank=True, help_text="empty where nothing is given")
    insider = models.BooleanField()
    exclusion = models.CharField(max_length=20, blank=True, default="", help_text="why nothing is given")
    turned_down_for = models.CharField(
        max_length=300, blank=True, default="", help_text="why it was not approved the last time"
    )
    money = models.BigIntegerField(help_text="fine and confiscation, in fen")
    amount = models.BigIntegerField(help_text="in fen")
    finance = models.CharField(
        max_length=120, blank=True, default="", help_text="the finance bureau's paper, where one is wanted"
    )
    because: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    proposed_by = models.UUIDField()
    decided_by = models.UUIDField(null=True)
    decided_on = models.DateField(null=True)
    claim_by = models.DateField(null=True)
    collect_by = models.DateField(null=True)
    code = models.CharField(
        max_length=64, blank=True, default="", help_text="the slow digest of the code it is paid against"
    )
    by_account = models.BooleanField(null=True, help_text="to an account, sealed to the custodians; or in cash")
    claimed_on = models.DateField(null=True)
    paid_on = models.DateField(null=True)
    paid_by = models.UUIDField(null=True)
    tell_task = models.ForeignKey(
        Task, models.PROTECT, null=True, related_name="+", help_text="to tell whoever holds the receipt"
    )
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="+")


class Handed(Scoped):
    """The redacted summary for the ordinary inbox of clues. Nothing in it leads back to the sealed clue or its receipt."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    business_name = models.CharField(max_length=120)
    summary = models.CharField(max_length=1000)
    handed_on = models.DateField()
