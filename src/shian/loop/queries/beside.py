"""Who may stand beside the viewer where the law wants two."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from shian.kernel.actor import Actor
from shian.loop.seconds import Candidate, candidates, others
from shian.packs.schema import Programme
from shian.registry.models import Business


def beside(viewer: Actor, programme: Programme, business: Business, on: date) -> list[Candidate]:
    """The others who may be named as the second; none where the programme asks for nobody."""
    wanted = programme.who.second
    return others(candidates(wanted, business, on), viewer.person) if wanted else []


def beside_each(
    viewer: Actor, programme: Programme, businesses: Iterable[Business], on: date
) -> dict[UUID, list[Candidate]]:
    """The same at each of several businesses. A department's posts are asked once for each piece of ground."""
    wanted = programme.who.second
    if wanted is None:
        return {}
    inside = wanted.among == "business_post"
    asked: dict[UUID | str, list[Candidate]] = {}
    found = {}
    for one in businesses:
        ground = one.pk if inside else one.path
        if ground not in asked:
            asked[ground] = beside(viewer, programme, one, on)
        found[one.pk] = asked[ground]
    return found
