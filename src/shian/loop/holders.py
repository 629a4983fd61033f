"""Who holds what a programme asks for: its word (`who.holder`) becomes posts, place by place."""

from collections.abc import Iterable
from uuid import UUID

from shian.kernel.paths import trail
from shian.people.models import Post

# The role whose nearest post holds it. Where nobody has the role the food-safety office has it: nothing is owed by nobody.
ROLE_OF = {
    "grid_officer": "grid_officer",
    "supervising_officer": "station_officer",
    "team": "team_member",
    "contractor": "contractor",
    "superior": "office",
}
FALLBACK = "office"


def holders_of(holder: str, paths: Iterable[str]) -> dict[str, list[UUID]]:
    """For each path the open posts nearest to it that can hold this; several of one place share the work."""
    wanted = set(paths)
    known = _posts({ROLE_OF[holder], FALLBACK}, {step for path in wanted for step in trail(path)})
    found = {path: _nearest(known, ROLE_OF[holder], path) or _nearest(known, FALLBACK, path) for path in wanted}
    return {path: posts for path, posts in found.items() if posts}


def _posts(roles: set[str], places: set[str]) -> dict[tuple[str, str], list[UUID]]:
    found: dict[tuple[str, str], list[UUID]] = {}
    posts = Post.objects.filter(role_id__in=roles, closed_on__isnull=True, path__in=places).order_by("pk")
    for role, path, pk in posts.values_list("role_id", "path", "pk"):
        found.setdefault((role, path), []).append(pk)
    return found


def _nearest(known: dict[tuple[str, str], list[UUID]], role: str, path: str) -> list[UUID]:
    return next((known[role, step] for step in reversed(trail(path)) if (role, step) in known), [])
