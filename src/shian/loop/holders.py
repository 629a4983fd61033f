"""Who holds what a programme asks for: its word (`who.holder`) becomes posts, place by place."""

from collections.abc import Iterable
from uuid import UUID

from shian.loop.posts import Nearest

# The role whose nearest post holds it. Where nobody has the role the food-safety office has it: nothing is owed by nobody.
ROLE_OF = {
    "grid_officer": "grid_officer",
    "supervising_officer": "station_officer",
    "team": "team_member",
    "contractor": "contractor",
    "superior": "office",
    "county_leader": "county_leader",
    "township_cadre": "township_cadre",
    "village_cadre": "village_cadre",
    "office": "office",
}
FALLBACK = "office"


def holders_of(holder: str, paths: Iterable[str]) -> dict[str, list[UUID]]:
    """For each path the open posts nearest to it that can hold this; several of one place share the work."""
    wanted, role = set(paths), ROLE_OF[holder]
    nearest = Nearest({role, FALLBACK}, wanted)
    found = {path: nearest.all(role, path) or nearest.all(FALLBACK, path) for path in wanted}
    return {path: posts for path, posts in found.items() if posts}
