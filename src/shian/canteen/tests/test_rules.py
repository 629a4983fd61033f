"""A day's samples and meals, as plain values."""

from decimal import Decimal

import pytest

from shian.canteen.rules import COLD, ENOUGH, EVERY_DISH, Kept, judged, measured, shown, together, weighed
from shian.packs.cite import UNCITED
from shian.packs.school import Plausible, Retention

TYPED = Plausible(grams_most=5_000, below_zero_most=40, celsius_most=60, cite=UNCITED)
LAW = Retention(grams_least=125, hours_least=48, celsius_least=0, celsius_most=8, typed=TYPED, cite=UNCITED)
OTHERS = ("早餐", "晚餐")


def kept(grams: int = 130, celsius: str = "4", dish: str = "青菜") -> Kept:
    return Kept("午餐", dish, grams, Decimal(celsius))


@pytest.mark.parametrize(
    ("sample", "wrong"),
    [
        (kept(0), {EVERY_DISH}),
        (kept(1), {ENOUGH}),
        (kept(124), {ENOUGH}),
        (kept(125), set()),
        (kept(celsius="-0.1"), {COLD}),
        (kept(celsius="0"), set()),
        (kept(celsius="8"), set()),
        (kept(celsius="8.1"), {COLD}),
        (kept(0, "9"), {EVERY_DISH, COLD}),
    ],
)
def test_a_sample_against_the_law(sample: Kept, wrong: set[str]) -> None:
    assert judged([sample], LAW) == {code: [sample] for code in wrong}


def test_each_failed_question_names_its_samples() -> None:
    good, light, none = kept(), kept(80, dish="鱼"), kept(0, dish="汤")
    assert judged([good, light, none], LAW) == {EVERY_DISH: [none], ENOUGH: [light]}
    assert judged([], LAW) == {}


@pytest.mark.parametrize(("grams", "can"), [(-1, False), (0, True), (5_000, True), (5_001, False)])
def test_what_scales_can_show(grams: int, can: bool) -> None:
    assert weighed(grams, TYPED) is can


@pytest.mark.parametrize(("celsius", "can"), [("-40.1", False), ("-40", True), ("60", True), ("60.1", False)])
def test_what_a_thermometer_can_show(celsius: str, can: bool) -> None:
    assert measured(Decimal(celsius), TYPED) is can


def test_a_meal_is_put_beside_the_others_of_its_day() -> None:
    before = {ENOUGH: "早餐：粥；午餐：鱼", COLD: "午餐：汤"}
    assert together(before, {ENOUGH: "鸡"}, "午餐", OTHERS) == {ENOUGH: "早餐：粥；午餐：鸡"}
    assert together({}, {COLD: "汤"}, "午餐", OTHERS) == {COLD: "午餐：汤"}
    assert together(before, {}, "午餐", OTHERS) == {ENOUGH: "早餐：粥"}
    assert together({COLD: "早餐：粥；晚餐：面"}, {}, "午餐", OTHERS) == {COLD: "早餐：粥；晚餐：面"}
    assert list(together(before, {COLD: "汤", EVERY_DISH: "粥"}, "午餐", OTHERS)) == [ENOUGH, COLD, EVERY_DISH]


def test_few_answers_are_not_shown() -> None:
    assert (shown(4, 5), shown(5, 5), shown(6, 5)) == (False, True, True)
