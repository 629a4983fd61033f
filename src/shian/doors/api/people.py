"""Who asks; posts, vacancies, and a post that changes hands."""

from datetime import date
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from ninja import Router, Schema

from shian.doors.api.asked import Anywhere, Asked, Day, Limit, Offset, Page, Text, ground, page, today
from shian.doors.api.entry import Session
from shian.doors.api.refusals import REFUSALS
from shian.doors.api.shapes import Me, PostOut
from shian.people import queries
from shian.people.actions import tenure
from shian.people.models import Account
from shian.people.tickets import ticket_for

router = Router(tags=["people"])


class VacancyOut(Schema):
    post: PostOut
    since: date
    days: int


class Ticket(Schema):
    """Sent as `Authorization: Bearer …`; void with a new password."""

    token: str
    seconds: int


class HandOver(Schema):
    """To whom, from which day, and why where the leaver cannot sign."""

    person: UUID
    on: Day
    reason: Text = ""


class TenureOut(Schema):
    post: UUID
    person: UUID
    person_name: str
    valid_from: date


@router.get("/me", response={200: Me, **REFUSALS})
def me(request: Asked) -> Any:
    """Who I am to this house."""
    actor = request.actor
    return {
        "label": actor.label,
        "person": actor.person,
        "posts": sorted(actor.posts),
        "businesses": sorted(actor.businesses),
        "grounds": actor.grounds(),
        "verbs": sorted({verb for grant in actor.grants for verb in grant.verbs}),
    }


@router.post("/me/ticket", response={200: Ticket, **REFUSALS}, auth=Session())
def ticket(request: Asked) -> Any:
    """For a phone that is in: what opens POST /api/v1/submissions at the mass door, for a working day."""
    return {"token": ticket_for(cast(Account, request.user)), "seconds": settings.SESSION_COOKIE_AGE}


@router.get("/posts", response={200: Page[PostOut], **REFUSALS})
def posts(request: Asked, within: Anywhere = "", limit: Limit = 50, offset: Offset = 0) -> Any:
    """The posts of my ground."""
    return page(queries.posts(request.actor, on=today(request), within=ground(within) or None), limit, offset)


@router.get("/posts/vacant", response={200: Page[VacancyOut], **REFUSALS})
def vacant(request: Asked, within: Anywhere = "", limit: Limit = 50, offset: Offset = 0) -> Any:
    """The posts of my ground that nobody holds, the longest vacant first."""
    return page(queries.vacancies(request.actor, on=today(request), within=ground(within) or None), limit, offset)


@router.post("/posts/{uuid:key}/hand-over", response={200: TenureOut, **REFUSALS})
def hand_over(request: Asked, key: UUID, body: HandOver) -> Any:
    """Another person holds the post from a day on; what is open stays with the post."""
    person = queries.person(body.person, viewer=request.actor)
    held = tenure.hand_over(queries.post(key), person, on=body.on, reason=body.reason, by=request.actor)
    return {
        "post": held.post_id,
        "person": held.person_key,
        "person_name": held.person_name,
        "valid_from": held.valid_from,
    }
