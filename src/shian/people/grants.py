"""The kernel's Grants: a person at work, as the posts they hold on a day and the businesses they work in make them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
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


# Where each of these persons works on a day.
Engagements = Callable[[Collection[UUID], date], Mapping[UUID, Sequence[Engagement]]]


@dataclass(frozen=True, slots=True)
class PeopleGrants:
    """Rights belong to posts held for a time; where somebody works in a business is told by the room above."""

    engagements: Engagements

    def actor_for(self, person: UUID, now: datetime) -> Actor:
        """Who this person is at an instant. Without a post or a business they reach nothing but themselves."""
        return self.actors_for([person], now)[person]

    def actors_for(self, persons: Collection[UUID], now: datetime) -> dict[UUID, Actor]:
        """The same for many, with as many questions as for one."""
        day = timezone.localdate(now)
        tenures, engaged = _tenures(persons, day), self.engagements(persons, day)
        extras = _extras([tenure.post_id for held in tenures.values() for tenure in held], day)
        roles = Role.objects.in_bulk({e.role for worked in engaged.values() for e in worked}) if engaged else {}
        return {key: _actor(key, tenures.get(key, []), engaged.get(key, ()), extras, roles) for key in persons}

    def system(self, name: str) -> Actor:
        """The house itself under a name (clock, planner, importer), with that role's verbs and no more."""
        role = Role.objects.filter(key=name, system=True).first()
        if role is None:
            raise Missing(
                _("这里还没有开通：请先运行 shian init，或 shian demo 看演示（没有系统角色「%(name)s」）")
                % {"name": name}
            )
        verbs, clearance = frozenset(role.verbs), Secrecy(role.clearance)
        return Actor(label=name, grants=(Grant(verbs, Reach.GROUND, ROOT, clearance=clearance),))


def _actor(
    person: UUID,
    tenures: list[Tenure],
    engaged: Sequence[Engagement],
    extras: Mapping[UUID, list[PostGrant]],
    roles: Mapping[str, Role],
) -> Actor:
    posts = [tenure.post_id for tenure in tenures]
    return Actor(
        label=_label(tenures, engaged, roles, person),
        person=person,
        post=posts[0] if posts else None,
        posts=frozenset(posts),
        businesses=frozenset(e.business for e in engaged),
        grants=(Grant(MYSELF, Reach.PARTY), *_of_posts(tenures, extras), *_of_businesses(engaged, roles)),
    )


def _tenures(persons: Collection[UUID], day: date) -> dict[UUID, list[Tenure]]:
    rows = Tenure.objects.on(day).filter(person_key__in=persons).select_related("post__role")
    found: defaultdict[UUID, list[Tenure]] = defaultdict(list)
    for tenure in rows.order_by("valid_from", "id"):
        if open_on(tenure.post.closed_on, day):
            found[tenure.person_key].append(tenure)
    return found


def _extras(posts: Collection[UUID], day: date) -> dict[UUID, list[PostGrant]]:
    found: defaultdict[UUID, list[PostGrant]] = defaultdict(list)
    for extra in PostGrant.objects.on(day).filter(post__in=posts).select_related("role") if posts else ():
        found[extra.post_id].append(extra)
    return found


def open_on(closed_on: date | None, day: date) -> bool:
    """Whether something with this last day still stands on a day."""
    return closed_on is None or day < closed_on


def _label(tenures: list[Tenure], engaged: Sequence[Engagement], roles: Mapping[str, Role], person: UUID) -> str:
    """The post first, then the name; in a business the role stands for the post."""
    if tenures:
        return f"{tenures[0].post.title} {tenures[0].person_name}"
    if engaged and engaged[0].name:
        role = roles.get(engaged[0].role)
        return f"{role.title if role else engaged[0].role} {engaged[0].name}"
    return f"person {person}"


def _of_posts(tenures: list[Tenure], extras: Mapping[UUID, list[PostGrant]]) -> Iterator[Grant]:
    for tenure in tenures:
        post = tenure.post
        if post.role.reach == "ground":
            yield _ground(post.role, post.path, post.role.categories, post.role.clearance)
        else:  # a guest: what names them, and what their post holds, alone or with others
            yield Grant(frozenset(post.role.verbs), Reach.PARTY, clearance=Secrecy(post.role.clearance))
        # What is mine to do I may see whatever its class: the holder of a sealed file's task must find it.
        only = frozenset({post.pk})
        yield Grant(frozenset(post.role.verbs), Reach.HELD, clearance=Secrecy.SEALED, only=only)
    for tenure in tenures:
        for extra in extras.get(tenure.post_id, ()):
            yield _ground(extra.role, extra.path, extra.categories or extra.role.categories, extra.clearance)


def _ground(role: Role, path: str, categories: list[str], clearance: int) -> Grant:
    return Grant(frozenset(role.verbs), Reach.GROUND, path, frozenset(categories), Secrecy(clearance))


def _of_businesses(engaged: Sequence[Engagement], roles: Mapping[str, Role]) -> Iterator[Grant]:
    for engagement in engaged:
        if role := roles.get(engagement.role):
            only = frozenset({engagement.business})
            yield Grant(frozenset(role.verbs), Reach.OWN, clearance=Secrecy(role.clearance), only=only)
