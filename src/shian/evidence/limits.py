"""How big a file may be. An installation may set its own in settings.SHIAN_EVIDENCE; none of these is law."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings


@dataclass(frozen=True)
class Limits:
    """
    Bytes of one upload, pixels of a picture, the longer side kept, how JPEG is written; how many files of one person may
    be under way in pieces, and for how many days.
    """

    bytes: int = 15 * 1024 * 1024
    pixels: int = 60_000_000
    side: int = 2560
    quality: int = 85
    arriving: int = 60
    arriving_days: int = 14

    @property
    def megabytes(self) -> int:
        return self.bytes // (1024 * 1024)


@cache
def limits() -> Limits:
    return Limits(**getattr(settings, "SHIAN_EVIDENCE", {}))
