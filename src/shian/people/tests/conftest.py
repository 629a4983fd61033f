"""A small county: Tongxiang's office, one town, one village, and their neighbour."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from shian.kernel.actor import Actor, Grant, Reach
from shian.kernel.secrecy import Secrecy
from shian.kernel.wall import worn
from shian.people.actions.persons import NewPerson, register_person
from shian.people.actions.posts import open_organisation, open_post
from shian.people.actions.roles import RoleRow, load_roles
from shian.people.actions.tenure import appoint
from shian.people.models import Organisation, Person, Post, Role
from shian.people.queries import actor_for
from shian.territory.models import Level, Place

NOW = datetime(2026, 9, 14, 1, 0, tzinfo=UTC)
TODAY = date(2026, 9, 14)
SPRING = date(2026, 3, 1)
FOUNDER = Actor("founder", grants=(Grant(frozenset({"*"}), Reach.GROUND, "cn/", clearance=Secrecy.SEALED),))

ROLES = [
    RoleRow(
        "office",
        "食安办",
        "Office",
        frozenset({"see", "open_post", "close_post", "seat", "unseat", "handover", "grant", "revoke"})
        | {"register_person", "create_account", "issue_token", "revoke_token"},
        "case",
    ),
    RoleRow("township_cadre", "乡镇干部", "Township cadre", frozenset({"see", "hand_in", "take_over"})),
    RoleRow("village_cadre", "村干部", "Village cadre", frozenset({"see", "hand_in"})),
    RoleRow("clock", "时钟", "Clock", frozenset({"see", "tick"}), "case", system=True),
]


@dataclass
class County:
    """The places, posts and persons of these tests."""

    places: dict[str, Place]
    posts: dict[str, Post]
    people: dict[str, Person]

    def actor(self, name: str) -> Actor:
        return actor_for(self.people[name].pk, NOW)


PLACES = [
    ("county", "桐乡市", "cn/33/04/83/", Level.COUNTY),
    ("town", "梧桐街道", "cn/33/04/83/001/", Level.TOWNSHIP),
    ("village", "文昌社区", "cn/33/04/83/001/001/", Level.VILLAGE),
    ("neighbour", "海宁市", "cn/33/04/81/", Level.COUNTY),
]
POSTS = [
    ("office", "county", "office", "食安办主任", None),
    ("town", "town", "township_cadre", "街道主任", "office"),
    ("village", "village", "village_cadre", "社区书记", "town"),
    ("neighbour", "neighbour", "office", "海宁食安办主任", None),
]
PEOPLE = [
    ("office", "张三", "13800000001", "cn/33/04/83/"),
    ("town", "李四", "13800000002", "cn/33/04/83/001/"),
    ("village", "王五", "13800000003", "cn/33/04/83/001/001/"),
    ("neighbour", "赵六", "13800000004", "cn/33/04/81/"),
    ("heir", "孙七", "13800000005", "cn/33/04/83/001/001/"),
]


@pytest.fixture
def county(db: None) -> County:
    with worn(FOUNDER):
        load_roles(ROLES, by=FOUNDER)
        places = {key: _place(name, path, level) for key, name, path, level in PLACES}
        posts: dict[str, Post] = {}
        for key, place, role, title, above in POSTS:
            organisation = Organisation(name=f"{title}的单位", kind="government", place=places[place])
            open_organisation(organisation, by=FOUNDER)
            post = Post(
                organisation=organisation,
                place=places[place],
                role=Role.objects.get(pk=role),
                title=title,
                superior=posts.get(above or ""),
                opened_on=SPRING,
            )
            posts[key] = open_post(post, by=FOUNDER)
        people = {key: register_person(NewPerson(name, path, phone), by=FOUNDER) for key, name, phone, path in PEOPLE}
        for key, post in posts.items():
            appoint(post, people[key], on=SPRING, by=FOUNDER)
    return County(places, posts, people)


def _place(name: str, path: str, level: Level) -> Place:
    return Place.objects.create(name=name, path=path, level=level, code=path.replace("/", "")[2:])
