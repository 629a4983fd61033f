"""What somebody typed, read as what it is meant to be."""

from datetime import date

import pytest

from shian.doors.ui.typed import day_of, day_or_none
from shian.kernel.refused import Refused


@pytest.mark.parametrize("text", ["", "soon", "2026-13-01", "0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
def test_what_is_no_day_and_a_day_from_which_none_can_be_counted_are_none(text: str) -> None:
    assert day_or_none(text) is None
    with pytest.raises(Refused, match="请填日期"):
        day_of(text, "到哪一天")


def test_a_day_is_read_as_it_is_typed() -> None:
    assert day_or_none(" 2026-10-01 ") == date(2026, 10, 1) == day_of("2026-10-01", "到哪一天")
