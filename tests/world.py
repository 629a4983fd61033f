"""A small county in which stories happen: its cast, by name, and the businesses they answer for."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.db.models import Max
from django.utils import timezone

from shian.checklists.actions import publish_law
from shian.kernel.actor import Actor, Grant, Reach
from shian.kernel.paths import parent
from shian.kernel.secrecy import Secrecy
from shian.kernel.wall import worn
from shian.packs.loader import Loaded, load
from shian.packs.models import Release
from shian.people.actions.persons import NewPerson, register_person
from shian.people.actions.posts import open_organisation, open_post
from shian.people.actions.tenure import appoint
from shian.people.models import Organisation, Person, Post, Role
from shian.people.queries import actor_for, system
from shian.registry.actions.business import register_business
from shian.registry.models import Business
from shian.registry.schemas import NewBusiness, NewOfficer
from shian.territory.models import Level, Place
from tests.laid_down import laid_down

LAW = Path(__file__).parents[1] / "packs" / "cn"
NOW = datetime(2026, 9, 14, 2, 0, tzinfo=UTC)  # Monday morning in China
TODAY = date(2026, 9, 14)
OPENED = date(2026, 1, 1)
COUNTY, TOWN, VILLAGE = "cn/33/04/83/", "cn/33/04/83/001/", "cn/33/04/83/001/001/"
FOUNDER = Actor("founder", grants=(Grant(frozenset({"*"}), Reach.GROUND, "cn/", clearance=Secrecy.SEALED),))

PLACES = [
    ("中国", "cn/", Level.COUNTRY),
    ("浙江省", "cn/33/", Level.PROVINCE),
    ("嘉兴市", "cn/33/04/", Level.CITY),
    ("桐乡市", COUNTY, Level.COUNTY),
    ("梧桐街道", TOWN, Level.TOWNSHIP),
    ("文昌社区", VILLAGE, Level.VILLAGE),
    ("濮院镇", "cn/33/04/83/101/", Level.TOWNSHIP),
    ("永越社区", "cn/33/04/83/101/001/", Level.VILLAGE),
    ("海宁市", "cn/33/04/81/", Level.COUNTY),
]
# who: (place, role, tier, superior)
CAST: dict[str, tuple[str, str, str, str]] = {
    "office": (COUNTY, "office", "", ""),
    "leader": (COUNTY, "county_leader", "county", "office"),
    "town": (TOWN, "township_cadre", "township", "office"),
    "village": (VILLAGE, "village_cadre", "village", "town"),
    "station": (TOWN, "station_officer", "", "office"),
    "grid": (VILLAGE, "grid_officer", "", "village"),
    "neighbour": ("cn/33/04/83/101/001/", "village_cadre", "village", ""),
    "stranger": ("cn/33/04/81/", "office", "", ""),
}


@dataclass
class World:
    """The cast and what they stand on."""

    places: dict[str, Place] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    now: datetime = NOW

    def actor(self, name: str) -> Actor:
        return actor_for(self.people[name].pk, self.now)

    def system(self, name: str) -> Actor:
        return system(name)

    def later(self, **span: float) -> datetime:
        self.now += timedelta(**span)
        return self.now


@cache
def the_law() -> tuple[Loaded, ...]:
    """The packs as read once: they are files, and every story begins with them."""
    return load(LAW)


def small_county() -> World:
    """The law loaded, nine places, and everybody in their post; call it under a database."""
    with worn(FOUNDER):
        return laid_down((PLACES, CAST), by_the_verbs, still_at=NOW)


def by_the_verbs() -> World:
    """The same, made anew, however often it was made before."""
    world = World()
    with worn(FOUNDER):
        for loaded in the_law():
            publish_law(loaded, by=FOUNDER)
        for name, path, level in PLACES:
            world.places[path] = Place.objects.create(name=name, path=path, level=level, code=path)
        for who, (path, role, tier, superior) in CAST.items():
            _seat(world, who, path, role, tier, superior)
    return world


def in_force(folder: Path) -> None:
    """A folder of law, put into force after all that stands: of two releases of one instant nobody could say which is the later."""
    last = Release.objects.aggregate(last=Max("loaded_at"))["last"]
    now = max(timezone.now(), last + timedelta(seconds=1)) if last else timezone.now()
    with worn(FOUNDER), patch("django.utils.timezone.now", lambda: now):
        for loaded in load(folder):
            publish_law(loaded, by=FOUNDER)


def with_parents(world: World) -> None:
    """The tree as it is entered: each place below the one that holds it."""
    with worn(FOUNDER):
        for path, place in world.places.items():
            place.parent = world.places.get(parent(path) or "")
            place.save(update_fields=["parent"])


def _seat(world: World, who: str, path: str, role: str, tier: str, superior: str) -> None:
    number = f"15400{len(world.people):06d}"
    person = register_person(NewPerson(name=f"{who}某", phone=number, path=path), by=FOUNDER)
    place = world.places[path]
    unit = open_organisation(Organisation(name=f"{who}单位", kind="government", place=place), by=FOUNDER)
    post = Post(
        organisation=unit,
        place=place,
        role=Role.objects.get(key=role),
        title=who,
        tier=tier,
        superior=world.posts.get(superior),
        opened_on=OPENED,
    )
    world.posts[who], world.people[who] = open_post(post, by=FOUNDER), person
    appoint(post, person, on=OPENED, by=FOUNDER)


def business(world: World, name: str = "甲饭店", *, grade: str = "D", path: str = VILLAGE, **facts: Any) -> Business:
    """A caterer with a principal and a safety officer, who join the cast as NAME主要负责人 and NAME食品安全员."""
    tail = len(world.people)
    officers = tuple(
        NewOfficer(role=role, name=f"{name}{role}", phone=f"15401{tail + n:06d}")
        for n, role in enumerate(("principal", "director", "safety_officer"))
    )
    facts = {"kind": "caterer", "uscc": "", "guarantee_grade": grade, "officers": officers} | facts
    with worn(FOUNDER):
        made = register_business(NewBusiness(name=name, path=path, **facts), on=OPENED, by=FOUNDER)
        for officer in facts["officers"]:
            world.people[f"{name}/{officer.role}"] = Person.objects.get(name=officer.name)
    return made


def answers(codes: Iterable[str], *, failed: Iterable[str] = (), disposition: str = "fix_by") -> dict[str, object]:
    """Every item conforms but the failed ones."""
    wrong = set(failed)
    return {
        code: {"answer": "fail", "note": "台面有积水", "disposition": disposition}
        if code in wrong
        else {"answer": "conform"}
        for code in codes
    }
