"""The rules of cases: clocks that stood still, who may be heard, hints that say why, names that go."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shian.enforcement.rules import (
    Breach,
    Sold,
    Stood,
    above_county,
    banded,
    clock,
    collective,
    crime_flags,
    day_words,
    decision_due,
    exemptions,
    hearing_open,
    known_facts,
    late_fee,
    mark,
    masked,
    missing_conditions,
    months_before,
    public_until,
    redacted,
    repeated,
    stood_days,
    with_more,
    year_before,
)
from shian.kernel.money import yuan
from shian.kernel.workdays import Calendar
from shian.packs.enforcement import EnforcementLaw
from shian.packs.loader import load
from shian.packs.rules import calendar_of

DAY = timedelta(days=1)
PACK = load(Path(__file__).parents[4] / "packs" / "cn")[0].pack
CALENDAR: Calendar = calendar_of(PACK.calendar)
assert PACK.enforcement is not None
LAW: EnforcementLaw = PACK.enforcement
JUNE = date(2026, 6, 1)


def test_a_clock_counts_from_its_day() -> None:
    found = clock(LAW, "check", date(2026, 4, 30), CALENDAR)
    assert (found.value.day, found.clause, found.facts["limit"]) == (
        date(2026, 5, 25),
        "《市场监督管理行政处罚程序规定》 第十八条",
        "15 working days",
    )


@pytest.mark.parametrize(
    ("pauses", "days"),
    [
        ([], 0),
        ([Stood(JUNE, JUNE + 5 * DAY)], 5),
        ([Stood(JUNE)], 30),
        ([Stood(JUNE, JUNE + 5 * DAY), Stood(JUNE + 3 * DAY, JUNE + 8 * DAY)], 8),
        ([Stood(JUNE + 3 * DAY, JUNE + 8 * DAY), Stood(JUNE, JUNE + 5 * DAY)], 8),
        ([Stood(JUNE, JUNE + 9 * DAY), Stood(JUNE + 3 * DAY, JUNE + 5 * DAY)], 9),
        ([Stood(JUNE, JUNE + 2 * DAY), Stood(JUNE + 4 * DAY, JUNE + 5 * DAY)], 3),
        ([Stood(JUNE + 40 * DAY)], 0),
        ([Stood(JUNE, JUNE + 90 * DAY)], 30),
    ],
)
def test_days_that_stood_still_count_once(pauses: list[Stood], days: int) -> None:
    assert stood_days(pauses, JUNE + 30 * DAY) == days


def test_ninety_days_then_thirty_then_the_day_that_was_fixed() -> None:
    def due(stood: int = 0, *, extended: bool = False, fixed: date | None = None) -> date:
        return decision_due(LAW, JUNE, CALENDAR, stood=stood, extended=extended, fixed=fixed).value.day

    assert due() == date(2026, 8, 31)  # the thirtieth is a Sunday
    assert due(2) == date(2026, 9, 1)
    assert due(extended=True) == date(2026, 9, 29)
    assert due(1, extended=True) == date(2026, 9, 30)
    assert due(5, extended=True, fixed=date(2026, 12, 1)) == date(2026, 12, 1)
    plain = decision_due(LAW, JUNE, CALENDAR, stood=0, extended=False, fixed=None)
    assert "第六十四条" in plain.clause and dict(plain.facts) == {"from": JUNE, "limit": "90 calendar days"}
    stood = decision_due(LAW, JUNE, CALENDAR, stood=4, extended=False, fixed=None)
    assert stood.facts["stood"] == 4
    longer = decision_due(LAW, JUNE, CALENDAR, stood=3, extended=True, fixed=None)
    assert dict(longer.facts) == {"from": JUNE, "limit": "90 calendar days", "more": "30 calendar days", "stood": 3}
    fixed = decision_due(LAW, JUNE, CALENDAR, stood=0, extended=True, fixed=date(2026, 12, 1))
    assert (fixed.facts["from"], fixed.facts["fixed"], "第六十四条" in fixed.clause) == (JUNE, date(2026, 12, 1), True)


def test_more_time_is_added_to_the_first() -> None:
    seized = with_more(LAW, "seize", "seize_more", JUNE, CALENDAR)
    assert (seized.value.day, dict(seized.facts)) == (
        date(2026, 8, 17),  # the seventy-fifth day is a Saturday
        {"from": JUNE, "limit": "30 calendar days", "more": "45 calendar days"},
    )
    assert not seized.assumed and seized.clause == "《中华人民共和国食品安全法实施条例》 第六十一条"
    checked = with_more(LAW, "check", "check_more", date(2026, 4, 30), CALENDAR, stood=9)
    assert checked.value.day == date(2026, 6, 15)  # working days stand on their own: what stood still is not added
    assert with_more(LAW, "police_file", "police_complex", JUNE, CALENDAR).assumed
    two = with_more(LAW, "police_file", "police_complex", JUNE, CALENDAR).clause
    assert two.count("、") == 1 and "第八条" in two


def test_four_conditions_and_which_is_missing() -> None:
    assert missing_conditions(["evidence", "ours"]) == ("punishable", "in_time")
    assert missing_conditions(["in_time", "ours", "punishable", "evidence"]) == ()


@pytest.mark.parametrize(
    ("person", "fine", "heavy", "open_"),
    [
        (True, 999_999, False, False),
        (True, 1_000_000, False, True),
        (False, 9_999_999, False, False),
        (False, 10_000_000, False, True),
        (False, 0, True, True),
    ],
)
def test_a_hearing_is_open_from_its_threshold(person: bool, fine: int, heavy: bool, open_: bool) -> None:
    found = hearing_open(LAW, person=person, fine=fine, heavy=heavy)
    assert (bool(found), found.assumed, found.facts["fine"], found.facts["heavy"]) == (open_, True, yuan(fine), heavy)
    assert found.facts["threshold"] == ("10,000.00" if person else "100,000.00") and found.clause
    together = collective(LAW, person=person, fine=fine, heavy=heavy, serious=False)
    assert (bool(together), together.facts["serious"], together.facts["fine"]) == (open_, False, yuan(fine))
    assert collective(LAW, person=person, fine=fine, heavy=heavy, serious=True).value is True
    assert together.assumed and together.clause == found.clause


def test_from_three_hundred_thousand_the_city_decides() -> None:
    assert not above_county(LAW, 29_999_999)
    found = above_county(LAW, 30_000_000)
    assert found and not found.assumed and "第八十一条" in found.clause
    assert dict(found.facts) == {"fine": "300,000.00", "threshold": "300,000.00"}


def test_three_times_in_a_year_is_said() -> None:
    days = [date(2025, 6, 1), date(2025, 6, 2), date(2026, 1, 1), JUNE]
    found = repeated(LAW, days, JUNE)
    assert found and dict(found.facts) == {"since": date(2025, 6, 1), "count": 3} and "第一百三十四条" in found.clause
    assert not repeated(LAW, days[:3], JUNE) and not found.assumed
    assert repeated(LAW, [JUNE + DAY] * 3, JUNE).facts["count"] == 0


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 12, 31), 12, date(2025, 12, 31)),
        (date(2026, 12, 31), 1, date(2026, 11, 30)),
        (date(2026, 6, 30), -1, date(2026, 7, 30)),
        (date(2026, 11, 30), -1, date(2026, 12, 30)),
        (date(2026, 12, 31), -12, date(2027, 12, 31)),
        (date(2026, 1, 31), 2, date(2025, 11, 30)),
    ],
)
def test_months_before_keep_the_day_where_there_is_one(day: date, months: int, before: date) -> None:
    assert months_before(day, months) == before


def test_a_year_before_is_the_same_day() -> None:
    assert year_before(date(2026, 6, 1)) == date(2025, 6, 1)
    assert year_before(date(2024, 2, 29)) == date(2023, 2, 28)


def test_a_late_fee_grows_by_three_hundredths_and_never_above_the_fine() -> None:
    def fee(days: int) -> int:
        return late_fee(LAW, 100_000, JUNE, JUNE + days * DAY).value

    assert [fee(days) for days in (-1, 0, 1, 2, 33, 34, 400)] == [0, 0, 3_000, 6_000, 99_000, 100_000, 100_000]
    found = late_fee(LAW, 100_000, JUNE, JUNE + 2 * DAY)
    assert dict(found.facts) == {"days": 2, "of_100": 3} and "第七十五条" in found.clause and not found.assumed


def stands(breach: Breach) -> dict[str, bool]:
    return {hint.rule.key: bool(hint.stands) for hint in exemptions(LAW, breach, JUNE)}


def test_not_punishing_needs_every_fact() -> None:
    assert stands(Breach(frozenset({"slight", "corrected", "harmless"}))) == {
        "slight": True,
        "first": True,
        "no_fault": False,
    }
    assert stands(Breach(frozenset({"slight", "corrected"}))) == {"slight": False, "first": True, "no_fault": False}
    assert stands(Breach(frozenset({"slight", "corrected"}), (date(2025, 1, 1),)))["first"] is False
    assert stands(Breach(frozenset({"slight", "corrected"}), (date(2024, 6, 1),)))["first"] is True  # two years ago
    assert stands(Breach(frozenset({"slight", "corrected"}), (JUNE,)))["first"] is False
    assert stands(Breach(frozenset({"slight", "corrected"}), (JUNE + DAY,)))["first"] is True
    assert stands(Breach(frozenset({"no_fault"})))["no_fault"] is True
    assert stands(Breach()) == {"slight": False, "first": False, "no_fault": False}


def test_a_hint_says_its_clause_and_each_of_its_facts() -> None:
    first, _fault, slight = exemptions(LAW, Breach(frozenset({"slight"})), JUNE)
    assert dict(slight.stands.facts) == {"slight": True, "corrected": False, "harmless": False}
    assert "第三十三条第一款" in slight.stands.clause and not slight.stands.assumed
    assert first.stands.assumed  # how far back a first breach looks is our own number
    assert set(first.facts) == {"first", "slight", "corrected"}
    assert dict(first.facts["first"].facts) == {"since": date(2024, 6, 1), "cases": 0}
    assert "第三十三条" in first.facts["first"].clause and first.facts["first"].assumed


def test_the_books_know_better_whether_it_was_corrected_in_time() -> None:
    def corrected(fixed_on: date | None = None, fix_due: date | None = None) -> bool:
        breach = Breach(frozenset({"corrected"}), fixed_on=fixed_on, fix_due=fix_due)
        return bool(known_facts(LAW, breach, JUNE)["corrected"])

    assert corrected()
    assert corrected(fixed_on=JUNE)
    assert corrected(fixed_on=JUNE, fix_due=JUNE)
    assert not corrected(fixed_on=JUNE + DAY, fix_due=JUNE)
    assert not known_facts(LAW, Breach(), JUNE)["corrected"]
    books = known_facts(LAW, Breach(fixed_on=JUNE, fix_due=JUNE + DAY), JUNE)
    assert dict(books["corrected"].facts) == {"fixed": JUNE, "due": JUNE + DAY}
    assert known_facts(LAW, Breach(fixed_on=JUNE), JUNE)["corrected"].facts["due"] == ""
    said = known_facts(LAW, Breach(frozenset({"slight", "corrected"})), JUNE)
    assert {name: dict(one.facts) for name, one in said.items() if name != "first"} == {
        "corrected": {"said": True}, "slight": {"said": True}, "harmless": {"said": False}, "no_fault": {"said": False},
    }  # fmt: skip
    assert [one.clause for name, one in said.items() if name != "first"] == ["", "", "", ""]
    assert not any(one.assumed for name, one in said.items() if name != "first")
    assert books["corrected"].clause == "" and not books["corrected"].assumed


def test_a_band_is_a_part_of_the_range() -> None:
    light = banded(LAW.bands, "light", 500_000, 5_000_000)
    assert (light.value, light.assumed, light.facts["least"], light.facts["most"]) == (
        (500_000, 1_850_000), True, "5,000.00", "50,000.00",
    )  # fmt: skip
    assert banded(LAW.bands, "usual", 500_000, 5_000_000).value == (1_850_000, 3_650_000)
    assert banded(LAW.bands, "heavy", 500_000, 5_000_000).value == (3_650_000, 5_000_000)
    assert light.clause
    with pytest.raises(KeyError):
        banded(LAW.bands, "worst", 0, 1)


def flags(**facts: object) -> list[str]:
    return [one.value.key for one in crime_flags(LAW, Sold(**facts))]  # type: ignore[arg-type]  # named facts of a table


@pytest.mark.parametrize(
    ("facts", "keys"),
    [
        ({}, []),
        ({"facts": frozenset({"banned_substance"})}, ["toxic"]),
        ({"facts": frozenset({"over_limit"})}, ["unsafe"]),
        ({"facts": frozenset({"death"}), "ill": 9}, ["death"]),
        ({"ill": 10}, ["harm"]),
        ({"ill": 29}, ["harm"]),
        ({"ill": 30}, ["grave", "harm"]),
        ({"sales": 19_999_999}, []),
        ({"sales": 20_000_000}, ["sales"]),
        ({"sales": 10_000_000, "facts": frozenset({"near_school"})}, ["sales_and_more"]),
        ({"sales": 9_999_999, "facts": frozenset({"near_school"})}, []),
        ({"sales": 20_000_000, "facts": frozenset({"near_school"})}, ["sales"]),
    ],
)
def test_a_flag_of_crime_stands_from_its_threshold(facts: dict[str, object], keys: list[str]) -> None:
    assert flags(**facts) == keys


def test_a_flag_says_what_it_was_judged_by() -> None:
    (sales,) = crime_flags(LAW, Sold(frozenset({"near_school"}), 12_000_000))
    assert dict(sales.facts) == {"sales": "120,000.00", "threshold": "100,000.00", "near_school": True}
    assert "解释第三条" in sales.clause and not sales.assumed
    grave, harm = crime_flags(LAW, Sold(ill=31))
    assert (dict(harm.facts), dict(grave.facts)) == ({"ill": 31, "threshold": 10}, {"ill": 31, "threshold": 30})


def test_how_long_a_penalty_is_public() -> None:
    general = public_until(LAW.terms["general"], JUNE, CALENDAR)
    assert (general.value, dict(general.facts)) == (date(2027, 6, 1), {"from": JUNE, "months": 12})
    assert general.assumed and general.clause
    assert public_until(LAW.terms["serious"], JUNE, CALENDAR).value == date(2029, 6, 1)
    assert public_until(LAW.terms["minor"], JUNE, CALENDAR).value is None


def test_names_go_the_longest_first() -> None:
    assert masked("张三丰") == "张某某" and masked("张") == "某某" and masked("张三") == "张某某"
    text = "甲饭店的张三丰和张三，甲饭店分店"
    assert redacted(text, ["张三", "甲饭店", "张三丰", "", "甲饭店分店"]) == "甲某某的张某某和张某某，甲某某"


def test_numbers_amounts_and_days_as_they_are_written() -> None:
    assert mark("桐乡市", "罚立", 2026, 7) == "桐乡市市监罚立〔2026〕7号"
    assert [yuan(fen) for fen in (0, 5, 123_456_789)] == ["0.00", "0.05", "1,234,567.89"]
    assert day_words(date(2026, 9, 3)) == "2026年9月3日"
    assert day_words(None) == "    年  月  日"


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30)), max_size=5), st.integers(0, 60))
def test_what_stood_still_is_the_days_inside_some_pause(spans: list[tuple[int, int]], until: int) -> None:
    pauses = [Stood(JUNE + start * DAY, JUNE + (start + length) * DAY) for start, length in spans]
    inside = {day for start, length in spans for day in range(start, start + length) if day < until}
    assert stood_days(pauses, JUNE + until * DAY) == len(inside)


@given(st.text("甲乙丙张", min_size=0, max_size=20), st.lists(st.text("甲乙丙张", min_size=2, max_size=4), max_size=4))
def test_no_whole_name_is_left(text: str, names: list[str]) -> None:
    left = redacted(text, names)
    assert not any(name in left for name in names)
