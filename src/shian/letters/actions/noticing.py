"""定期通报: the calendar drafts a notice to each unit from frozen figures; a person approves it, and it is answered as any letter."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from shian.kernel.actor import Actor
from shian.kernel.ids import derived_id
from shian.kernel.paths import ROOT, parent
from shian.kernel.refused import Refused
from shian.letters.actions.drafting import draft_letter
from shian.letters.figures import last_over
from shian.letters.models import LetterStep
from shian.letters.schemas import NewLetter
from shian.loop.actions.opening import local_day
from shian.loop.law import Law, law_on, midnight
from shian.loop.posts import Nearest
from shian.packs.letters import Letter as Kind
from shian.packs.letters import Notice
from shian.packs.periods import Period
from shian.people.models import Post
from shian.people.queries import holders
from shian.registry.models import Business
from shian.territory.models import Place
from shian.territory.queries import below

# A clock that stood still writes no notice of long ago: after this a person drafts it, if it is still wanted.
LATE = timedelta(days=7)


def draft_notices(*, by: Actor, now: datetime) -> int:
    """Every notice whose day has come, once for each unit and period; how many were drafted."""
    on = local_day(now)
    posts = Post.objects.filter(role__verbs__contains=["issue_letter"], closed_on__isnull=True).select_related("place")
    return sum(_drafted(issuer, kind, period, by, now) for issuer in posts for kind, period in _due(issuer, on))


def _due(issuer: Post, on: date) -> Iterator[tuple[Kind, Period]]:
    law = law_on(on, issuer.path)
    for kind in law.pack.letters.values():
        if kind.notice is not None and kind.notice.send and issuer.role_id in kind.issuers:
            period = last_over(kind.notice.every, on)
            if _day(kind.notice, period, law) <= on < _day(kind.notice, period, law) + LATE:
                yield kind, period


def _day(notice: Notice, period: Period, law: Law) -> date:
    return notice.after.due(period.last, law.calendar).value.day


def _drafted(issuer: Post, kind: Kind, period: Period, by: Actor, now: datetime) -> int:
    assert kind.notice is not None
    units = {_event(kind, period, place): place for place in _units(issuer, kind, by)}
    known = LetterStep.objects.visible_to(by).filter(event__in=units).values_list("event", flat=True)
    made = 0
    for event in units.keys() - set(known):
        post = _answering(units[event], kind.notice, on=local_day(now))
        made += post is not None and _draft(issuer, kind, post, event, by, now)
    return made


def _units(issuer: Post, kind: Kind, by: Actor) -> list[Place]:
    """The places of the level below an organ to which no nearer organ writes, and where somebody trades."""
    assert kind.notice is not None
    above = {place: parent(place.path) or ROOT for place in below(issuer.path, kind.notice.level)}
    organs = Nearest(kind.issuers, above.values())  # strictly above: no unit writes to itself
    mine = [place for place, path in above.items() if issuer.pk in (organs.one(role, path) for role in kind.issuers)]
    return [place for place in mine if Business.objects.visible_to(by).within(place.path).exists()]


def _answering(place: Place, notice: Notice, *, on: date) -> Post | None:
    """The post of a unit that answers: of the first role of the notice that somebody holds there."""
    posts = Post.objects.filter(path=place.path, role_id__in=notice.to, closed_on__isnull=True)
    ordered = sorted(posts, key=lambda post: (notice.to.index(post.role_id), post.pk))
    held = holders([post.pk for post in ordered], on=on)
    return next((post for post in ordered if post.pk in held), None)


def _event(kind: Kind, period: Period, place: Place) -> UUID:
    return derived_id(midnight(period.start), "notice", kind.key, period.name, place.pk)


def _draft(issuer: Post, kind: Kind, post: Post, event: UUID, by: Actor, now: datetime) -> bool:
    new = NewLetter(kind.key, "place", "figures", post=post.pk, key=post.pk, issuer=issuer.pk)
    try:
        draft_letter(new, by=by, now=now, event=event)
    except Refused:
        return False  # the kind does not go to such an addressee: another unit's notice does not wait for it
    return True
