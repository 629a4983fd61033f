"""A name is opened by both custodians or not at all.

One asks and says why; a third person is told at once; the other agrees and says why, opens his half on his own machine and
seals it to the one who asked; that one joins both halves on his. The house carries boxes and never sees a key or a name.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Conflict, Denied, Refused
from shian.kernel.written import needed
from shian.loop.actions.opening import local_day
from shian.packs.limits import Limit
from shian.sealed.house import as_box, person_of
from shian.sealed.law import law_at
from shian.sealed.models import Identity, Opening, SealedClue
from shian.sealed.owed import OPENING as FILE
from shian.sealed.owed import Owed, owe, settle
from shian.sealed.rules import openable_until
from shian.sealed.states import OPENING, REASONS

HALF_BOX = 80  # bytes of a sealed box around a half of 32: 48 more


@dataclass(frozen=True, repr=False)
class Why:
    """One of the known reasons, which the ledger keeps; and in words, which it does not."""

    reason: str
    words: str

    def checked(self) -> str:
        """The words. Raises Refused."""
        if self.reason not in REASONS:
            raise Refused(_("请选为什么要打开"), code="unknown_word")
        return needed(self.words, 300)


def ask_opening(identity: Identity, why: Why, *, by: Actor, now: datetime) -> Opening:
    """A custodian asks to open; the supervisor is told today."""
    words = why.checked()
    post = _own_post(identity, by)
    law, _said = law_at(identity.path, now)
    row = Opening(
        id=new_id(),
        identity=identity,
        kind=identity.kind,
        posts=identity.custodians,
        asked_post=post,
        asked_person=person_of(by),
        asked_at=now,
        asked_why=why.reason,
        asked_words=words,
        path=identity.path,
        secrecy=identity.secrecy,
    )
    with act(by, "ask_opening", identity) as announce:
        with as_box() as box:
            clue = SealedClue.objects.visible_to(box).select_related("channel").get(pk=identity.clue_id)
            if (
                Opening.objects.visible_to(box)
                .filter(identity=identity, state__in=("asked", "agreed", "passed"))
                .exists()
            ):
                raise Conflict(_("这一份已经有人申请打开，还没有办完"))
        row.supervisor_id = clue.channel.supervisor_id
        row.posts = [*identity.custodians, row.supervisor_id]
        due = Limit("same day").due(local_day(now), law.calendar)
        row.task = owe(Owed(FILE, row.pk, row.supervisor_id, row.path, law.release, due), now=now)
        row.save(force_insert=True)
        announce.note(opening=str(row.pk), reason=why.reason)
    return row


def agree_opening(opening: Opening, why: Why, *, by: Actor, now: datetime) -> Opening:
    """The other custodian agrees, with a reason of his own; from now on there is a limited time."""
    words = why.checked()
    post = _other(opening, by)
    _law, said = law_at(opening.path, now)
    until = openable_until(now, said).value
    fields = {"agreed_person": by.person, "agreed_at": now, "agreed_why": why.reason, "agreed_words": words}
    with act(by, "agree_opening", opening) as announce:
        OPENING.move(opening, "agree", agreed_post=post, until=until, **fields)
        announce.note(opening=str(opening.pk), reason=why.reason, until=until.isoformat())
    return opening


def refuse_opening(opening: Opening, words: str, *, by: Actor, now: datetime) -> Opening:
    """The other custodian does not agree: it stays shut."""
    said = needed(words, 300)
    post = _other(opening, by)
    with act(by, "agree_opening", opening) as announce:
        OPENING.move(opening, "refuse", agreed_post=post, agreed_person=by.person, agreed_at=now, agreed_words=said)
        announce.note(opening=str(opening.pk), agreed=False)
    return opening


def withdraw_opening(opening: Opening, *, by: Actor, now: datetime) -> Opening:
    """Whoever holds the post that asked takes it back: an answer that never comes does not bar the next asking. What was
    passed goes; that it was asked stays, and the supervisor's alarm with it."""
    if opening.asked_post not in by.posts or by.person is None:
        raise Denied(_("由申请打开的那位保管人撤回"))
    with act(by, "ask_opening", opening) as announce:
        OPENING.move(opening, "withdraw", passed=None, until=now)
        announce.note(opening=str(opening.pk), withdrawn=True)
    return opening


def pass_half(opening: Opening, box: bytes, *, by: Actor, now: datetime) -> Opening:
    """His half, sealed on his own machine to the one who asked."""
    if by.person != opening.agreed_person:
        raise Denied(_("由同意打开的那位保管人交出他的一半"))
    refuse_late(opening, now)
    if len(box) != HALF_BOX:
        raise Refused(_("这不是那一半。请粘贴 shian sealed pass 印出的那一行"), code="no_half")
    with act(by, "agree_opening", opening) as announce:
        OPENING.move(opening, "pass", passed=box)
        announce.note(opening=str(opening.pk), passed=True)
    return opening


def read_name(opening: Opening, *, by: Actor, now: datetime) -> Opening:
    """The one who asked takes both boxes to open them on his own machine. Each time stands in the ledger."""
    if by.person != opening.asked_person:
        raise Denied(_("由申请打开的那位保管人打开"))
    refuse_late(opening, now)
    with act(by, "ask_opening", opening) as announce:
        OPENING.move(opening, "read", read_at=now)
        announce.note(opening=str(opening.pk), read=True)
    return opening


def note_opening(opening: Opening, *, by: Actor, now: datetime) -> Opening:
    """The third person has taken note of it."""
    with act(by, "note_opening", opening):
        if Opening.objects.filter(pk=opening.pk, seen_at__isnull=True).update(seen_at=now) != 1:
            raise Conflict(_("已经看过了"))
        settle(opening.task_id, by=by, now=now)
        opening.seen_at = now
    return opening


def lapse_openings(*, by: Actor, now: datetime) -> int:
    """What was passed for an opening whose time is over goes."""
    late = Opening.objects.visible_to(by, "destroy_clue").filter(until__lt=now).exclude(state__in=OPENING.final)
    gone = 0
    for opening in late.order_by("id"):
        with act(by, "destroy_clue", opening):
            OPENING.move(opening, "lapse", passed=None)
        gone += 1
    return gone


def refuse_late(opening: Opening, now: datetime) -> None:
    """Raises Refused after its time, whether or not anybody swept."""
    if opening.until is None or now > opening.until:
        raise Refused(_("没有双方同意，或者时间已过：要打开请重新申请"), code="too_late")


def _own_post(identity: Identity, by: Actor) -> UUID:
    mine = next((post for post in identity.custodians if post in by.posts), None)
    if mine is None or by.person is None:
        raise Denied(_("只有身份保管人能申请打开"))
    return mine


def _other(opening: Opening, by: Actor) -> UUID:
    """The other post and another person: two keys in one hand would be one key."""
    others = [post for post in opening.posts if post not in (opening.asked_post, opening.supervisor_id)]
    if by.person is None or by.person == opening.asked_person or not set(others) & by.posts:
        raise Denied(_("要由另一位身份保管人同意，本人不行"))
    return others[0]
