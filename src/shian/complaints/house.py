"""The counter: whoever has no account brings, asks and answers through it, in the house's own name."""

from contextlib import AbstractContextManager

from shian.kernel.actor import Actor
from shian.people.house import in_the_name_of


def at_the_counter() -> AbstractContextManager[Actor]:
    """Look and write as the counter, for somebody who shows a receipt or brings something new."""
    return in_the_name_of("counter")
