"""What is owed."""

from typing import Any
from uuid import UUID

from ninja import Router

from shian.doors.api.asked import Asked, Limit, Offset, Page, page, today
from shian.doors.api.refusals import REFUSALS
from shian.doors.api.shapes import TaskOut
from shian.loop import queries

router = Router(tags=["tasks"])


@router.get("/worklist", response={200: Page[TaskOut], **REFUSALS})
def worklist(request: Asked, limit: Limit = 50, offset: Offset = 0) -> Any:
    """What I owe now, the most pressing first."""
    return page(queries.worklist(request.actor, on=today(request)), limit, offset)


@router.get("/tasks/{uuid:key}", response={200: TaskOut, **REFUSALS})
def task(request: Asked, key: UUID) -> Any:
    """One task, with the reason of its due day."""
    return queries.task(key, viewer=request.actor)
