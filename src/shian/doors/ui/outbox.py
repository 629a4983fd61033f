"""What a phone's outbox brings to a page that is a plain form too: answered once under its own number, in a sentence."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, JsonResponse

from shian.doors.ui.asked import Asked
from shian.kernel.refused import Refused
from shian.loop import actions

ITEM = "X-Shian-Item"  # the number which a phone gave to what it brings
REFUSED = 422


def item_of(request: HttpRequest) -> UUID | None:
    """The number of what a phone brings; a form that somebody looks at has none."""
    try:
        return UUID(request.headers.get(ITEM, ""))
    except ValueError:
        return None


def answered(request: Asked, key: UUID, work: Callable[[], dict[str, Any]]) -> JsonResponse:
    """Done once, told alike however often it comes. `work` answers what is told; Refused is a sentence, and nothing written."""
    try:
        answer = actions.answered_once(key, request.body, work, by=request.actor, now=request.now)
    except Refused as refused:
        answer = {"ok": False, "code": refused.code, "message": str(refused)}
    return JsonResponse(answer, status=200 if answer["ok"] else REFUSED)


def taken(address: str, *said: str) -> dict[str, Any]:
    """That it was taken: where it can be looked at, and what there is to say."""
    return {"ok": True, "receipt": address, "said": [one for one in said if one]}
