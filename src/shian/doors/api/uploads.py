"""A file in pieces, for a line that breaks: ask how much has come, send the next piece; then name it as evidence.

`HEAD` says how much there is (`Upload-Offset`), `PATCH` brings the piece that begins there; the address is the SHA-256 of the
whole file. `POST /evidence` with `upload` instead of a file then makes evidence of it, once however often it is asked.
"""

from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Header, Path, Router

from shian.doors.api.asked import Asked
from shian.doors.api.refusals import REFUSALS
from shian.evidence import arriving
from shian.kernel.refused import Denied, Refused

router = Router(tags=["evidence"])
PIECE = 1024 * 1024  # bytes: what a village network brings in one go
OFFSET = "Upload-Offset"
Hash = Annotated[str, Path(pattern="^[0-9a-f]{64}$", description="SHA-256 of the whole file, in lower case")]
Offset = Annotated[int, Header(alias=OFFSET, ge=0, le=10**9)]


@router.api_operation(["HEAD"], "/uploads/{sha256}", response={200: None, **REFUSALS})
def offset(request: Asked, sha256: Hash) -> HttpResponse:
    """How much of a file has come."""
    return _said(arriving.arrived(sha256, person=_person(request)))


@router.patch("/uploads/{sha256}", response={204: None, **REFUSALS})
def piece(request: Asked, sha256: Hash, at: Offset) -> HttpResponse:
    """The next piece, as plain bytes. 409 with the right `Upload-Offset` where it does not begin there."""
    if len(request.body) > PIECE:
        raise Refused(_("一次最多传 %(kb)d KB") % {"kb": PIECE // 1024}, code="too_big")
    try:
        end = arriving.take(request.body, sha256, at=at, person=_person(request), now=request.now)
    except arriving.Elsewhere as elsewhere:
        return _said(elsewhere.offset, 409)
    return _said(end, 204)


@router.api_operation(["DELETE"], "/uploads/{sha256}", response={204: None, **REFUSALS})
def begin_anew(request: Asked, sha256: Hash) -> HttpResponse:
    """Forget what came, where it turned out not to be what was promised."""
    arriving.forget(sha256, person=_person(request))
    return _said(0, 204)


def _person(request: Asked) -> UUID:
    if request.actor.person is None:
        raise Denied(_("请先登录再上传"))
    return request.actor.person


def _said(offset: int, status: int = 200) -> HttpResponse:
    answer = HttpResponse(status=status)
    answer[OFFSET] = str(offset)
    answer["Cache-Control"] = "no-store"
    return answer
