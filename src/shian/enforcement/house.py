"""What no party to a file may see or write itself, the house does on their word, inside their verb: the loop's rows, whole series of numbers."""

from collections.abc import Iterator
from contextlib import contextmanager

from shian.kernel.actor import Actor
from shian.kernel.wall import worn
from shian.people.queries import system


@contextmanager
def as_house() -> Iterator[Actor]:
    """As the clock; the verb itself stays whoever's it is."""
    clock = system("clock")
    with worn(clock):
        yield clock
