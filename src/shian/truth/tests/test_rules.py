"""The signals of visits on plain values: what makes one, and above all what makes none."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import isclose, log
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shian.packs.loader import load
from shian.packs.truth import BandRule, SignalRule, TruthLaw
from shian.truth.rules import signals_of, weights_of
from shian.truth.rules.alone import metres_away
from shian.truth.rules.chances import band_of, shares
from shian.truth.rules.copies import Album
from shian.truth.rules.digits import favourite
from shian.truth.rules.tails import at_least, at_most
from shian.truth.rules.values import Days, Spot, Visit

QUARTER = Days(date(2026, 7, 1), date(2026, 9, 30))
DAY = date(2026, 8, 3)
SHOP = Spot(30.62, 120.56, 0, "wgs84")
STEP = 1 / 111_195  # of a degree northwards: a metre


@pytest.fixture(scope="module")
def law() -> TruthLaw:
    found = load(Path(__file__).parents[4] / "packs" / "cn")[0].pack.truth
    assert found is not None
    return found


def away(metres: float, **facts: Any) -> Spot:
    return replace(Spot(SHOP.latitude + metres * STEP, SHOP.longitude, 10, "wgs84"), **facts)


def visit(n: int = 1, **facts: Any) -> Visit:
    plain = Visit(f"v{n:03d}", "张", f"店{n}", DAY, kind="village", spot=away(0), premises=SHOP, seconds=300, typed=16)
    return replace(plain, **facts)


def kinds(visits: Sequence[Visit], law: TruthLaw, temperatures: Any = None) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in signals_of(visits, temperatures or {}, law, QUARTER):
        found.setdefault(one.visit, set()).add(one.kind)
    return found


# --- the place ---


def test_a_visit_at_the_door_makes_no_signal(law: TruthLaw) -> None:
    assert kinds([visit()], law) == {}


def test_a_sheet_filled_in_a_kilometre_away_is_far_and_says_how_far(law: TruthLaw) -> None:
    (found,) = signals_of([visit(spot=away(1000))], {}, law, QUARTER)
    assert (found.kind, found.because.value, found.because.assumed) == ("far", 3, True)
    assert found.because.facts == {"metres": 990, "accuracy": 10, "limit_metres": 400}


@pytest.mark.parametrize(
    "spot",
    [
        None,
        away(5000, datum=""),
        away(5000, accuracy=None),
        away(5000, accuracy=101),
        away(5000, datum="gcj02"),
        Spot(0, 0, 5, "wgs84"),
        Spot(0.3, -0.4, 5, "wgs84"),
    ],
    ids=["none", "unknown datum", "unknown accuracy", "over 100 m", "another system", "0,0", "near 0,0"],
)
def test_what_cannot_be_compared_makes_no_signal(law: TruthLaw, spot: Spot | None) -> None:
    assert kinds([visit(spot=spot)], law) == {}
    assert metres_away(visit(spot=spot), law.place) is None


def test_premises_that_nobody_knows_make_no_signal(law: TruthLaw) -> None:
    for premises in (None, replace(SHOP, datum=""), Spot(0, 0, 0, "wgs84")):
        assert kinds([visit(spot=away(5000), premises=premises)], law) == {}


def test_exactly_a_hundred_metres_of_accuracy_are_believed_and_taken_off(law: TruthLaw) -> None:
    assert kinds([visit(spot=away(501, accuracy=100))], law) == {"v001": {"far"}}
    assert kinds([visit(spot=away(499, accuracy=100))], law) == {}


def test_cgcs2000_is_compared_with_wgs84(law: TruthLaw) -> None:
    assert kinds([visit(spot=away(900, datum="cgcs2000"))], law) == {"v001": {"far"}}


def test_four_businesses_from_one_desk_are_a_cluster_and_three_are_none(law: TruthLaw) -> None:
    desk = away(20_000)
    four = [visit(n, spot=desk, premises=None) for n in range(4)]
    assert kinds(four, law) == {f"v{n:03d}": {"cluster"} for n in range(4)}
    assert kinds(four[:3], law) == {}
    assert kinds([replace(one, business="一家") for one in four], law) == {}, "one business visited four times"
    assert kinds([replace(one, person=one.key) for one in four], law) == {}, "four people at one place"


def test_the_shops_of_a_market_hall_are_no_cluster(law: TruthLaw) -> None:
    assert kinds([visit(n, spot=away(n)) for n in range(9)], law) == {}


# --- the clock ---


def test_sixteen_questions_in_half_a_minute_are_short(law: TruthLaw) -> None:
    (found,) = signals_of([visit(seconds=39)], {}, law, QUARTER)
    assert found.kind == "short"
    assert found.because.facts["expected_seconds"] == 160
    assert kinds([visit(seconds=40)], law) == {}


@pytest.mark.parametrize("seconds", [None, 0, -3600])
def test_a_clock_that_says_nothing_or_ran_backwards_makes_no_signal(law: TruthLaw, seconds: int | None) -> None:
    assert kinds([visit(seconds=seconds)], law) == {}


def test_answers_taken_over_need_no_time(law: TruthLaw) -> None:
    assert kinds([visit(seconds=8, typed=1)], law) == {}
    assert kinds([visit(seconds=8, typed=0)], law) == {}


# --- copies ---


def crowd(wording: str = "", n: int = 60) -> list[Visit]:
    """Others with words of their own."""
    return [visit(100 + at, person=f"别人{at % 20}", wording=wording or f"自己的话{at}", failed=1) for at in range(n)]


def test_the_same_words_at_three_businesses_are_a_copy(law: TruthLaw) -> None:
    same = [visit(n, wording="premises.clean：地面有积水", failed=1) for n in range(3)]
    found = kinds([*same, *crowd()], law)
    assert found == {f"v{n:03d}": {"same_answers"} for n in range(3)}
    assert kinds([*same[:2], *crowd()], law) == {}
    assert kinds([*[replace(one, business="一家") for one in same], *crowd()], law) == {}


def test_what_everybody_writes_and_that_all_is_well_are_no_copies(law: TruthLaw) -> None:
    same = [visit(n, wording="地面有积水", failed=1) for n in range(3)]
    assert kinds([*same, *crowd("地面有积水")], law) == {}
    assert kinds([visit(n) for n in range(3)], law) == {}
    assert kinds([*[visit(n, wording="脏", failed=1) for n in range(3)], *crowd()], law) == {}, "too few letters"


PICTURE = 0x0F1E_2D3C_4B5A_6978


def test_the_later_of_two_visits_with_one_photograph_has_the_signal(law: TruthLaw) -> None:
    first, later = visit(1, photos=(PICTURE,)), visit(2, on=DAY + timedelta(days=9), photos=(1, PICTURE ^ 0b1111))
    (found,) = signals_of([later, first], {}, law, QUARTER)
    assert (found.visit, found.kind) == ("v002", "photo_again")
    assert found.because.facts["earlier"] == "2026-08-03" and found.because.facts["same_business"] is False


def test_five_bits_apart_or_flat_or_of_the_same_visit_is_no_copy(law: TruthLaw) -> None:
    assert kinds([visit(1, photos=(PICTURE,)), visit(2, photos=(PICTURE ^ 0b11111,))], law) == {}
    assert kinds([visit(1, photos=(3,)), visit(2, photos=(3,))], law) == {}, "a finger before the lens"
    assert kinds([visit(1, photos=(2**64 - 1,)), visit(2, photos=(2**64 - 1,))], law) == {}
    assert kinds([visit(1, photos=(PICTURE, PICTURE))], law) == {}


@given(st.integers(0, 2**64 - 1), st.sets(st.integers(0, 63), max_size=8))
def test_an_album_finds_exactly_what_differs_in_at_most_four_bits(photo: int, flipped: set[int]) -> None:
    album, other = Album(4), photo
    for bit in flipped:
        other ^= 1 << bit
    album.keep(photo, visit())
    flat = not 6 <= photo.bit_count() <= 58
    assert (album.like(other) is not None) == (len(flipped) <= 4 and not flat)


# --- habits ---


def test_most_visits_of_a_quarter_in_its_last_days_are_a_burst(law: TruthLaw) -> None:
    late = [visit(n, on=date(2026, 9, 26 + n % 5)) for n in range(8)]
    early = [visit(50 + n, on=date(2026, 7, 1) + timedelta(days=n)) for n in range(4)]
    assert kinds([*late, *early], law) == {f"v{n:03d}": {"burst"} for n in range(8)}
    assert kinds([*late[:7], *early], law) == {}, "seven are too few to say anything"
    assert kinds([replace(one, on=one.on - timedelta(days=5)) for one in late], law) == {}, (
        "the days before count as ever"
    )


def test_an_even_spread_is_no_burst(law: TruthLaw) -> None:
    assert kinds([visit(n, on=QUARTER.start + timedelta(days=n)) for n in range(92)], law) == {}


def test_twenty_visits_without_a_problem_where_others_find_one_in_two_are_a_signal(law: TruthLaw) -> None:
    mine = [visit(n, person="张") for n in range(12)]
    others = [visit(100 + n, person=f"别人{n}", failed=n % 2, wording="") for n in range(40)]
    found = signals_of([*mine, *others], {}, law, QUARTER)
    assert {one.visit for one in found} == {one.key for one in mine}
    assert found[0].because.facts["expected_findings"] == "6.0"
    assert kinds([*mine[:9], *others], law) == {}, "nine are too few"
    assert kinds([replace(mine[0], failed=1), *mine[1:], *others], law) == {}
    assert kinds(mine, law) == {}, "nobody to compare with"
    assert kinds([*mine, *[replace(one, kind="another list") for one in others]], law) == {}


# --- temperatures ---


def test_a_digit_that_comes_far_too_often_was_not_measured(law: TruthLaw) -> None:
    luck = Random(3)
    invented = [f"3.{luck.choice('2258555')}" for _n in range(60)]
    measured = [f"{luck.randint(2, 5)}.{luck.randrange(10)}" for _n in range(60)]
    (found,) = signals_of([visit()], {"店1": invented, "店9": invented}, law, QUARTER)
    assert (found.kind, found.because.facts["digit"]) == ("temperature", "5")
    assert kinds([visit()], law, {"店1": measured}) == {}


def test_whole_degrees_half_degrees_and_few_entries_say_nothing(law: TruthLaw) -> None:
    rule = law.signals["temperature"]
    assert favourite(["4"] * 90, rule) is None
    assert favourite(["4.0", "4.5"] * 45, rule) is None
    assert favourite(["4.2"] * 29, rule) is None
    assert favourite(["4.2"] * 30, rule) == ("2", 30, 30)
    assert favourite(["-18.2"] * 30, rule) == ("2", 30, 30)
    assert favourite(["42"] * 10 + ["冷"] * 30, rule) is None


# --- chances ---


def test_tails_by_hand() -> None:
    assert isclose(at_least(2, 2, 0.5), 0.25) and isclose(at_least(1, 2, 0.5), 0.75)
    assert (at_least(0, 5, 0.1), at_least(6, 5, 0.1), at_least(1, 5, 0.0), at_least(3, 3, 1.0)) == (1.0, 0.0, 0.0, 1.0)
    assert isclose(at_most(0, log(200)), 1 / 200) and at_most(0, 0) == 1.0
    assert isclose(at_most(1, 2.0), 3 * 2.718281828459045**-2)


BANDS = tuple(BandRule(least, times, None) for least, times in ((0, 1), (1, 4), (2, 30), (4, 60)))  # type: ignore[arg-type]  # no clause is read


def test_weight_puts_a_visit_into_its_band() -> None:
    assert [band_of(weight, BANDS) for weight in (0, 1, 2, 3, 4, 9)] == [0, 1, 2, 2, 3, 3]


def test_signals_weigh_together(law: TruthLaw) -> None:
    both = visit(1, spot=away(1000), seconds=20)
    found = signals_of([both, visit(2)], {}, law, QUARTER)
    assert weights_of([both, visit(2)], found) == {"v001": 5, "v002": 0}


def test_small_bands_are_drawn_from_together_and_none_is_left_out() -> None:
    dealt = shares(5, {0: 1, 1: 60, 3: 10}, BANDS)
    assert [(one.name, one.held, one.drawn) for one in dealt] == [("0+1", 61, 1), ("3", 10, 4)]
    with pytest.raises(ValueError, match="bands"):
        shares(2, {0: 9, 1: 9, 2: 9}, BANDS)
    with pytest.raises(ValueError, match="bands"):
        shares(28, {0: 9, 1: 9, 2: 9}, BANDS)


@given(st.dictionaries(st.integers(0, 3), st.integers(0, 400), min_size=1), st.data())
def test_every_visit_has_a_chance_and_no_signal_lowers_it(held: dict[int, int], data: st.DataObject) -> None:
    full = {band: n for band, n in held.items() if n}
    if not full:
        return
    size = data.draw(st.integers(len(full), sum(full.values())))
    dealt = shares(size, held, BANDS)
    assert sum(one.drawn for one in dealt) == size
    assert sorted(band for one in dealt for band in one.bands) == sorted(full)
    assert all(1 <= one.drawn <= one.held == sum(full[band] for band in one.bands) for one in dealt)
    chances = [one.drawn / one.held for one in dealt]
    assert chances == sorted(chances)


def test_a_law_without_a_kind_makes_no_such_signal(law: TruthLaw) -> None:
    silent = replace(law, signals={})
    late = [visit(n, on=date(2026, 9, 30), spot=away(9000), seconds=5, photos=(PICTURE,)) for n in range(20)]
    assert signals_of(late, {"店1": ["4.2"] * 60}, silent, QUARTER) == []
    assert isinstance(law.signals["far"], SignalRule)
