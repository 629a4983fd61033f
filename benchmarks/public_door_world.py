"""A small county that is open to the public."""

from shian.kernel.wall import worn
from shian.people.actions.installing import say_what_this_is
from shian.people.models import Installation
from tests.world import COUNTY, FOUNDER, small_county


def founded() -> None:
    """The law, the places and the posts; nothing was brought yet."""
    small_county()
    with worn(FOUNDER):
        say_what_this_is(Installation.Kind.REAL, COUNTY, by=FOUNDER)
