"""How much the door takes at once; an installation may set its own in settings.SHIAN_INGEST. None of these is law."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings


@dataclass(frozen=True)
class Limits:
    """Waiting sheets, sheets of one transaction, writers; bytes and sheets of one request; bytes of all
    requests that are still coming in; how long a face is known, and
    how often it is asked whether tokens were withdrawn."""

    waiting: int = 512  # of one process: about half a second's work; who would wait longer is told so at once
    batch: int = 256  # what a batch costs as such, some milliseconds, is shared by so many
    gathering_seconds: float = 0.05  # in a flood: a batch of some dozen costs half as much again a sheet as one of 200
    writers: int = 1  # two processes, each with one: a second thread would only wait for the first one's Python
    body: int = 4 * 1024 * 1024
    sheets: int = 1000
    held: int = 128 * 1024 * 1024
    known_seconds: float = 300.0
    recheck_seconds: float = 5.0
    statement_seconds: float = 20.0
    retry_after: int = 2
    niceness: int = 5  # who looks at a page goes before who waits in a queue


@cache
def limits() -> Limits:
    return Limits(**getattr(settings, "SHIAN_INGEST", {}))
