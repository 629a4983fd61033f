"""The number of a file: the next of its county's year, none twice and none left out."""

from datetime import date
from uuid import UUID

from django.db import connection

from shian.complaints.house import at_the_counter
from shian.complaints.models import HIDDEN, Complaint, Series
from shian.complaints.rules import mark
from shian.kernel.ids import derived_id
from shian.loop.law import midnight
from shian.territory.models import Level, Place
from shian.territory.queries import way_to


def number(one: Complaint, series: str, day: date) -> None:
    """Give a file that is about to be stored its number. One statement takes it and holds its row until the commit."""
    county = _county(one.path)
    with at_the_counter(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Series._meta.db_table} AS s (id, path, secrecy, year, last)"  # noqa: S608  the model's own name
            " VALUES (%s, %s, %s, %s, 1) ON CONFLICT (id) DO UPDATE SET last = s.last + 1 RETURNING last",
            [_key(county.path, day.year), county.path, HIDDEN, day.year],
        )
        last: int = cursor.fetchone()[0]
    one.year, one.number, one.mark = day.year, last, mark(series, county.name, day.year, last)


def _county(path: str) -> Place:
    """The county of a place; where there is none yet, the place itself."""
    way = way_to(path)
    return next((place for place in way if place.level == Level.COUNTY), way[-1])


def _key(path: str, year: int) -> UUID:
    return derived_id(midnight(date(year, 1, 1)), "complaints", path)
