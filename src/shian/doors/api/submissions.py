"""Handing in sheets: the same shape, verb and answer as at the mass door, for callers with a session."""

from typing import Any

from django.http import HttpResponse
from ninja import Router

from shian.doors.api.asked import Asked
from shian.doors.api.refusals import REFUSALS
from shian.doors.api.shapes import AnsweredOut, Verdicts
from shian.doors.ingest.limits import limits
from shian.doors.ingest.reading import read, together, written
from shian.doors.ingest.statuses import status_of
from shian.loop.actions import hand_in_many

router = Router(tags=["submissions"])
SUBMISSION = {"$ref": "#/components/schemas/Submission"}
LIST = {"type": "array", "items": SUBMISSION, "minItems": 1, "maxItems": limits().sheets}
MANY = {"type": "object", "required": ["submissions"], "properties": {"submissions": LIST}}
BODY: dict[str, Any] = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": {"oneOf": [SUBMISSION, MANY, LIST]}}}}
}


@router.post("/submissions", response={200: AnsweredOut | Verdicts, **REFUSALS}, openapi_extra=BODY)
def submissions(request: Asked) -> HttpResponse:
    """One sheet, or a list of them (bare, or under `submissions`), with client-made ids: a verdict each, replays answered alike."""
    found = read(request.body, limits().sheets)
    verdicts = together(found, hand_in_many(found.submissions, by=request.actor, now=request.now))
    status = 200 if found.many or verdicts[0].ok else status_of(verdicts[0].code)
    return HttpResponse(written(found, verdicts), status=status, content_type="application/json")
