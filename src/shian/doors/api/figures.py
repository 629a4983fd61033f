"""A completion rate in its parts, and the rows behind each part."""

from datetime import UTC, datetime
from typing import Annotated, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import AwareDatetime, Field

from shian.doors.api.asked import Asked, Key, Limit, Offset, Page, PeriodText, Where, ground, page, today
from shian.doors.api.refusals import REFUSALS
from shian.doors.api.shapes import BurdenOut, FigureOut, TaskOut
from shian.insight import burden, queries
from shian.insight.figure import Question
from shian.kernel.refused import Refused
from shian.territory.models import Level

router = Router(tags=["figures"])
VISIT = "guarantee_visit"
AsOf = Annotated[AwareDatetime, Field(ge=datetime(2000, 1, 1, tzinfo=UTC), le=datetime(2100, 1, 1, tzinfo=UTC))] | None
Grade = Annotated[str, Field(pattern="^[A-D]?$")]
Parted = Annotated[str, Field(pattern="^(role|month|person|province|city|county|township|village)?$")]
Part = Annotated[str, Field(pattern="^(done|excluded|overdue|open)?$")]


@router.get("/figures/completion", response={200: list[FigureOut], **REFUSALS})
def completion(
    request: Asked,
    period: PeriodText,
    within: Where,
    programme: Key = VISIT,
    by: Level | None = None,
    grade: Grade = "",
    as_of: AsOf = None,
) -> Any:
    """Integers only: the ratio is formed by whoever shows it. With `as_of`, as the books stood at that instant."""
    asked = _asked(request, as_of, programme, period, within, grade)
    return queries.completion(request.actor, asked, by=by or "")


@router.get("/figures/burden", response={200: list[BurdenOut], **REFUSALS})
def burden_of(request: Asked, period: PeriodText, within: Where, by: Parted = "") -> Any:
    """What visits cost and what was saved, for each role, month or place; by person only where the place is yours to plan."""
    asked = burden.Asked.of(period, ground(within), request.now, today(request))
    return burden.burden(request.actor, asked, by=by)


@router.get("/figures/completion/rows", response={200: Page[TaskOut], **REFUSALS})
def completion_rows(
    request: Asked,
    period: PeriodText,
    within: Where,
    programme: Key = VISIT,
    part: Part = "",
    grade: Grade = "",
    as_of: AsOf = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Any:
    """The same query, opened."""
    asked = _asked(request, as_of, programme, period, within, grade)
    rows = queries.completion_rows(request.actor, asked, part=part or None)
    return page(rows.select_related("business").defer("business__phone").order_by("path", "id"), limit, offset)


def _asked(request: Asked, as_of: datetime | None, programme: str, period: str, within: str, grade: str) -> Question:
    """Raises Refused for an instant to come: nobody knows yet."""
    if as_of and as_of > request.now:
        raise Refused(_("%(text)s 还没有到，账上没有那时的数字；请写一个以前的时间") % {"text": as_of.isoformat()})
    known = as_of or request.now
    return Question.asked(programme, period, ground(within), known, timezone.localdate(known), grade)
