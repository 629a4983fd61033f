"""Identifiers carry their time, and a plan made twice has the same."""

import time
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from shian.kernel.ids import derived_id, derived_id_sql, floor_id, instant_ms, new_id

INSTANTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
PARTS = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00\x1f"), max_size=12), max_size=4)


def test_a_new_id_is_a_uuid_of_version_7_of_this_moment() -> None:
    before = time.time_ns() // 1_000_000
    key = new_id()
    after = time.time_ns() // 1_000_000
    assert (key.version, key.variant) == (7, "specified in RFC 4122")
    assert before <= instant_ms(key) <= after
    assert len({new_id() for _n in range(2000)}) == 2000


@given(INSTANTS, PARTS)
def test_a_derived_id_is_computed_and_lies_at_its_instant(instant: datetime, parts: list[str]) -> None:
    key = derived_id(instant, *parts)
    assert key == derived_id(instant, *parts)
    assert (key.version, key.variant) == (8, "specified in RFC 4122")
    assert floor_id(instant) <= key < floor_id(instant + timedelta(milliseconds=1))


def test_other_parts_give_another_id() -> None:
    at = datetime(2026, 7, 1, tzinfo=UTC)
    keys = {derived_id(at, *parts) for parts in [("a", "b"), ("ab",), ("a", "b", ""), ("b", "a"), ()]}
    assert len(keys) == 5


def test_an_instant_is_the_same_in_every_zone_and_a_bare_one_is_refused() -> None:
    china = timezone(timedelta(hours=8))
    assert floor_id(datetime(2026, 1, 1, 8, tzinfo=china)) == floor_id(datetime(2026, 1, 1, tzinfo=UTC))
    with pytest.raises(ValueError, match="time zone"):
        floor_id(datetime(2026, 1, 1))


@pytest.mark.django_db
def test_the_database_computes_the_same() -> None:
    at = datetime(2026, 7, 1, tzinfo=UTC)
    for parts in [("包保", "x"), ("visit", "2026Q3", "01a2"), ("",)]:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {derived_id_sql(at, 'joined')} FROM (SELECT %s AS joined) AS x", ["\x1f".join(parts)]
            )
            assert cursor.fetchone() == (derived_id(at, *parts),)


def test_ids_sort_by_time() -> None:
    days = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=n) for n in range(5)]
    keys: list[UUID] = [derived_id(day, "x") for day in days]
    assert keys == sorted(keys)
