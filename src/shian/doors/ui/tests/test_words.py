from datetime import date

import pytest
from django.utils import translation

from shian.doors.ui.terms import limit_words
from shian.doors.ui.words import day_words, due_words, rate_words

SUNDAY = date(2026, 11, 22)


def test_a_day_is_said_with_its_weekday() -> None:
    with translation.override("zh-hans"):
        assert day_words(SUNDAY) == "11月22日 周日"
    with translation.override("en"):
        assert day_words(SUNDAY) == "Sun 22 Nov"


@pytest.mark.parametrize(
    ("left", "days", "words"),
    [(-3, -5, "已超 3 个工作日"), (0, 0, "今天到期"), (28, 40, "还有 28 个工作日")],
)
def test_a_due_day_is_counted_in_working_days(left: int, days: int, words: str) -> None:
    with translation.override("zh-hans"):
        assert due_words(left, days) == words


def test_on_a_saturday_what_is_due_on_sunday_is_due_tomorrow_and_what_was_due_on_friday_is_late() -> None:
    with translation.override("zh-hans"):
        assert due_words(0, 1) == "明天到期"
        assert due_words(0, 3) == "还有 3 天"
        assert due_words(0, -1) == "已超 1 天"
    with translation.override("en"):
        assert (due_words(0, 1), due_words(0, 3), due_words(0, -1)) == ("Due tomorrow", "3 days left", "1 day late")


def test_a_rate_short_of_all_never_reads_as_all() -> None:
    assert (rate_words(9_999, 10_000), rate_words(10_000, 10_000), rate_words(0, 0)) == ("99.9", "100", "—")


def test_one_day_is_one_day_in_english_too() -> None:
    with translation.override("en"):
        assert limit_words("1 working days") == "1 working day" and limit_words("15 working days") == "15 working days"
    with translation.override("zh-hans"):
        assert limit_words("1 working days") == "1 个工作日"
