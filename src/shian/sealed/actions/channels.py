"""A channel is opened at a place, with four different posts; a custodian brings a public key, or takes one back."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Conflict, Denied, Refused
from shian.kernel.secrecy import Secrecy
from shian.kernel.written import needed
from shian.people.models import Post
from shian.sealed import boxes
from shian.sealed.house import as_box
from shian.sealed.models import Channel, CustodianKey, Half
from shian.territory.models import Place


@dataclass(frozen=True)
class Seats:
    """Who works on the clues, who approves and watches, and the two who keep the keys: four posts, no two alike."""

    handler: Post
    supervisor: Post
    custodians: tuple[Post, Post]


def open_channel(place: Place, seats: Seats, *, by: Actor, now: datetime) -> Channel:
    """From now on sealed clues are taken here; names only once both custodians have brought a key."""
    posts = [seats.handler, seats.supervisor, *seats.custodians]
    if len({post.pk for post in posts}) != len(posts):
        raise Refused(_("承办人、监督人和两位保管人要是四个不同的岗位"), code="same_post")
    if Channel.objects.visible_to(by).filter(place=place, closed_at__isnull=True).exists():
        raise Conflict(_("这里已经开了密封举报渠道"))
    row = Channel(
        id=new_id(),
        place=place,
        handler=seats.handler,
        supervisor=seats.supervisor,
        custodians=[post.pk for post in seats.custodians],
        posts=[post.pk for post in posts],
        opened_at=now,
        path=place.path,
        secrecy=int(Secrecy.OPEN),
    )
    with act(by, "open_channel", row):
        row.save(force_insert=True)
    return row


def close_channel(channel: Channel, *, by: Actor, now: datetime) -> Channel:
    """No new clue is taken; those that came stay with their posts and their receipts."""
    with act(by, "open_channel", channel):
        if Channel.objects.filter(pk=channel.pk, closed_at__isnull=True).update(closed_at=now) != 1:
            raise Conflict(_("别人刚刚处理过，请刷新后再看"))
        channel.closed_at = now
    return channel


def register_key(channel: Channel, public: str, *, note: str, by: Actor, now: datetime) -> CustodianKey:
    """A custodian brings the public half of a key made on his own machine. A second one may be the spare in the safe."""
    side = side_of(channel, by)
    row = CustodianKey(
        id=new_id(),
        channel=channel,
        holder_id=channel.custodians[side],
        person_id=by.person,
        side=side,
        public=_checked(public),
        note=needed(note, 60),
        registered_at=now,
        path=channel.path,
        secrecy=int(Secrecy.INTERNAL),
    )
    with act(by, "hold_key", row) as announce:
        with as_box() as box:
            _refuse_the_same(channel, row, box)
        row.save(force_insert=True)
        announce.note(side=side, fingerprint=boxes.fingerprint(row.public))
    return row


def retire_key(key: CustodianKey, *, by: Actor, now: datetime) -> CustodianKey:
    """Nothing is sealed to it any more. Raises Refused while something lies under it that no other key of this side opens."""
    with act(by, "hold_key", key) as announce:
        if _only_under(key):
            raise Refused(_("还有身份信息只有这把钥匙能开，请先换到新钥匙上再停用"), code="still_needed")
        CustodianKey.objects.filter(pk=key.pk, retired_at__isnull=True).update(retired_at=now)
        key.retired_at = now
        announce.note(fingerprint=boxes.fingerprint(key.public))
    return key


def reseal(old: CustodianKey, new: CustodianKey, sealed: "dict[str, bytes]", *, by: Actor) -> int:
    """The halves under one key, sealed anew to another on the custodian's machine, by the number of their identity."""
    if old.side != new.side or old.channel_id != new.channel_id or old.pk == new.pk:
        raise Refused(_("请选您自己的另一把钥匙"), code="other_key")
    with act(by, "hold_key", new) as announce:
        rows = {str(one.identity_id): one for one in Half.objects.visible_to(by).filter(key=old)}
        if sealed.keys() - rows.keys():
            raise Refused(_("有一份不在这把钥匙下面，请重新取出再换"), code="strange_half")
        for number, box in sealed.items():
            _resealed(rows[number], new, box)
        announce.note(resealed=len(sealed))
    return len(sealed)


def _resealed(half: Half, new: CustodianKey, box: bytes) -> None:
    again = Half(
        id=new_id(),
        identity_id=half.identity_id,
        key=new,
        holder_id=half.holder_id,
        box=box,
        path=half.path,
        secrecy=half.secrecy,
    )
    Half.objects.filter(identity_id=half.identity_id, key=new).delete()
    again.save(force_insert=True)


def side_of(channel: Channel, by: Actor) -> int:
    """Which half this actor keeps. Raises Denied for anybody else."""
    side = next((n for n, post in enumerate(channel.custodians) if post in by.posts), None)
    if side is None:
        raise Denied(_("只有这个渠道的身份保管人能办"))
    return side


def _checked(public: str) -> str:
    try:
        boxes.public_key(public)
    except boxes.Unopened as error:
        raise Refused(_("这不是公钥。请粘贴 shian sealed keys 印出的那一行"), code="no_key") from error
    return public.strip()


def _refuse_the_same(channel: Channel, row: CustodianKey, box: Actor) -> None:
    """One key on both sides, or one person behind both, would be no second key."""
    known = CustodianKey.objects.visible_to(box).filter(channel=channel)
    others = known.filter(retired_at__isnull=True).exclude(side=row.side)
    if known.filter(public=row.public, side=row.side).exists():
        raise Refused(_("这把公钥已经登记过"), code="known_key")
    if others.filter(public=row.public).exists() or others.filter(person_id=row.person_id).exists():
        raise Refused(_("两位保管人要是两个人，用两把钥匙"), code="same_person")


def _only_under(key: CustodianKey) -> bool:
    """Seen by the custodian himself: the halves of his side are all his."""
    mine = Half.objects.filter(holder_id=key.holder_id)
    elsewhere = mine.filter(key__retired_at__isnull=True).exclude(key=key).values("identity_id")
    return mine.filter(key=key).exclude(identity_id__in=elsewhere).exists()
