"""Two times on a fact: when it held, and when we knew it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shian.territory.models import Place, PlaceName

pytestmark = pytest.mark.django_db
DAY, AT = date(2026, 7, 1), datetime(2026, 7, 1, tzinfo=UTC)


def named(name: str, since: int, until: int | None, *, recorded: int = 0, superseded: int | None = None) -> PlaceName:
    place, _fresh = Place.objects.get_or_create(code="1", name="x", path="cn/1/", level="village")
    return PlaceName.objects.create(
        place=place,
        name=name,
        valid_from=DAY + timedelta(days=since),
        valid_to=None if until is None else DAY + timedelta(days=until),
        recorded_at=AT + timedelta(days=recorded),
        superseded_at=None if superseded is None else AT + timedelta(days=superseded),
    )


def on(day: int, known: int | None = None) -> set[str]:
    at = None if known is None else AT + timedelta(days=known)
    return {fact.name for fact in PlaceName.objects.on(DAY + timedelta(days=day), at)}


def test_a_fact_holds_from_its_first_day_until_before_its_last() -> None:
    named("a", 0, 10)
    assert [on(day) for day in (-1, 0, 9, 10)] == [set(), {"a"}, {"a"}, set()]


def test_an_open_fact_holds_on() -> None:
    named("a", 0, None)
    assert on(5000) == {"a"}


def test_what_was_known_on_a_day_stays_what_was_known() -> None:
    """On day 0 we wrote that it holds on; on day 20 we learnt that it had ended on day 10."""
    named("a", 0, None, recorded=0, superseded=20)
    named("a, ended", 0, 10, recorded=20)
    assert on(15, known=19) == {"a"}
    assert on(15, known=20) == set()
    assert on(5, known=20) == {"a, ended"}
    assert on(15) == set()
    assert on(5, known=-1) == set()


def test_during_is_any_day_of_a_span_that_leaves_out_its_end() -> None:
    named("a", 0, 10)
    span = [(-5, 0), (-5, 1), (9, 20), (10, 20)]
    found = [PlaceName.objects.during(DAY + timedelta(days=a), DAY + timedelta(days=b)).exists() for a, b in span]
    assert found == [False, True, True, False]


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.integers(0, 15), st.integers(1, 10), st.integers(0, 5)), max_size=6), st.integers(0, 6))
def test_a_question_of_a_day_is_the_one_asked_by_hand(facts: list[tuple[int, int, int]], known: int) -> None:
    PlaceName.objects.all().delete()
    for number, (since, length, recorded) in enumerate(facts):
        named(str(number), since, since + length, recorded=recorded)
    for day in range(-1, 26):
        by_hand = {str(n) for n, (a, length, r) in enumerate(facts) if a <= day < a + length and r <= known}
        assert on(day, known) == by_hand
