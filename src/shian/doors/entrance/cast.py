"""The cast of a made-up world on the login page."""

from shian.doors.ui.shapes.loop import CastCard
from shian.people import queries


def cast() -> tuple[CastCard, ...]:
    """One card for each demo account; none in a real county, where the database lets none exist."""
    return tuple(CastCard(**one.cast) for one in queries.demo_accounts())
