"""What a sender from outside may not see or write, the house does on their word: the register, the loop's rows."""

from collections.abc import Iterator
from contextlib import contextmanager

from shian.kernel.actor import Actor
from shian.kernel.wall import worn
from shian.people.queries import system


@contextmanager
def as_house() -> Iterator[Actor]:
    """Look and write as the clock, inside the verb of whoever gave the word; the verb itself stays theirs."""
    clock = system("clock")
    with worn(clock):
        yield clock
