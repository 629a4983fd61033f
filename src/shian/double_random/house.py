"""The draws are made in the house's own name: who planned the checks cannot touch list, seed or result."""

from collections.abc import Iterator
from contextlib import contextmanager

from shian.kernel.actor import Actor
from shian.kernel.wall import worn
from shian.people.queries import system


@contextmanager
def as_house() -> Iterator[Actor]:
    """Look and draw as the clock, inside the verb of whoever gave the word; the verb itself stays theirs."""
    clock = system("clock")
    with worn(clock):
        yield clock
