"""Offices, posts and the persons who hold them: as many cadres as the county has businesses to answer for."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from shian.demo.names import Names
from shian.kernel.actor import Actor
from shian.kernel.paths import parent
from shian.people.actions.persons import NewPerson, register_persons
from shian.people.actions.posts import open_organisations, open_posts
from shian.people.actions.tenure import Seat, appoint_many
from shian.people.models import Organisation, Post, Tier
from shian.people.queries import roles
from shian.territory.models import Level, Place

KIND = Organisation.Kind
TIERS = {
    Tier.CITY: (Level.CITY, KIND.GOVERNMENT, "city_leader", "{place}领导"),
    Tier.COUNTY: (Level.COUNTY, KIND.GOVERNMENT, "county_leader", "{place}领导"),
    Tier.TOWNSHIP: (Level.TOWNSHIP, KIND.GOVERNMENT, "township_cadre", "{place}干部"),
    Tier.VILLAGE: (Level.VILLAGE, KIND.VILLAGE, "village_cadre", "{place}干部"),
}


# The departments from outside, each by its line: what it is called, and the post it has here.
DEPARTMENTS = {
    "education": ("教育局", "教育局后勤科科长"),
    "police": ("公安局", "公安局食药环侦大队民警"),
    "agriculture": ("农业农村局", "农业行政执法队队长"),
}


@dataclass
class Offices:
    """What stands: organisations by kind and path, posts by role and path."""

    organisations: dict[tuple[str, str], Organisation] = field(default_factory=dict)
    posts: dict[str, list[Post]] = field(default_factory=dict)

    def post(self, role: str, path: str = "") -> Post:
        """The first post of a role, at a path where one is given."""
        return next(post for post in self.posts[role] if not path or post.path == path)


def shares(total: int, demand: Mapping[str, int], least: int = 1) -> dict[str, int]:
    """So many posts spread over places by what each has to do, none below the least; the sum may exceed by that."""
    work = sum(demand.values()) or 1
    exact = {path: total * need / work for path, need in demand.items()}
    given = {path: max(int(part), least) for path, part in exact.items()}
    for path in sorted(demand, key=lambda p: (given[p] - exact[p], p)):
        if sum(given.values()) >= total:
            break
        given[path] += 1
    return given


def open_offices(
    places: Sequence[Place], cadres: Mapping[str, Mapping[str, int]], *, since: date, by: Actor
) -> Offices:
    """Every organisation and post; `cadres` says how many of each tier at which path."""
    found = Offices()
    wanted = [*_authorities(places), *_governments(places, cadres)]
    for verdict in open_organisations(wanted, by=by):
        organisation = verdict.taken()
        line = organisation.department if organisation.kind == KIND.DEPARTMENT else ""
        found.organisations[line or organisation.kind, organisation.path] = organisation
    _open(found, [*_posts_of_authorities(found, places, since), *_posts_of_cadres(found, places, cadres, since)], by)
    return found


def _authorities(places: Sequence[Place]) -> Iterable[Organisation]:
    for place in places:
        if place.level == Level.COUNTY:
            yield Organisation(name=f"{place.name}食品安全委员会办公室", kind=KIND.COMMITTEE_OFFICE, place=place)
            name = f"{place.name}市场监督管理局"
            yield Organisation(name=name, kind=KIND.REGULATOR, department="market", place=place)
            for line, (name, _title) in DEPARTMENTS.items():
                yield Organisation(name=f"{place.name}{name}", kind=KIND.DEPARTMENT, department=line, place=place)
        if place.level == Level.TOWNSHIP:
            yield Organisation(name=f"{place.name}市场监督管理所", kind=KIND.STATION, place=place)


def _governments(places: Sequence[Place], cadres: Mapping[str, Mapping[str, int]]) -> Iterable[Organisation]:
    for tier, (level, kind, _role, _title) in TIERS.items():
        here = cadres.get(tier, {})
        for place in places:
            if place.level == level and place.path in here:
                name = f"{place.name}村（居）民委员会" if kind == KIND.VILLAGE else f"{place.name}党委政府"
                yield Organisation(name=name, kind=kind, place=place)


def _posts_of_authorities(found: Offices, places: Sequence[Place], since: date) -> Iterable[Post]:
    one_each: dict[Level, list[tuple[str, str, str]]] = {
        Level.COUNTY: [
            (KIND.COMMITTEE_OFFICE, "office", "食安办主任"),
            (KIND.REGULATOR, "station_officer", "市场监管局食品科科长"),
            *((line, "other_department", title) for line, (_name, title) in DEPARTMENTS.items()),
        ],
        Level.TOWNSHIP: [(KIND.STATION, "station_officer", "市场监管所所长")],
    }
    for place in places:
        for kind, role, title in one_each.get(Level(place.level), []):
            organisation = found.organisations[kind, place.path]
            yield Post(organisation=organisation, place=place, role_id=role, title=title, opened_on=since)
        if place.level == Level.GRID:
            village = found.organisations.get((KIND.VILLAGE, parent(place.path) or ""))
            if village is not None:
                yield Post(
                    organisation=village,
                    place=place,
                    role_id="grid_officer",
                    title=f"{place.name}网格员",
                    opened_on=since,
                )


def _posts_of_cadres(
    found: Offices, places: Sequence[Place], cadres: Mapping[str, Mapping[str, int]], since: date
) -> Iterable[Post]:
    for tier, (level, kind, role, title) in TIERS.items():
        for place in places:
            if place.level != level:
                continue
            for _n in range(cadres.get(tier, {}).get(place.path, 0)):
                organisation = found.organisations[kind, place.path]
                yield Post(
                    organisation=organisation, place=place, role_id=role, title=title.format(place=place.name), tier=tier, opened_on=since
                )  # fmt: skip


def _open(found: Offices, posts: Sequence[Post], by: Actor) -> None:
    """Highest ground first, so that every superior stands before those below it."""
    by_depth = sorted(posts, key=lambda post: post.place.path.count("/"))
    known = {role.key: role for role in roles()}
    for post in by_depth:
        post.role = known[post.role_id]
        post.superior = _superior(found, post)
        found.posts.setdefault(post.role_id, []).append(post)
    for verdict in open_posts(by_depth, by=by):
        verdict.taken()


def _superior(found: Offices, post: Post) -> Post | None:
    """A village cadre's is one of the township's, a township's one of the county's; the office answers for the rest."""
    above = {
        "village_cadre": "township_cadre",
        "township_cadre": "county_leader",
        "county_leader": "city_leader",
        "grid_officer": "village_cadre",
    }
    candidates = found.posts.get(above.get(post.role_id, ""), [])
    return next((one for one in candidates if post.place.path.startswith(one.place.path)), None)


def seat_everybody(found: Offices, names: Names, *, since: date, by: Actor) -> Counter[str]:
    """A person for every post. Returns how many of each role."""
    posts = [post for group in found.posts.values() for post in group]
    people = [NewPerson(names.person(), post.path, names.phone()) for post in posts]
    persons = [verdict.taken() for verdict in register_persons(people, by=by)]
    seats = [Seat(post, person.pk, person.name, since) for post, person in zip(posts, persons, strict=True)]
    for verdict in appoint_many(seats, by=by):
        verdict.taken()
    return Counter(post.role_id for post in posts)
