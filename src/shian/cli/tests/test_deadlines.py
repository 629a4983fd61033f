"""`shian deadlines add`: the day a limit falls on, at the command line as at every door."""

import json

import pytest

from shian import cli
from shian.cli import deadlines
from shian.kernel.refused import Refused


def asked(*words: str) -> int:
    return deadlines.run(cli.parse("deadlines", deadlines, ("add", *words)))


def test_it_says_the_day_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked("2026-09-30", "7 working days", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["due"], told["provisional"], told["from"]) == ("2026-10-15", False, "2026-09-30")
    assert "第八十条" in told["why"] and told["clause"]
    assert asked("2026-12-28", "10 working days") == 0
    assert "暂定" in capsys.readouterr().out


def test_hours_are_read_in_the_zone_of_the_law(capsys: pytest.CaptureFixture[str]) -> None:
    asked("2026-09-30T15:00", "24 hours")
    assert capsys.readouterr().out.strip() == "2026-10-01T15:00+08:00"
    asked("2026-09-30T20:00+00:00", "1 working day")  # in China it is the first of October already
    assert capsys.readouterr().out.strip() == "2026-10-08"
    asked("2026-09-30T20:00+00:00", "1 working day", "--zone", "UTC")
    assert capsys.readouterr().out.strip() == "2026-10-08"
    asked("2026-09-29T20:00+00:00", "1 working day", "--zone", "UTC")
    assert capsys.readouterr().out.strip() == "2026-09-30"


@pytest.mark.parametrize(
    ("start", "limit", "zone", "said"),
    [
        ("30.9.2026", "7 working days", "law", "不是日期"),
        ("2026-09-30", "24 hours", "law", "从一个时刻起"),
        ("2026-09-30", "a while", "law", "没有“a while”这样的期限"),
        ("2026-09-30", "99999 working days", "Mars/Base", "没有这个时区"),
        ("9999-12-01", "60 days", "law", "超出了日历"),
        ("2026-09-30T15:00", "2 years", "law", "写成其中一种：N working days、N days、N hours、N months"),
        ("2026-09-30", "same day", "law", "写成其中一种：N working days、N days、N hours、N months"),
    ],
)
def test_what_is_no_day_no_limit_and_no_zone_is_refused(start: str, limit: str, zone: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        asked(start, limit, "--zone", zone)
