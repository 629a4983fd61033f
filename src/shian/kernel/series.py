"""Numbers that run on by series and year: none twice, none left out."""

from typing import Any

from django.db import connection
from django.db.models import Max, QuerySet

_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))"


def next_number(rows: "QuerySet[Any]", series: str, year: int) -> int:
    """One more than the last of these rows. Two who ask at once wait for each other until the first is in the books, so the rows must
    be all of the series: ask as somebody who sees them."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [series, year])
    last: int | None = rows.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
