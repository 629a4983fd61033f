"""Stepping out of the application's role for a moment, inside the same transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def as_owner() -> Iterator[None]:
    """As `shian_owner`: may change tables. The second wall is forced on it too, it sees no scoped row."""
    with lowered_to("shian_owner"):
        yield


@contextmanager
def as_root() -> Iterator[None]:
    """As the bootstrap superuser: sees every raw row. For counts by hand that must owe nothing to lens or wall."""
    with lowered_to("shian_root"):
        yield


@contextmanager
def lowered_to(role: str) -> Iterator[None]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
        yield
        cursor.execute("SET LOCAL ROLE shian_app")
