"""Every clock of penalty cases and of their transfer, with a vector worked out apart from the calendar, from the State Council's notice for 2026."""

from datetime import date

import pytest

from shian.enforcement.rules import (
    check_due,
    court_until,
    decision_due,
    late_fee,
    on_the_spot,
    public_until,
    seized_until,
)
from shian.kernel.stopped import Stop
from shian.packs.enforcement import CLOCKS, EnforcementLaw
from shian.packs.limits import parse_limit
from shian.packs.rules import calendar_of
from shian.packs.tests.cn import national

PACK = national().pack
CALENDAR = calendar_of(PACK.calendar)
assert PACK.enforcement is not None
LAW: EnforcementLaw = PACK.enforcement

# The day before the National Day holidays for what is counted in working days; the Friday before Spring Festival for the others.
VECTORS = [
    ("check", "15 working days", date(2026, 9, 30), date(2026, 10, 27)),
    ("check_more", "15 working days", date(2026, 9, 30), date(2026, 10, 27)),
    ("keep_goods", "7 working days", date(2026, 9, 30), date(2026, 10, 15)),
    ("seize", "30 calendar days", date(2026, 2, 13), date(2026, 3, 16)),
    ("seize_more", "45 calendar days", date(2026, 2, 13), date(2026, 3, 30)),
    ("assist", "15 working days", date(2026, 9, 30), date(2026, 10, 27)),
    ("review", "10 working days", date(2026, 9, 30), date(2026, 10, 20)),
    ("plead", "5 working days", date(2026, 9, 30), date(2026, 10, 13)),
    ("decide", "90 calendar days", date(2026, 2, 13), date(2026, 5, 14)),
    ("decide_more", "30 calendar days", date(2026, 2, 13), date(2026, 3, 16)),
    ("serve", "7 working days", date(2026, 9, 30), date(2026, 10, 15)),
    ("serve_notice", "30 calendar days", date(2026, 2, 13), date(2026, 3, 16)),
    ("pay", "15 calendar days", date(2026, 2, 13), date(2026, 2, 28)),
    ("urge", "10 working days", date(2026, 9, 30), date(2026, 10, 20)),
    ("sue", "6 months", date(2026, 2, 13), date(2026, 8, 13)),
    ("apply_court", "3 months", date(2026, 2, 13), date(2026, 5, 13)),
    ("close", "15 working days", date(2026, 9, 30), date(2026, 10, 27)),
    ("withdraw", "3 working days", date(2026, 9, 30), date(2026, 10, 10)),
    ("publish", "20 working days", date(2026, 9, 30), date(2026, 11, 3)),
    ("push", "10 working days", date(2026, 9, 30), date(2026, 10, 20)),
    ("publish_elsewhere", "10 working days", date(2026, 9, 30), date(2026, 10, 20)),
    ("report_measure", "next day", date(2026, 2, 13), date(2026, 2, 14)),
    ("approve_measure", "next day", date(2026, 2, 13), date(2026, 2, 14)),
    ("spot_file", "7 working days", date(2026, 9, 30), date(2026, 10, 15)),
    ("spot_office", "2 working days", date(2026, 9, 30), date(2026, 10, 9)),
    ("spot_bank", "2 working days", date(2026, 9, 30), date(2026, 10, 9)),
    ("dispute", "7 working days", date(2026, 9, 30), date(2026, 10, 15)),
    ("designate", "7 working days", date(2026, 9, 30), date(2026, 10, 15)),
    ("transfer_decide", "3 calendar days", date(2026, 2, 13), date(2026, 2, 24)),
    ("transfer_hand", "next day", date(2026, 2, 13), date(2026, 2, 14)),
    ("police_pass_on", "next day", date(2026, 2, 13), date(2026, 2, 14)),
    ("police_file", "3 calendar days", date(2026, 2, 13), date(2026, 2, 24)),
    ("police_complex", "10 calendar days", date(2026, 2, 13), date(2026, 2, 24)),
    ("police_major", "30 calendar days", date(2026, 2, 13), date(2026, 3, 16)),
    ("ask_review", "3 calendar days", date(2026, 2, 13), date(2026, 2, 24)),
    ("police_review", "3 calendar days", date(2026, 2, 13), date(2026, 2, 24)),
    ("ask_supervision", "3 calendar days", date(2026, 2, 13), date(2026, 2, 24)),
    ("hand_goods", "3 calendar days", date(2026, 2, 13), date(2026, 2, 24)),
    ("supply_papers", "3 calendar days", date(2026, 2, 13), date(2026, 2, 24)),
]


def test_every_clock_has_its_vector() -> None:
    assert sorted(name for name, _limit, _from, _due in VECTORS) == sorted(CLOCKS) == sorted(LAW.clocks)


@pytest.mark.parametrize(("name", "limit", "start", "due"), VECTORS, ids=[row[0] for row in VECTORS])
def test_a_clock_ends_on_its_day(name: str, limit: str, start: date, due: date) -> None:
    found = LAW.clocks[name].due(start, CALENDAR)
    assert (LAW.clocks[name].words, found.value.day, found.value.provisional) == (limit, due, False)
    assert found.facts["from"] == start and (found.clause or found.assumed)


# The vectors that the working-day calendar itself was given.
@pytest.mark.parametrize(
    ("words", "start", "due"),
    [
        ("7 working days", date(2026, 9, 30), date(2026, 10, 15)),
        ("7 working days", date(2026, 2, 13), date(2026, 3, 2)),
        ("15 working days", date(2026, 4, 30), date(2026, 5, 25)),
        ("15 working days", date(2026, 2, 13), date(2026, 3, 12)),
        ("90 calendar days", date(2026, 7, 6), date(2026, 10, 8)),
        ("60 calendar days", date(2026, 6, 1), date(2026, 7, 31)),
        ("60 calendar days", date(2026, 8, 3), date(2026, 10, 8)),
    ],
)
def test_the_vectors_of_the_calendar(words: str, start: date, due: date) -> None:
    assert parse_limit(words).due(start, CALENDAR).value.day == due


def test_what_a_row_says_besides_its_limit() -> None:
    """Longer by the head, without tests; three hundredths a day up to the fine; the later of two days; months in public."""
    day = date(2026, 4, 30)
    test = [Stop(date(2026, 5, 6), date(2026, 5, 8))]
    assert check_due(LAW, day, CALENDAR, stops=test, on=day, extended=True).value.day == date(2026, 6, 17)
    assert seized_until(LAW, date(2026, 6, 1), CALENDAR, stops=[], on=day, extended=True).value.day == date(2026, 8, 17)
    longer = decision_due(LAW, date(2026, 7, 6), CALENDAR, stops=[], on=day, extended=True, fixed=None)
    assert longer.value.day == date(2026, 11, 3)
    assert [late_fee(LAW, 1_000_00, date(2026, 9, 1), date(2026, 9, n)).value for n in (1, 2, 11, 30)] == [
        0,
        3_000,
        30_000,
        87_000,
    ]
    assert late_fee(LAW, 1_000_00, date(2026, 9, 1), date(2026, 10, 30)).value == 1_000_00
    assert court_until(LAW, date(2026, 1, 5), date(2026, 2, 2), CALENDAR).value[1].day == date(2026, 10, 8)
    assert public_until(LAW.terms["general"], date(2026, 6, 1), CALENDAR).value == date(2027, 6, 1)
    small = [
        bool(on_the_spot(LAW, person=person, fine=fine))
        for person, fine in ((True, 20_000), (True, 20_001), (False, 300_000), (False, 300_001))
    ]
    assert small == [True, False, True, False]
