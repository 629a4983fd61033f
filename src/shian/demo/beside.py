"""Jobs side by side, each with a connection of its own: while one waits for the database the other thinks."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection


def side_by_side(*jobs: Callable[[], None]) -> None:
    """Run all of them; what one raises is raised."""
    with ThreadPoolExecutor(len(jobs)) as pool:
        for done in [pool.submit(_alone, job) for job in jobs]:
            done.result()


def _alone(job: Callable[[], None]) -> None:
    try:
        job()
    finally:
        connection.close()


def in_turn(*jobs: Callable[[], None]) -> None:
    """One after the other, on the caller's connection: a small world is not worth the threads."""
    for job in jobs:
        job()
