"""Letters of commitment (承诺书): drafted from the pack's text and the duties held, signed by the cadre, uploaded; again with each tenure."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shian.evidence.models import Evidence
from shian.kernel.actor import Actor
from shian.kernel.gate import act
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
    on = local_day(now)
    holder = Tenure.objects.on(on).filter(post=post).first()
    if holder is None:
        raise Refused(_("「%(post)s」现在没有人任职，先定人再出承诺书") % {"post": post.title}, code="vacant")
    text = law_on(on, post.path).pack.letters["commitment"].texts.get(LETTER.get(post.tier, ""))
    if text is None:
        raise Refused(_("「%(post)s」不是包保岗位") % {"post": post.title}, code="no_tier")
    letter = Commitment(
        id=new_id(),
        post=post,
        person_id=holder.person_key,
        person_name=holder.person_name,
        tier=post.tier,
        businesses=current_load(on).get(post.pk, 0),
        body={"text": text, "title": post.title, "on": on.isoformat()},
        path=post.path,
        valid_from=on,
        recorded_at=now,
    )
    with act(by, "generate_commitment", letter) as announce:
        Commitment.objects.filter(post=post, state=COMMITMENT.initial, superseded_at__isnull=True).update(
            superseded_at=now
        )
        letter.save(force_insert=True)
        announce.note(tier=letter.tier, businesses=letter.businesses)
    return letter


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
