"""Verbs: keep a file."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shian.evidence import files, rules
from shian.evidence.documents import checked_document
from shian.evidence.limits import limits
from shian.evidence.models import Evidence
from shian.evidence.pictures import cleaned
from shian.evidence.rules import Spot, believed
from shian.kernel.actor import Actor
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.paths import within
from shian.kernel.refused import Refused
from shian.kernel.secrecy import Secrecy


@dataclass(frozen=True)
class Upload:
    """What somebody hands in: the bytes, and where and when their phone says they were made."""

    data: bytes
    kind: str
    taken_at: datetime | None = None
    spot: Spot | None = None


class TooBig(Refused):
    """More bytes than a file may have."""

    code = "too_big"


def keep_evidence(
    upload: Upload, *, path: str, business: UUID | None, by: Actor, secrecy: int = int(Secrecy.INTERNAL)
) -> Evidence:
    """Keep a photograph, signature or document. The same file by the same person at the same place is kept once.

    `secrecy` is the class of the file it belongs to: what comes with a case is seen by whoever sees the case.
    """
    row, data = _read(upload)
    row.path, row.business_key, row.person_id, row.secrecy = path, business, by.person, secrecy
    row.sha256, row.came_as = files.digest(data), files.digest(upload.data)
    before = _kept_before(row, by)
    if before is not None:
        return before
    with act(by, "keep_evidence", row) as announce:
        files.keep(data)
        row.save(force_insert=True)
        announce.note(kind=row.kind, sha256=row.sha256, size=row.size)
    return row


def carried_along(keys: Collection[UUID], path: str, *, by: Actor) -> dict[UUID, UUID]:
    """The file to which these belong lies at another place now: those of them that lie elsewhere, each with a copy of its record
    there. The bytes stay where they are, and so does the record, by which whoever had it before still sees it."""
    found: dict[UUID, UUID] = {}
    for row in Evidence.objects.visible_to(by).filter(pk__in=keys):
        if within(row.path, path):
            continue
        before, row.pk, row.path = row.pk, new_id(), path
        row._state.adding = True
        with act(by, "keep_evidence", row) as announce:
            row.save(force_insert=True)
            announce.note(kind=row.kind, sha256=row.sha256, size=row.size)
        found[before] = row.pk
    return found


def sent_before(came_as: str, kind: str, *, business: UUID | None, by: Actor) -> Evidence | None:
    """What was made of these bytes when this person sent them before: the answer was lost, the file was not."""
    rows = Evidence.objects.visible_to(by).filter(
        came_as=came_as, kind=kind, person_id=by.person, business_key=business
    )
    found: Evidence | None = rows.order_by("id").first()
    return found


def refuse_by_size(size: int) -> None:
    """Raises TooBig, or Refused for an empty file: asked before the bytes are read where the size is known."""
    if size == 0:
        raise Refused(_("这个文件是空的，请重新选择"), code="empty")
    if size > limits().bytes:
        raise TooBig(_("文件太大：一个文件不能超过 %(mb)d MB，请压缩后再上传") % {"mb": limits().megabytes})


def _read(upload: Upload) -> tuple[Evidence, bytes]:
    refuse_by_size(len(upload.data))
    mime = rules.mime_of(upload.data[:16])
    if mime is None or mime not in rules.ACCEPTED.get(upload.kind, frozenset()):
        raise Refused(_wanted(upload.kind), code="wrong_kind")
    return _picture(upload, mime) if mime in rules.PICTURES else _document(upload, mime)


def _wanted(kind: str) -> str:
    sentences = {
        "photo": _("这不是照片，请上传 JPG、PNG 或 WebP 格式的照片"),
        "signature": _("这不是签名图片，请重新签名"),
        "document": _("这种文件收不了，请上传 PDF、Word（docx）或 JPG 照片"),
    }
    return sentences.get(kind) or _("不认识的文件类别，应为照片、签名或文件")


def _picture(upload: Upload, mime: str) -> tuple[Evidence, bytes]:
    picture = cleaned(upload.data, mime)
    spot = next((one for one in (upload.spot, picture.spot) if one and one.known), None)
    row = Evidence(
        kind=upload.kind,
        mime=picture.mime,
        size=len(picture.data),
        width=picture.width,
        height=picture.height,
        taken_at=believed(upload.taken_at) or believed(picture.taken_at),
        latitude=spot.latitude if spot else None,
        longitude=spot.longitude if spot else None,
        accuracy_m=spot.accuracy_m if spot else None,
        datum=spot.datum if spot else "",
    )
    return row, picture.data


def _document(upload: Upload, mime: str) -> tuple[Evidence, bytes]:
    data = checked_document(upload.data, mime)
    return Evidence(kind=upload.kind, mime=mime, size=len(data), taken_at=believed(upload.taken_at)), data


def _kept_before(row: Evidence, by: Actor) -> Evidence | None:
    alike = Evidence.objects.visible_to(by).filter(
        sha256=row.sha256,
        kind=row.kind,
        person_id=row.person_id,
        business_key=row.business_key,
        path=row.path,
        secrecy=row.secrecy,
    )
    return alike.order_by("id").first()
