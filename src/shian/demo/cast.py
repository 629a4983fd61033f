"""The cast: one click each on the login page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shian.demo.ground import Ground
from shian.demo.names import Names
from shian.demo.offices import Offices
from shian.demo.players import ROLE, Players
from shian.demo.worlds import World
from shian.kernel.actor import Actor
from shian.people.actions.accounts import Card, open_demo_account
from shian.people.actions.persons import NewPerson, register_person
from shian.people.actions.posts import open_organisation, open_post
from shian.people.actions.tenure import appoint
from shian.people.models import Organisation, Person, Post, Role
from shian.registry.models import Business
from shian.territory.models import Level, Place

# Key of the card and role of the post; the first post at or below the stage's first town.
OFFICIALS = (
    "office",
    "county_leader",
    "township_cadre",
    "village_cadre",
    "station_officer",
    "grid_officer",
    "other_department",
)
SHOP = ((ROLE.PRINCIPAL, "主要负责人"), (ROLE.DIRECTOR, "食品安全总监"), (ROLE.SAFETY_OFFICER, "食品安全员"))
STRANGER = "stranger"


@dataclass(frozen=True)
class Member:
    """One of the cast, as the command prints it."""

    key: str
    title: str
    name: str
    place: str


def open_cast(
    world: World,
    ground: Ground,
    offices: Offices,
    shop: Business,
    players: Players,
    names: Names,
    *,
    since: date,
    by: Actor,
) -> list[Member]:
    """An account by one click for each of the cast."""
    found = [_member(key, post, players) for key, post in _posts(offices, shop.path)]
    found += [(role.value, title, players.seat(shop.pk, role), shop.name) for role, title in SHOP]
    found.append(_stranger(world, names, since, by))
    return [open_member(key, title, person, place, by) for key, title, person, place in found]


def _posts(offices: Offices, path: str) -> Sequence[tuple[str, Post]]:
    """For each role the post nearest to the cast's restaurant."""
    nearest = {}
    for role in OFFICIALS:
        here = [post for post in offices.posts.get(role, []) if path.startswith(post.path)]
        if here:
            nearest[role] = max(here, key=lambda post: len(post.path))
    return list(nearest.items())


def _member(key: str, post: Post, players: Players) -> tuple[str, str, UUID, str]:
    return key, post.title, players.person_at(post.pk), post.place.name


def _stranger(world: World, names: Names, since: date, by: Actor) -> tuple[str, str, UUID, str]:
    """A township cadre of the county next door: sees nothing here."""
    county = Place.objects.get(code=world.neighbour, level=Level.COUNTY)
    town = Place.objects.filter(parent=county, level=Level.TOWNSHIP).order_by("path")[0]
    government = open_organisation(
        Organisation(name=f"{town.name}党委政府", kind=Organisation.Kind.GOVERNMENT, place=town), by=by
    )
    role = Role.objects.get(key="township_cadre")
    post = open_post(
        Post(
            organisation=government, place=town, role=role, title=f"{town.name}干部", tier="township", opened_on=since
        ),
        by=by,
    )
    person = register_person(NewPerson(names.person(), town.path, names.phone()), by=by)
    appoint(post, person, on=since, by=by)
    return STRANGER, post.title, person.pk, f"{county.name}{town.name}"


def open_member(key: str, title: str, person: UUID, place: str, by: Actor) -> Member:
    """One more who enters by one click."""
    row = Person.objects.visible_to(by).get(pk=person)
    open_demo_account(row, Card(key=key, post=title, name=row.name, place=place), by=by)
    return Member(key, title, row.name, place)
