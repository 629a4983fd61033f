"""Dates as they come: one day, or a sentence."""

from datetime import date, datetime
from typing import Any

import pytest

from shian.registry.rules.characters import Cell, text_of
from shian.registry.rules.dates import read_date, read_until

FIRST_OF_MARCH = date(2026, 3, 1)


@pytest.mark.parametrize(
    "typed",
    [
        "2026-03-01", "2026年3月1日", "2026.3.1", "2026/3/1", "20260301", "２０２６年３月１日", "2026 年 3 月 1 日",
        "2026-03-01 00:00:00", "2026-03-01T08:30", "2026-03-01 8:30:15.000", "2026-03-01。", "2026.3.1;", "2026年3月1日；", datetime(2026, 3, 1, 23, 59), 46082, 46082.0, "46082", datetime(2026, 3, 1), FIRST_OF_MARCH,
    ],
)  # fmt: skip
def test_many_ways_to_write_the_first_of_march(typed: Any) -> None:
    assert read_date(typed).day == FIRST_OF_MARCH


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("25/03/2026", date(2026, 3, 25)),
        ("03/25/2026", date(2026, 3, 25)),
        ("03/03/2026", date(2026, 3, 3)),
        ("3/03/2026", date(2026, 3, 3)),
        ("12.12.2026", date(2026, 12, 12)),
        ("25-12-2026", date(2026, 12, 25)),
        ("12/25/2026", date(2026, 12, 25)),
        ("13/12/2026", date(2026, 12, 13)),
    ],
)
def test_year_last_is_read_where_only_one_reading_exists(typed: str, day: date) -> None:
    assert read_date(typed).day == day


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("01/03/2026", "date_ambiguous"), ("12/11/2026", "date_ambiguous"), ("1/12/2026", "date_ambiguous"),
        ("30/02/2026", "date_impossible"), ("02/30/2026", "date_impossible"), ("1899-12-31", "date_far"), ("2101-01-01", "date_far"), ("2026年2月30日", "date_impossible"), ("2026年3月", "date_no_day"),
        ("26.3.1", "date_short_year"), ("去年春天", "date_unreadable"), (7, "date_unreadable"), (99999, "date_number"), ("0206-03-01", "date_far"), (date(1850, 1, 1), "date_far"), (datetime(2199, 1, 1), "date_far"),
    ],
)  # fmt: skip
def test_what_cannot_be_told_is_refused_in_a_sentence(typed: Cell, kind: str) -> None:
    read = read_date(typed)
    assert read.day is None and read.verdict.kind == kind and text_of(typed) in str(read.verdict.sentence)


@pytest.mark.parametrize("typed", ["1900-01-01", "2100-12-31", 18264, 73050])
def test_a_date_within_two_centuries_is_believed(typed: str | int) -> None:
    assert read_date(typed).verdict.passes and read_date(typed).day is not None


@pytest.mark.parametrize("typed", [18263, 73051])
def test_a_number_that_is_no_day_of_ours_is_called_a_number(typed: int) -> None:
    assert read_date(typed).verdict.kind == "date_number"


def test_the_ambiguous_sentence_names_both_readings() -> None:
    said = str(read_date("01/03/2026").verdict.sentence)
    assert "1 月 3 日" in said and "3 月 1 日" in said and "2026" in said


@pytest.mark.parametrize(
    "typed",
    [
        "长期",
        "长期有效",
        "至今",
        "2021.3.1-长期",
        "2021年3月1日 至 长期",
        "2021-03-01 - 永久",
        "2021.3.1至今",
        "2021.3.1-至今",
    ],
)
def test_a_long_term_licence_has_no_end(typed: str) -> None:
    assert read_until(typed).verdict.passes and read_until(typed).day is None


@pytest.mark.parametrize(
    "typed",
    [
        "2021.3.1-2026.3.1", "2021-03-01-2026-03-01", "2021-03-01 - 2026-03-01", "20210301-20260301", "2021/3/1－2026/3/1", "2021年3月1日-2026年3月1日",
        "2021年3月1日至2026年3月1日", "2021.3.1～2026.3.1", "2021.3.1——2026.3.1", "自2021年3月1日到2026年3月1日", "2026-03-01", "2026.3.1", 46082,
    ],
)  # fmt: skip
def test_of_a_span_the_end_counts(typed: str | int) -> None:
    assert read_until(typed).day == FIRST_OF_MARCH


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("2021.3.1-2026.2.30", "date_impossible"), ("2021.3.1-2026.3", "date_no_day"), ("2021.3.1-26.3.1", "date_unreadable"),
        ("25-03-2026-01-04-2027", "date_unreadable"), ("至", "date_unreadable"),
    ],
)  # fmt: skip
def test_a_span_without_a_readable_end_is_refused(typed: str, kind: str) -> None:
    assert (read_until(typed).day, read_until(typed).verdict.kind) == (None, kind)
