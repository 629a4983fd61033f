"""The register: search, read, register; what is owed at one door; rest days."""

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from pydantic import Field

from shian.doors.api.asked import (
    Anywhere,
    Asked,
    Count,
    Day,
    Ground,
    Key,
    Limit,
    Offset,
    Page,
    Text,
    Where,
    ground,
    page,
    today,
)
from shian.doors.api.refusals import REFUSALS
from shian.doors.api.shapes import BusinessOut, TaskOut
from shian.kernel.refused import Refused
from shian.loop import queries as loop
from shian.registry.actions.business import register_business
from shian.registry.actions.moving import Site, move_business
from shian.registry.actions.rest import declare_rest
from shian.registry.models import Kind
from shian.registry.queries import register as queries
from shian.registry.queries.law import grade_of
from shian.registry.schemas import NewBusiness, NewLicence
from shian.territory import queries as territory

Category = Annotated[str, Field(pattern="^[0-9a-z_]{0,8}$")]
router = Router(tags=["businesses"])


class LicenceIn(Schema):
    kind: Annotated[str, Field(pattern="^(sc|jy|yb|filing|local)$")]
    number: Annotated[str, Field(pattern="^[0-9A-Z-]{1,40}$")]
    expires_on: Day | None = None


class BusinessIn(Schema):
    """A new business. Without a grade the law of its place gives one; `categories` are codes of that law (分类目录)."""

    name: Annotated[str, Field(pattern=r"^[^\x00]+$", max_length=120)]
    kind: Kind
    path: Annotated[Ground, Field(min_length=3)]
    uscc: Annotated[str, Field(pattern="^([0-9A-Z]{18})?$")] = ""
    address: Text = ""
    legal_person: Annotated[str, Field(pattern=r"^[^\x00]*$", max_length=60)] = ""
    phone: Annotated[str, Field(pattern=r"^[0-9-]{0,20}$")] = ""
    employees: Count | None = None
    revenue_wan: Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)] | None = None
    diners: Count | None = None
    area_m2: Count | None = None
    seats: Count | None = None
    guarantee_grade: Annotated[str, Field(pattern="^[A-D]?$")] = ""
    opened_on: Day | None = None
    licences: Annotated[list[LicenceIn], Field(max_length=10)] = []
    categories: Annotated[list[Annotated[str, Field(pattern="^[0-9a-z_]{1,8}$")]], Field(max_length=40)] = []


class MoveIn(Schema):
    """Where a business goes, from today or a day before, and why; degrees north and east where they are known."""

    path: Annotated[Where, Field(min_length=3)]
    address: Text
    reason: Text
    on: Day | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None


class DayOut(Schema):
    """One day of a rhythm: done, rest or owed."""

    day: date
    state: str


class RestIn(Schema):
    """Every day of [start, until), or one weekday (0 Monday) within it."""

    start: Day
    until: Day | None = None
    weekday: Annotated[int, Field(ge=0, le=6)] | None = None
    reason: Annotated[str, Field(pattern=r"^[^\x00]*$", max_length=100)] = ""


class RestOut(Schema):
    id: UUID
    valid_from: date
    valid_to: date | None
    weekday: int | None
    reason: str


@router.get("/businesses", response={200: Page[BusinessOut], **REFUSALS})
def businesses(
    request: Asked,
    words: Text = "",
    within: Anywhere = "",
    kind: Kind | None = None,
    category: Category = "",
    limit: Limit = 50,
    offset: Offset = 0,
) -> Any:
    """The register of my ground, filtered or searched; a category of food by its code, with the kinds under it."""
    chosen = queries.Filter(within=ground(within), kind=kind or "", category=category, words=words)
    return page(queries.register(request.actor, chosen), limit, offset)


@router.post("/businesses", response={201: BusinessOut, **REFUSALS})
def register(request: Asked, body: BusinessIn) -> Any:
    """Enter a business into the register."""
    given = body.model_dump() | {
        "licences": tuple(NewLicence(**one.model_dump()) for one in body.licences),
        "categories": tuple(body.categories),
    }
    grade = partial(grade_of, on=today(request))
    return Status(201, register_business(NewBusiness(**given), on=today(request), by=request.actor, grade=grade))


@router.get("/businesses/{uuid:key}", response={200: BusinessOut, **REFUSALS})
def business(request: Asked, key: UUID) -> Any:
    """One business."""
    return queries.business(request.actor, key)


@router.post("/businesses/{uuid:key}/move", response={200: BusinessOut, **REFUSALS})
def move(request: Asked, key: UUID, body: MoveIn) -> Any:
    """From this day it lies there; what is owed on it changes hands, what was before stays counted where it lay."""
    on = body.on or today(request)
    if on > today(request):
        raise Refused(_("不能填以后的日期，到那天再办"))
    to = Site(territory.place(body.path), body.address, body.latitude, body.longitude)
    found = queries.business(request.actor, key)
    return move_business(found, to, on=on, reason=body.reason, by=request.actor)


@router.get("/businesses/{uuid:key}/tasks", response={200: Page[TaskOut], **REFUSALS})
def tasks_at(request: Asked, key: UUID, limit: Limit = 50, offset: Offset = 0) -> Any:
    """Everything open at one door: one visit may discharge it all."""
    found = queries.business(request.actor, key)
    return page(loop.tasks_at(found, viewer=request.actor, on=today(request)), limit, offset)


@router.get("/businesses/{uuid:key}/days", response={200: list[DayOut], **REFUSALS})
def days(request: Asked, key: UUID, programme: Key, start: Day, last: Day) -> Any:
    """Each day of a span, at most a year of them."""
    found = queries.business(request.actor, key)
    last = min(last, date.fromordinal(start.toordinal() + 366))
    return [{"day": day, "state": state} for day, state in loop.days(request.actor, found, programme, start, last)]


@router.post("/businesses/{uuid:key}/rest-days", response={201: RestOut, **REFUSALS})
def rest_days(request: Asked, key: UUID, body: RestIn) -> Any:
    """No daily record is owed on these days."""
    found = queries.business(request.actor, key)
    return Status(201, declare_rest(found, by=request.actor, **body.model_dump()))
