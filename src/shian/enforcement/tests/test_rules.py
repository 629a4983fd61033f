"""The rules of cases: clocks that stood still, who may be heard, hints that say why, names that go."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shian.enforcement.rules import (
    Breach,
    Sold,
    Weight,
    above_county,
    banded,
    check_due,
    clock,
    collective,
    court_until,
    crime_flags,
    day_words,
    decision_due,
    exemptions,
    hearing_open,
    in_cash,
    known_facts,
    late_fee,
    mark,
    masked,
    missing_conditions,
    months_before,
    on_the_spot,
    province_of,
    public_until,
    redacted,
    repeated,
    seized_until,
    with_more,
    year_before,
)
from shian.kernel.because import Because
from shian.kernel.money import yuan
from shian.kernel.stopped import Stop
from shian.kernel.workdays import Calendar, Due
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


def stood(start: date, days: int) -> list[Stop]:
    return [Stop(start, start + days * DAY)] if days else []


def test_ninety_days_then_thirty_then_the_day_that_was_fixed() -> None:
    def whole(days: int = 0, *, extended: bool = False, fixed: date | None = None) -> Because[Due]:
        return decision_due(LAW, JUNE, CALENDAR, stops=stood(JUNE, days), on=JUNE, extended=extended, fixed=fixed)

    def due(days: int = 0, *, extended: bool = False, fixed: date | None = None) -> date:
        return whole(days, extended=extended, fixed=fixed).value.day

    assert due() == date(2026, 8, 31)  # the thirtieth is a Sunday
    assert due(2) == date(2026, 9, 1)
    assert due(extended=True) == date(2026, 9, 29)
    assert due(1, extended=True) == date(2026, 9, 30)
    assert due(5, extended=True, fixed=date(2026, 12, 1)) == date(2026, 12, 1)
    plain = whole()
    assert "第六十四条" in plain.clause and dict(plain.facts) == {"from": JUNE, "limit": "90 calendar days"}
    assert whole(4).facts["stood"] == 4
    longer = whole(3, extended=True)
    assert dict(longer.facts) == {"from": JUNE, "limit": "90 calendar days", "more": "30 calendar days", "stood": 3}
    fixed = whole(extended=True, fixed=date(2026, 12, 1))
    assert (fixed.facts["from"], fixed.facts["fixed"], "第六十四条" in fixed.clause) == (JUNE, date(2026, 12, 1), True)
    # What stood still before the filing stood still for the check, not for the ninety days.
    early = [Stop(JUNE - 9 * DAY, JUNE - 4 * DAY), Stop(JUNE - 2 * DAY, JUNE + 3 * DAY), Stop(JUNE + 10 * DAY)]
    found = decision_due(LAW, JUNE, CALENDAR, stops=early, on=JUNE + 14 * DAY, extended=False, fixed=None)
    assert found.facts["stood"] == 7
    more = decision_due(LAW, JUNE, CALENDAR, stops=early, on=JUNE + 14 * DAY, extended=True, fixed=None)
    assert (more.facts["stood"], more.value.day) == (7, date(2026, 10, 8))


def test_more_time_is_added_to_the_first() -> None:
    seized = with_more(LAW, "seize", "seize_more", JUNE, CALENDAR, on=JUNE)
    assert (seized.value.day, dict(seized.facts)) == (
        date(2026, 8, 17),  # the seventy-fifth day is a Saturday
        {"from": JUNE, "limit": "30 calendar days", "more": "45 calendar days"},
    )
    assert not seized.assumed and seized.clause == "《中华人民共和国食品安全法实施条例》 第六十一条"
    assert with_more(LAW, "police_file", "police_complex", JUNE, CALENDAR, on=JUNE).assumed
    assert with_more(LAW, "police_complex", "police_file", JUNE, CALENDAR, on=JUNE).assumed
    two = with_more(LAW, "police_file", "police_complex", JUNE, CALENDAR, on=JUNE).clause
    assert two.count("、") == 1 and "第八条" in two


def test_the_days_of_a_check_stand_still_as_working_days() -> None:
    start = date(2026, 4, 30)

    def due(*stops: Stop, on: date = start, extended: bool = False) -> Because[Due]:
        return check_due(LAW, start, CALENDAR, stops=stops, on=on, extended=extended)

    assert due().value.day == date(2026, 5, 25)
    assert due(extended=True).value.day == date(2026, 6, 15)
    # Off from the first to the fifth, the ninth worked: of these eleven days six are working days.
    tested = Stop(date(2026, 4, 30), date(2026, 5, 11))
    assert (due(tested).value.day, due(tested).facts["stood"]) == (date(2026, 6, 1), 5)
    assert due(tested, extended=True).value.day == date(2026, 6, 23)
    assert due(Stop(date(2026, 5, 6)), on=date(2026, 5, 8)).facts["stood"] == 2
    assert "第十八条" in due().clause and due(tested, extended=True).facts["more"] == "15 working days"


def test_the_days_of_a_test_are_none_of_a_seizure() -> None:
    def due(*stops: Stop, extended: bool = False) -> Because[Due]:
        return seized_until(LAW, JUNE, CALENDAR, stops=stops, on=JUNE + 9 * DAY, extended=extended)

    assert due().value.day == date(2026, 7, 1)
    assert due(extended=True).value.day == date(2026, 8, 17)
    before, within = Stop(JUNE - 9 * DAY, JUNE - 4 * DAY), Stop(JUNE - 2 * DAY, JUNE + 5 * DAY)
    assert (due(before).value.day, due(before, within).facts["stood"]) == (date(2026, 7, 1), 5)
    assert due(within).value.day == date(2026, 7, 6)
    assert due(within, extended=True).value.day == date(2026, 8, 20)


def test_the_court_is_open_from_the_later_of_two_days_and_for_three_months() -> None:
    served, urged = date(2026, 1, 5), date(2026, 2, 2)
    found = court_until(LAW, served, urged, CALENDAR)
    assert (found.value[0], found.value[1].day) == (
        date(2026, 7, 6),
        date(2026, 10, 8),
    )  # 5 July a Sunday; 6 October off
    assert found.assumed and "第七十六条" in found.clause
    assert dict(found.facts) == {"from": date(2026, 7, 6), "limit": "3 months", "served": served, "urged": urged}
    late = court_until(LAW, served, date(2026, 7, 20), CALENDAR)
    assert (late.value[0], late.value[1].day) == (date(2026, 8, 3), date(2026, 11, 3))


@pytest.mark.parametrize(
    ("person", "fine", "small"),
    [
        (True, 0, True),
        (True, 20_000, True),
        (True, 20_001, False),
        (False, 20_001, True),
        (False, 300_000, True),
        (False, 300_001, False),
    ],
)
def test_a_fine_is_small_enough_for_the_spot(person: bool, fine: int, small: bool) -> None:
    found = on_the_spot(LAW, person=person, fine=fine)
    threshold = "200.00" if person else "3,000.00"
    assert (found.value, found.facts["fine"], found.facts["threshold"]) == (small, yuan(fine), threshold)
    assert "第六十六条" in found.clause and not found.assumed


@pytest.mark.parametrize(("fine", "small"), [(0, False), (1, True), (10_000, True), (10_001, False)])
def test_a_fine_is_small_enough_to_be_taken_there(fine: int, small: bool) -> None:
    found = in_cash(LAW, fine)
    assert (found.value, dict(found.facts)) == (small, {"fine": yuan(fine), "threshold": "100.00"})
    assert "第七十二条" in found.clause and not found.assumed


def test_a_party_registered_elsewhere_is_known_by_its_code() -> None:
    here = "cn/33/04/83/001/"
    assert province_of("91440101MA2BC1XX0X", here) == "44"
    assert province_of("91330483MA2BC1XX0X", here) == ""
    assert province_of("", here) == "" and province_of("91XX0483MA2BC1XX0X", here) == ""
    assert province_of("91440101MA2BC1XX0X", "cn") == ""


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
    weight = Weight(fine, heavy=heavy)
    found = hearing_open(LAW, weight, person=person)
    assert (bool(found), found.assumed, found.facts["fine"], found.facts["heavy"]) == (open_, True, yuan(fine), heavy)
    assert found.facts["threshold"] == ("10,000.00" if person else "100,000.00") and found.clause
    together = collective(LAW, weight, person=person, serious=False)
    assert (bool(together), together.facts["serious"], together.facts["fine"]) == (open_, False, yuan(fine))
    assert collective(LAW, weight, person=person, serious=True).value is True
    assert together.assumed and together.clause == found.clause and "confiscated" not in found.facts


@pytest.mark.parametrize(
    ("person", "fine", "taken", "open_"),
    [
        (True, 0, 999_999, False),
        (True, 0, 1_000_000, True),
        (False, 5_000_000, 9_999_999, False),
        (False, 5_000_000, 10_000_000, True),
    ],
)
def test_what_is_confiscated_opens_a_hearing_as_a_fine_does(person: bool, fine: int, taken: int, open_: bool) -> None:
    weight = Weight(fine, taken)
    found = hearing_open(LAW, weight, person=person)
    assert (bool(found), found.facts["confiscated"], found.facts["fine"]) == (open_, yuan(taken), yuan(fine))
    assert bool(collective(LAW, weight, person=person, serious=False)) is open_


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


@given(st.text("甲乙丙张", min_size=0, max_size=20), st.lists(st.text("甲乙丙张", min_size=2, max_size=4), max_size=4))
def test_no_whole_name_is_left(text: str, names: list[str]) -> None:
    left = redacted(text, names)
    assert not any(name in left for name in names)
