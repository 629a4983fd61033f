"""自律承诺: drafted and signed by the association's secretary; a new one takes the place of the old."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shian.disclosure.associations import refuse_others
from shian.disclosure.models import Pledge
from shian.disclosure.states import PLEDGE
from shian.evidence.queries import seen_among
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Missing, Refused
from shian.kernel.secrecy import Secrecy
from shian.loop.actions.opening import local_day
from shian.people.models import Organisation
from shian.people.queries import own_name, posts_named
from shian.people.rules import surname

LONGEST = 2000


def draft_pledge(association: Organisation, *, text: str, by: Actor, now: datetime) -> Pledge:
    """Write what the association will promise; a draft that was not signed is written over."""
    refuse_others(association, by)
    words = text.strip()
    if not words:
        raise Refused(_("请写承诺的内容"), code="no_words")
    if len(words) > LONGEST:
        raise Refused(_("写得太长，最多 %(most)d 字") % {"most": LONGEST}, code="too_long")
    row = Pledge(
        id=new_id(),
        association=association,
        text=words,
        drafted_at=now,
        path=association.path,
        secrecy=int(Secrecy.INTERNAL),
    )
    with act(by, "draft_pledge", row):
        Pledge.objects.filter(association=association, state=PLEDGE.initial).delete()
        insert_many(Pledge, [row])
    row._state.adding = False
    return row


def sign_pledge(pledge: Pledge, *, signature: UUID, by: Actor, now: datetime) -> Pledge:
    """Signed it is public, with post and surname; the picture of the signature is not."""
    refuse_others(pledge.association, by)
    if signature not in seen_among([signature], viewer=by):
        raise Missing(_("签好的文件还没有传上来，请重新上传"), code="document_missing")
    with act(by, "sign_pledge", pledge):
        standing = Pledge.objects.filter(association=pledge.association, state="signed")
        PLEDGE.move_many(standing, "replace", withdrawn_on=local_day(now), reason=_("签了新的承诺"))
        PLEDGE.move(
            pledge,
            "sign",
            signature=signature,
            signed_by=_signer(pledge.association, by),
            signed_on=local_day(now),
            secrecy=int(Secrecy.OPEN),
        )
    return pledge


def _signer(association: Organisation, by: Actor) -> str:
    post = next(post for post in posts_named(by.posts).values() if post.organisation_id == association.pk)
    return f"{post.title} {surname(own_name(by))}"
