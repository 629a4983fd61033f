"""Check digits: the vectors of the regulations, and what the algorithms promise."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shian.registry.counties import county_codes
from shian.registry.rules.characters import code
from shian.registry.rules.identity import (
    USCC_ALPHABET,
    check_identity,
    check_mobile,
    check_phone,
    check_uscc,
    cut_by_excel,
    is_household,
    organisation_check,
    uscc_check,
)
from shian.registry.rules.licences import LicenceKind, LocalPattern, check_licence, licence_check
from shian.registry.rules.verdict import Level

TODAY = date(2026, 11, 22)
COUNTIES = county_codes()
REAL_SC = (
    "SC11834020305037",
    "SC11532139200465",
    "SC11464010500015",
    "SC11333019700024",
    "SC12636098200051",
    "SC12434017430075",
    "SC11432010400101",
    "SC11837048101233",
)
CARDS = (LocalPattern("浙江小餐饮", r"浙餐登字\d{10}", "浙餐登字3304830001"),)


@pytest.mark.parametrize("number", REAL_SC)
def test_real_production_licences_hold(number: str) -> None:
    found = check_licence(number, COUNTIES)
    assert found.kind is LicenceKind.PRODUCTION
    assert found.verdict.passes and found.verdict.kind in {"", "county_unknown", "county_outdated"}


def test_a_development_zone_in_a_licence_only_warns() -> None:
    verdict = check_licence("SC11333019700024", COUNTIES).verdict
    assert (verdict.level, verdict.kind) == (Level.WARNING, "county_unknown")


def test_the_one_real_business_licence_holds() -> None:
    assert check_licence("JY23506230105266", COUNTIES).verdict.level is Level.OK


def test_a_real_credit_code_and_its_organisation_part_hold() -> None:
    assert check_uscc("91110000600037341L", COUNTIES).level is Level.OK
    assert organisation_check("60003734") == "1"


@pytest.mark.parametrize(
    ("typed", "level", "kind"),
    [
        ("９１１１００００６０００３７３４１Ｌ", Level.OK, ""),
        (" 9111 0000-600037341l ", Level.OK, ""),
        ("91110000600037341X", Level.ERROR, "uscc_check"),
        ("9111OOOO600037341L", Level.ERROR, "uscc_letters"),
        ("9111000060003734", Level.ERROR, "uscc_length"),
        ("330483000012345", Level.ERROR, "uscc_old_number"),
        (9.1330483000012e17, Level.ERROR, "cut_by_excel"),
        ("9.13305E+17", Level.ERROR, "cut_by_excel"),
    ],
)
def test_credit_codes_as_offices_type_them(typed: str | float, level: Level, kind: str) -> None:
    verdict = check_uscc(typed, COUNTIES)
    assert (verdict.level, verdict.kind) == (level, kind)


def test_a_letter_o_is_only_suggested_away() -> None:
    verdict = check_uscc("9111OOOO600037341L", COUNTIES)
    assert verdict.value == "9111OOOO600037341L" and verdict.suggestion == "91110000600037341L"
    assert "91110000600037341L" in str(verdict.sentence)


def test_an_abolished_county_warns() -> None:
    body = "913304256000373"
    first = body[:8] + "60003734" + organisation_check("60003734")
    verdict = check_uscc(first + uscc_check(first), COUNTIES)
    assert (verdict.level, verdict.kind) == (Level.WARNING, "county_outdated")


def test_a_credit_code_whose_organisation_part_is_wrong_only_warns() -> None:
    first = "91110000600037342"
    verdict = check_uscc(first + uscc_check(first), COUNTIES)
    assert (verdict.level, verdict.kind) == (Level.WARNING, "uscc_inner")


organisations = st.text(USCC_ALPHABET, min_size=8, max_size=8)


@given(organisations, st.integers(0, 17), st.sampled_from(USCC_ALPHABET))
def test_any_single_changed_character_of_a_credit_code_is_caught(body: str, place: int, other: str) -> None:
    first = "91330483" + body + organisation_check(body)
    good = first + uscc_check(first)
    changed = good[:place] + other + good[place + 1 :]
    assert check_uscc(good, COUNTIES).level is Level.OK
    assert changed == good or check_uscc(changed, COUNTIES).level is Level.ERROR


@given(st.integers(0, 10**6 - 1), st.integers(0, 13), st.sampled_from("0123456789"))
def test_any_single_changed_digit_of_a_licence_is_caught(sequence: int, place: int, other: str) -> None:
    first = f"1330483{sequence:06d}"
    good = first + licence_check(first)
    changed = good[:place] + other + good[place + 1 :]
    assert check_licence("JY" + good, COUNTIES).verdict.level is Level.OK
    assert changed == good or check_licence("JY" + changed, COUNTIES).verdict.level is Level.ERROR


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("SC11834020305038", "sc_check"),
        ("SC1183402030503", "sc_length"),
        ("SC13234020305037", "sc_shape"),
        ("SC2O434017430075", "sc_shape"),
        ("SC1I834020305037", "sc_letters"),
        ("JY43506230105266", "jy_shape"),
        ("JY23506230105267", "jy_check"),
        ("YB33304830000018", "yb_shape"),
        ("QS330425010001", "licence_qs"),
        ("桐食字第8号", "licence_unknown"),
    ],
)
def test_wrong_licences_get_their_own_reason(number: str, kind: str) -> None:
    verdict = check_licence(number, COUNTIES, CARDS).verdict
    assert (verdict.level, verdict.kind) == (Level.ERROR, kind)
    assert number in str(verdict.sentence)


def test_a_local_card_is_known_only_by_its_overlay() -> None:
    assert check_licence("浙餐登字 3304830001", COUNTIES, CARDS).kind is LicenceKind.LOCAL
    assert check_licence("浙餐登字3304830001", COUNTIES).verdict.kind == "licence_unknown"


def identity(seventeen: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(seventeen, weights, strict=True))
    return seventeen + "10X98765432"[total % 11]


@given(st.dates(date(1920, 1, 1), date(2020, 12, 31)), st.integers(1, 999))
def test_identity_numbers_made_by_the_printed_weights_hold(born: date, sequence: int) -> None:
    verdict = check_identity(identity(f"330483{born:%Y%m%d}{sequence:03d}"), on=TODAY)
    assert verdict.passes and verdict.kind in {"", "identity_maybe_cut"}


@given(st.integers(0, 16), st.sampled_from("0123456789"))
def test_any_single_changed_digit_of_an_identity_is_caught(place: int, other: str) -> None:
    good = identity("33048319850412012")
    changed = good[:place] + other + good[place + 1 :]
    assert changed == good or check_identity(changed, on=TODAY).level is Level.ERROR


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        (330483198504120000.0, "cut_by_excel"),
        (330483198504120000, "cut_by_excel"),
        ("330483198504120000", "cut_by_excel"),
        ("3.30483E+17", "cut_by_excel"),
        ("330483850412012", "identity_15"),
        ("33048319850412", "identity_length"),
        (identity("33048319851312012"), "identity_birthday"),
        (identity("33048321850412012"), "identity_birthday"),
    ],
)
def test_spoilt_identity_numbers_say_how_they_were_spoilt(typed: str | float, kind: str) -> None:
    verdict = check_identity(typed, on=TODAY)
    assert (verdict.level, verdict.kind) == (Level.ERROR, kind)


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("１５４０００１２３４５", ""),
        (15400012345.0, ""),
        ("+86 154-0001-2345", ""),
        ("0573-88012345", ""),
        ("1540001234O", "phone_letters"),
        ("1540001234", "phone"),
        ("无", "phone"),
    ],
)
def test_phones_as_offices_type_them(typed: str | float, kind: str) -> None:
    assert check_phone(typed).kind == kind


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("8613800000001", "13800000001"), ("+8613800000001", "13800000001"), ("86123456", "86123456"), ("0573-88012345-12", "05738801234512"), ("8801234", "8801234")],
)  # fmt: skip
def test_a_number_is_kept_without_the_country_and_with_its_extension(typed: str, kept: str) -> None:
    assert check_phone(typed).value == kept and check_phone(typed).level is Level.OK


@pytest.mark.parametrize("typed", ["12800000001", "138000000012", "1880123", "880123"])
def test_what_nobody_can_ring_is_no_telephone(typed: str) -> None:
    assert check_phone(typed).kind == "phone"


@pytest.mark.parametrize(
    ("typed", "kind"), [("0573-88012345", "phone_landline"), ("1540001234", "phone"), ("15400012345", "")]
)
def test_nobody_signs_in_with_a_landline(typed: str, kind: str) -> None:
    assert check_mobile(typed).kind == kind


def test_a_household_is_known_by_how_its_code_begins() -> None:
    assert is_household("92330483MA2BC1XX0X") and not is_household("91330483MA2BC1XX0X") and not is_household("19233")


@pytest.mark.parametrize(
    ("born", "kind"),
    [(date(1906, 1, 1), ""), (date(1905, 12, 31), "identity_birthday"), (TODAY, ""), (date(2026, 11, 23), "identity_birthday"), (date(2027, 1, 1), "identity_birthday")],
)  # fmt: skip
def test_nobody_is_born_tomorrow_or_longer_ago_than_people_live(born: date, kind: str) -> None:
    assert check_identity(identity(f"330483{born:%Y%m%d}012"), on=TODAY).kind == kind


def test_an_identity_that_truly_ends_in_noughts_only_warns() -> None:
    ends = next(one for one in (identity(f"3304831985041{n:04d}") for n in range(10, 10000, 10)) if one.endswith("000"))
    verdict = check_identity(ends, on=TODAY)
    assert (verdict.level, verdict.kind, verdict.value) == (Level.WARNING, "identity_maybe_cut", ends)


@pytest.mark.parametrize(
    ("typed", "cut"),
    [
        (330483198504120, False), (3304831985041200, True), (3304831985041201, False), (330483198504120000, True), (330483198504120010, False),
        ("330483198504120000", False), ("3.3E17", True), ("3e+17", True), (" 3.30483E+17 ", True), ("3.3X+17", False), ("33.0E17", False),
    ],
)  # fmt: skip
def test_excel_cuts_numbers_of_more_than_fifteen_digits(typed: int | str, cut: bool) -> None:
    assert cut_by_excel(typed, code(typed)) is cut


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("SC11834020305037", LicenceKind.PRODUCTION), ("SC1", LicenceKind.PRODUCTION), ("jy23506230105266", LicenceKind.BUSINESS), ("YB1", LicenceKind.FILING),
        ("浙餐登字3304830001", LicenceKind.LOCAL), ("QS330425010001", None), ("第8号", None),
    ],
)  # fmt: skip
def test_a_licence_is_known_by_its_letters_even_where_it_is_wrong(number: str, kind: LicenceKind | None) -> None:
    assert check_licence(number, COUNTIES, CARDS).kind is kind


def test_a_local_card_is_kept_as_typed_without_its_spaces() -> None:
    card = LocalPattern("摊贩", r"浙摊\d{6}-[A-Z]\d", "浙摊330483-A2")
    assert check_licence("浙摊 330483-a2", COUNTIES, [card]).verdict.value == "浙摊330483-A2"
    assert check_licence("浙摊330483-A22", COUNTIES, [card]).verdict.kind == "licence_unknown"


@pytest.mark.parametrize(
    ("number", "county"),
    [
        ("SC11333019700024", "330197"),
        ("JY1330425000001" + licence_check("1330425000001"), "330425"),
        ("YB13304830000012", ""),
    ],
)
def test_the_county_in_a_licence_is_read_where_it_stands(number: str, county: str) -> None:
    verdict = check_licence(number, COUNTIES).verdict
    assert verdict.sentence.facts.get("county", "") == county
