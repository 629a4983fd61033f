"""The kernel's Grants: a person at work, as the posts they hold on a day and the businesses they work in make them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor, Grant, Reach
from shian.kernel.paths import ROOT
from shian.kernel.refused import Missing
from shian.kernel.secrecy import Secrecy
from shian.people.models import PostGrant, Role, Tenure

# What everybody may do with their own entry.
MYSELF = frozenset({"see", "change_password", "choose_language"})


@dataclass(frozen=True, slots=True)
class Engagement:
    """A person works in a business, under a role of the pack."""

    business: UUID
    role: str
    name: str = ""  # of the person, as the business appointed them


Engagements = Callable[[UUID, date], Sequence[Engagement]]


@dataclass(frozen=True, slots=True)
class PeopleGrants:
    """Rights belong to posts held for a time; where somebody works in a business is told by the room above."""

    engagements: Engagements

    def actor_for(self, person: UUID, now: datetime) -> Actor:
        """Who this person is at an instant. Without a post or a business they reach nothing but themselves."""
        day = timezone.localdate(now)
        tenures = list(_tenures(person, day))
        engaged = list(self.engagements(person, day))
        posts = [tenure.post_id for tenure in tenures]
        return Actor(
            label=_label(tenures, engaged, person),
            person=person,
            post=posts[0] if posts else None,
            posts=frozenset(posts),
            businesses=frozenset(e.business for e in engaged),
            grants=(Grant(MYSELF, Reach.PARTY), *_of_posts(tenures, day), *_of_businesses(engaged)),
        )

    def system(self, name: str) -> Actor:
        """The house itself under a name (clock, planner, importer), with that role's verbs and no more."""
        role = Role.objects.filter(key=name, system=True).first()
        if role is None:
            raise Missing(_("没有系统角色「%(name)s」，请先载入法规包") % {"name": name})
        verbs, clearance = frozenset(role.verbs), Secrecy(role.clearance)
        return Actor(label=name, grants=(Grant(verbs, Reach.GROUND, ROOT, clearance=clearance),))


def _tenures(person: UUID, day: date) -> Iterable[Tenure]:
    held = Tenure.objects.on(day).filter(person_key=person).select_related("post__role")
    return (tenure for tenure in held.order_by("valid_from", "id") if open_on(tenure.post.closed_on, day))


def open_on(closed_on: date | None, day: date) -> bool:
    """Whether something with this last day still stands on a day."""
    return closed_on is None or day < closed_on


def _label(tenures: list[Tenure], engaged: Sequence[Engagement], person: UUID) -> str:
    """The post first, then the name; in a business the role stands for the post."""
    if tenures:
        return f"{tenures[0].post.title} {tenures[0].person_name}"
    if engaged and engaged[0].name:
        role = Role.objects.filter(key=engaged[0].role).values_list("title", flat=True).first()
        return f"{role or engaged[0].role} {engaged[0].name}"
    return f"person {person}"


def _of_posts(tenures: list[Tenure], day: date) -> Iterator[Grant]:
    for tenure in tenures:
        post = tenure.post
        yield _ground(post.role, post.path, post.role.categories, post.role.clearance)
        # What is mine to do I may see whatever its class: the holder of a sealed file's task must find it.
        only = frozenset({post.pk})
        yield Grant(frozenset(post.role.verbs), Reach.HELD, clearance=Secrecy.SEALED, only=only)
    posts = [tenure.post_id for tenure in tenures]
    for extra in PostGrant.objects.on(day).filter(post__in=posts).select_related("role"):
        yield _ground(extra.role, extra.path, extra.categories or extra.role.categories, extra.clearance)


def _ground(role: Role, path: str, categories: list[str], clearance: int) -> Grant:
    return Grant(frozenset(role.verbs), Reach.GROUND, path, frozenset(categories), Secrecy(clearance))


def _of_businesses(engaged: list[Engagement]) -> Iterator[Grant]:
    roles = Role.objects.in_bulk({e.role for e in engaged}) if engaged else {}
    for engagement in engaged:
        if role := roles.get(engagement.role):
            only = frozenset({engagement.business})
            yield Grant(frozenset(role.verbs), Reach.OWN, clearance=Secrecy(role.clearance), only=only)
