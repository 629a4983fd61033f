"""The counter: whoever has no account brings, asks and answers through it, in the house's own name."""

from collections.abc import Iterator
from contextlib import contextmanager

from shian.kernel.actor import Actor
from shian.kernel.wall import worn
from shian.people.queries import system


@contextmanager
def at_the_counter() -> Iterator[Actor]:
    """Look and write as the counter, for somebody who shows a receipt or brings something new."""
    counter = system("counter")
    with worn(counter):
        yield counter
