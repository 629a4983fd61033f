"""Planning a programme for a period."""

from typing import Annotated, Any
from uuid import UUID

from ninja import Router, Schema
from pydantic import Field

from shian.doors.api.asked import Asked, Key, PeriodText, Where, ground
from shian.doors.api.refusals import REFUSALS
from shian.loop import actions

router = Router(tags=["plans"])


class PlanIn(Schema):
    programme: Key
    period: PeriodText
    within: Where


class PlanAgreed(PlanIn):
    """`agreed` is the number of tasks, for a plan so big that it asks."""

    agreed: Annotated[int, Field(ge=0, le=10**9)] | None = None


class PlanPreview(Schema):
    tasks: int


class PlanOut(Schema):
    """New tasks, tasks that already stood, and the batch by which it can be undone."""

    new: int
    kept: int
    batch: UUID
    periods: list[str]


@router.post("/plans/preview", response={200: PlanPreview, **REFUSALS})
def preview(request: Asked, body: PlanIn) -> Any:
    """How many tasks the plan would hold. Writes nothing."""
    return {"tasks": actions.plan_preview(**_asked(body), by=request.actor, now=request.now)}


@router.post("/plans", response={200: PlanOut, **REFUSALS})
def plan(request: Asked, body: PlanAgreed) -> Any:
    """Plan; again, nothing new appears."""
    made = actions.plan(**_asked(body), by=request.actor, now=request.now)
    return {"new": made.new, "kept": made.kept, "batch": made.batch.pk, "periods": list(made.periods)}


def _asked(body: PlanIn) -> dict[str, Any]:
    return body.model_dump() | {"within": ground(body.within)}
