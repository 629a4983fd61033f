"""What whoever acts may not see or write themselves, the house does on their word, in its own name and inside their verb."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from shian.kernel.actor import Actor
from shian.kernel.wall import worn
from shian.people.queries import system


@contextmanager
def in_the_name_of(role: str) -> Iterator[Actor]:
    """Look and write as one of the house's own; the verb itself stays whoever's it is."""
    actor = system(role)
    with worn(actor):
        yield actor


def as_house() -> AbstractContextManager[Actor]:
    """As the clock, which sees to the loop's rows."""
    return in_the_name_of("clock")
