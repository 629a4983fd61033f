"""Series of numbers by office and year: none twice, none left out."""

from typing import Any

from django.db import connection
from django.db.models import Max

from shian.enforcement.models import CasePaper, PenaltyCase
from shian.people.house import as_house
from shian.people.models import Organisation


def next_case_number(organ: Organisation, year: int) -> int:
    return _next(PenaltyCase.objects.filter(organ=organ, year=year), f"cases {organ.pk}", year)


def next_paper_number(organ: Organisation, kind: str, year: int) -> int:
    return _next(CasePaper.objects.filter(organ=organ, kind=kind, year=year), f"papers {organ.pk} {kind}", year)


def _next(rows: Any, series: str, year: int) -> int:
    """Two at once wait for each other until the first is in the books."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))", [series, year])
    with as_house():
        last: int | None = rows.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
