"""The lens: every look passes it. One rule, read twice: as a query, and as a judgement on a row in hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from shian.kernel.actor import Actor, Grant, Reach
from shian.kernel.paths import upper, within
from shian.kernel.secrecy import Secrecy


@dataclass(frozen=True, slots=True)
class Reached:
    """Which columns of a table answer the four reaches, and which one the category selector."""

    own: str | None = None
    held: str | None = None
    party: str | None = None
    category: str | None = None
    team: str | None = None  # many posts in one column: what is held together


_BY_GROUND = Reached()


def scope(actor: Actor, verb: str, reached: Reached) -> Q:
    """The rows on which the actor holds the verb, as a condition. No grant, no rows."""
    found = Q(pk__in=[])
    for grant in actor.granted(verb):
        reach = _reach_as_query(actor, grant, reached)
        if reach is not None:
            found |= reach & _opened_as_query(grant, reached)
    return found


def _reach_as_query(actor: Actor, grant: Grant, reached: Reached) -> Q | None:
    if grant.reach is Reach.GROUND and grant.path:
        return Q(path__gte=grant.path, path__lt=upper(grant.path))
    if grant.reach is Reach.OWN and reached.own and actor.businesses:
        return Q(**{f"{reached.own}__in": sorted(actor.reached_by(grant))})
    if grant.reach is Reach.HELD and actor.posts:
        return _held_as_query(sorted(actor.reached_by(grant)), reached)
    if grant.reach is Reach.PARTY and reached.party and actor.person:
        return Q(**{reached.party: actor.person})
    return None


def _held_as_query(posts: list[UUID], reached: Reached) -> Q | None:
    """Held alone, or together with others in a team."""
    columns = {f"{reached.held}__in": reached.held, f"{reached.team}__overlap": reached.team}
    asked = [Q(**{name: posts}) for name, column in columns.items() if column]
    return reduce(or_, asked) if asked else None


def _opened_as_query(grant: Grant, reached: Reached) -> Q:
    opened = Q(secrecy__lte=int(grant.clearance))
    if grant.category:
        opened &= Q(**{f"{reached.category}__in": sorted(grant.category)}) if reached.category else Q(pk__in=[])
    return opened


def may(actor: Actor, verb: str, row: Any) -> bool:
    """The same rule for a row in hand (one not stored yet, or a thing of the open directory)."""
    reached: Reached = getattr(row, "reached", _BY_GROUND)
    secrecy = int(getattr(row, "secrecy", Secrecy.OPEN))
    category = getattr(row, reached.category) if reached.category else None
    return any(
        grant.allows(verb) and grant.opens(secrecy, category) and _reaches(actor, grant, reached, row)
        for grant in actor.grants
    )


def _reaches(actor: Actor, grant: Grant, reached: Reached, row: Any) -> bool:
    match grant.reach:
        case Reach.GROUND:
            return within(row.path, grant.path)
        case Reach.OWN:
            return reached.own is not None and getattr(row, reached.own) in actor.reached_by(grant)
        case Reach.HELD:
            return bool(_holders(reached, row) & actor.reached_by(grant))
        case Reach.PARTY:
            return (
                reached.party is not None and actor.person is not None and getattr(row, reached.party) == actor.person
            )


def _holders(reached: Reached, row: Any) -> set[UUID]:
    alone = {getattr(row, reached.held)} if reached.held else set()
    return alone | set(getattr(row, reached.team) if reached.team else ())


class ScopedQuerySet(models.QuerySet[Any]):
    """A query that knows its viewer."""

    def visible_to(self, actor: Actor, verb: str = "see") -> Self:
        """Only the rows on which this actor holds the verb."""
        return self.filter(scope(actor, verb, self.model.reached))

    def visible_to_any(self, actors: Sequence[Actor], verb: str = "see") -> Self:
        """Rows for several actors at once, told apart in hand by `may`; the wall they wear together is the filter here.

        As a query the scopes of a hundred people would be a condition of a hundred branches, dearer than the rows.
        """
        if len(actors) == 1:
            return self.visible_to(actors[0], verb)
        return self.all()

    def within(self, path: str) -> Self:
        """Only the rows that lie in this subtree today."""
        return self.filter(path__gte=path, path__lt=upper(path))

    def within_then(self, path: str) -> Self:
        """Only the rows that lay in this subtree when they were made: for figures."""
        return self.filter(path_then__gte=path, path_then__lt=upper(path))


if TYPE_CHECKING:
    _Text = models.CharField[str, str]
else:  # Django's fields are not generic at run time
    _Text = models.CharField


class PathField(_Text):
    """A path of the territory, compared in code-point order."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 120)
        kwargs.setdefault("db_collation", "C")
        super().__init__(*args, **kwargs)


class Scoped(models.Model):
    """A row that somebody may see and others may not; its table stands behind the second wall."""

    reached: ClassVar[Reached] = Reached()

    path = PathField()
    secrecy = models.SmallIntegerField(default=int(Secrecy.INTERNAL), choices=[(s.value, s.name) for s in Secrecy])

    objects: ClassVar[Any] = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True
