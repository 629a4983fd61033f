"""Photographs, signatures, documents: kept through the gate, read through the lens, never from a public folder."""

from typing import Annotated, Any
from uuid import UUID

from django.http import FileResponse
from django.utils.translation import gettext as _
from ninja import File, Form, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import AwareDatetime, Field

from shian.doors.api.asked import Asked
from shian.doors.api.refusals import REFUSALS
from shian.doors.api.shapes import EvidenceOut
from shian.evidence import arriving, queries
from shian.evidence.actions import Upload, keep_evidence, refuse_by_size, sent_before
from shian.evidence.models import Evidence
from shian.evidence.rules import PICTURES, Spot
from shian.kernel.actor import Actor
from shian.kernel.refused import Denied, Refused
from shian.registry.queries.register import business

router = Router(tags=["evidence"])
VERB = "keep_evidence"


class EvidenceIn(Schema):
    """What the phone says beside the bytes."""

    kind: Annotated[str, Field(pattern="^(photo|signature|document)$")] = "photo"
    business: UUID | None = None
    taken_at: AwareDatetime | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    accuracy: Annotated[float, Field(ge=0, le=1_000_000)] | None = None
    datum: Annotated[str, Field(pattern="^(wgs84|gcj02|bd09|cgcs2000)?$")] = ""
    upload: Annotated[str, Field(pattern="^([0-9a-f]{64})?$")] = ""


@router.post("/evidence", response={201: EvidenceOut, **REFUSALS})
def keep(request: Asked, form: Form[EvidenceIn], file: File[UploadedFile | None] = None) -> Any:
    """Keep one file: sent along, or come in pieces before and named by its hash. The same again, the same record."""
    path = business(request.actor, form.business).path if form.business else _ground(request.actor)
    if form.upload and (before := sent_before(form.upload, form.kind, business=form.business, by=request.actor)):
        return Status(201, before)
    upload = Upload(_bytes(request.actor, form, file), form.kind, form.taken_at, _spot(form))
    kept = keep_evidence(upload, path=path, business=form.business, by=request.actor)
    if form.upload and request.actor.person:
        arriving.forget(form.upload, person=request.actor.person)
    return Status(201, kept)


def _bytes(actor: Actor, form: EvidenceIn, file: UploadedFile | None) -> bytes:
    if form.upload and actor.person:
        return arriving.whole(form.upload, person=actor.person)
    if file is None:
        raise Refused(_("没有收到文件，请重新选择"), code="empty")
    refuse_by_size(file.size or 0)
    data: bytes = file.read()
    return data


@router.get("/evidence/{uuid:key}", response={200: EvidenceOut, **REFUSALS})
def record(request: Asked, key: UUID) -> Any:
    """What is known of a file."""
    return queries.evidence(key, viewer=request.actor)


@router.get("/evidence/{uuid:key}/file", response={200: bytes, **REFUSALS})
def download(request: Asked, key: UUID) -> FileResponse:
    """The bytes themselves, for whoever may see them now; nothing between us may keep them."""
    return sent(queries.evidence(key, viewer=request.actor))


def sent(found: Evidence) -> FileResponse:
    """A file as an answer: shown if it is a picture, else only saved; never run, never cached."""
    answer = FileResponse(
        queries.lies_at(found).open("rb"), content_type=found.mime, as_attachment=found.mime not in PICTURES
    )
    answer["Cache-Control"] = "no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _spot(form: EvidenceIn) -> Spot | None:
    if form.latitude is None or form.longitude is None:
        return None
    return Spot(form.latitude, form.longitude, form.accuracy, form.datum)


def _ground(actor: Actor) -> str:
    grounds = actor.grounds(VERB)
    if not grounds:
        raise Denied(_("请说明是哪家主体的文件"))
    return grounds[0]
