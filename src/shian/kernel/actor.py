"""Who is acting, and what they may do where."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from uuid import UUID

from shian.kernel.paths import within
from shian.kernel.secrecy import Secrecy

ANY_VERB = "*"


class Reach(Enum):
    """The four ways in which a row is reached."""

    GROUND = "ground"  # its path lies in a granted subtree
    OWN = "own"  # it is the business's own
    HELD = "held"  # its holder post is mine
    PARTY = "party"  # I am named in it


@dataclass(frozen=True, slots=True)
class Grant:
    """Verbs × reach × selector (category of the row) × the highest class it opens."""

    verbs: frozenset[str]
    reach: Reach
    path: str = ""
    category: frozenset[str] = frozenset()  # empty: every category
    clearance: Secrecy = Secrecy.INTERNAL
    only: frozenset[UUID] = frozenset()  # own and held: just these businesses or posts; empty: all of the actor's

    def allows(self, verb: str) -> bool:
        return verb in self.verbs or ANY_VERB in self.verbs

    def opens(self, secrecy: int, category: str | None) -> bool:
        return secrecy <= self.clearance and (not self.category or category in self.category)


@dataclass(frozen=True, slots=True)
class Actor:
    """A person at work, a machine's token, or the system under a name; grants belong to the posts they hold now."""

    label: str
    person: UUID | None = None
    post: UUID | None = None
    posts: frozenset[UUID] = frozenset()
    businesses: frozenset[UUID] = frozenset()
    grants: tuple[Grant, ...] = field(default=())

    def reached_by(self, grant: Grant) -> frozenset[UUID]:
        """The businesses or posts that a grant reaches: two posts of one person do not lend each other rights."""
        mine = self.businesses if grant.reach is Reach.OWN else self.posts
        return mine & grant.only if grant.only else mine

    def granted(self, verb: str) -> Iterator[Grant]:
        return (grant for grant in self.grants if grant.allows(verb))

    def may_at(self, verb: str, path: str) -> bool:
        """Whether some ground grant carries the verb at this place: for menus and for things not yet stored."""
        return any(g.reach is Reach.GROUND and within(path, g.path) for g in self.granted(verb))

    def grounds(self, verb: str = "see") -> list[str]:
        """The subtrees in which the verb is granted, each once, none inside another."""
        paths = sorted({g.path for g in self.granted(verb) if g.reach is Reach.GROUND and g.path})
        return [p for i, p in enumerate(paths) if not any(within(p, q) for q in paths[:i])]


NOBODY = Actor("nobody")
