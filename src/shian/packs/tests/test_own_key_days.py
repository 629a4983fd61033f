"""A place's own calendar: a fair that only it keeps, and the days which a notice of its own has given."""

from datetime import date
from pathlib import Path

import pytest

from shian.packs.check import check
from shian.packs.loader import load
from shian.packs.schema import Pack
from shian.packs.tests.cn import REPOSITORY, TONGXIANG, copied, written
from shian.packs.windows import days_of, windows

FAIR = '[day.silk_fair]\nzh = "轧蚕花"\nen = "Silkworm fair"\nlunar = "03-03"\nlasts = 3\nsource = "key_periods"\n'
TERM = "[[day.autumn_term.announced]]\nyear = 2027\nfirst = 2027-08-30\nlast = 2027-08-30\nassumed = true\n"
JULY = 'trigger = "window"\nopens = 2027-07-01\ncloses = 2027-07-31\n'
AROUND = 'trigger = "window"\naround = "silk_fair"\nopens_before = 2\ncloses_after = 1\nassumed = true\n'


def laid(tmp_path: Path, key_days: str) -> Path:
    folder = copied(tmp_path)
    written(folder, f"{TONGXIANG}/key_days.toml", key_days)
    return folder


def packs(folder: Path) -> tuple[Pack, Pack]:
    assert check(folder) == []
    national, place = load(folder)
    return national.pack, place.pack


def test_a_programme_around_a_day_of_the_place_s_own(tmp_path: Path) -> None:
    folder = laid(tmp_path, FAIR)
    tour = (REPOSITORY / "docs" / "how-to" / "examples" / "tour_meals_july.toml").read_text(encoding="utf-8")
    written(folder, f"{TONGXIANG}/programmes/tour_meals_july.toml", tour.replace(JULY, AROUND))
    national, place = packs(folder)
    assert "silk_fair" not in national.key_days
    (window,) = windows(place.programmes["tour_meals_july"].when, date(2027, 1, 1), date(2028, 1, 1))
    assert (window.opens, window.closes) == (date(2027, 4, 7), date(2027, 4, 12))  # 三月初三 of 2027 is 9 April


def test_the_term_begins_when_the_place_s_own_bureau_says(tmp_path: Path) -> None:
    national, place = packs(laid(tmp_path, TERM))
    assert days_of(national.key_days["autumn_term"], 2027).provisional
    told = days_of(place.key_days["autumn_term"], 2027)
    assert (told.opens, told.provisional) == (date(2027, 8, 30), False)
    assert days_of(place.key_days["autumn_term"], 2028).opens == date(2028, 9, 1)


@pytest.mark.parametrize(
    ("key_days", "said"),
    [
        (
            '[day.autumn_term]\nsolar = "09-02"\n',
            "an overlay may not change day.autumn_term.solar, only announce its days",
        ),
        (
            TERM.replace("autumn_term", "mid_autumn"),
            "day.mid_autumn waits for no notice: its day is the same everywhere",
        ),
        ('[night.silk_fair]\nlunar = "03-03"\n', "an overlay may not change night here, only day"),
    ],
)
def test_it_moves_no_day_of_the_law(tmp_path: Path, key_days: str, said: str) -> None:
    assert [problem.message for problem in check(laid(tmp_path, key_days))] == [said]
