"""Which post: the finder's, the regulator's station of a place, the superior, the office."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shian.kernel.actor import Actor
from shian.kernel.paths import trail, within
from shian.loop.models import Duty, Finding, Task
from shian.people import queries as people
from shian.people.models import Post

OFFICE, STATION, LEADER = "office", "station_officer", "county_leader"
ENDS = frozenset({LEADER, "city_leader"})  # where a chain of posts ends


def finder_post(by: Actor, owed: Task) -> UUID | None:
    """The post from which something was found: the holder of the task if the finder holds it."""
    if owed.holder_id in by.posts:
        return owed.holder_id
    return by.post if owed.holder_id else None


def supervising_post(path: str) -> UUID | None:
    """The regulator's post nearest to a place: its station, else the county's, or none yet (a vacancy alarm)."""
    return nearest_post(path, STATION)


def office_post(path: str) -> UUID | None:
    """The food-safety office that answers for a place."""
    return nearest_post(path, OFFICE)


def nearest_post(path: str, role: str) -> UUID | None:
    """The open post of a role whose place holds the path most closely."""
    return Nearest((role,), (path,)).one(role, path)


def superior_of(post: UUID) -> UUID | None:
    """The post above one: as set, else the office of its place."""
    row = Post.objects.filter(pk=post).values_list("superior_id", "path").first()
    if row is None:
        return None
    return row[0] or office_post(row[1])


def heirs(posts: Iterable[UUID], path: str) -> dict[UUID, UUID]:
    """For each of these posts whose place does not hold a path: who has its work there, the nearest of the same role,
    else the office; one that has neither is left out."""
    seats = Post.objects.filter(pk__in=set(posts)).values_list("pk", "path", "role_id")
    away = {pk: role for pk, ground, role in seats if not within(path, ground)}
    nearest = Nearest({OFFICE, *away.values()}, (path,)) if away else None
    found = {pk: nearest.one(role, path) or nearest.one(OFFICE, path) for pk, role in away.items()} if nearest else {}
    return {pk: heir for pk, heir in found.items() if heir is not None}


class Nearest:
    """The open posts of some roles around some paths, asked once for all of them."""

    def __init__(self, roles: Collection[str], paths: Iterable[str]) -> None:
        steps = {step for path in paths for step in trail(path)}
        posts = Post.objects.filter(role_id__in=roles, closed_on__isnull=True, path__in=steps).order_by("pk")
        self._posts: dict[tuple[str, str], list[UUID]] = {}
        for role, path, pk in posts.values_list("role_id", "path", "pk"):
            self._posts.setdefault((role, path), []).append(pk)

    def all(self, role: str, path: str) -> list[UUID]:
        """Those of the place that holds the path most closely."""
        return next((self._posts[role, step] for step in reversed(trail(path)) if (role, step) in self._posts), [])

    def everybody(self) -> set[UUID]:
        """All of them, at every place."""
        return {post for posts in self._posts.values() for post in posts}

    def one(self, role: str, path: str) -> UUID | None:
        """The first of them."""
        return next(iter(self.all(role, path)), None)


class Above:
    """Who stands above the tasks of a batch, asked once for all of them: chains of posts, offices, stations, vacancies.

    The chain of a post is its superior, his superior and so on, nearest first, up to the county leader. Where none is set
    the office of the place stands next, and above the office the leader of the place. Above a business stands whoever
    found the problem, else the cadre who answers for it.
    """

    def __init__(self, tasks: Iterable[Task], *, on: date) -> None:
        rows = list(tasks)
        self._cadres = _cadres(rows, on)
        seats = _seats({task.holder_id for task in rows if task.holder_id} | set(self._cadres.values()))
        grounds = {task.path for task in rows} | {seat.path for seat in seats.values()}
        self._nearest = Nearest((OFFICE, STATION, LEADER), grounds)
        self._seats = _seats({*seats, *self._nearest.everybody()})
        self._chains: dict[UUID, tuple[UUID, ...]] = {}
        self.vacant = self._seats.keys() - people.holders(self._seats, on=on).keys() | {
            key for key, seat in self._seats.items() if seat.closed
        }

    def chain(self, task: Task) -> tuple[UUID, ...]:
        """The posts above whoever is late with a task, the nearest first."""
        if task.holder_id is not None:
            return self._above(task.holder_id)
        cadre = self._cadres.get(task.pk)
        return (cadre, *self._above(cadre)) if cadre else self._offices(task.path)

    def _offices(self, path: str) -> tuple[UUID, ...]:
        office = self.office(path)
        return (office, *self._above(office)) if office else ()

    def _above(self, post: UUID) -> tuple[UUID, ...]:
        if post not in self._chains:
            self._chains[post] = tuple(self._climbed(post))
        return self._chains[post]

    def _climbed(self, post: UUID) -> Iterable[UUID]:
        seen = {post}
        while (above := self._next(post)) is not None and above not in seen:
            yield above
            seen.add(above)
            post = above

    def _next(self, post: UUID) -> UUID | None:
        seat = self._seats.get(post)
        if seat is None or seat.role in ENDS:
            return None
        return seat.superior or (self.leader(seat.path) if seat.role == OFFICE else self.office(seat.path))

    def may(self, post: UUID, verb: str) -> bool:
        """Whether the role of a post has a verb: a task goes to nobody who could not do it."""
        return post in self._seats and verb in self._seats[post].verbs

    def office(self, path: str) -> UUID | None:
        return self._nearest.one(OFFICE, path)

    def station(self, path: str) -> UUID | None:
        return self._nearest.one(STATION, path)

    def leader(self, path: str) -> UUID | None:
        return self._nearest.one(LEADER, path)


@dataclass(frozen=True)
class _Seat:
    superior: UUID | None
    path: str
    role: str
    verbs: frozenset[str]
    closed: bool


def _seats(posts: Iterable[UUID]) -> dict[UUID, _Seat]:
    """These posts and all above them: as many questions as the longest chain has steps."""
    found: dict[UUID, _Seat] = {}
    asked = set(posts)
    while asked:
        rows = Post.objects.filter(pk__in=asked).values_list(
            "pk", "superior_id", "path", "role_id", "role__verbs", "closed_on"
        )
        new = {
            pk: _Seat(superior, path, role, frozenset(verbs), bool(closed))
            for pk, superior, path, role, verbs, closed in rows
        }
        found |= new
        asked = {seat.superior for seat in new.values() if seat.superior} - found.keys()
    return found


def _cadres(tasks: list[Task], on: date) -> dict[UUID, UUID]:
    """For each task that a business owes: the post which found the problem, else the one which answers for the business."""
    owed = [task for task in tasks if task.holder_id is None]
    found = Finding.objects.filter(pk__in={task.finding_id for task in owed if task.finding_id})
    finders = dict(found.filter(found_by_post__isnull=False).values_list("pk", "found_by_post_id"))
    held = Duty.objects.on(on).filter(business__in={task.business_id for task in owed}, holder__isnull=False)
    answering = dict(held.order_by("-programme", "id").values_list("business_id", "holder_id"))
    cadres = {task.pk: finders.get(task.finding_id) or answering.get(task.business_id) for task in owed}
    return {task: post for task, post in cadres.items() if post is not None}
