"""What a file is, by its first bytes, and what its camera said: pure, so that every trap is a one-line test."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

JPEG, PNG, WEBP, PDF = "image/jpeg", "image/png", "image/webp", "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

SIGNS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"%PDF-", PDF),
    (b"PK\x03\x04", DOCX),
)
ACCEPTED: Mapping[str, frozenset[str]] = {
    "photo": frozenset({JPEG, PNG, WEBP}),
    "signature": frozenset({PNG}),
    "document": frozenset({PDF, DOCX, JPEG}),
}
PICTURES = frozenset({JPEG, PNG, WEBP})
_PDF_END = b"%%EOF"
FIRST_YEAR, LAST_YEAR = 1970, 2200
_EXIF_TIME = "%Y:%m:%d %H:%M:%S"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a picture was taken, as the camera or the phone said it."""

    latitude: float
    longitude: float
    accuracy_m: float | None = None
    datum: str = "wgs84"

    @property
    def known(self) -> bool:
        """A telephone without a signal says 0, 0, a place in the sea off Africa: that is nowhere known."""
        return bool(self.latitude or self.longitude)


def mime_of(head: bytes) -> str | None:
    """The kind of file by its first bytes; a name or a declared type is never believed."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    return next((mime for sign, mime in SIGNS if head.startswith(sign)), None)


def whole_pdf(data: bytes) -> bytes | None:
    """A PDF up to its last end marker; None where it has none. What was hung behind it is dropped."""
    end = data.rfind(_PDF_END)
    return None if end < 0 else data[: end + len(_PDF_END)] + b"\n"


def stored_at(sha256: str) -> str:
    """Where a file lies below the data folder: by its hash, two letters a folder."""
    return f"evidence/{sha256[:2]}/{sha256[2:]}"


def spot_of(gps: Mapping[int, Any]) -> Spot | None:
    """The place in the GPS block of a photo; None where it is absent, broken or off the earth."""
    latitude = _degrees(gps.get(2), negative=gps.get(1) == "S")
    longitude = _degrees(gps.get(4), negative=gps.get(3) == "W")
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return None
    return Spot(latitude, longitude)


def _degrees(parts: Sequence[Any] | None, *, negative: bool) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in parts or ())
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    return round(-value if negative else value, 6) if value == value else None


def believed(moment: datetime | None) -> datetime | None:
    """A telephone's or camera's clock may stand anywhere; a year that no calendar and no database can show says nothing."""
    return moment if moment is not None and FIRST_YEAR <= moment.year <= LAST_YEAR else None


def taken_at(text: object) -> datetime | None:
    """The camera's clock (it names no zone); None where it says nothing usable."""
    try:
        return datetime.strptime(str(text).strip("\x00 "), _EXIF_TIME)  # noqa: DTZ007 - the zone is given by the caller
    except ValueError:
        return None
