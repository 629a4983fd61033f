"""How big a file may be. An installation may set its own in settings.SHIAN_EVIDENCE; none of these is law."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings


@dataclass(frozen=True)
class Limits:
    """Bytes of one upload, pixels of a picture, the longer side kept, and how JPEG is written."""

    bytes: int = 15 * 1024 * 1024
    pixels: int = 60_000_000
    side: int = 2560
    quality: int = 85

    @property
    def megabytes(self) -> int:
        return self.bytes // (1024 * 1024)


@cache
def limits() -> Limits:
    return Limits(**getattr(settings, "SHIAN_EVIDENCE", {}))
