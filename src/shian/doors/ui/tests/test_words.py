from datetime import date

import pytest
from django.utils import translation

from shian.doors.ui.words import day_words, due_words, rate_words

SUNDAY = date(2026, 11, 22)


def test_a_day_is_said_with_its_weekday() -> None:
    with translation.override("zh-hans"):
        assert day_words(SUNDAY) == "11月22日 周日"
    with translation.override("en"):
        assert day_words(SUNDAY) == "Sun 22 Nov"


@pytest.mark.parametrize(("left", "words"), [(-3, "已超 3 个工作日"), (0, "今天到期"), (28, "还有 28 个工作日")])
def test_a_due_day_is_counted_in_working_days(left: int, words: str) -> None:
    with translation.override("zh-hans"):
        assert due_words(left) == words


def test_a_rate_short_of_all_never_reads_as_all() -> None:
    assert (rate_words(9_999, 10_000), rate_words(10_000, 10_000), rate_words(0, 0)) == ("99.9", "100", "—")
