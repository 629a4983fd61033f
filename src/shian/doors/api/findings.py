"""Problems until they are fixed: lists, the whole way of one, and every move."""

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from ninja import Router, Schema
from pydantic import Field

from shian.doors.api.asked import Anywhere, Asked, Limit, Offset, Page, Text, Words, ground, page
from shian.doors.api.refusals import REFUSALS
from shian.doors.api.shapes import FindingOut, StageOut
from shian.loop import actions, queries
from shian.loop.models import Finding
from shian.loop.states import FINDING

router = Router(tags=["findings"])
Photos = Annotated[list[UUID], Field(max_length=9)]
State = Annotated[str, Field(pattern="^(" + "|".join(sorted(FINDING.all)) + ")$")]


class Noted(Schema):
    note: Text = ""


class Said(Schema):
    note: Words


class Shown(Schema):
    note: Text = ""
    photos: Photos = []


class Fixed(Schema):
    """A fix, by the business or by a helper for it."""

    note: Words
    photos: Photos = []


class Struck(Schema):
    outcome: Annotated[Words, Field(max_length=300)]
    photos: Photos = []


class Returned(Schema):
    outcome: Annotated[Words, Field(max_length=300)]


class Withdrawn(Schema):
    reason: Annotated[Words, Field(max_length=300)]


@router.get("/findings", response={200: Page[FindingOut], **REFUSALS})
def findings(
    request: Asked, state: State | None = None, within: Anywhere = "", limit: Limit = 50, offset: Offset = 0
) -> Any:
    """Open findings, or those of one state, the most pressing first."""
    states = [state] if state else None
    return page(queries.findings(request.actor, states=states, within=ground(within) or None), limit, offset)


@router.get("/findings/{uuid:key}", response={200: FindingOut, **REFUSALS})
def finding(request: Asked, key: UUID) -> Any:
    """One finding."""
    return queries.finding(key, viewer=request.actor)


@router.get("/findings/{uuid:key}/way", response={200: list[StageOut], **REFUSALS})
def way(request: Asked, key: UUID) -> Any:
    """Its six stages, with the steps taken in each."""
    return queries.way(queries.finding(key, viewer=request.actor), viewer=request.actor)


def _move(name: str, verb: Callable[..., Finding], shape: type[Schema]) -> None:
    """One move, one address: every verb on a finding takes the finding, what was said, who and when."""

    def moved(request: Asked, key: UUID, body: Any) -> Any:
        found = queries.finding(key, viewer=request.actor)
        return verb(found, **body.dict(), by=request.actor, now=request.now)

    moved.__annotations__["body"] = shape
    moved.__doc__, moved.__name__ = verb.__doc__, verb.__name__
    router.post(f"/findings/{{uuid:key}}/{name}", response={200: FindingOut, **REFUSALS}, operation_id=verb.__name__)(
        moved
    )


_move("report-fix", actions.report_fix, Fixed)
_move("enter-fix", actions.enter_fix, Fixed)
_move("verify", actions.verify_fix, Shown)
_move("reject", actions.reject_fix, Said)
_move("push", actions.push, Noted)
_move("claim", actions.claim, Noted)
_move("start", actions.start_handling, Noted)
_move("order", actions.order_fix, Said)
_move("strike-off", actions.strike_off, Struck)
_move("return", actions.return_finding, Returned)
_move("urge-again", actions.urge_again, Noted)
_move("withdraw", actions.withdraw_finding, Withdrawn)
