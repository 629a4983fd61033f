"""Which post: the finder's, the regulator's station of a place, the superior, the office."""

from collections.abc import Collection, Iterable
from uuid import UUID

from shian.kernel.actor import Actor
from shian.kernel.paths import trail
from shian.loop.models import Task
from shian.people.models import Post


def finder_post(by: Actor, owed: Task) -> UUID | None:
    """The post from which something was found: the holder of the task if the finder holds it."""
    if owed.holder_id in by.posts:
        return owed.holder_id
    return by.post if owed.holder_id else None


def supervising_post(path: str) -> UUID | None:
    """The regulator's post nearest to a place: its station, else the county's, or none yet (a vacancy alarm)."""
    return nearest_post(path, "station_officer")


def office_post(path: str) -> UUID | None:
    """The food-safety office that answers for a place."""
    return nearest_post(path, "office")


def nearest_post(path: str, role: str) -> UUID | None:
    """The open post of a role whose place holds the path most closely."""
    return Nearest((role,), (path,)).one(role, path)


def superior_of(post: UUID) -> UUID | None:
    """The post above one: as set, else the office of its place."""
    row = Post.objects.filter(pk=post).values_list("superior_id", "path").first()
    if row is None:
        return None
    return row[0] or office_post(row[1])


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

    def one(self, role: str, path: str) -> UUID | None:
        """The first of them."""
        return next(iter(self.all(role, path)), None)


class Above:
    """Who stands above the tasks of a batch, asked once for all of them: superiors, offices, stations."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        rows = list(tasks)
        holders = Post.objects.filter(pk__in={task.holder_id for task in rows if task.holder_id})
        self._holders = {
            pk: (superior, path) for pk, superior, path in holders.values_list("pk", "superior_id", "path")
        }
        grounds = {task.path for task in rows} | {path for _superior, path in self._holders.values()}
        self._nearest = Nearest(("office", "station_officer"), grounds)

    def superior(self, post: UUID) -> UUID | None:
        """As set, else the office of its place."""
        superior, path = self._holders.get(post, (None, None))
        return superior or (self.office(path) if path else None)

    def office(self, path: str) -> UUID | None:
        return self._nearest.one("office", path)

    def station(self, path: str) -> UUID | None:
        return self._nearest.one("station_officer", path)
