"""Questions about sealed clues; the first argument, or `viewer`, is who looks. What is not theirs is not there."""

from base64 import b64decode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.refused import Missing
from shian.packs.sealed import SealedLaw
from shian.sealed import boxes, receipts
from shian.sealed.models import (
    Channel,
    CustodianKey,
    Half,
    Handed,
    Identity,
    Letter,
    Opening,
    Reward,
    SealedClue,
    SealedFile,
)
from shian.sealed.rules import publishable

SIDES = (0, 1)


@dataclass(frozen=True, repr=False)
class Said:
    """One letter of the dialogue, opened."""

    letter: Letter
    text: str


def channels(viewer: Actor) -> "QuerySet[Channel]":
    """Channels that take clues."""
    rows: QuerySet[Channel] = Channel.objects.visible_to(viewer).filter(closed_at__isnull=True)
    return rows.select_related("place", "handler", "supervisor").order_by("path")


def channel(key: UUID, *, viewer: Actor) -> Channel:
    """One of them, or Missing."""
    found = channels(viewer).filter(pk=key).first()
    if found is None:
        raise Missing(_("没有这个举报渠道，或者您看不到它"))
    return found


def keys_in_force(viewer: Actor, channel: Channel) -> list[CustodianKey]:
    """The public keys to which a half is sealed now."""
    rows = CustodianKey.objects.visible_to(viewer).filter(channel=channel, retired_at__isnull=True)
    return list(rows.order_by("side", "registered_at", "pk"))


def complete(keys: Iterable[CustodianKey]) -> bool:
    """Whether both custodians have a key: without one nobody's name is taken."""
    return {one.side for one in keys} == set(SIDES)


def clues(viewer: Actor) -> "QuerySet[SealedClue]":
    """The clues that a viewer works on, those nobody looked at first."""
    rows: QuerySet[SealedClue] = SealedClue.objects.visible_to(viewer)
    return rows.select_related("channel__place").order_by("closed_on", "-received_at", "-id")


def clue(key: UUID, *, viewer: Actor) -> SealedClue:
    """One clue, or Missing."""
    found = clues(viewer).filter(pk=key).first()
    if found is None:
        raise Missing(_("没有这一件，或者您看不到它"))
    return found


def by_receipt(receipt: str, *, viewer: Actor) -> SealedClue:
    """The clue behind a receipt, as it was typed. Raises Missing: a wrong one and one whose file is gone are answered alike."""
    bare = receipts.typed(receipt)
    found = clues(viewer).filter(receipt=receipts.digest(bare, "receipt")).first() if bare else None
    if found is None:
        raise Missing(_("没有这个回执号。请核对十六位数字；过了保存期的已经销毁。"), code="no_receipt")
    return found


def key_of(clue: SealedClue) -> bytes:
    """The key of a clue's letters and files."""
    return b64decode(clue.key)


def letters(viewer: Actor, clue: SealedClue) -> list[Said]:
    """The dialogue, opened, the first letter first."""
    key = key_of(clue)
    rows = Letter.objects.visible_to(viewer).filter(clue=clue).order_by("sent_at", "id")
    return [Said(one, boxes.unlocked_text(key, bytes(one.body))) for one in rows]


def files(viewer: Actor, clue: SealedClue) -> "QuerySet[SealedFile]":
    """The files of a clue, without their bytes."""
    rows: QuerySet[SealedFile] = SealedFile.objects.visible_to(viewer).filter(clue=clue)
    return rows.defer("body").order_by("sent_at", "id")


def file(key: UUID, *, viewer: Actor) -> tuple[bytes, str]:
    """The bytes of a file, opened, and their kind. Raises Missing."""
    found = SealedFile.objects.visible_to(viewer).filter(pk=key).select_related("clue").first()
    if found is None:
        raise Missing(_("没有这个文件，或者您看不到它"))
    return boxes.unlocked(key_of(found.clue), bytes(found.body)), found.mime


def reward_of(viewer: Actor, clue: SealedClue) -> Reward | None:
    found: Reward | None = Reward.objects.visible_to(viewer).filter(clue=clue).first()
    return found


def rewards(viewer: Actor) -> "QuerySet[Reward]":
    """Rewards that a viewer proposes or decides, those to be decided first."""
    rows: QuerySet[Reward] = Reward.objects.visible_to(viewer)
    return rows.order_by("decided_on", "id")


def reward(key: UUID, *, viewer: Actor) -> Reward:
    """One reward, or Missing."""
    found = rewards(viewer).filter(pk=key).first()
    if found is None:
        raise Missing(_("没有这笔奖励，或者您看不到它"))
    return found


def identities(viewer: Actor) -> "QuerySet[Identity]":
    """The sealed names that a custodian keeps a half of; what they are names of is not told here."""
    rows: QuerySet[Identity] = Identity.objects.visible_to(viewer)
    return rows.defer("body").order_by("-sealed_at", "-id")


def identity(key: UUID, *, viewer: Actor) -> Identity:
    """One of them, or Missing."""
    found: Identity | None = Identity.objects.visible_to(viewer).filter(pk=key).first()
    if found is None:
        raise Missing(_("没有这一份，或者不由您保管"))
    return found


def has_name(viewer: Actor, clue: SealedClue, kind: str = "person") -> bool:
    """Whether somebody left a name with this clue; asked by the box alone."""
    return Identity.objects.visible_to(viewer).filter(clue=clue, kind=kind).exists()


def halves(viewer: Actor, identity: Identity) -> list[Half]:
    """The viewer's own half, once for each of their keys."""
    rows = Half.objects.visible_to(viewer).filter(identity=identity).select_related("key")
    return list(rows.order_by("key__registered_at", "pk"))


def halves_under(viewer: Actor, key: CustodianKey) -> list[Half]:
    """Every half sealed to one key: what a rotation seals anew."""
    return list(Half.objects.visible_to(viewer).filter(key=key).order_by("id"))


def own_keys(viewer: Actor) -> list[CustodianKey]:
    """The keys of a custodian that are in force."""
    rows = CustodianKey.objects.visible_to(viewer).filter(holder_id__in=list(viewer.posts), retired_at__isnull=True)
    return list(rows.select_related("channel__place").order_by("registered_at", "pk"))


def own_key(key: UUID, *, viewer: Actor) -> CustodianKey:
    """One of them, or Missing."""
    found = next((one for one in own_keys(viewer) if one.pk == key), None)
    if found is None:
        raise Missing(_("没有这把钥匙，或者不是您的"))
    return found


def openings(viewer: Actor) -> "QuerySet[Opening]":
    """Openings that a custodian or the supervisor has part in, the latest first."""
    rows: QuerySet[Opening] = Opening.objects.visible_to(viewer)
    return rows.order_by("-asked_at", "-id")


def opening(key: UUID, *, viewer: Actor) -> Opening:
    """One of them, or Missing."""
    found = openings(viewer).filter(pk=key).first()
    if found is None:
        raise Missing(_("没有这次打开，或者您看不到它"))
    return found


def handed(key: UUID, *, viewer: Actor) -> Handed:
    """A summary that was handed to the inbox of clues, or Missing."""
    found: Handed | None = Handed.objects.visible_to(viewer).filter(pk=key).select_related("place").first()
    if found is None:
        raise Missing(_("没有这份摘要，或者您看不到它"))
    return found


@dataclass(frozen=True)
class Published:
    """What a year may say aloud; None where fewer than k would be told."""

    year: int
    received: int | None
    rewarded: int | None


def published(viewer: Actor, channel: Channel, year: int, law: SealedLaw) -> Published:
    """The two counts of a year which cannot be taken from each other to find a third."""
    rows = SealedClue.objects.visible_to(viewer).filter(channel=channel, received_at__year=year)
    paid = Reward.objects.visible_to(viewer).filter(clue__channel=channel, paid_on__year=year)
    return Published(year, publishable(rows.count(), law), publishable(paid.count(), law))


def over(viewer: Actor, on: date) -> "QuerySet[SealedClue]":
    """Closed clues whose time of keeping has passed."""
    rows: QuerySet[SealedClue] = SealedClue.objects.visible_to(viewer, "destroy_clue")
    return rows.filter(state="closed", keep_until__lt=on).order_by("id")
