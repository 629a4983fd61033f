"""Keys: their prefix is their time, and a derived key is the same in Python and in the database."""

from datetime import UTC, datetime, timedelta, timezone
from random import Random
from uuid import RFC_4122

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shian.kernel.ids import derived_id, derived_id_sql, floor_id, ids_of_a_play, instant_ms, new_id, new_secret
from shian.kernel.migrating import CHINA, partitions

INSTANTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
PARTS = st.lists(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])), max_size=4)


def test_new_keys_are_version_7_and_of_this_moment() -> None:
    before = int(datetime.now(UTC).timestamp() * 1000)
    keys = [new_id() for _ in range(2000)]
    after = int(datetime.now(UTC).timestamp() * 1000) + 1
    assert len(set(keys)) == 2000
    assert {(key.version, key.variant) for key in keys} == {(7, RFC_4122)}
    times = [instant_ms(key) for key in keys]
    assert before <= times[0] and times[-1] <= after
    assert times == sorted(times)


def test_keys_of_one_millisecond_lie_in_the_order_in_which_they_were_made(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter(range(1_800_000_000_000_000_000, 1_800_000_000_001_000_000, 300))
    monkeypatch.setattr("shian.kernel.ids.time.time_ns", lambda: next(moments))
    keys = [new_id() for _ in range(3000)]
    assert {instant_ms(key) for key in keys} == {1_800_000_000_000}
    assert keys == sorted(set(keys))


def test_a_play_of_the_same_seed_has_the_same_keys_and_ends_with_it() -> None:
    began = datetime(2026, 1, 1, tzinfo=UTC)
    plays = []
    for seed in (7, 7, 8):
        with ids_of_a_play(began, Random(seed)):
            plays.append([new_id() for _ in range(200)])
    assert plays[0] == plays[1] != plays[2]
    assert plays[0] == sorted(set(plays[0]))
    assert {(key.version, key.variant) for key in plays[0]} == {(7, RFC_4122)}
    assert instant_ms(plays[0][0]) == int(began.timestamp() * 1000) < instant_ms(new_id())
    assert new_id() not in plays[0]


@given(INSTANTS, PARTS)
def test_a_derived_key_says_its_instant_and_its_kind(instant: datetime, parts: list[str]) -> None:
    key = derived_id(instant, *parts)
    assert (key.version, key.variant) == (8, RFC_4122)
    assert instant_ms(key) == int(instant.timestamp() * 1000)
    assert floor_id(instant) <= key < floor_id(instant + timedelta(milliseconds=1))


@given(INSTANTS, PARTS, PARTS)
def test_other_parts_are_another_key(instant: datetime, parts: list[str], others: list[str]) -> None:
    joined_alike = "\x1f".join(parts) == "\x1f".join(others)
    assert (derived_id(instant, *parts) == derived_id(instant, *others)) == joined_alike


@pytest.mark.django_db
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(INSTANTS, PARTS)
def test_the_database_derives_the_same_key(instant: datetime, parts: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {derived_id_sql(instant, '%(parts)s')}", {"parts": "\x1f".join(parts)})
        assert cursor.fetchone()[0] == derived_id(instant, *parts)


def test_the_same_instant_in_another_zone_is_the_same_key() -> None:
    noon = datetime(2026, 9, 14, 4, tzinfo=UTC)
    assert derived_id(noon, "x") == derived_id(noon.astimezone(timezone(timedelta(hours=8))), "x")
    with pytest.raises(ValueError, match="time zone"):
        derived_id(noon.replace(tzinfo=None), "x")


def test_keys_sort_in_the_database_as_their_time() -> None:
    years = [datetime(year, 1, 1, tzinfo=CHINA) for year in range(2000, 2090, 7)]
    keys = [derived_id(year, "x") for year in years]
    assert [str(key) for key in keys] == sorted(str(key) for key in keys)


def test_a_year_of_partitions_begins_at_midnight_here() -> None:
    first, *_others, rest = partitions("big", 2026, 2027)
    start = str(floor_id(datetime(2025, 12, 31, 16, tzinfo=UTC)))
    assert f"big_2026 PARTITION OF big FOR VALUES FROM ('{start}')" in first
    assert rest.endswith("big_rest PARTITION OF big DEFAULT")


def test_a_secret_is_nobodys_guess_but_in_a_play_its_luck_gives_it() -> None:
    noon = datetime(2026, 9, 14, 4, tzinfo=UTC)
    secrets = {new_secret() for _n in range(20)}
    assert len(secrets) == 20
    assert all(len(one) == 64 and int(one, 16) >= 0 for one in secrets)
    played = []
    for _time in range(2):
        with ids_of_a_play(noon, Random(7)):
            played.append([new_secret(), new_secret()])
    assert played[0] == played[1]
    assert played[0][0] != played[0][1]
    assert new_secret() not in secrets
