"""A picture is decoded and written anew: what was no picture falls here, and nothing rides along in what is kept."""

import io
import warnings
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from shian.evidence import rules
from shian.evidence.limits import limits
from shian.evidence.rules import Spot
from shian.kernel.refused import Refused

_FORMATS = {rules.JPEG: "JPEG", rules.PNG: "PNG", rules.WEBP: "WEBP"}
_BROKEN = (OSError, SyntaxError, ValueError, UnidentifiedImageError, EOFError, Image.DecompressionBombWarning)


@dataclass(frozen=True)
class Picture:
    """A clean picture, and what its camera said about place and time, kept apart from it."""

    data: bytes
    mime: str
    width: int
    height: int
    spot: Spot | None
    taken_at: datetime | None


def cleaned(data: bytes, mime: str) -> Picture:
    """The picture alone: without EXIF, comments, profiles, or bytes after its end. Raises Refused where it is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            _verify(data, mime)
            with Image.open(io.BytesIO(data), formats=[_FORMATS[mime]]) as image:
                return _rewritten(image, mime)
    except Image.DecompressionBombError as error:
        raise _too_wide() from error
    except _BROKEN as error:
        raise Refused(_("这张照片打不开或不完整，请重新拍一张"), code="not_a_picture") from error


def _verify(data: bytes, mime: str) -> None:
    with Image.open(io.BytesIO(data), formats=[_FORMATS[mime]]) as image:
        if image.width * image.height > limits().pixels:
            raise _too_wide()
        image.verify()


def _too_wide() -> Refused:
    return Refused(_("这张照片的像素太多，请用普通拍照模式重拍"), code="too_many_pixels")


def _rewritten(image: Image.Image, mime: str) -> Picture:
    exif = image.getexif()
    camera = exif.get_ifd(ExifTags.IFD.Exif)
    said = camera.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((limits().side, limits().side))
    data, kept_as = _encoded(upright, mime)
    return Picture(
        data=data,
        mime=kept_as,
        width=upright.width,
        height=upright.height,
        spot=rules.spot_of(exif.get_ifd(ExifTags.IFD.GPSInfo)),
        taken_at=_local(rules.taken_at(said)),
    )


def _encoded(image: Image.Image, mime: str) -> tuple[bytes, str]:
    """Signatures stay PNG (they are lines on nothing); all else becomes JPEG."""
    out = io.BytesIO()
    if mime == rules.PNG:
        picture = _bare(image, "RGBA" if image.mode in ("RGBA", "LA", "P", "PA") else "RGB")
        picture.save(out, "PNG", optimize=False)
        return out.getvalue(), rules.PNG
    picture = _bare(image, "RGB")
    picture.save(out, "JPEG", quality=limits().quality)
    return out.getvalue(), rules.JPEG


def _bare(image: Image.Image, mode: str) -> Image.Image:
    """The pixels in a new picture: Pillow would carry `info` (comments, profiles) over into the file it writes."""
    pixels = image.convert(mode)
    fresh: Image.Image = Image.new(mode, pixels.size)
    fresh.paste(pixels)
    return fresh


def _local(said: datetime | None) -> datetime | None:
    return timezone.make_aware(said) if said else None
