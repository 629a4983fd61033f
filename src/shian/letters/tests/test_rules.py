"""The arithmetic of letters, in plain values."""

from datetime import date

import pytest

from shian.letters import rules
from shian.letters.figures import last_over
from shian.letters.rules import Change


def test_a_fingerprint_does_not_mind_the_order() -> None:
    assert rules.fingerprint({"a": 1, "b": "二"}) == rules.fingerprint({"b": "二", "a": 1})
    assert rules.fingerprint({"a": 1}) != rules.fingerprint({"a": 2})
    assert rules.fingerprint({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


def test_what_changed_is_told_by_count_and_the_list_only_where_no_count_tells_it() -> None:
    before: rules.Facts = {"open": 3, "listed": "甲；乙；丙"}
    assert rules.changes(before, {"open": 1, "listed": "甲"}) == (Change("open", 3, 1),)
    assert rules.changes(before, {"open": 3, "listed": "甲；乙；丁"}) == (Change("listed", "甲；乙；丙", "甲；乙；丁"),)
    assert rules.changes(before, dict(before)) == ()
    assert rules.changes({}, {"late": 2}) == (Change("late", "", 2),)
    assert rules.changes({"late": 2}, {}) == (Change("late", 2, ""),)


def test_a_reminder_of_nothing_is_none() -> None:
    assert rules.something_to_say({"open": 2, "late": 0}) and rules.something_to_say({"late": 1})
    assert rules.something_to_say({"open": 0, "late": 1})
    assert not rules.something_to_say({"open": 0, "late": 0}) and not rules.something_to_say({"late": 0})
    assert rules.something_to_say({}) and rules.something_to_say({"text": "台面不洁"})
    assert rules.something_to_say({"counted": 4, "late": 0})  # figures of a quarter speak for themselves


def test_who_drafts_does_not_approve_and_nobody_approves_without_a_name() -> None:
    assert rules.may_approve("leader", "office")
    assert rules.may_approve("leader", None)
    own = rules.may_approve("office", "office")
    assert not own and own.clause == "拟稿人不得审批本人所拟的文" and own.facts == {"is_drafter": True}
    assert rules.may_approve("leader", "office").facts == {"is_drafter": False}
    assert not rules.may_approve(None, "office")


@pytest.mark.parametrize(
    ("spoken", "until", "on", "ready"),
    [
        (False, None, 10, True),
        (False, 12, 10, False),
        (False, 12, 12, False),
        (False, 12, 13, True),
        (True, 12, 10, True),
    ],
)
def test_a_cadre_is_heard_first_or_their_days_are_over(spoken: bool, until: int | None, on: int, ready: bool) -> None:
    last = date(2026, 9, until) if until else None
    said = rules.heard(spoken, last, date(2026, 9, on))
    assert bool(said) is ready
    assert said.clause == "涉及干部履职情况的，先听取本人陈述" and said.facts == {"spoken": spoken, "until": last}


def test_a_number_reads_as_official_paper_writes_it() -> None:
    assert rules.numbered("{mark}〔{year}〕{n}号", "桐食安办", 2026, 7) == "桐食安办〔2026〕7号"


def test_a_text_is_filled_and_empty_lines_fall_out() -> None:
    assert rules.filled("\n{facts}\n{words}\n  请回复。 \n", {"facts": "有3项。", "words": ""}) == "有3项。\n请回复。"


def test_limits_and_days_in_chinese() -> None:
    assert rules.limit_in_chinese("10 working days") == "10个工作日"
    assert rules.limit_in_chinese("1 working day") == "1个工作日"
    assert rules.limit_in_chinese("30 calendar days") == "30日"
    assert [rules.limit_in_chinese(one) for one in ("same day", "end of week", "end of month", "end of period")] == [
        "当日",
        "本周",
        "本月",
        "end of period",
    ]
    assert rules.day_in_chinese(date(2026, 1, 5)) == "2026年1月5日"


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2026, 9, 14), date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 1, 1), date(2025, 10, 1), date(2025, 12, 31)),
        (date(2026, 3, 31), date(2025, 10, 1), date(2025, 12, 31)),
        (date(2026, 12, 31), date(2026, 7, 1), date(2026, 9, 30)),
    ],
)
def test_the_quarter_that_is_over(day: date, first: date, last: date) -> None:
    assert rules.quarter_before(day) == (first, last)


@pytest.mark.parametrize(
    ("every", "first", "last", "words"),
    [
        ("month", date(2026, 9, 1), date(2026, 9, 30), "2026年9月"),
        ("quarter", date(2026, 1, 1), date(2026, 3, 31), "2026年第一季度"),
        ("quarter", date(2026, 10, 1), date(2026, 12, 31), "2026年第四季度"),
        ("half_year", date(2026, 1, 1), date(2026, 6, 30), "2026年上半年"),
        ("half_year", date(2026, 7, 1), date(2026, 12, 31), "2026年下半年"),
        ("year", date(2026, 1, 1), date(2026, 12, 31), "2026年"),
        ("week", date(2026, 9, 14), date(2026, 9, 20), "2026年9月14日至2026年9月20日"),
    ],
)
def test_a_period_reads_as_official_paper_writes_it(every: str, first: date, last: date, words: str) -> None:
    assert rules.period_in_chinese(every, first, last) == words


def test_the_last_period_over_is_told_on_its_morrow_and_not_before() -> None:
    assert last_over("month", date(2026, 10, 1)).name == "2026-09"
    assert last_over("month", date(2026, 9, 30)).name == "2026-08"
    assert last_over("quarter", date(2027, 1, 1)).name == "2026Q4"
