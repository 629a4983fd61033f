"""Letters of commitment (承诺书): drafted from the pack's text and the duties held, signed by the cadre, uploaded; again with each tenure."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shian.evidence.models import Evidence
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import AnnounceMany, Verdict, act, act_many
from shian.kernel.ids import new_id
from shian.kernel.refused import Missing, Refused
from shian.kernel.states import States
from shian.loop.actions.binding import current_load
from shian.loop.actions.opening import local_day
from shian.loop.law import law_on
from shian.loop.models import Commitment
from shian.people.models import Post, Tenure

LETTER = {"city": "A", "county": "B", "township": "C", "village": "D"}
COMMITMENT = States(
    "commitment",
    initial="drafted",
    moves={"sign": (("drafted",), "signed"), "upload": (("drafted", "signed"), "uploaded")},
)


def draft_commitment(post: Post, *, by: Actor, now: datetime) -> Commitment:
    """Draft the letter of whoever holds a post now; a draft not yet signed is replaced by the new one."""
    return draft_commitments([post], by=by, now=now)[0].taken()


def draft_commitments(posts: Sequence[Post], *, by: Actor, now: datetime) -> list[Verdict[Commitment]]:
    """The letters of many posts at once, a verdict for each: a quarter's or a new term's."""
    on = local_day(now)
    desk = _Desk(posts, on)
    letters = [_letter(post, desk, now) for post in posts]

    def work(batch: list[Commitment], announce: AnnounceMany[Commitment]) -> None:
        for letter in batch:
            desk.judge(letter)
        drafts = Commitment.objects.filter(post__in=[letter.post_id for letter in batch], state=COMMITMENT.initial)
        drafts.filter(superseded_at__isnull=True).update(superseded_at=now)
        insert_many(Commitment, batch)
        for letter in batch:
            announce.note(letter, tier=letter.tier, businesses=letter.businesses)

    return act_many(by, "generate_commitment", letters, work)


class _Desk:
    """What a batch of letters needs: who holds each post, how many businesses it answers for, the law of its place."""

    def __init__(self, posts: Sequence[Post], on: date) -> None:
        self.on = on
        self.holders = {t.post_id: t for t in Tenure.objects.on(on).filter(post__in=posts)}
        self.load = current_load(on)
        self._laws = {path: law_on(on, path) for path in {post.path for post in posts}}

    def text(self, post: Post) -> str | None:
        return self._laws[post.path].pack.letters["commitment"].texts.get(LETTER.get(post.tier, ""))

    def judge(self, letter: Commitment) -> None:
        if letter.post_id not in self.holders:
            raise Refused(
                _("「%(post)s」现在没有人任职，先定人再出承诺书") % {"post": letter.post.title}, code="vacant"
            )
        if letter.body["text"] is None:
            raise Refused(_("「%(post)s」不是包保岗位") % {"post": letter.post.title}, code="no_tier")


def _letter(post: Post, desk: _Desk, now: datetime) -> Commitment:
    holder = desk.holders.get(post.pk)
    return Commitment(
        id=new_id(),
        post=post,
        person_id=holder.person_key if holder else post.pk,
        person_name=holder.person_name if holder else "",
        tier=post.tier,
        businesses=desk.load.get(post.pk, 0),
        body={"text": desk.text(post), "title": post.title, "on": desk.on.isoformat()},
        path=post.path,
        valid_from=desk.on,
        recorded_at=now,
    )


def sign_commitment(letter: Commitment, *, signature: UUID, by: Actor, now: datetime) -> Commitment:
    """The cadre signs their own letter."""
    if by.person != letter.person_id:
        raise Refused(_("承诺书要由本人签"), code="not_yours")
    return _with_document(letter, "sign_commitment", "sign", signature, by)


def upload_commitment(letter: Commitment, *, document: UUID, by: Actor, now: datetime) -> Commitment:
    """The office files the signed paper."""
    return _with_document(letter, "upload_commitment", "upload", document, by)


def _with_document(letter: Commitment, verb: str, move: str, document: UUID, by: Actor) -> Commitment:
    if not Evidence.objects.visible_to(by).filter(pk=document).exists():
        raise Missing(_("签好的文件还没有传上来，请重新上传"), code="document_missing")
    with act(by, verb, letter):
        COMMITMENT.move(letter, move, document=document)
    return letter
