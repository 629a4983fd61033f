"""Who holds which post, and when. What was written stays readable: a change supersedes the row and writes anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.dated import booked
from shian.kernel.gate import AnnounceMany, Verdict, act, act_many
from shian.kernel.refused import Conflict, Refused
from shian.people.events import PostHandedOver, PostSeated, PostVacant
from shian.people.models import Person, Post, Tenure


@dataclass(frozen=True, slots=True)
class Seat:
    """A person is to hold a post from a day on, until another if that is known."""

    post: Post
    person: UUID
    person_name: str
    on: date
    until: date | None = None
    reason: str = ""


def appoint(post: Post, person: Person, *, on: date, by: Actor, until: date | None = None, reason: str = "") -> Tenure:
    """Seat a person on a vacant post."""
    tenure = _tenure(Seat(post, person.pk, person.name, on, until, reason))
    with act(by, "seat", tenure) as announce:
        _seat([tenure])
        announce.note(post=str(post.pk), person=str(person.pk))
        announce(PostSeated(post.pk, person.pk, on))
    return tenure


def appoint_many(seats: Sequence[Seat], *, by: Actor) -> list[Verdict[Tenure]]:
    """Seat many persons at once, a verdict for each, in the order given."""
    return act_many(by, "seat", [_tenure(seat) for seat in seats], _seat_batch)


def end_tenure(tenure: Tenure, *, on: date, reason: str, by: Actor) -> Tenure:
    """The holder leaves from this day on and nobody follows yet: the post is vacant, and that is announced."""
    with act(by, "unseat", tenure) as announce:
        ended = _ended(tenure, on, reason)
        announce.note(post=str(tenure.post_id), person=str(tenure.person_key))
        announce(PostVacant(tenure.post_id, tenure.person_key, on))
    return ended


def hand_over(post: Post, person: Person, *, on: date, reason: str, by: Actor) -> Tenure:
    """From this day another person holds the post; open tasks and problems belong to the post and stay with it.

    The office or the leaver hands over; where the leaver cannot sign, a superior takes over for them, with a reason.
    """
    with act(by, _handing_verb(post, by, reason), post) as announce:
        leaver = running(post, on)
        if leaver is not None and leaver.person_key == person.pk:
            raise Refused(_("%(name)s已经在这个岗位上") % {"name": person.name})
        if leaver is not None:
            _ended(leaver, on, reason)
        tenure = _tenure(Seat(post, person.pk, person.name, on, reason=reason))
        _seat([tenure])
        announce.note(post=str(post.pk), person=str(person.pk), reason=reason)
        announce(PostHandedOver(post.pk, leaver.person_key if leaver else None, person.pk, on))
    return tenure


def running(post: Post, on: date) -> Tenure | None:
    """The tenure of a post on a day, if it is held."""
    return Tenure.objects.on(on).filter(post=post).first()


def end_running(post: Post, *, on: date, reason: str) -> None:
    """End whatever tenure of a post runs on a day; part of another verb."""
    if tenure := running(post, on):
        _ended(tenure, on, reason)


def _handing_verb(post: Post, by: Actor, reason: str) -> str:
    if by.may_at("handover", post.path):
        return "handover"
    if post.pk in by.posts:
        return "hand_on"
    if not _is_superior(post, by):
        raise Refused(_("只有食安办、本人或其上级可以办理交接"), code="denied")
    if not reason.strip():
        raise Refused(_("代为交接请写明原因"))
    return "take_over"


def _is_superior(post: Post, by: Actor) -> bool:
    """Whether the actor holds a post above this one in the line of superiors."""
    superior, seen = post.superior, {post.pk}
    while superior is not None and superior.pk not in seen:
        if superior.pk in by.posts:
            return True
        seen.add(superior.pk)
        superior = superior.superior
    return False


def _tenure(seat: Seat) -> Tenure:
    return Tenure(
        post=seat.post,
        person_key=seat.person,
        person_name=seat.person_name,
        valid_from=seat.on,
        valid_to=seat.until,
        reason=seat.reason,
    )


def _seat_batch(batch: list[Tenure], announce: AnnounceMany[Tenure]) -> None:
    _seat(batch)
    for tenure in batch:
        announce.note(tenure, post=str(tenure.post_id), person=str(tenure.person_key))
        announce(tenure, PostSeated(tenure.post_id, tenure.person_key, tenure.valid_from))


def _seat(batch: list[Tenure]) -> None:
    for tenure in batch:
        _refuse_outside(tenure)
    if taken := Tenure.objects.known().filter(_overlaps(batch)).select_related("post").first():
        raise Conflict(
            _("「%(post)s」这段时间已由%(name)s担任") % {"post": taken.post.title, "name": taken.person_name}
        )
    Tenure.objects.bulk_create(batch)


def _overlaps(batch: list[Tenure]) -> Q:
    """Grouped by day, so that a thousand seats of one morning are one condition."""
    found = Q(pk__in=[])
    for start, end in {(tenure.valid_from, tenure.valid_to) for tenure in batch}:
        posts = [t.post_id for t in batch if (t.valid_from, t.valid_to) == (start, end)]
        during = Q(valid_to__isnull=True) | Q(valid_to__gt=start)
        found |= Q(post__in=posts) & during & (Q(valid_from__lt=end) if end else Q())
    return found


def _refuse_outside(tenure: Tenure) -> None:
    post = tenure.post
    if tenure.valid_to is not None and tenure.valid_to <= tenure.valid_from:
        raise Refused(_("离任日期要晚于任职日期"))
    if tenure.valid_from < post.opened_on or (post.closed_on is not None and tenure.valid_from >= post.closed_on):
        raise Refused(_("「%(post)s」在这一天没有设立") % {"post": post.title})


def _ended(tenure: Tenure, on: date, reason: str) -> Tenure:
    """The row as it was known is superseded; a new one says how it ended. One that would last no day just ends."""
    if on < tenure.valid_from:
        raise Refused(_("离任日期不能早于任职日期"))
    known = booked()
    still = Tenure.objects.filter(pk=tenure.pk, superseded_at__isnull=True)
    if still.update(superseded_at=known) != 1:
        raise Conflict(_("别人刚刚处理过，请刷新后再看"))
    ended = Tenure(
        post=tenure.post,
        person_key=tenure.person_key,
        person_name=tenure.person_name,
        valid_from=tenure.valid_from,
        valid_to=on,
        reason=reason,
        recorded_at=known,
    )
    if on > tenure.valid_from:
        ended.save(force_insert=True)
    return ended
