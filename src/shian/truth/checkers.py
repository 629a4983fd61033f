"""Who goes to a visit again: the nearest above whoever was there, never whoever was there."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from shian.checklists.models import Sheet
from shian.loop.posts import LEADER, OFFICE, STATION, Nearest, superior_of
from shian.people import queries as people
from shian.people.models import Post

LEADERS = frozenset({LEADER, "city_leader"})  # they ask for back-checks; they do not go
MOST_STEPS = 6


class Checkers:
    """The posts for the visits of a draw; several of one place share the work."""

    def __init__(self, visits: Sequence[Sheet], on: date) -> None:
        self._nearest = Nearest((OFFICE, STATION), {visit.path for visit in visits})
        self._chains = {post: list(_chain(post)) for post in {visit.post_id for visit in visits if visit.post_id}}
        posts = {post for chain in self._chains.values() for post in chain} | self._nearest.everybody()
        self._seated = {post: tenure.person_key for post, tenure in people.holders(posts, on=on).items()}
        self._load: Counter[UUID] = Counter()

    def post(self, visit: Sheet) -> UUID | None:
        """The nearest seated post whose person was not there; none where nobody else is seated."""
        fit = (post for level in self._levels(visit) for post in self._shared(level) if self._may(post, visit))
        chosen = next(fit, None)
        if chosen:
            self._load[chosen] += 1
        return chosen

    def _levels(self, visit: Sheet) -> Iterator[list[UUID]]:
        chain = self._chains[visit.post_id] if visit.post_id else []
        yield from ([post] for post in chain)
        yield from (self._nearest.all(role, visit.path) for role in (STATION, OFFICE))

    def _shared(self, level: Sequence[UUID]) -> list[UUID]:
        return sorted(level, key=lambda post: self._load[post])

    def _may(self, post: UUID, visit: Sheet) -> bool:
        return post in self._seated and self._seated[post] != visit.person_id


def _chain(post: UUID) -> Iterator[UUID]:
    """The posts above one that go to doors themselves."""
    seen = {post}
    above = superior_of(post)
    while above is not None and above not in seen and len(seen) <= MOST_STEPS:
        seen.add(above)
        if not Post.objects.filter(pk=above, role_id__in=LEADERS).exists():
            yield above
        above = superior_of(above)
