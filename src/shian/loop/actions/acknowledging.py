"""What the ladder said is seen: one tap, on record."""

from datetime import datetime

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.gate import act
from shian.kernel.refused import Refused
from shian.loop.models import Climb


def acknowledge(climb: Climb, *, by: Actor, now: datetime) -> Climb:
    """Whoever was told says that they have seen it; a second tap changes nothing. Raises Refused for anybody else."""
    if climb.seen_at is not None:
        return climb
    if climb.post_id not in by.posts and climb.business_id not in by.businesses:
        raise Refused(_("这一条不是报给您的，不用您点“看到了”"), code="not_told")
    with act(by, "acknowledge", climb) as announce:
        if Climb.objects.filter(pk=climb.pk, seen_at__isnull=True).update(seen_at=now, seen_by=by.person):
            climb.seen_at, climb.seen_by = now, by.person
        announce.note(rung=climb.rung)
    return climb
