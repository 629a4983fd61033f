"""Rhythms which no single day, week or month says: every second week, every two years, and only on weekends."""

from datetime import date
from pathlib import Path

import pytest

from shian.packs.check import check
from shian.packs.diff import assumed_values
from shian.packs.loader import load
from shian.packs.occasions import occasions
from shian.packs.periods import Period, parse_period
from shian.packs.schema import Programme, Subject
from shian.packs.tests.cn import REPOSITORY, copied, written

GUIDE = (REPOSITORY / "docs" / "how-to" / "examples" / "tour_meals_july.toml").read_text(encoding="utf-8")
WINDOW = 'trigger = "window"\nopens = 2027-07-01\ncloses = 2027-07-31\n'
WEEKLY = 'every = "week"\ntimes = 1\n'
STALL = Subject(kind="stall", grade="D", sector="caterer", path="cn/33/04/83/001/002/")


def problems(tmp_path: Path, rows: str) -> list[str]:
    folder = copied(tmp_path)
    written(folder, "programmes/tour_meals_july.toml", GUIDE.replace(WEEKLY, rows))
    return [problem.message for problem in check(folder)]


def programme(tmp_path: Path, rows: str, *, when: str = WINDOW) -> Programme:
    text = GUIDE.replace(WINDOW, when).replace(WEEKLY, rows)
    folder = copied(tmp_path)
    if 'trigger = "rhythm"' in when:
        text = text.partition("[campaign.zero_report]")[0]
    written(folder, "programmes/tour_meals_july.toml", text)
    return load(folder)[0].pack.programmes["tour_meals_july"]


def asked(one: Programme, period: str, on: date = date(2026, 1, 1)) -> list[Period]:
    return occasions(one, STALL, parse_period(period), on)


def test_every_second_week_is_one_stretch_of_two_weeks_counted_from_the_programmes_first_day(tmp_path: Path) -> None:
    one = programme(tmp_path, 'every = "2 weeks"\ntimes = 1\n', when='trigger = "rhythm"\n')
    found = asked(one, "2026-03")
    # It is in force from Thursday 1 January 2026: its first week begins on Monday 29 December.
    assert [(each.start, each.last) for each in found] == [
        (date(2026, 2, 23), date(2026, 3, 8)),
        (date(2026, 3, 9), date(2026, 3, 22)),
        (date(2026, 3, 23), date(2026, 4, 5)),
    ]
    assert {each.name for each in asked(one, "2026-04")} & {each.name for each in found} == {found[-1].name}
    assert all(parse_period(each.name) == each for each in found)
    assert "1 in 2 weeks" in assumed_values(one)


@pytest.mark.parametrize(
    ("every", "period", "start", "last"),
    [
        ("2 months", "2026-04", date(2026, 3, 1), date(2026, 4, 30)),
        ("2 years", "2027", date(2026, 1, 1), date(2027, 12, 31)),
        ("2 quarters", "2027Q1", date(2027, 1, 1), date(2027, 6, 30)),
        ("10 days", "2026-01-15", date(2026, 1, 11), date(2026, 1, 20)),
    ],
)
def test_a_stretch_of_any_rhythm(tmp_path: Path, every: str, period: str, start: date, last: date) -> None:
    one = programme(tmp_path, f'every = "{every}"\ntimes = 1\n', when='trigger = "rhythm"\n')
    assert [(each.start, each.last) for each in asked(one, period)] == [(start, last)]


def test_weekends_only_is_one_occasion_each_weekend_and_none_outside_the_window(tmp_path: Path) -> None:
    one = programme(tmp_path, 'every = "week"\non_days = ["saturday", "sunday"]\n')
    # The window opens on Thursday 1 July 2027 and closes on Saturday the 31st.
    assert [(each.start.day, each.last.day) for each in asked(one, "2027-07")] == [
        (3, 4), (10, 11), (17, 18), (24, 25), (31, 31),
    ]  # fmt: skip


def test_each_of_some_days(tmp_path: Path) -> None:
    one = programme(tmp_path, 'every = "day"\non_days = ["saturday", "sunday"]\n')
    assert [each.start.day for each in asked(one, "2027-07")] == [3, 4, 10, 11, 17, 18, 24, 25, 31]


def test_a_weekend_belongs_to_the_month_in_which_it_lies(tmp_path: Path) -> None:
    one = programme(tmp_path, 'every = "week"\non_days = ["saturday", "sunday"]\n', when='trigger = "rhythm"\n')
    assert [each.start for each in asked(one, "2026-06")][-1] == date(2026, 6, 27)  # 29 June is a Monday
    assert next(each.start for each in asked(one, "2026-02")) == date(
        2026, 1, 31
    )  # and Sunday 1 February its second day


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ('every = "fortnight"\n', "when.frequency.every = 'fortnight' is not one of [day, week, month"),
        ('every = "0 weeks"\n', "'0 weeks' is not one of"),
        ('every = "week"\non_days = ["saterday"]\n', "did you mean 'saturday'?"),
        ('every = "month"\non_days = ["sunday"]\n', "when.frequency.on_days belongs to every = 'day' or 'week'"),
        ('every = "2 weeks"\non_days = ["sunday"]\n', "when.frequency.on_days belongs to every = 'day' or 'week'"),
    ],
)
def test_other_words_are_refused(tmp_path: Path, rows: str, said: str) -> None:
    assert any(said in problem for problem in problems(tmp_path, rows))


def test_a_place_may_not_ask_seldomer_by_a_stretch_or_by_days(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    base = (
        '[[when.frequency]]\nevery = "2 weeks"\nassumed = true\n',
        '[[when.frequency]]\nevery = "day"\non_days = ["sunday"]\nassumed = true\n',
        '[[when.frequency]]\nevery = "week"\nassumed = true\n',
    )
    said = []
    for rows in base:
        written(folder, "33/0483/programmes/grid_patrol.toml", rows)
        said.append([problem.message for problem in check(folder)])
    assert said == [[], [], []]  # the law asks once a month, each of these is oftener
    written(folder, "33/0483/programmes/grid_patrol.toml", base[0].replace("2 weeks", "2 months"))
    (problem,) = check(folder)
    assert problem.message == "1 in 2 months is seldomer than 1 a month: an overlay may only ask for more"


def test_a_business_hands_in_on_weekends_what_it_owes_only_then(tmp_path: Path) -> None:
    """Days and weeks of a business follow from its duty; what it owes on some days only is planned."""
    folder = copied(tmp_path)
    text = (folder / "programmes" / "chain_shop_daily.toml").read_text(encoding="utf-8")
    weekend = text.replace('every = "day"\n', 'every = "day"\non_days = ["saturday", "sunday"]\n', 1)
    assert weekend != text
    written(folder, "programmes/chain_shop_daily.toml", weekend)
    before, after = (load(one)[0].pack.programmes["chain_shop_daily"] for one in (REPOSITORY / "packs" / "cn", folder))
    assert (before.expected, after.expected) == (True, False)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ('every = "week"\ntimes = 0\n', "when.frequency.times = 0: write how often, 1 to 7 in this time"),
        ('every = "month"\ntimes = 400\n', "when.frequency.times = 400: write how often, 1 to 28 in this time"),
        ('every = "day"\ntimes = 2\n', "when.frequency.times = 2: write how often, 1 to 1 in this time"),
        (
            'every = "week"\non_days = ["saturday", "sunday"]\ntimes = 3\n',
            "when.frequency.times = 3: write how often, 1 to 2",
        ),
        (
            'every = "week"\nkinds = []\n',
            "when.frequency.kinds is empty, and would mean everybody: name some, or leave it out",
        ),
    ],
)
def test_a_number_that_no_calendar_can_keep_and_a_list_that_names_nobody(tmp_path: Path, rows: str, said: str) -> None:
    """None a month cannot be planned, and of four hundred a month one would have been."""
    assert any(said in problem for problem in problems(tmp_path, rows))


def test_a_programme_does_not_follow_itself(tmp_path: Path) -> None:
    """It would wait for itself for ever, and nobody would be told."""
    folder = copied(tmp_path)
    text = GUIDE.replace('subject = "business"\n', 'subject = "business"\nafter = "tour_meals_july"\n')
    written(folder, "programmes/tour_meals_july.toml", text)
    assert [problem.message for problem in check(folder)] == ["whom.after = 'tour_meals_july' is this programme itself"]
