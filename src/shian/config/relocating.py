"""When a business moves from a day on, its rows in every room follow, and what is owed on it changes hands.

The whole file goes along: `path`, which says who may see, is the new place's for every row of the business. `path_then`,
which figures count by, stays where it was for everything before the day.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q

from shian.config.moving import MOVER, cut_on, moving
from shian.kernel.wall import worn
from shian.loop.actions import settle_in
from shian.people.house import as_house
from shian.people.models import Person, Tenure
from shian.registry.events import BusinessMoved
from shian.registry.models import Appointment, Business

NAMED = ("business", "business_key")  # how a row says whose it is


def follow_the_business(envelope: dict[str, Any], now: datetime) -> None:
    """The follower of `registry.business_moved`."""
    moved = BusinessMoved.opened(envelope)
    bring_along(moved.business, moved.old, moved.new)
    cut_on(moved.on, moved.old, moved.new, now, business=moved.business)
    with as_house() as clock:
        business = Business.objects.visible_to(clock).filter(pk=moved.business).first()
        if business is not None:
            settle_in(business, on=moved.on, by=clock, now=now)


def bring_along(business: UUID, old: str, new: str) -> int:
    """Bring every row of a business, and those who work there alone, to its new path; run again it finds nothing left."""
    with worn(MOVER):
        rows = sum(found.update(path=new) for found in _rows_of(business, old))
        return rows + _staff(business, old).update(path=new)


def _rows_of(business: UUID, path: str) -> "Iterator[models.QuerySet[Any]]":
    """The rows at a path that are a business's, table by table: by a column, or through a row that they belong to."""
    found = list(moving())
    for model in found:
        names = [name for name in NAMED if name in {field.name for field in model._meta.concrete_fields}]
        names += [f"{name}__business" for name in _through(model, found)]
        if names:
            whose = Q()
            for name in names:
                whose |= Q(**{name: business})
            yield model._base_manager.filter(whose, path=path)


def _through(model: type[models.Model], found: list[type[models.Model]]) -> Iterator[str]:
    for field in model._meta.concrete_fields:
        to = field.related_model
        if isinstance(to, type) and to in found and "business" in {one.name for one in to._meta.concrete_fields}:
            yield field.name


def _staff(business: UUID, path: str) -> "models.QuerySet[Person]":
    """Who is named in the posts of this business and nowhere else."""
    own = Appointment.objects.known().filter(business=business).values("person_id")
    elsewhere = Appointment.objects.known().exclude(business=business).values("person_id")
    rows = Person.objects.filter(pk__in=own, path=path)
    staff: models.QuerySet[Person] = rows.exclude(pk__in=elsewhere).exclude(pk__in=Tenure.objects.values("person_key"))
    return staff
