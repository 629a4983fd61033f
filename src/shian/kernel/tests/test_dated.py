"""Two times on every fact: asked of the database, and of a plain reading of the definition."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shian.kernel.ids import new_id
from shian.territory.models import PlaceName
from tests.rows import plant_all

FIRST_DAY, FIRST_MOMENT = date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC)
DAYS = st.integers(0, 9).map(lambda n: FIRST_DAY + timedelta(days=n))
MOMENTS = st.integers(0, 9).map(lambda n: FIRST_MOMENT + timedelta(hours=n))


@st.composite
def facts(draw: st.DrawFn) -> PlaceName:
    start, known = draw(DAYS), draw(MOMENTS)
    end = draw(st.none() | st.integers(1, 9).map(lambda n: start + timedelta(days=n)))
    forgotten = draw(st.none() | st.integers(1, 9).map(lambda n: known + timedelta(hours=n)))
    return PlaceName(
        place_id=new_id(),
        name=str(new_id()),
        valid_from=start,
        valid_to=end,
        recorded_at=known,
        superseded_at=forgotten,
    )


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(facts(), min_size=1, max_size=8), day=DAYS, until=DAYS, known=st.none() | MOMENTS)
def test_a_fact_is_found_when_it_held_and_was_known(
    rows: list[PlaceName], day: date, until: date, known: datetime | None
) -> None:
    with transaction.atomic():
        plant_all(rows)
        found = set(PlaceName.objects.on(day, known).values_list("name", flat=True))
        over = set(PlaceName.objects.during(day, until, known).values_list("name", flat=True))
        transaction.set_rollback(True)
    assert found == {row.name for row in rows if held(row, day) and was_known(row, known)}
    span = [day + timedelta(days=n) for n in range((until - day).days)]
    if span:
        assert over == {row.name for row in rows if any(held(row, one) for one in span) and was_known(row, known)}


def held(row: PlaceName, day: date) -> bool:
    """On its first day, and no longer on the day it ended."""
    return row.valid_from <= day and (row.valid_to is None or day < row.valid_to)


def was_known(row: PlaceName, at: datetime | None) -> bool:
    if at is None:
        return row.superseded_at is None
    return row.recorded_at <= at and (row.superseded_at is None or at < row.superseded_at)
