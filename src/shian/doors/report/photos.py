"""Photographs of a draft: decoded and written anew before they touch the disk, so that no place, no camera and no stowaway is kept."""

from datetime import datetime
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from shian.doors.report.draft import MOST_PHOTOS, Draft, Taken, changed, without_photo
from shian.evidence import arriving, files, rules
from shian.evidence.actions import refuse_by_size
from shian.evidence.pictures import Picture, cleaned
from shian.kernel.refused import Missing, Refused


def with_photo(draft: Draft, file: "UploadedFile[bytes]", *, placed: bool, now: datetime) -> Draft:
    """The draft with one more picture; where it was taken stays beside it only where the person said so. Raises Refused."""
    if len(draft.photos) >= MOST_PHOTOS:
        raise Refused(_("最多 %(n)d 张照片，请先去掉一张") % {"n": MOST_PHOTOS}, code="too_many_photos")
    picture = clean(file)
    sha256 = files.digest(picture.data)
    _lay_down(picture.data, sha256, UUID(draft.key), now)
    known = picture.spot if placed and picture.spot and picture.spot.known else None
    others = without_photo(draft, sha256)
    return changed(others, photos=(*others.photos, Taken(sha256, known)))


def clean(file: "UploadedFile[bytes]") -> Picture:
    """The picture alone, with what its camera said of the place kept apart. Raises Refused for what is none."""
    refuse_by_size(file.size or 0)
    data = file.read()
    mime = rules.mime_of(data[:16])
    if mime not in rules.PICTURES:
        raise Refused(_("这不是照片，请上传 JPG、PNG 或 WebP 格式的照片"), code="wrong_kind")
    return cleaned(data, mime)


def _lay_down(data: bytes, sha256: str, key: UUID, now: datetime) -> None:
    if arriving.arrived(sha256, person=key) != len(data):
        arriving.forget(sha256, person=key)
        arriving.take(data, sha256, at=0, person=key, now=now)


def dropped(draft: Draft, sha256: str) -> Draft:
    """The draft without this picture, which is gone from the disk as well."""
    if sha256 in {one.sha256 for one in draft.photos}:
        arriving.forget(sha256, person=UUID(draft.key))
    return without_photo(draft, sha256)


def bytes_of(draft: Draft, sha256: str) -> bytes:
    """A picture of this very draft. Raises Missing."""
    if sha256 not in {one.sha256 for one in draft.photos}:
        raise Missing(_("没有找到这个文件"))
    return arriving.whole(sha256, person=UUID(draft.key))
