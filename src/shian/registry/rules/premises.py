"""A place on the map as somebody says it; pure."""

from dataclasses import dataclass

DATUMS = ("wgs84", "gcj02", "bd09", "cgcs2000")
FARTHEST = 1_000_000  # metres: an error larger than this is no number of a phone's


@dataclass(frozen=True, slots=True)
class Located:
    """Degrees north and east, in which system, and how exact in metres where a phone said so."""

    latitude: float
    longitude: float
    datum: str
    accuracy_m: float | None = None


def beyond_earth(at: Located) -> bool:
    """NaN is on no globe either."""
    return not (-90 <= at.latitude <= 90 and -180 <= at.longitude <= 180)


def nowhere(at: Located) -> bool:
    """0,0 lies in the sea: a phone says so when it does not know."""
    return abs(at.latitude) < 1 and abs(at.longitude) < 1
