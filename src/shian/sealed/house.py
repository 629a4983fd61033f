"""The channel itself, under its own name: it takes what is told without an account, and writes what no one post may."""

from collections.abc import Iterator
from contextlib import contextmanager

from shian.kernel.actor import Actor
from shian.kernel.wall import worn
from shian.people.queries import system

BOX = "clue_box"


@contextmanager
def as_box() -> Iterator[Actor]:
    """Look and write as the box, inside the verb of whoever acts; the verb itself stays theirs."""
    box = system(BOX)
    with worn(box):
        yield box
