"""The arithmetic of complaints, with the vectors of the working-day calendar of 2026; plain values in, plain values out."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from shian.complaints.rules import (
    BITS,
    DAYS,
    Matter,
    Running,
    Same,
    betrayed,
    form_mark,
    is_same_person,
    likeness_of_texts,
    mark,
    may_decide,
    may_extend,
    metres,
    next_limit,
    plain_receipt,
    receipt_of,
    sameness,
    scrubbed,
    trigrams,
)
from shian.kernel.stopped import Stop
from shian.kernel.workdays import Calendar, Due
from shian.packs.complaints import CLOCKS, ComplaintLaw
from shian.packs.limits import Limit
from shian.packs.rules import calendar_of
from shian.packs.tests.cn import national

PACK = national().pack
CALENDAR = calendar_of(PACK.calendar)


def law() -> ComplaintLaw:
    assert PACK.complaints is not None
    return PACK.complaints


def limit(regime: str, name: str) -> Limit:
    return law().regimes[regime].clocks[name]


def ends(regime: str, name: str, start: date, *stops: Stop, on: date | None = None) -> date:
    return limit(regime, name).standing(start, CALENDAR, stops, on=on or start).value.day


# What each clock comes to, from a day whose answer was worked out by hand from the State Council's notice for 2026.
@pytest.mark.parametrize(
    ("regime", "name", "start", "end"),
    [
        ("order_121", "accept", date(2026, 9, 30), date(2026, 10, 15)),
        ("order_20", "accept", date(2026, 2, 13), date(2026, 3, 2)),
        ("order_20", "mediate", date(2026, 4, 14), date(2026, 6, 18)),
        ("order_121", "mediate", date(2026, 4, 15), date(2026, 6, 15)),
        ("order_121", "mediate", date(2026, 6, 1), date(2026, 7, 31)),
        ("order_121", "mediate", date(2026, 8, 3), date(2026, 10, 8)),
        ("order_121", "tell_ending", date(2026, 9, 30), date(2026, 10, 15)),
        ("order_20", "tell_ending", date(2026, 2, 13), date(2026, 3, 2)),
        ("order_121", "check", date(2026, 4, 30), date(2026, 5, 25)),
        ("order_20", "check", date(2026, 2, 13), date(2026, 3, 12)),
        ("order_121", "check_more", date(2026, 4, 30), date(2026, 5, 25)),
        ("order_121", "tell_reporter", date(2026, 9, 14), date(2026, 9, 20)),
        ("order_20", "tell_reporter", date(2026, 3, 2), date(2026, 3, 9)),
        ("order_121", "jurisdiction", date(2026, 9, 30), date(2026, 10, 15)),
        ("order_20", "jurisdiction", date(2026, 2, 13), date(2026, 3, 2)),
        ("order_121", "identity", date(2026, 9, 14), date(2026, 9, 20)),
        ("order_121", "take", date(2026, 9, 14), date(2026, 9, 16)),
        ("order_121", "conclude", date(2026, 7, 6), date(2026, 10, 8)),
        ("order_121", "follow_up", date(2026, 9, 14), date(2026, 9, 28)),
        ("order_121", "split", date(2026, 9, 14), date(2026, 9, 16)),
        ("order_121", "recusal", date(2026, 9, 18), date(2026, 9, 21)),
        ("order_20", "recusal", date(2026, 2, 13), date(2026, 2, 24)),
    ],
)
def test_each_clock_ends_on_its_day(regime: str, name: str, start: date, end: date) -> None:
    assert ends(regime, name, start) == end


def test_a_file_is_born_under_the_rule_of_its_day() -> None:
    assert [one.key for day in (date(2020, 1, 1), date(2026, 4, 14), date(2026, 4, 15), date(2030, 1, 1))
            if (one := law().regime_on(day))] == ["order_20", "order_20", "order_121", "order_121"]  # fmt: skip
    assert set(law().regimes["order_121"].clocks) == set(CLOCKS)
    assert "identity" not in law().regimes["order_20"].clocks
    assert [len(one.refusals) for one in law().regimes.values()] == [6, 7]
    assert [len(one.endings) for one in law().regimes.values()] == [7, 8]


def test_what_no_text_says_is_assumed_and_what_one_says_is_not() -> None:
    assumed = {name for name, one in law().regimes["order_121"].clocks.items() if one.cite.assumed}
    assert assumed == {
        "accept",
        "identity",
        "tell_ending",
        "tell_reporter",
        "take",
        "conclude",
        "follow_up",
        "split",
        "recusal",
    }
    assert limit("order_121", "mediate").standing(date(2026, 6, 1), CALENDAR, (), on=date(2026, 6, 1)).assumed is False


def test_a_clock_stands_while_goods_are_tested() -> None:
    start = date(2026, 6, 1)
    test = Stop(date(2026, 6, 10), date(2026, 6, 20))
    assert ends("order_121", "mediate", start, test) == date(2026, 8, 10)
    assert ends("order_121", "mediate", start, Stop(date(2026, 6, 10), date(2026, 6, 10))) == date(2026, 7, 31)
    assert ends("order_121", "mediate", start, test, Stop(date(2026, 7, 1), date(2026, 7, 4))) == date(2026, 8, 13)
    found = limit("order_121", "mediate").standing(start, CALENDAR, [test], on=start)
    assert (found.facts["stood"], found.facts["limit"], found.facts["from"]) == (10, "60 calendar days", start)
    assert found.clause == limit("order_121", "mediate").cite.text


def test_days_are_stood_in_the_unit_of_the_limit_and_an_open_stop_until_today() -> None:
    weekend = Stop(date(2026, 9, 11), date(2026, 9, 14))  # Friday to Monday: one working day
    assert ends("order_121", "accept", date(2026, 9, 10), weekend) == date(2026, 9, 21)
    standing = Stop(date(2026, 6, 10), None)
    assert ends("order_121", "mediate", date(2026, 6, 1), standing, on=date(2026, 6, 13)) == date(2026, 8, 3)
    assert ends("order_121", "mediate", date(2026, 6, 1), standing, on=date(2026, 6, 9)) == date(2026, 7, 31)
    named = Limit("next day").standing(date(2026, 6, 1), CALENDAR, [weekend], on=date(2026, 6, 1))
    assert named.value == Due(date(2026, 6, 2)) and "stood" not in named.facts
    assumed = limit("order_121", "accept").standing(date(2026, 9, 10), CALENDAR, [weekend], on=date(2026, 9, 10))
    assert assumed.assumed


def test_a_year_nobody_announced_makes_a_day_provisional() -> None:
    assert (
        limit("order_121", "check")
        .standing(date(2026, 12, 28), Calendar({}), (), on=date(2026, 12, 28))
        .value.provisional
    )
    assert (
        not limit("order_121", "check").standing(date(2026, 9, 1), CALENDAR, (), on=date(2026, 9, 1)).value.provisional
    )


def test_a_receipt_is_three_groups_of_four_and_read_as_people_type_it() -> None:
    assert receipt_of("0" * 64) == "2222-2222-2222"
    assert receipt_of(f"{31:064x}") == "2322-2222-2222" and receipt_of(f"{33:064x}") == "4322-2222-2222"
    assert receipt_of(f"{31**4 * 5:064x}") == "2222-7222-2222"
    code = receipt_of("f" * 64)
    assert len(code) == 14 and plain_receipt(f"  {code.upper().replace('-', ' ')} ") == code.replace("-", "")
    assert plain_receipt("2222-2222-222") == "" and plain_receipt("2222-2222-22222") == ""
    assert plain_receipt("2222-2222-222o") == "" and plain_receipt("2222-2222-2222!") == "" and plain_receipt("") == ""
    assert plain_receipt("2222　2222　2222") == "222222222222"


def test_numbers_are_written_as_offices_write_them() -> None:
    assert mark("{place}诉〔{year}〕{n}号", "桐乡市", 2026, 7) == "桐乡市诉〔2026〕7号"
    assert form_mark("桐乡市诉〔2026〕7号", "5", 2) == "桐乡市诉〔2026〕7号-5-2"


DAY = date(2026, 9, 14)
PLAIN = Matter("在店里买的卤肉里有一只虫子", DAY, "甲店")


def test_texts_are_alike_by_runs_of_three_signs() -> None:
    assert trigrams("卤肉，里有虫") == {"卤肉里", "肉里有", "里有虫"}
    assert trigrams("AB") == {"ab"} and trigrams("，。") == frozenset() and trigrams("ABC") == {"abc"}
    assert likeness_of_texts("abcd", "abcd") == 100 and likeness_of_texts("abcd", "bcde") == 33
    assert (
        likeness_of_texts("", "abcd") == 0
        and likeness_of_texts("abcd", "") == 0
        and likeness_of_texts("abcd", "xyzw") == 0
    )


def test_the_same_matter_is_told_by_reasons_with_their_measures() -> None:
    assert sameness(PLAIN, PLAIN) == Same(65, (("text", 100), ("business", 1)))
    other = Matter("面包过期", DAY, "乙店")
    assert sameness(PLAIN, other) == Same(0, ())
    photo = Matter("一", DAY, "", photos=(0b1111,)), Matter("二", DAY, "", photos=(0, 0xFFFF))
    assert sameness(*photo) == Same(60, (("photo", 4),))
    far = Matter("一", DAY, "", photos=((1 << BITS + 1) - 1,)), Matter("二", DAY, "", photos=(0,))
    assert sameness(*far) == Same(0, ())
    edge = Matter("一", DAY, "", photos=((1 << BITS) - 1,)), Matter("二", DAY, "", photos=(0,))
    assert sameness(*edge) == Same(60, (("photo", BITS),))
    phone = Matter("一", DAY, "", bringer="x"), Matter("二", DAY, "", bringer="x")
    assert sameness(*phone) == Same(25, (("bringer", 1),))
    every = Matter("在店里买的卤肉里有一只虫子", DAY, "甲店", (30.0, 120.0), (1,), "x")
    assert sameness(every, every).score == 100 and len(sameness(every, every).reasons) == 5


def test_texts_are_alike_from_forty_in_a_hundred_on() -> None:
    words = "abcdefghij"  # eight runs; with x more at the end the share is 8 of 8 + x
    assert sameness(Matter(words, DAY, ""), Matter(words + "klmnopqrstuv", DAY, "")).reasons == (("text", 40),)
    assert sameness(Matter(words, DAY, ""), Matter(words + "klmnopqrstuvw", DAY, "")).reasons == ()


def test_far_apart_in_time_is_another_matter() -> None:
    late = (
        Matter(PLAIN.text, DAY + timedelta(days=DAYS), "甲店"),
        Matter(PLAIN.text, DAY + timedelta(days=DAYS + 1), "甲店"),
    )
    assert sameness(PLAIN, late[0]).score == 65 and sameness(late[0], PLAIN).score == 65
    assert sameness(PLAIN, late[1]) == Same(0, ()) and sameness(late[1], PLAIN) == Same(0, ())


def test_places_are_near_within_two_hundred_metres() -> None:
    assert metres((30.0, 120.0), (30.0, 120.0)) == 0
    assert metres((30.0, 120.0), (31.0, 120.0)) == 111195 and metres((30.0, 120.0), (30.0, 121.0)) == 96297
    assert metres((60.0, 10.0), (0.0, 100.0)) == 10007543
    near = Matter("一", DAY, "", (30.0, 120.0)), Matter("二", DAY, "", (30.001798, 120.0))
    assert sameness(*near) == Same(15, (("place", 200),))
    assert sameness(near[0], Matter("二", DAY, "", (30.00181, 120.0))) == Same(0, ())
    assert sameness(near[0], Matter("二", DAY, "")) == sameness(Matter("二", DAY, ""), near[0]) == Same(0, ())


def test_the_next_limit_is_the_first_that_runs() -> None:
    first, second = Running("accept", DAY), Running("outside", DAY + timedelta(days=1))
    stands = Running("mediate", DAY - timedelta(days=9), stands=True)
    assert next_limit([second, stands, first]) == first and next_limit([stands]) == stands and next_limit([]) is None


def test_a_check_is_extended_once_and_before_its_day_is_over() -> None:
    assert may_extend(DAY, DAY, False, DAY) and not may_extend(DAY, DAY, True, DAY)
    found = may_extend(DAY, DAY, False, DAY + timedelta(days=1))
    assert not found and found.facts == {"from": DAY, "due": DAY, "extended": False} and "第十八条" in found.clause


WANG = {"name": "王小明", "phone": "13812345678", "identity": "33048319900101123X", "address": "梧桐街道1号"}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("买的卤肉里有虫", ""),
        ("王小明说有虫", "name"),
        ("王 小 明说有虫", "name"),
        ("电话１３８-1234 5678", "phone"),
        ("电话13987654321", "phone"),
        ("编号139876543210", ""),
        ("编号113987654321", ""),
        ("号12987654321", ""),
        ("证33048319900101123x", "identity"),
        ("证330483199001011242", "identity"),
        ("号3304831990010112423", ""),
        ("住梧桐街道（1号）", "address"),
        ("王小明，13812345678", "name"),
    ],
)
def test_what_says_who_complained_is_found_however_it_is_written(text: str, fact: str) -> None:
    assert betrayed(text, WANG) == fact


def test_an_empty_fact_or_a_single_sign_betrays_nobody() -> None:
    assert betrayed("王家的肉", {"name": "王", "phone": "", "address": " - "}) == ""
    assert betrayed("王家的肉", {"name": "王家"}) == "name"


def test_a_draft_for_the_other_side_calls_its_bringer_the_complainant() -> None:
    assert scrubbed("王小明住梧桐街道1号，要求退款", WANG) == "投诉人住投诉人，要求退款"
    assert scrubbed("王 小明要求退款", WANG) == "" and scrubbed("打13987654321", WANG) == ""
    assert scrubbed("王的肉", {"name": "王"}) == "王的肉" and scrubbed("王小明", {"name": " 王小明 "}) == "投诉人"
    assert scrubbed("小明明", {"name": "小明", "address": "小明明"}) == "投诉人"


def test_a_recusal_is_decided_by_neither_the_mediator_nor_the_asker() -> None:
    one, two, three = UUID(int=1), UUID(int=2), UUID(int=3)
    assert may_decide(one, two, three) and may_decide(one, None, None)
    assert not may_decide(one, one, None) and not may_decide(one, two, one) and not may_decide(None, None, None)


def test_one_person_is_known_by_the_name_that_stands_last() -> None:
    assert is_same_person("所里 李所长", "李所长") and is_same_person("Li Wei", "wei")
    assert not is_same_person("李所长 张三", "李所长") and not is_same_person("", "") and not is_same_person("李", "")
