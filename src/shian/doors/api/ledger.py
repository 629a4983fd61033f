"""Who did what: read only."""

from typing import Any
from uuid import UUID

from ninja import Router

from shian.doors.api.asked import Anywhere, Asked, Limit, Offset, Page, ground, page
from shian.doors.api.refusals import REFUSALS
from shian.doors.api.shapes import EntryOut
from shian.ledger import queries

router = Router(tags=["ledger"])


@router.get("/ledger", response={200: Page[EntryOut], **REFUSALS})
def entries(
    request: Asked, within: Anywhere = "", subject: UUID | None = None, limit: Limit = 50, offset: Offset = 0
) -> Any:
    """What was done in my ground, or to one thing, the latest first."""
    return page(queries.entries(request.actor, within=ground(within) or None, subject=subject), limit, offset)
